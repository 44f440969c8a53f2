package paths

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// TestFirsts: those that are kept are the first of a sorted list, and most of
// the others are compared once.
func TestFirsts(t *testing.T) {
	names := newNames(t)
	const many = 20_000
	r := rand.New(rand.NewPCG(1, 2))
	edges := make([]keyedEdge, many)
	for i := range edges {
		name := fmt.Sprintf("p%d", r.IntN(many/2))
		edges[i] = keyedEdge{edge{to: source.ID(i), forward: r.IntN(2) == 0}, quads.KeyOf(names.IRI(name))}
	}
	for _, n := range []int{1, 5, 100} {
		f := firsts{n: n}
		for _, e := range edges {
			f.offer(e)
		}
		got := slices.Clone(f.kept)
		want := slices.Clone(edges)
		for _, list := range [][]keyedEdge{got, want} {
			slices.SortFunc(list, func(a, b keyedEdge) int { return a.compare(&b) })
		}
		if len(got) != n {
			t.Fatalf("%d kept, want %d", len(got), n)
		}
		for i := range got {
			if got[i].compare(&want[i]) != 0 {
				t.Errorf("of the first %d, number %d is %v, want %v", n, i, got[i], want[i])
			}
		}
		if f.compared > many+many/2 {
			t.Errorf("%d comparisons to keep %d of %d", f.compared, n, many)
		}
	}
}

// TestFirstEdgesCancelled: a walk that is cancelled looks up no more terms.
func TestFirstEdgesCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	src := &cancelling{cancel: cancel}
	l := &links{src: src, terms: make(map[source.ID]quad.Value)}
	edges := make([]edge, 5*chunk)
	for i := range edges {
		edges[i] = edge{p: 1, to: source.ID(2 + i)}
	}
	if _, err := l.firstEdges(ctx, edges, 5); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled walk: %v", err)
	}
	if src.names != 1+chunk {
		t.Errorf("%d terms looked up", src.names)
	}
}

// cancelling is a source that cancels a walk when it looks up many terms.
type cancelling struct {
	source.Source
	cancel context.CancelFunc
	names  int
}

func (c *cancelling) Terms(_ context.Context, ids []source.ID, out []quad.Value) error {
	if c.names += len(ids); len(ids) > 100 {
		c.cancel()
	}
	for i, id := range ids {
		out[i] = quad.IRI(fmt.Sprint(id))
	}
	return nil
}
