package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// inputReader reads inputs one after the other.
type inputReader struct {
	names    *quads.Names
	options  LoadOptions
	inputs   []Input
	formats  []quads.Format
	stdin    *quads.Input // opened before a transaction begins: it may keep us waiting
	report   LoadReport
	declared map[quad.Value]bool // sources that the inputs declare

	telling sync.Mutex   // held while a function of options is called
	read    atomic.Int64 // quads so far, where several goroutines read them
}

// openInputs finds out the formats, and reads standard input to its end, so
// that no writer has to wait for it.
func (g *Graph) openInputs(ctx context.Context, inputs []Input, o LoadOptions) (*inputReader, error) {
	in := &inputReader{names: g.names, options: o, inputs: inputs, declared: map[quad.Value]bool{}}
	for _, input := range inputs {
		f, err := formatOf(input)
		if err != nil {
			return nil, err
		}
		in.formats = append(in.formats, f)
	}
	for _, input := range inputs {
		if input.Path != "-" {
			continue
		}
		if in.stdin != nil {
			in.close()
			return nil, errors.New("standard input can be read only once: give '-' once")
		}
		var err error
		if in.stdin, err = quads.OpenInput(ctx, "-", quads.InputOptions{Stdin: input.Stdin}); err != nil {
			return nil, err
		}
	}
	return in, nil
}

func formatOf(input Input) (quads.Format, error) {
	var f quads.Format
	var err error
	if input.From != "" {
		f, err = quads.FormatByName(Formats(), input.From)
	} else {
		f, err = quads.FormatByFile(Formats(), input.Path)
	}
	if err == nil && f.NewReader == nil {
		err = fmt.Errorf("%s: the format %s can only be written", quads.Printable(input.Path), f.Name)
	}
	return f, err
}

func (in *inputReader) close() {
	if in.stdin != nil {
		in.stdin.Close()
		in.stdin = nil
	}
}

// each calls f for every quad of all inputs.
func (in *inputReader) each(ctx context.Context, f func(quad.Quad) error) error {
	for i, input := range in.inputs {
		if err := in.eachOf(ctx, input, in.formats[i], f); err != nil {
			return err
		}
	}
	return nil
}

// progressEvery is how many quads pass between two looks at the context and
// two calls of Progress.
const progressEvery = 4096

func (in *inputReader) eachOf(ctx context.Context, input Input, format quads.Format, f func(quad.Quad) error) error {
	opened, err := in.open(ctx, input)
	if err != nil {
		return err
	}
	defer opened.Close()
	r := format.NewReader(opened, in.readOptions(opened))
	if err := in.quads(ctx, opened, r, f); err != nil {
		return err
	}
	in.progress(opened)
	in.end(opened.Name(), r)
	return ctx.Err()
}

// open opens an input; standard input is open already.
func (in *inputReader) open(ctx context.Context, input Input) (*quads.Input, error) {
	if input.Path != "-" {
		return quads.OpenInput(ctx, input.Path, quads.InputOptions{})
	}
	opened := in.stdin
	in.stdin = nil
	return opened, nil
}

// quads calls f for every quad that r gives.
func (in *inputReader) quads(ctx context.Context, opened *quads.Input, r quads.Reader, f func(quad.Quad) error) error {
	_, written := r.(*arrow.Reader) // by hand, so that words may be wrong
	written = written && in.options.Words != nil
	var words []quad.Quad
	for {
		q, err := r.Read()
		if err == io.EOF {
			return in.words(ctx, opened, words)
		}
		if err != nil {
			return err
		}
		if written && (q.Predicate == in.names.QuotePredicate() || q.Predicate == quads.WasDerivedFrom || q.Predicate == quads.Text) {
			words = append(words, q)
		}
		if err := f(in.take(q)); err != nil {
			return fmt.Errorf("%s: %w", quads.Printable(opened.Name()), err)
		}
		if in.report.Read%progressEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			in.progress(opened)
		}
	}
}

// words has the words that an input quotes looked for.
func (in *inputReader) words(ctx context.Context, opened *quads.Input, words []quad.Quad) error {
	if len(words) == 0 {
		return nil
	}
	if err := in.options.Words(ctx, words); err != nil {
		return fmt.Errorf("%s: %w", quads.Printable(opened.Name()), err)
	}
	return nil
}

func (in *inputReader) readOptions(opened *quads.Input) quads.ReadOptions {
	o := quads.ReadOptions{File: opened.Name(), Names: in.names, MaxLine: in.options.MaxLine, Blank: opened.Blank}
	if in.options.OnBad != nil {
		o.OnBad = func(err error) {
			in.telling.Lock()
			defer in.telling.Unlock()
			in.report.Bad += int64(quads.SkippedLines(err))
			in.options.OnBad(err)
		}
	}
	return o
}

// take counts a quad and gives it the label that it lacks.
func (in *inputReader) take(q quad.Quad) quad.Quad {
	in.report.Read++
	switch {
	case q.Label != nil:
		if q.Label == q.Subject {
			in.declared[q.Label] = true
		}
	case in.options.Source != nil:
		q.Label = in.options.Source
	default:
		in.report.Unlabelled++
	}
	return q
}

// end asks a reader that has come to its end what the quads do not tell.
func (in *inputReader) end(name string, r quads.Reader) {
	if r, ok := r.(interface{ Changed() int }); ok {
		in.report.Changed += int64(r.Changed())
	}
	if r, ok := r.(interface{ Declared() []quad.Value }); ok {
		for _, s := range r.Declared() {
			in.declared[s] = true
		}
	}
	r2, ok := r.(interface{ Remarks() []arrow.Remark })
	if !ok || in.options.OnRemark == nil {
		return
	}
	for _, m := range r2.Remarks() {
		in.options.OnRemark(fmt.Sprintf("%s:%d:%d: %s", quads.Printable(name), m.Pos.Line, m.Pos.Column, quads.Printable(m.Text)))
	}
}

// progress tells how far reading an input is.
func (in *inputReader) progress(opened *quads.Input) {
	read, of := opened.Progress()
	in.tell(Progress{Input: opened.Name(), Done: read, Of: of})
}

func (in *inputReader) tell(p Progress) {
	if in.options.Progress == nil {
		return
	}
	in.telling.Lock()
	defer in.telling.Unlock()
	p.Quads, p.Bad = in.report.Read+in.read.Load(), in.report.Bad
	in.options.Progress(p)
}
