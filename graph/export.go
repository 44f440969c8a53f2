package graph

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// Export writes every quad of the newest state, sorted as LC_ALL=C sort sorts
// canonical N-Quads, and closes w. It returns how many there were.
func (g *Graph) Export(ctx context.Context, w quads.Writer) (int64, error) {
	src, err := g.View(ctx)
	if err != nil {
		return 0, err
	}
	defer src.Close()
	return Export(ctx, src, w)
}

// Export writes every quad of a source, as Graph.Export does. It needs memory
// for the quads as numbers and for each term once, not for the lines.
func Export(ctx context.Context, src source.Source, w quads.Writer) (int64, error) {
	rows, err := readAll(ctx, src)
	if err != nil {
		return 0, err
	}
	terms, err := rank(ctx, src, rows)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(rows, source.SPOL.Compare)
	var n int64
	for _, r := range rows {
		if n%progressEvery == 0 && ctx.Err() != nil {
			return n, ctx.Err()
		}
		q := quad.Quad{Subject: terms[r[0]], Predicate: terms[r[1]], Object: terms[r[2]], Label: terms[r[3]]}
		if err := w.Write(q); err != nil {
			return n, err
		}
		n++
	}
	return n, w.Close()
}

func readAll(ctx context.Context, src source.Source) ([]source.Quad, error) {
	size, err := src.Size(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]source.Quad, 0, size.Quads)
	err = source.Each(ctx, src, func(m source.Match) bool {
		rows = append(rows, m.Quad)
		return true
	}, source.Pattern{})
	return rows, err
}

// rank replaces the ids in rows by the ranks of their terms in the order of
// their canonical forms and returns the terms by rank; rank 0 is no label.
//
// Sorting quads by these ranks is sorting lines: two terms differ before the
// end of the shorter one, or where one goes on and the other is followed by a
// space, which is lower than all that can follow; and the full stop behind a
// quad without a label is lower than what any label begins with.
func rank(ctx context.Context, src source.Source, rows []source.Quad) ([]quad.Value, error) {
	ranks := map[source.ID]source.ID{source.Unlabelled: 0}
	ids := []source.ID{source.Unlabelled}
	for _, r := range rows {
		for _, id := range r {
			if _, seen := ranks[id]; !seen {
				ranks[id] = 0
				ids = append(ids, id)
			}
		}
	}
	terms := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, terms); err != nil {
		return nil, err
	}
	order, err := canonicalOrder(terms)
	if err != nil {
		return nil, err
	}
	sorted := make([]quad.Value, len(ids))
	for rank, i := range order {
		ranks[ids[i]] = source.ID(rank)
		sorted[rank] = terms[i]
	}
	for i, r := range rows {
		for place, id := range r {
			rows[i][place] = ranks[id]
		}
	}
	return sorted, ctx.Err()
}

// canonicalOrder returns the indices of terms in the order of their canonical
// forms; the first term, which is nil, stays first.
func canonicalOrder(terms []quad.Value) ([]int, error) {
	type form struct{ from, to int }
	var text []byte // all forms, one behind the other
	forms := make([]form, len(terms))
	order := make([]int, len(terms))
	for i, v := range terms {
		order[i] = i
		if i == 0 {
			continue
		}
		from := len(text)
		var err error
		if text, err = rdf.AppendTerm(text, v); err != nil {
			return nil, err
		}
		text = append(text, ' ')
		forms[i] = form{from, len(text)}
	}
	slices.SortFunc(order[1:], func(a, b int) int {
		x, y := forms[a], forms[b]
		return cmp.Or(bytes.Compare(text[x.from:x.to], text[y.from:y.to]), cmp.Compare(a, b))
	})
	return order, nil
}
