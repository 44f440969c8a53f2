package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"quipu/graph"
	"quipu/quads"
)

// progressAfter is how long work lasts before its progress is worth a look.
const progressAfter = 500 * time.Millisecond

// A progress shows on a terminal how far a load is; elsewhere it is silent.
// It belongs to one goroutine.
type progress struct {
	out   *os.File // nil: silent
	since time.Time
	bars  *mpb.Progress
	bar   *mpb.Bar
	input string
}

// progress returns a display on standard error, if that is a terminal.
func (a *app) progress() *progress {
	f, ok := a.err.(*os.File)
	if !ok || screen(f) == 0 || a.getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{out: f, since: time.Now()}
}

// load takes the reports of graph.LoadOptions.Progress: a bar for each input.
func (p *progress) load(now graph.Progress) {
	if p.out == nil || time.Since(p.since) < progressAfter {
		return
	}
	if p.bars == nil {
		p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40))
	}
	if p.bar == nil || now.Input != p.input {
		p.finish()
		p.input = now.Input
		p.bar = p.bars.AddBar(now.Of,
			mpb.PrependDecorators(decor.Name(quads.Printable(filepath.Base(now.Input))+" ")),
			mpb.AppendDecorators(decor.CountersKibiByte("% .1f / % .1f")))
	}
	p.bar.SetCurrent(now.Bytes)
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bar = nil
	}
}

// stop takes the display away. It may be called twice.
func (p *progress) stop() {
	p.finish()
	if p.bars != nil {
		p.bars.Wait()
		p.bars = nil
	}
	p.out = nil
}
