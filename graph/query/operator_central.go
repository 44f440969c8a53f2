package query

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/quads"
	"quipu/quads/arrow"
)

// central lowers "central { patterns }": a row an entity, with its number of
// neighbours, its PageRank and its betweenness.
func (l *lowerer) central(op *arrow.Operator) error {
	columns := []string{"entity", "degree", "pagerank", "betweenness"}
	return l.network(op, columns, func(ctx context.Context, n *analysis.Network, add func(int, ...quad.Value) error) (string, error) {
		nodes, starts, err := n.Central(ctx)
		if err != nil {
			return "", err
		}
		for _, c := range nodes {
			if err := add(c.Node, integer(c.Degree), decimal(c.PageRank), decimal(c.Betweenness)); err != nil {
				return "", err
			}
		}
		if starts == len(nodes) {
			return "", nil
		}
		return fmt.Sprintf("betweenness is an estimate: it follows the shortest paths from %s of %s, spread evenly over the order of their names; narrow the patterns for exact figures",
			quads.Grouped(starts), quads.Count(len(nodes), "entity")), nil
	})
}

// decimal is the literal of a number in decimal notation.
func decimal(x float64) quad.Value {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return quads.Literal(s, quads.XSDDecimal)
}
