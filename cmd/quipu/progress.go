package main

import (
	"io"
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

// A progress shows on a terminal how far work is; elsewhere it is silent. It
// belongs to one goroutine.
type progress struct {
	err   io.Writer
	out   *os.File // err, if that is a terminal; nil: silent
	since time.Time
	bars  *mpb.Progress
	bar   *mpb.Bar
	what  string // what bar is about
}

// progress returns a display on standard error, if that is a terminal.
func (a *app) progress() *progress {
	p := &progress{err: a.err, since: time.Now()}
	if f, ok := a.err.(*os.File); ok && screen(f) > 0 && a.getenv("TERM") != "dumb" {
		p.out = f
	}
	return p
}

// load takes the reports of graph.LoadOptions.Progress: a bar for each input.
func (p *progress) load(now graph.Progress) {
	if p.shows(now.Input, now.Of, decor.CountersKibiByte("% .1f / % .1f")) {
		p.bar.SetCurrent(now.Bytes)
	}
}

// export takes the reports of graph.ExportOptions.Progress.
func (p *progress) export(written, of int64) {
	if p.shows("quads written", of, decor.CountersNoUnit("%d / %d")) {
		p.bar.SetCurrent(written)
	}
}

// shows reports whether there is a bar for some work; it is made when the time
// for it has come.
func (p *progress) shows(what string, of int64, counters decor.Decorator) bool {
	if p.out == nil || time.Since(p.since) < progressAfter {
		return false
	}
	if p.bars == nil {
		p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40))
	}
	if p.bar == nil || what != p.what {
		p.finish()
		p.what = what
		p.bar = p.bars.AddBar(of,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(quads.Printable(filepath.Base(what))+" ")),
			mpb.AppendDecorators(counters))
	}
	return true
}

// Write writes to standard error what must not get between the bars.
func (p *progress) Write(text []byte) (int, error) {
	if p.bars != nil {
		if n, err := p.bars.Write(text); err == nil {
			return n, nil
		}
	}
	return p.err.Write(text)
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
