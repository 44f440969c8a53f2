package eval_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
)

// The planner's order of a join may do worstOrder times the work of the best,
// and fewWork more is nothing. Work is the quads read and rows joined; to look
// a pattern up takes as long as reading seekQuads of them.
const (
	worstOrder = 12
	fewWork    = 500
	seekQuads  = 20
)

// TestJoinOrder compares the planner's order of joins with the best of all, by
// the work that they do on skewed graphs.
func TestJoinOrder(t *testing.T) {
	worst, where := 0.0, ""
	for seed := range uint64(16) {
		g := newSkewedGraph(seed)
		src := newPlain(g.quads)
		for _, shape := range []struct {
			name  string
			edges [][2]int
		}{
			{"star", [][2]int{{0, 1}, {0, 2}, {0, 3}}},
			{"star inward", [][2]int{{1, 0}, {2, 0}, {0, 3}}},
			{"chain", [][2]int{{0, 1}, {1, 2}, {2, 3}}},
			{"triangle", [][2]int{{0, 1}, {1, 2}, {0, 2}}},
			{"triangle with a tail", [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 3}}},
			{"square", [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 0}}},
		} {
			parts := g.join(shape.edges)
			best := int64(-1)
			permute(parts, func(order []algebra.Node) {
				if n, whole := workOf(t, src, &algebra.Join{Parts: order}, best); whole && (best < 0 || n < best) {
					best = n
				}
			})
			planned, err := plan.Optimize(context.Background(), &algebra.Join{Parts: parts}, eval.Counts{Source: src})
			if err != nil {
				t.Fatal(err)
			}
			n, _ := workOf(t, src, planned, -1)
			if n > worstOrder*best+fewWork {
				t.Errorf("seed %d, %s: %d instead of %d by\n%s", seed, shape.name, n, best, planned)
			}
			if ratio := float64(n) / float64(best); ratio > worst && n > best+fewWork {
				worst, where = ratio, fmt.Sprintf("seed %d, %s: %d instead of %d by\n%s", seed, shape.name, n, best, planned)
			}
		}
	}
	t.Logf("worst: %.1f times, %s", worst, where)
}

// skewedGraph has predicates of very different sizes, and few nodes that have
// most of the links: of one predicate as subjects, of another as objects.
type skewedGraph struct {
	*rand.Rand
	quads []quad.Quad
	preds []quad.IRI
}

func newSkewedGraph(seed uint64) *skewedGraph {
	g := &skewedGraph{Rand: rand.New(rand.NewPCG(seed, 1))}
	const nodes = 150
	zipf := rand.NewZipf(g.Rand, 1.2+g.Float64(), 1+3*g.Float64(), nodes-1)
	draw := func(skew bool) quad.Value {
		if skew {
			return entity(fmt.Sprintf("n%d", zipf.Uint64()))
		}
		return entity(fmt.Sprintf("n%d", g.IntN(nodes)))
	}
	for i := range 5 {
		p := entity(fmt.Sprintf("p%d", i))
		g.preds = append(g.preds, p)
		subjects, objects := g.IntN(2) == 0, g.IntN(2) == 0
		for range []int{8, 40, 150, 400, 900}[i] {
			g.quads = append(g.quads, quad.Quad{Subject: draw(subjects), Predicate: p, Object: draw(objects)})
		}
	}
	return g
}

// join draws a pattern for each edge between variables; now and then an end
// that no other edge has is a constant.
func (g *skewedGraph) join(edges [][2]int) []algebra.Node {
	uses := map[int]int{}
	for _, e := range edges {
		uses[e[0]]++
		uses[e[1]]++
	}
	end := func(v int) algebra.Term {
		if uses[v] == 1 && g.IntN(3) == 0 {
			return algebra.Constant(entity(fmt.Sprintf("n%d", g.IntN(20))))
		}
		return algebra.Variable(fmt.Sprintf("v%d", v))
	}
	var out []algebra.Node
	for _, e := range edges {
		p := algebra.Constant(g.preds[g.IntN(len(g.preds))])
		out = append(out, &algebra.Pattern{S: end(e[0]), P: p, O: end(e[1])})
	}
	return out
}

// workOf runs a tree and adds up what it reads and joins. It gives up beyond
// most, if that is not negative.
func workOf(t *testing.T, src *plain, n algebra.Node, most int64) (work int64, whole bool) {
	t.Helper()
	rows, err := eval.Run(context.Background(), src, n, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for {
		more := rows.Next()
		w := rows.Work()
		work = seekQuads*w.Seeks + w.Quads + w.Rows
		if !more {
			break
		}
		if most >= 0 && work > most {
			return work, false
		}
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return work, true
}

// permute calls f with each order of the nodes in which every one shares a
// variable with those before it.
func permute(nodes []algebra.Node, f func([]algebra.Node)) {
	var rec func(n int)
	rec = func(n int) {
		if n == len(nodes) {
			f(nodes)
			return
		}
		known := algebra.Vars(&algebra.Join{Parts: nodes[:n]})
		for i := n; i < len(nodes); i++ {
			if n > 0 && !slices.ContainsFunc(algebra.Vars(nodes[i]), func(v string) bool { return slices.Contains(known, v) }) {
				continue
			}
			nodes[n], nodes[i] = nodes[i], nodes[n]
			rec(n + 1)
			nodes[n], nodes[i] = nodes[i], nodes[n]
		}
	}
	rec(0)
}
