package sourcetest

import (
	"context"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Verify compares a source with the quads that it should hold: its sizes, and
// for every quad every pattern of it, counted and scanned, in order. Fatal
// reports what differs.
func Verify(fatal func(format string, args ...any), src source.Source, want []quad.Quad) {
	ctx := context.Background()
	ids := make([]source.Quad, len(want))
	terms := map[quad.Value]bool{}
	triples := map[[3]source.ID]bool{}
	for i, q := range want {
		values := []quad.Value{q.Subject, q.Predicate, q.Object, q.Label}
		if err := src.IDs(ctx, values, ids[i][:]); err != nil {
			fatal("ids: %v", err)
		}
		if q.Label == nil {
			ids[i][source.L] = source.Unlabelled
			values = values[:3]
		}
		if slices.Contains(ids[i][:], source.Any) {
			fatal("a term of %v is not found", q)
		}
		if i := slices.IndexFunc(ids[i][:], func(id source.ID) bool { return id >= 1<<63 }); i >= 0 {
			fatal("a term of %v has an id with the top bit", q)
		}
		for _, v := range values {
			terms[v] = true
		}
		triples[[3]source.ID(ids[i][:3])] = true
	}
	size := source.Size{Quads: int64(len(want)), Triples: int64(len(triples)), Terms: int64(len(terms))}
	if got, err := src.Size(ctx); err != nil || got != size {
		fatal("size is %+v, %v; want %+v", got, err, size)
	}
	verifyForms(fatal, src, terms)
	verifyBeginnings(fatal, src, terms)
	asked := map[source.Pattern]bool{}
	for _, q := range ids {
		for bound := range 16 {
			var p source.Pattern
			for place := range p {
				if bound&(1<<place) != 0 {
					p[place] = q[place]
				}
			}
			if !asked[p] {
				asked[p] = true
				verifyPattern(fatal, src, p, ids)
			}
		}
	}
	if len(want) == 0 {
		verifyPattern(fatal, src, source.Pattern{}, nil)
	}
}

func verifyPattern(fatal func(string, ...any), src source.Source, p source.Pattern, all []source.Quad) {
	ctx := context.Background()
	var want []source.Quad
	for _, q := range all {
		if p.Matches(q) {
			want = append(want, q)
		}
	}
	slices.SortFunc(want, source.OrderOf(p).Compare)
	var got []source.Quad
	err := source.Each(ctx, src, func(m source.Match) bool {
		got = append(got, m.Quad)
		return true
	}, p)
	if err != nil || !slices.Equal(got, want) {
		fatal("scan of %v: %v, %v; want %v", p, got, err, want)
	}
	if n, exact, err := src.Count(ctx, p); err != nil || exact && n != int64(len(want)) {
		fatal("count of %v: %d, %v; want %d", p, n, err, len(want))
	}
	for place := range p {
		if p[place] == source.Any {
			verifyDistinct(fatal, src, p, place, want)
		}
	}
}

func verify(t *testing.T, src source.Source, want []quad.Quad) {
	t.Helper()
	Verify(t.Fatalf, src, want)
}
