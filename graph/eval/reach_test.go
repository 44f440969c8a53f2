package eval_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
	"quipu/graph/eval"
)

// somePaths repeat in every way, for graphs of :p and :q.
var somePaths = []string{
	"(repeat 1 * :p)", "(repeat 0 * :p)", "(repeat 2 * :p)", "(repeat 0 1 :q)", "(repeat 2 4 :q)", "(repeat 3 3 :q)",
	"(repeat 1 * (^ :p))", "(repeat 1 * (/ :p :q))", "(repeat 1 * (/ :q (^ :q)))", "(repeat 1 * (| :p (^ :q)))",
	"(repeat 0 * (repeat 2 3 :q))", "(repeat 2 * (repeat 0 1 :q))", "(repeat 1 * (/ (repeat 0 * :q) :p))",
	"(repeat 1 * (! :p))", "(repeat 1 2 (! :p (^ :q)))", "(repeat 1 * any)", "(repeat 1 * :nowhere)", "(repeat 0 * :nowhere)",
}

// sparse is a random graph: some of its nodes are in one large circle, others
// in none.
func sparse(seed uint64, nodes, links int) []quad.Quad {
	random := rand.New(rand.NewPCG(seed, 1))
	seen := map[quad.Quad]bool{}
	var out []quad.Quad
	for range links {
		q := quad.Quad{
			Subject:   entity(fmt.Sprintf("n%d", random.IntN(nodes))),
			Predicate: entity([]string{"p", "q"}[random.IntN(2)]),
			Object:    entity(fmt.Sprintf("n%d", random.IntN(nodes))),
		}
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	return out
}

// bfs finds where a path leads in the plainest way there is.
type bfs struct {
	out, in map[quad.Value][]quad.Quad
}

func newBFS(qs []quad.Quad) *bfs {
	b := &bfs{map[quad.Value][]quad.Quad{}, map[quad.Value][]quad.Quad{}}
	for _, q := range qs {
		b.out[q.Subject] = append(b.out[q.Subject], q)
		b.in[q.Object] = append(b.in[q.Object], q)
	}
	return b
}

type terms map[quad.Value]bool

// from returns where a path leads from a set of terms.
func (b *bfs) from(p algebra.Path, at terms, backward bool) terms {
	to := terms{}
	follow := func(fits func(quad.Quad) bool, backward bool) {
		for v := range at {
			if backward {
				for _, q := range b.in[v] {
					if fits(q) {
						to[q.Subject] = true
					}
				}
				continue
			}
			for _, q := range b.out[v] {
				if fits(q) {
					to[q.Object] = true
				}
			}
		}
	}
	switch p := p.(type) {
	case algebra.Link:
		follow(func(q quad.Quad) bool { return q.Predicate == p.IRI }, backward)
	case algebra.AnyLink:
		follow(func(quad.Quad) bool { return true }, backward)
	case algebra.NotLinks:
		follow(func(q quad.Quad) bool { return !slices.Contains(p.Forward, q.Predicate.(quad.IRI)) }, backward)
		if len(p.Backward) > 0 {
			follow(func(q quad.Quad) bool { return !slices.Contains(p.Backward, q.Predicate.(quad.IRI)) }, !backward)
		}
	case algebra.Inverse:
		return b.from(p.Path, at, !backward)
	case algebra.Alternative:
		for _, q := range p.Paths {
			for v := range b.from(q, at, backward) {
				to[v] = true
			}
		}
	case algebra.Sequence:
		to = at
		for i := range p.Paths {
			q := p.Paths[i]
			if backward {
				q = p.Paths[len(p.Paths)-1-i]
			}
			to = b.from(q, to, backward)
		}
	case algebra.Repeat:
		for range p.Min {
			at = b.from(p.Path, at, backward)
		}
		for k := p.Min; ; k++ {
			before := len(to)
			for v := range at {
				to[v] = true
			}
			if len(to) == before || k == p.Max {
				break
			}
			at = b.from(p.Path, at, backward)
		}
	}
	return to
}

// TestReach compares the engine with a plain search on graphs that are large
// enough for it to share its work and to choose how: with one end bound, with
// both, with none, planned by nobody.
func TestReach(t *testing.T) {
	for seed, size := range []struct{ nodes, links int }{{120, 200}, {600, 800}, {600, 2400}} {
		qs := sparse(uint64(seed), size.nodes, size.links)
		src, plainly := newPlain(qs), newBFS(qs)
		nodes := terms{}
		for _, q := range qs {
			nodes[q.Subject], nodes[q.Object] = true, true
		}
		for _, text := range somePaths {
			n, err := algebratest.Parse("(path ?x " + text + " ?y)")
			if err != nil {
				t.Fatal(err)
			}
			path := n.(*algebra.PathPattern).Path
			var starts, bound, between []string
			for i := 0; i < size.nodes; i += size.nodes / 20 {
				start := entity(fmt.Sprintf("n%d", i))
				if !nodes[start] {
					continue
				}
				starts = append(starts, " ("+show(start)+")")
				reached := plainly.from(path, terms{start: true}, false)
				for v := range reached {
					bound = append(bound, show(start)+" "+show(v))
				}
				for k := 0; k < size.nodes; k += 13 {
					if end := entity(fmt.Sprintf("n%d", k)); reached[end] {
						between = append(between, show(start)+" "+show(end))
					}
				}
			}
			values := "(values (?x)"
			for _, s := range starts {
				values += s
			}
			ends := "(values (?y)"
			for k := 0; k < size.nodes; k += 13 {
				ends += fmt.Sprintf(" (:n%d)", k)
			}
			same(t, src, "(join "+values+") (path ?x "+text+" ?y))", bound)
			same(t, src, "(project (?x ?y) (join "+values+") (path ?y (repeat 1 1 (^ "+text+")) ?x)))", bound)
			same(t, src, "(project (?x ?y) (join "+values+") "+ends+") (path ?x "+text+" ?y)))", between)
			if size.nodes < 130 {
				var all []string
				for v := range nodes {
					for w := range plainly.from(path, terms{v: true}, false) {
						all = append(all, show(v)+" "+show(w))
					}
				}
				same(t, src, "(path ?x "+text+" ?y)", all)
			}
		}
	}
}

// same fails where a tree has other rows than those wanted.
func same(t *testing.T, src *plain, tree string, want []string) {
	t.Helper()
	rows, err := eval.Run(context.Background(), src, parse(t, tree), eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		got = append(got, show(rows.Row()[0].Term)+" "+show(rows.Row()[1].Term))
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%.60s … %s: %d rows, not %d", tree, tree[max(0, len(tree)-60):], len(got), len(want))
	}
}

// TestReachWork guards searches by what they read and hold: starts share their
// searches, large frontiers read a link's quads once, and the sides of a pair
// meet early.
func TestReachWork(t *testing.T) {
	src, dense := newPlain(sparse(7, 5000, 20000)), newPlain(sparse(8, 2000, 40000)) // of :p half, about
	line := make([]quad.Quad, 0, 20000)
	for i := range 20000 {
		line = append(line, quad.Quad{Subject: entity(fmt.Sprintf("n%d", i)), Predicate: entity("next"), Object: entity(fmt.Sprintf("n%d", i+1))})
		line = append(line, quad.Quad{Subject: entity(fmt.Sprintf("n%d", i)), Predicate: entity("type"), Object: entity("thing")})
	}
	chain := newPlain(line)
	for _, c := range []struct {
		name, tree   string
		src          *plain
		rows         int
		seeks, quads int64
		held         int
	}{
		{"one start", "(path :n1 (repeat 1 * :p) ?y)", src, 4046, 4047, 8101, 10000},
		{"large frontiers", "(path :n1 (repeat 1 * :p) ?y)", dense, 1999, 800, 28000, 5000},
		{"all pairs, from the first", "(slice 0 100000 (path ?x (repeat 1 * :p) ?y))", src, 100000, 2600, 90000, 20000},
		{"a limit", "(slice 0 5 (path ?x (repeat 1 * :p) ?y))", src, 5, 600, 11500, 10000},
		{"near ends of a long line", "(path :n9000 (repeat 1 * :next) :n9010)", chain, 1, 10, 10, 100},
		{"a hub in the middle", "(path :n9000 (repeat 1 * (| :next :type (^ :type))) :n19999)", chain, 1, 6, 4, 20},
		{"no way", "(path :n9000 (repeat 1 * :next) :nowhere)", chain, 0, 2, 2, 10},
		{"a circle", "(path :n9000 (repeat 1 * (| :next (^ :next))) :n9000)", chain, 1, 6, 6, 20},
	} {
		rows, err := eval.Run(context.Background(), c.src, parse(t, c.tree), eval.Options{MaxHeld: c.held})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			n++
		}
		work := rows.Work()
		t.Logf("%s: %d rows, %+v", c.name, n, work)
		if rows.Err() != nil || n != c.rows || work.Seeks > c.seeks || work.Quads > c.quads {
			t.Errorf("%s: %d rows, %v, by %+v", c.name, n, rows.Err(), work)
		}
		rows.Close()
	}
}
