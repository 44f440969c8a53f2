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
	what  string    // the work that bar is about
	began time.Time // when it did
}

// progress returns a display on standard error, if that is a terminal.
func (a *app) progress() *progress {
	p := &progress{err: a.err, since: time.Now()}
	if f, ok := a.err.(*os.File); ok && screen(f) > 0 && a.getenv("TERM") != "dumb" {
		p.out = f
	}
	return p
}

// load takes the reports of graph.LoadOptions.Progress: a bar for each input,
// and one for the merging behind them.
func (p *progress) load(now graph.Progress) {
	if now.Merging {
		p.part("merging", now.Done, now.Of)
		return
	}
	if p.shows(now.Input, now.Of, decor.CountersKibiByte("% .1f / % .1f"), bytesRate) {
		p.bar.SetCurrent(now.Done)
	}
}

// export takes the reports of graph.ExportOptions.Progress.
func (p *progress) export(written, of int64) {
	if p.shows("quads written", of, decor.CountersNoUnit("%d / %d"), quadsRate) {
		p.bar.SetCurrent(written)
	}
}

// part shows what part of some work is done, whatever it is counted in.
func (p *progress) part(what string, done, of int64) {
	if p.shows(what, of, decor.Percentage(), nil) {
		p.bar.SetCurrent(done)
	}
}

// A rate shows how fast work goes that began at some time; nil shows nothing.
type rate func(began time.Time) decor.Decorator

var spaced = decor.WC{C: decor.DextraSpace}

func bytesRate(began time.Time) decor.Decorator {
	return decor.NewAverageSpeed(decor.SizeB1024(0), "% .1f", began, spaced)
}

func quadsRate(began time.Time) decor.Decorator {
	return decor.NewAverageSpeed(0, "%.0f/s", began, spaced)
}

// shows reports whether there is a bar for some work; it is made when the time
// for it has come.
func (p *progress) shows(what string, of int64, counters decor.Decorator, how rate) bool {
	if p.out == nil {
		return false
	}
	if what != p.what {
		p.finish()
		p.what, p.began = what, time.Now()
	}
	if time.Since(p.since) < progressAfter {
		return false
	}
	if p.bars == nil {
		p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40))
	}
	if p.bar == nil {
		behind := []decor.Decorator{counters}
		if how != nil {
			behind = append(behind, how(p.began))
		}
		behind = append(behind, decor.NewAverageETA(decor.ET_STYLE_GO, p.began, nil, spaced), decor.Name(" left"))
		p.bar = p.bars.AddBar(of,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(quads.Printable(filepath.Base(what))+" ")),
			mpb.AppendDecorators(behind...))
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
