package paths

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// chainOf returns a graph of so many links in a row, and its ends.
func chainOf(t *testing.T, links int) (m *memory, from, to []source.ID) {
	names := newNames(t)
	node := func(i int) quad.Value { return names.IRI(fmt.Sprint("n", i)) }
	m = newMemory(nil)
	for i := range links {
		m.add(quad.Quad{Subject: node(i), Predicate: names.IRI("next"), Object: node(i + 1)})
	}
	return m, []source.ID{m.ids[node(0)]}, []source.ID{m.ids[node(links)]}
}

// TestLongChain: lengths shorter than the distance are not enumerated, so the
// steps grow with the chain and not with its square.
func TestLongChain(t *testing.T) {
	const links = 300
	m, from, to := chainOf(t, links)
	for _, directed := range []bool{true, false} {
		r, err := Find(context.Background(), m, newNames(t), from, to, algebra.WalkSpec{Max: 1000, Directed: directed})
		if err != nil || len(r.Paths) != 1 || len(r.Paths[0]) != links {
			t.Fatalf("%d paths, %v", len(r.Paths), err)
		}
		if r.Work.Steps > 20*links {
			t.Errorf("directed %t: too much work: %+v", directed, r.Work)
		}
	}
}

// TestEnumerationIsHeld: what an enumeration, and the outlook of a weighted
// search, remember counts against the limit.
func TestEnumerationIsHeld(t *testing.T) {
	m, from, to := chainOf(t, 300)
	for _, spec := range []algebra.WalkSpec{{Max: 1000, Limit: 1}, {Max: 1000, Limit: 1, ByRarity: true}} {
		x, err := newSearch(context.Background(), m, newNames(t), from, to, spec)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.run(); err != nil {
			t.Fatal(err)
		}
		held := x.kept + x.bytes/hopBytes
		if held <= x.kept+100 {
			t.Errorf("%+v: only %d held", spec, held)
		}
		if x, err = newSearch(context.Background(), m, newNames(t), from, to, spec); err != nil {
			t.Fatal(err)
		}
		x.max = held - 100 // more than the hops that are met and kept
		if spec.ByRarity {
			x.max = max(x.max, x.kept)
		}
		var size *SizeError
		if _, err := x.run(); !errors.As(err, &size) {
			t.Errorf("%+v: %v", spec, err)
		}
	}
}

// estimates is a source whose counts are estimates, and too high. It counts the
// quads that are read.
type estimates struct {
	*memory
	read int
}

func (e *estimates) Count(context.Context, source.Pattern) (int64, bool, error) {
	return int64(len(e.quads)), false, nil
}

func (e *estimates) Scan(ctx context.Context, p ...source.Pattern) source.Cursor {
	return &readCursor{e.memory.Scan(ctx, p...), e}
}

type readCursor struct {
	source.Cursor
	of *estimates
}

func (c *readCursor) Next(buf []source.Match) (int, error) {
	n, err := c.Cursor.Next(buf[:1])
	c.of.read += n
	return n, err
}

// TestHubsAreCounted: an estimate makes no hub, and no rarity, and no more is
// read to tell a hub than it takes.
func TestHubsAreCounted(t *testing.T) {
	names := newNames(t)
	m := newMemory(nil)
	add := func(s, o string) {
		m.add(quad.Quad{Subject: names.IRI(s), Predicate: names.IRI("p"), Object: names.IRI(o)})
	}
	add("x", "mid")
	add("mid", "y")
	for i := range 500 {
		add("big", fmt.Sprint("z", i))
	}
	from, to := []source.ID{m.ids[names.IRI("x")]}, []source.ID{m.ids[names.IRI("y")]}
	for _, spec := range []algebra.WalkSpec{{HubLinks: 10}, {ByRarity: true}, {HubLinks: 10, ByRarity: true}} {
		exact, err := Find(context.Background(), m, names, from, to, spec)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Find(context.Background(), &estimates{memory: m}, names, from, to, spec)
		if err != nil || len(r.Paths) != 1 || showPaths(r.Paths) != showPaths(exact.Paths) {
			t.Errorf("%+v: %v, %v; want %v", spec, r, err, exact)
		}
	}
	e := &estimates{memory: m}
	hub, err := newHubs(e, algebra.WalkSpec{HubLinks: 10}).is(context.Background(), m.ids[names.IRI("big")])
	if err != nil || !hub || e.read > 11 {
		t.Errorf("%t, %v after %d quads", hub, err, e.read)
	}
}
