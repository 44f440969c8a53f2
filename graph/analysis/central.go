package analysis

import (
	"cmp"
	"context"
	"strconv"

	"quipu/graph/sorting"
)

// Centrality is how central a node of a network is. PageRank and betweenness
// are rounded to six digits, so that what is equal comes out equal.
type Centrality struct {
	Node        int
	Degree      int
	PageRank    float64
	Betweenness float64
}

// Central returns all nodes, those of the highest degree first, of these those
// of the highest PageRank, then by the order of terms; and from how many nodes
// betweenness was measured (Betweenness.Starts).
func (n *Network) Central(ctx context.Context) (nodes []Centrality, starts int, err error) {
	rank, err := n.PageRank(ctx)
	if err != nil {
		return nil, 0, err
	}
	b, err := n.Betweenness(ctx)
	if err != nil {
		return nil, 0, err
	}
	nodes = make([]Centrality, len(n.Entities))
	w := work{ctx: ctx}
	for i := range nodes {
		nodes[i] = Centrality{i, n.Degree(i), rounded(rank[i]), rounded(b.Share[i])}
		if err := w.step(roundSteps); err != nil {
			return nil, 0, err
		}
	}
	nodes, err = sorting.Stable(ctx, nodes, func(a, b Centrality) int {
		return cmp.Or(cmp.Compare(b.Degree, a.Degree), cmp.Compare(b.PageRank, a.PageRank))
	})
	return nodes, b.Starts, err
}

// roundSteps is what rounding counts as.
const roundSteps = 64

// rounded returns the number of six significant digits that is nearest to x.
func rounded(x float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 5, 64), 64)
	return r
}
