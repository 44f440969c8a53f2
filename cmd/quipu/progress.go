package main

import (
	"os"
	"path/filepath"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"quipu/graph"
	"quipu/quads"
)

// A progress shows on a terminal how far work is. Off a terminal it is
// silent.
type progress struct {
	bars  *mpb.Progress // nil: silent
	bar   *mpb.Bar
	input string
	mu    sync.Mutex
}

// progress returns a display on standard error, if that is a terminal.
func (a *app) progress() *progress {
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	return &progress{bars: mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))}
}

// load takes the reports of graph.LoadOptions.Progress: a bar for each input.
func (p *progress) load(now graph.Progress) {
	if p.bars == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || now.Input != p.input {
		p.finish()
		p.input = now.Input
		p.bar = p.bars.AddBar(now.Of,
			mpb.BarRemoveOnComplete(),
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
	if p.bars == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
	p.bars.Wait()
	p.bars = nil
}
