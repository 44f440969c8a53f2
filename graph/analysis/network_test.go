package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// randomNetwork draws a network of up to 12 entities, with arcs that may
// repeat.
func randomNetwork(t *rapid.T) *Network {
	nodes := rapid.IntRange(2, 12).Draw(t, "nodes")
	node := rapid.IntRange(0, nodes-1)
	var arcs [][2]int32
	for range rapid.IntRange(1, 30).Draw(t, "arcs") {
		s, o := node.Draw(t, "s"), node.Draw(t, "o")
		if s != o {
			arcs = append(arcs, [2]int32{int32(s), int32(o)})
		}
	}
	return networkFrom(t, nodes, arcs)
}

// networkFrom is a network without a source behind it.
func networkFrom(t rapid.TB, nodes int, arcs [][2]int32) *Network {
	ctx := context.Background()
	n := &Network{Entities: make([]source.ID, nodes)}
	both := slices.Clone(arcs)
	for _, a := range arcs {
		both = append(both, [2]int32{a[1], a[0]})
	}
	var err1, err2 error
	n.out, err1 = adjacencyOf(ctx, arcs, nodes, nodes)
	n.both, err2 = adjacencyOf(ctx, both, nodes, nodes)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	return n
}

// directed and undirected are gonum's graphs of a network.
func (n *Network) directed() *simple.DirectedGraph {
	g := simple.NewDirectedGraph()
	n.into(g.AddNode, n.out, func(e simple.Edge) { g.SetEdge(e) })
	return g
}

func (n *Network) undirected() *simple.UndirectedGraph {
	g := simple.NewUndirectedGraph()
	n.into(g.AddNode, n.both, func(e simple.Edge) { g.SetEdge(e) })
	return g
}

func (n *Network) into(addNode func(graph.Node), arcs adjacency, set func(simple.Edge)) {
	for i := range n.Entities {
		addNode(simple.Node(i))
	}
	for i := range n.Entities {
		for _, j := range arcs.of(i) {
			set(simple.Edge{F: simple.Node(i), T: simple.Node(j)})
		}
	}
}

func TestAdjacencyIsSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		for i := range n.Entities {
			to := n.both.of(i)
			for k := 1; k < len(to); k++ {
				if to[k-1] >= to[k] {
					t.Fatalf("neighbours of %d: %v", i, to)
				}
			}
			for _, j := range to {
				if !slices.Contains(n.both.of(int(j)), int32(i)) {
					t.Fatalf("%d leads to %d, but not back", i, j)
				}
			}
		}
	})
}

func TestPageRankIsGonums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		got, err := n.PageRank(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want := network.PageRank(n.directed(), damping, 1e-12)
		for i, r := range got {
			if math.Abs(r-want[int64(i)]) > 1e-8 {
				t.Fatalf("node %d has %g, gonum says %g", i, r, want[int64(i)])
			}
		}
	})
}

func TestBetweennessIsGonums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		b, err := n.Betweenness(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if b.Starts != len(n.Entities) {
			t.Fatalf("%d starts of %d", b.Starts, len(n.Entities))
		}
		want := network.Betweenness(n.undirected()) // of ordered pairs
		pairs := float64(len(n.Entities)-1) * float64(len(n.Entities)-2)
		for i, share := range b.Share {
			if math.Abs(share*pairs-want[int64(i)]) > 1e-8 {
				t.Fatalf("node %d has %g of %g pairs, gonum says %g", i, share, pairs, want[int64(i)])
			}
		}
	})
}

// TestBetweennessEstimate: from some of the nodes a line's shares come out
// nearly right, and it says from how many.
func TestBetweennessEstimate(t *testing.T) {
	const nodes = 1000
	var arcs [][2]int32
	for i := range nodes - 1 {
		arcs = append(arcs, [2]int32{int32(i), int32(i + 1)})
	}
	n := networkFrom(t, nodes, arcs)
	exact, err1 := n.Betweenness(context.Background())
	some, err2 := n.betweenness(context.Background(), 1)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if exact.Starts != nodes || some.Starts != minStarts {
		t.Fatalf("%d and %d starts", exact.Starts, some.Starts)
	}
	for i := range nodes {
		if d := math.Abs(exact.Share[i] - some.Share[i]); d > 0.02 {
			t.Fatalf("node %d: %g, estimated %g", i, exact.Share[i], some.Share[i])
		}
	}
}

// TestBetweennessOverflow: a chain of diamonds doubles the shortest paths
// 1,100 times.
func TestBetweennessOverflow(t *testing.T) {
	var arcs [][2]int32
	for i := range int32(1100) {
		arcs = append(arcs, [2]int32{3 * i, 3*i + 1}, [2]int32{3 * i, 3*i + 2}, [2]int32{3*i + 1, 3*i + 3}, [2]int32{3*i + 2, 3*i + 3})
	}
	if _, err := networkFrom(t, 3301, arcs).Betweenness(context.Background()); err != ErrPaths {
		t.Fatalf("got %v", err)
	}
}

func TestComponentsAreGonums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		got, err := n.Components(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if want := sortedGroups(topo.ConnectedComponents(n.undirected())); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, gonum says %v", got, want)
		}
	})
}

// sortedGroups are gonum's groups in our order.
func sortedGroups(groups [][]graph.Node) [][]int {
	var out [][]int
	for _, g := range groups {
		var ids []int
		for _, node := range g {
			ids = append(ids, int(node.ID()))
		}
		slices.Sort(ids)
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []int) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return a[0] - b[0]
	})
	return out
}

// TestCommunities: the groups are a partition within components, their
// modularity is what gonum says of them, and hardly below what gonum's own
// search finds.
func TestCommunities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := randomNetwork(t)
		groups, modularity, err := n.Communities(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		seen := make([]int, len(n.Entities))
		var ours [][]graph.Node
		for _, g := range groups {
			var nodes []graph.Node
			for _, i := range g {
				seen[i]++
				nodes = append(nodes, simple.Node(i))
			}
			ours = append(ours, nodes)
		}
		for i, times := range seen {
			if times != 1 {
				t.Fatalf("node %d is in %d groups: %v", i, times, groups)
			}
		}
		if len(n.both.to) == 0 {
			return // gonum has no modularity of it
		}
		g := n.undirected()
		if want := community.Q(g, ours, 1); math.Abs(modularity-want) > 1e-9 {
			t.Fatalf("modularity %g, gonum says %g", modularity, want)
		}
		reduced := community.Modularize(g, 1, rand.NewPCG(1, 2))
		if best := community.Q(g, reduced.Communities(), 1); modularity < best-0.1 {
			t.Fatalf("modularity %g, gonum finds %g", modularity, best)
		}
	})
}

// TestCommunitiesOfCliques: rings of cliques fall into their cliques.
func TestCommunitiesOfCliques(t *testing.T) {
	const cliques, size = 8, 5
	var arcs [][2]int32
	for c := range int32(cliques) {
		for i := range int32(size) {
			for j := range i {
				arcs = append(arcs, [2]int32{c*size + i, c*size + j})
			}
		}
		arcs = append(arcs, [2]int32{c * size, (c+1)%cliques*size + 1})
	}
	n := networkFrom(t, cliques*size, arcs)
	groups, _, err := n.Communities(context.Background())
	if err != nil || len(groups) != cliques {
		t.Fatalf("%v, %v", groups, err)
	}
	for c, g := range groups {
		for i, node := range g {
			if node != c*size+i {
				t.Fatalf("group %d is %v", c, g)
			}
		}
	}
}

// TestCancelled: every analysis of a network looks at its context on the way.
func TestCancelled(t *testing.T) {
	var arcs [][2]int32
	const nodes = 50_000
	for i := range int32(nodes) {
		arcs = append(arcs, [2]int32{i, (i + 1) % nodes}, [2]int32{i, (i*7 + 3) % nodes})
	}
	n := networkFrom(t, nodes, slices.DeleteFunc(arcs, func(a [2]int32) bool { return a[0] == a[1] }))
	for name, do := range map[string]func(ctx context.Context) error{
		"pagerank":    func(ctx context.Context) error { _, err := n.PageRank(ctx); return err },
		"betweenness": func(ctx context.Context) error { _, err := n.Betweenness(ctx); return err },
		"components":  func(ctx context.Context) error { _, err := n.Components(ctx); return err },
		"communities": func(ctx context.Context) error { _, _, err := n.Communities(ctx); return err },
		"central":     func(ctx context.Context) error { _, _, err := n.Central(ctx); return err },
	} {
		for looks := range 4 {
			if err := do(sourcetest.Ending(looks)); err != context.Canceled {
				t.Errorf("%s, after %d looks: %v", name, looks, err)
			}
		}
	}
}
