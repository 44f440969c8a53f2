package graph

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// ExportOptions are the settings of an export.
type ExportOptions struct {
	// Progress is called now and then, from the exporting goroutine, with the
	// number of quads written and of all that there are.
	Progress func(written, of int64)
}

// Export writes every quad of the newest state, sorted as LC_ALL=C sort sorts
// canonical N-Quads, and closes w. It returns how many there were.
func (g *Graph) Export(ctx context.Context, w quads.Writer, o ExportOptions) (int64, error) {
	src, err := g.View(ctx)
	if err != nil {
		return 0, err
	}
	defer src.Close()
	return Export(ctx, src, w, o)
}

// Export writes every quad of a source, as Graph.Export does. A source that
// knows the order of lines is read in that order; see source.Ordered. Any other
// is sorted, which needs memory for each term, and for the quads of one subject
// at a time.
//
// Sorting quads by the ranks of their terms' canonical forms is sorting lines:
// two terms differ before the end of the shorter one, or where one goes on and
// the other is followed by a space, which is lower than all that can follow;
// and the full stop behind a quad without a label is lower than what any label
// begins with.
func Export(ctx context.Context, src source.Source, w quads.Writer, o ExportOptions) (int64, error) {
	size, err := src.Size(ctx)
	if err != nil {
		return 0, err
	}
	e := &exporter{options: o, of: size.Quads, w: w}
	e.lines, _ = w.(lineWriter)
	done, err := e.ordered(ctx, src)
	if err == nil && !done {
		err = e.sorted(ctx, src)
	}
	if err != nil {
		return e.written, err
	}
	return e.written, w.Close()
}

// sorted writes the quads of a source that has to be sorted.
func (e *exporter) sorted(ctx context.Context, src source.Source) error {
	ranks, subjects, err := rankTerms(ctx, src)
	if err != nil {
		return err
	}
	e.ranks = ranks
	for some := range slices.Chunk(subjects, subjectsAtOnce) {
		if err := e.subjects(ctx, src, some); err != nil {
			return err
		}
	}
	return nil
}

// A lineWriter takes terms in canonical form as well, which spares it making
// that form of each term again for every quad.
type lineWriter interface {
	WriteForms(subject, predicate, object, label []byte) error
}

// exporter writes quads and counts them.
type exporter struct {
	options     ExportOptions
	written, of int64
	w           quads.Writer
	lines       lineWriter // w, if it is one

	ranks *ranking // where quads have to be sorted
	tails []tail   // of the quads of the subject at hand
}

// A tail is what follows the subject of a quad, as ranks.
type tail struct{ p, o, l uint32 }

func (a tail) compare(b tail) int {
	return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.o, b.o), cmp.Compare(a.l, b.l))
}

// subjectsAtOnce is how many subjects are asked for in one scan.
const subjectsAtOnce = 1024

// subjects writes the quads of some subjects, which are in order.
func (e *exporter) subjects(ctx context.Context, src source.Source, subjects []source.ID) error {
	patterns := make([]source.Pattern, len(subjects))
	for i, id := range subjects {
		patterns[i] = source.Pattern{source.S: id}
	}
	at := 0 // the pattern whose quads are in e.tails
	var failed error
	err := source.Each(ctx, src, func(m source.Match) bool {
		if m.Pattern != at {
			failed = e.flush(subjects[at])
			at = m.Pattern
		}
		e.tails = append(e.tails, tail{e.ranks.of(m.Quad[source.P]), e.ranks.of(m.Quad[source.O]), e.ranks.of(m.Quad[source.L])})
		return failed == nil
	}, patterns...)
	if failed == nil && err == nil {
		failed = e.flush(subjects[at])
	}
	if failed != nil {
		return failed
	}
	e.tell()
	return err
}

func (e *exporter) tell() {
	if e.options.Progress != nil {
		e.options.Progress(e.written, e.of)
	}
}

// flush writes the quads of one subject.
func (e *exporter) flush(subject source.ID) error {
	slices.SortFunc(e.tails, tail.compare)
	s := e.ranks.of(subject)
	for _, q := range slices.Compact(e.tails) {
		if err := e.write(s, q); err != nil {
			return err
		}
		e.written++
	}
	e.tails = e.tails[:0]
	return nil
}

func (e *exporter) write(s uint32, q tail) error {
	if e.lines != nil {
		subject, predicate, object, label := e.ranks.form(s), e.ranks.form(q.p), e.ranks.form(q.o), e.ranks.form(q.l)
		if wellPlaced(subject, predicate, label) {
			return e.lines.WriteForms(subject, predicate, object, label)
		}
	}
	terms := e.ranks.terms
	return e.w.Write(quad.Quad{Subject: terms[s], Predicate: terms[q.p], Object: terms[q.o], Label: terms[q.l]})
}

// wellPlaced reports whether terms may stand where they do in RDF: Cayley lets
// a quad have any term in any place. A writer that is given the terms says
// what is wrong.
func wellPlaced(subject, predicate, label []byte) bool {
	return subject[0] != '"' && predicate[0] == '<' && (len(label) == 0 || label[0] != '"')
}
