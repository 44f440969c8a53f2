package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/intake"
	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
	"quipu/quads/text/plugin"
)

// An extractor reads texts on all cores and hands on what comes of them in the
// order of the inputs.
type extractor struct {
	app    *app
	flags  *extractFlags
	names  *quads.Names
	inputs []string
	store  *intake.Intake // nil without --db

	done    atomic.Int64 // bytes of the inputs, for the progress bar
	total   int64
	bar     *progress
	failed  int
	skipped map[text.Reason]int
	unsure  int
	remarks int
}

// An extracted is what came of one input.
type extracted struct {
	path   string
	origin intake.Origin
	fatal  bool // err is nothing of this text's: the program of --with does not start
	source string
	x      *text.Extraction // nil of what failed, and of what the store knows
	node   quad.IRI
	err    error
}

// ahead is how many inputs may be done before an earlier one is: what bounds
// the memory for results that wait.
const ahead = 64

// each extracts all inputs and gives what comes of them to f, in order. An
// input that fails is told and left out; an error of f ends it all.
func (e *extractor) each(ctx context.Context, f func(*extracted) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	e.measure()
	e.bar = e.app.progress()
	defer e.bar.stop()
	results := make([]chan *extracted, len(e.inputs))
	for i := range results {
		results[i] = make(chan *extracted, 1)
	}
	next, room := make(chan int), make(chan struct{}, ahead)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel(nil)
	for range min(runtime.GOMAXPROCS(0), len(e.inputs)) {
		workers.Go(func() { e.work(ctx, next, results) })
	}
	workers.Go(func() {
		defer close(next)
		for i := range e.inputs {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for i := range e.inputs {
		r, err := e.wait(ctx, results[i])
		if err != nil {
			return err
		}
		<-room
		results[i] = nil
		if err := e.take(r, f); err != nil {
			return err
		}
	}
	return nil
}

// take hands on one result.
func (e *extractor) take(r *extracted, f func(*extracted) error) error {
	if r.fatal {
		return r.err
	}
	if r.err != nil {
		e.failed++
		fmt.Fprintln(e.bar, "quipu: "+clean(tell(r.path, r.err)))
		return nil
	}
	if r.x != nil {
		e.count(r)
	}
	return f(r)
}

// tell says an error with the file it is about.
func tell(path string, err error) string {
	what := words(err)
	if strings.Contains(what, path) || strings.Contains(what, quads.Printable(path)) {
		return what
	}
	return path + ": " + what
}

// wait waits for a result and shows the progress meanwhile.
func (e *extractor) wait(ctx context.Context, result <-chan *extracted) (*extracted, error) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case r := <-result:
			return r, nil
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-tick.C:
			e.bar.part("reading", e.done.Load(), e.total)
		}
	}
}

// measure adds up how large the inputs are.
func (e *extractor) measure() {
	for _, path := range e.inputs {
		e.total += sizeOf(path)
	}
}

// sizeOf is a file's size; at least 1, so that a pipe counts too.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 1
	}
	return max(info.Size(), 1)
}

// work extracts inputs until there are none left. Each worker has its own
// program of --with.
func (e *extractor) work(ctx context.Context, next <-chan int, results []chan *extracted) {
	var with *plugin.Extractor
	var failed error
	if e.flags.with != "" {
		with, failed = plugin.Start(ctx, e.flags.with, plugin.Options{Answer: e.flags.timeout})
		if failed == nil {
			defer with.Close()
		}
	}
	for i := range next {
		r := &extracted{path: e.inputs[i], err: failed, fatal: failed != nil}
		if failed == nil {
			r.err = e.extractOne(ctx, r, with)
		}
		if ctx.Err() != nil {
			return // nobody waits for it
		}
		results[i] <- r
	}
}

// extractOne reads one text and takes its claims out.
func (e *extractor) extractOne(ctx context.Context, r *extracted, with *plugin.Extractor) error {
	size, told := sizeOf(r.path), int64(0)
	defer func() { e.done.Add(size - told) }()
	meta, source := e.flags.describedAs(r.path)
	doc, err := document.OpenFile(ctx, r.path, interruptible{ctx, e.app.in}, document.Options{Format: e.flags.from, Meta: meta})
	if err != nil {
		return err
	}
	r.source = source
	r.origin = intake.OriginOf(doc, source, e.settings(meta))
	if r.node, err = e.node(r.origin); err != nil {
		return err
	}
	if e.store != nil && e.store.Known(r.node, r.origin) {
		return nil
	}
	o := text.Options{
		Node: r.node, Handle: cmp.Or(source, doc.Meta.Title, nameOfFile(r.path)),
		MinConfidence: e.flags.least, NoText: e.flags.noText, With: with,
		Progress: func(done int) {
			if now := size * int64(done) / int64(max(len(doc.Text), 1)); now > told {
				e.done.Add(now - told)
				told = now
			}
		},
	}
	r.x, err = text.Extract(ctx, doc, e.names, o)
	return err
}

// node is what stands for a document, in the store or without one.
func (e *extractor) node(o intake.Origin) (quad.IRI, error) {
	if e.store != nil {
		return e.store.Node(o)
	}
	return intake.NodeOf(o, e.names)
}

// settings say what besides the text decides what comes out of it: also what is
// given about the text, for a date that is added makes others of its dates.
func (e *extractor) settings(given document.Meta) string {
	s := text.Version
	if given.Title != "" || given.Date != "" || len(given.Authors) > 0 {
		s += fmt.Sprintf(" given %q", append([]string{given.Title, given.Date}, given.Authors...))
	}
	if e.flags.least > 0 {
		s += fmt.Sprintf(" min-confidence %g", e.flags.least)
	}
	if e.flags.noText {
		s += " no-text"
	}
	if e.flags.with != "" {
		s += " with " + e.flags.with
	}
	return s
}

// nameOfFile is a file's name without its folder and extensions.
func nameOfFile(path string) string {
	if path == "-" {
		return ""
	}
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	return name
}

// count adds up what a person is told at the end, and tells what one text has
// of its own.
func (e *extractor) count(r *extracted) {
	if e.skipped == nil {
		e.skipped = map[text.Reason]int{}
	}
	for _, s := range r.x.Skipped {
		e.skipped[s.Reason] += s.Count
	}
	e.unsure += r.x.Unsure
	for _, remark := range r.x.Remarks {
		e.remark("%s: %s", r.path, remark)
	}
	byLanguage := map[string]int{}
	var order []string
	for _, p := range r.x.Foreign {
		if byLanguage[p.Language] == 0 {
			order = append(order, p.Language)
		}
		byLanguage[p.Language] += p.Sentences
	}
	for _, l := range order {
		if e.store == nil { // else what the store knows in it is told too
			e.remark("%s: %s, %s, no claims", r.path, languageName(l), quads.Count(byLanguage[l], "sentence"))
		}
	}
}

// remark tells what is particular about a text; of many texts only of the
// first.
func (e *extractor) remark(format string, args ...any) {
	if e.remarks++; e.remarks <= shownBad {
		note(e.bar, format, args...)
	}
}

// summary is the end of a run: how many inputs failed, if any.
func (e *extractor) summary() error {
	e.bar.stop()
	if more := e.remarks - shownBad; more > 0 {
		e.app.note("and %d more", more)
	}
	if e.unsure > 0 {
		e.app.note("%s below --min-confidence %g left out", quads.Count(e.unsure, "claim"), e.flags.least)
	}
	if e.failed == 0 {
		return nil
	}
	return fmt.Errorf("%d of %s left out", e.failed, quads.Count(len(e.inputs), "text"))
}
