package graph

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// Input is something to load: a path, or "-" for standard input.
type Input struct {
	Path  string
	From  string    // name of the format; "" is by extension
	Stdin io.Reader // read where Path is "-"
}

// LoadOptions are the settings of a load.
type LoadOptions struct {
	Source   quad.Value  // label of quads that bring none; nil leaves them
	Replace  bool        // first removes the quads under the sources that the inputs declare
	OnBad    func(error) // set: bad lines are told and skipped; see quads.Skipped
	MaxLine  int
	Progress func(Progress) // called now and then, from the loading goroutine
	// OnRemark is told what a reader kept as it stood although it may not be
	// what was meant, with its place: file:line:column: text.
	OnRemark func(string)
}

// Progress is how far a load is.
type Progress struct {
	Input      string
	Bytes, Of  int64 // compressed bytes read; Of is 0 where unknown
	Quads, Bad int64
}

// LoadReport is what a load came to. Read = Added + Existed + Unchanged, where
// Existed includes quads that the inputs repeat. Removed and Unchanged say
// what became of the quads that a replacing load found under its sources. Bad
// counts lines: those that were skipped.
type LoadReport struct {
	Read, Added, Existed, Removed, Unchanged, Bad int64
	Unlabelled                                    int64 // quads that brought no label and got none
	Changed                                       int64 // names brought to normal form
}

// Load reads all inputs in one transaction: all of it appears, or nothing. An
// error names the input: *quads.UnknownFormatError, *quads.InputError,
// *quads.SyntaxError or the system's.
func (g *Graph) Load(ctx context.Context, inputs []Input, o LoadOptions) (LoadReport, error) {
	in, err := g.openInputs(ctx, inputs, o)
	if err != nil {
		return LoadReport{}, err
	}
	defer in.close()
	tx, err := g.Begin(ctx)
	if err != nil {
		return LoadReport{}, err
	}
	defer tx.Rollback()
	var old int64 // quads under the sources that are replaced
	if o.Replace {
		old, err = g.replace(ctx, tx, in)
	} else {
		err = in.each(ctx, tx.Add)
	}
	if err != nil {
		return LoadReport{}, err
	}
	result, err := tx.Commit(ctx)
	if err != nil {
		return LoadReport{}, err
	}
	report := in.report
	report.Added, report.Removed = result.Added, result.Removed
	report.Unchanged = old - result.Removed
	report.Existed = result.Existed - report.Unchanged
	return report, nil
}

// inputReader reads inputs one after the other.
type inputReader struct {
	names    *quads.Names
	options  LoadOptions
	inputs   []Input
	formats  []quads.Format
	stdin    *quads.Input // opened before a transaction begins: it may keep us waiting
	report   LoadReport
	declared map[quad.Value]bool // sources that the inputs declare
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
	opened := in.stdin
	in.stdin = nil
	if input.Path != "-" {
		in.stdin = opened
		var err error
		if opened, err = quads.OpenInput(ctx, input.Path, quads.InputOptions{}); err != nil {
			return err
		}
	}
	defer opened.Close()
	r := format.NewReader(opened, in.readOptions(opened))
	for {
		q, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
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
	in.progress(opened)
	in.end(opened.Name(), r)
	return ctx.Err()
}

func (in *inputReader) readOptions(opened *quads.Input) quads.ReadOptions {
	o := quads.ReadOptions{File: opened.Name(), Names: in.names, MaxLine: in.options.MaxLine, Blank: opened.Blank}
	if in.options.OnBad != nil {
		o.OnBad = func(err error) {
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

func (in *inputReader) progress(opened *quads.Input) {
	if in.options.Progress == nil {
		return
	}
	read, of := opened.Progress()
	in.options.Progress(Progress{
		Input: opened.Name(), Bytes: read, Of: of, Quads: in.report.Read, Bad: in.report.Bad,
	})
}
