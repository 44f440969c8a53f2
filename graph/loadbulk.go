package graph

import (
	"context"
	"errors"
	"runtime"

	"quipu/graph/store"
	"quipu/quads"
	"quipu/quads/rdf"
)

// A bulkStore takes many quads at once, from several goroutines.
type bulkStore interface {
	Load(ctx context.Context, o store.LoadOptions) (*store.Loader, error)
}

var _ bulkStore = (*store.Store)(nil)

// loadBulk reads all inputs into a Loader of the store. The lines of N-Quads
// and N-Triples are read on all cores.
func loadBulk(ctx context.Context, s bulkStore, in *inputReader) (report LoadReport, err error) {
	b := bulk{in: in}
	b.loader, err = s.Load(ctx, store.LoadOptions{
		Memory:   in.options.Memory,
		Progress: func(done, of int64) { in.tell(Progress{Merging: true, Done: done, Of: of}) },
	})
	if err != nil {
		return LoadReport{}, err
	}
	defer func() { err = errors.Join(err, b.loader.Close()) }()
	if err := b.read(ctx); err != nil {
		return LoadReport{}, err
	}
	result, err := b.loader.Commit(ctx)
	if err != nil {
		return LoadReport{}, err
	}
	report = in.report
	report.Added, report.Existed, report.Commit = result.Added, result.Existed, result.Commit
	return report, nil
}

// bulk gives what inputs hold to the builders of a Loader, one for each
// goroutine, which all inputs share.
type bulk struct {
	in       *inputReader
	loader   *store.Loader
	builders []*store.LoadBuilder
}

// builder returns the builder of a goroutine.
func (b *bulk) builder(n int) *store.LoadBuilder {
	for len(b.builders) <= n {
		b.builders = append(b.builders, b.loader.Builder())
	}
	return b.builders[n]
}

// read reads all inputs.
func (b *bulk) read(ctx context.Context) error {
	for i, input := range b.in.inputs {
		if err := b.input(ctx, input, b.in.formats[i]); err != nil {
			return err
		}
	}
	for _, builder := range b.builders {
		if err := builder.Close(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bulk) input(ctx context.Context, input Input, format quads.Format) error {
	in := b.in
	opened, err := in.open(ctx, input)
	if err != nil {
		return err
	}
	defer opened.Close()
	r := format.NewReader(watched{opened, in}, in.readOptions(opened))
	if lines, ok := r.(*rdf.Reader); ok {
		err = b.spans(ctx, opened, lines.Scanner())
	} else {
		err = in.quads(ctx, opened, r, b.builder(0).Add)
	}
	if err != nil {
		return err
	}
	in.progress(opened)
	in.end(opened.Name(), r)
	return ctx.Err()
}

// spans takes the quads of an input on all cores.
func (b *bulk) spans(ctx context.Context, opened *quads.Input, s *rdf.Scanner) error {
	var label []byte
	if source := b.in.options.Source; source != nil {
		var err error
		if label, err = rdf.AppendTerm(nil, source); err != nil {
			return err
		}
	}
	var takers []*spanTaker
	err := s.ScanParallel(ctx, runtime.GOMAXPROCS(0), func(n int) func(*rdf.Spans) error {
		t := &spanTaker{builder: b.builder(n), input: opened, label: label, read: &b.in.read}
		takers = append(takers, t)
		return t.take
	})
	for _, t := range takers {
		b.in.report.Read += t.count
		b.in.report.Unlabelled += t.unlabelled
	}
	b.in.read.Store(0)
	return err
}

// watched is an input that tells how far it is read.
type watched struct {
	*quads.Input
	in *inputReader
}

func (w watched) Read(p []byte) (int, error) {
	n, err := w.Input.Read(p)
	w.in.progress(w.Input)
	return n, err
}
