package analysis

import (
	"context"
	"fmt"

	"quipu/graph/source"
	"quipu/quads"
)

// Statement is a triple as it is stored, with the labels it was found under,
// ascending (source.Unlabelled among them).
type Statement struct {
	S, P, O source.ID
	Labels  []source.ID
}

// SizeError says that an analysis would hold more statements than it may.
type SizeError struct{ Max int }

// Error says what to do.
func (e *SizeError) Error() string {
	return fmt.Sprintf("this would hold more than %s in memory: narrow it", quads.Count(e.Max, "statement"))
}

// found is a statement and the number of the pattern that it matched.
type found struct {
	Statement
	pattern int
}

const (
	batchTriples  = 1024 // handed on together
	batchPatterns = 512  // asked for together
)

// eachBatch reads the triples that match some patterns, and calls do with some
// of them at a time, in the order of the scan. A triple comes once a pattern.
// The slice is do's until it returns, the labels in it for good.
func eachBatch(ctx context.Context, src source.Source, patterns []source.Pattern, do func([]found) error) error {
	b := batcher{do: do}
	for from := 0; from < len(patterns); from += batchPatterns {
		some := patterns[from:min(from+batchPatterns, len(patterns))]
		err := source.Each(ctx, src, func(m source.Match) bool {
			m.Pattern += from
			b.add(m)
			return b.err == nil
		}, some...)
		if err != nil {
			return err
		}
	}
	b.flush()
	if b.err != nil {
		return b.err
	}
	return ctx.Err() // never pass a part for the whole
}

// batcher gathers the quads of a triple, which are neighbours, and some
// triples.
type batcher struct {
	do   func([]found) error
	some []found
	err  error
}

func (b *batcher) add(m source.Match) {
	q := m.Quad
	if n := len(b.some) - 1; n >= 0 {
		last := &b.some[n]
		if last.pattern == m.Pattern && last.S == q[source.S] && last.P == q[source.P] && last.O == q[source.O] {
			last.Labels = append(last.Labels, q[source.L])
			return
		}
	}
	if len(b.some) == batchTriples {
		b.flush()
	}
	s := Statement{q[source.S], q[source.P], q[source.O], []source.ID{q[source.L]}}
	b.some = append(b.some, found{s, m.Pattern})
}

func (b *batcher) flush() {
	if b.err == nil && len(b.some) > 0 {
		b.err = b.do(b.some)
	}
	b.some = b.some[:0]
}
