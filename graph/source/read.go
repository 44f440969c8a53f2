package source

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"
)

// batch is how many matches the helpers of this file read at once.
const batch = 512

// Each calls f for every match of the patterns, in the order of Scan, until f
// returns false. It closes the cursor.
func Each(ctx context.Context, src Source, f func(Match) bool, patterns ...Pattern) error {
	c := src.Scan(ctx, patterns...)
	defer c.Close()
	buf := make([]Match, batch)
	for {
		n, err := c.Next(buf)
		if err != nil || n == 0 {
			return err
		}
		for _, m := range buf[:n] {
			if !f(m) {
				return nil
			}
		}
	}
}

// IDOf returns the id of one term, Any where the source does not have it.
func IDOf(ctx context.Context, src Source, term quad.Value) (ID, error) {
	var out [1]ID
	err := src.IDs(ctx, []quad.Value{term}, out[:])
	return out[0], err
}

// TermOf returns the term of one id, nil for Any and Unlabelled.
func TermOf(ctx context.Context, src Source, id ID) (quad.Value, error) {
	var out [1]quad.Value
	err := src.Terms(ctx, []ID{id}, out[:])
	return out[0], err
}

// Quads returns the quads that match the patterns as terms, in the order of
// Scan.
func Quads(ctx context.Context, src Source, patterns ...Pattern) ([]quad.Quad, error) {
	var out []quad.Quad
	err := EachQuad(ctx, src, func(q quad.Quad) error {
		out = append(out, q)
		return nil
	}, patterns...)
	return out, err
}

// EachQuad calls f with the terms of every match of the patterns, in the
// order of Scan, until f returns an error, which it then returns. Names are
// looked up a batch at a time.
func EachQuad(ctx context.Context, src Source, f func(quad.Quad) error, patterns ...Pattern) error {
	c := src.Scan(ctx, patterns...)
	defer c.Close()
	buf := make([]Match, batch)
	ids := make([]ID, 4*batch)
	terms := make([]quad.Value, 4*batch)
	for {
		n, err := c.Next(buf)
		if err != nil || n == 0 {
			return err
		}
		for i, m := range buf[:n] {
			copy(ids[4*i:], m.Quad[:])
		}
		if err := src.Terms(ctx, ids[:4*n], terms[:4*n]); err != nil {
			return err
		}
		for i := range n {
			t := terms[4*i : 4*i+4]
			if err := f(quad.Quad{Subject: t[S], Predicate: t[P], Object: t[O], Label: t[L]}); err != nil {
				return err
			}
		}
	}
}

// Holds says of each quad whether src has exactly it, under its label or
// without one.
func Holds(ctx context.Context, src Source, qs []quad.Quad) ([]bool, error) {
	terms := make([]quad.Value, 0, 4*len(qs))
	for _, q := range qs {
		label := q.Label
		if label == nil {
			label = q.Predicate // a term to ask for; its id is not used
		}
		terms = append(terms, q.Subject, q.Predicate, q.Object, label)
	}
	ids := make([]ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	held := make([]bool, len(qs))
	var patterns []Pattern
	var which []int
	for i, q := range qs {
		p := Pattern(ids[4*i : 4*i+4])
		if q.Label == nil {
			p[L] = Unlabelled
		}
		if !slices.Contains(p[:], Any) {
			patterns = append(patterns, p)
			which = append(which, i)
		}
	}
	if len(patterns) == 0 {
		return held, nil
	}
	err := Each(ctx, src, func(m Match) bool {
		held[which[m.Pattern]] = true
		return true
	}, patterns...)
	return held, err
}
