package plan

import (
	"context"
	"math"
	"strconv"

	"quipu/graph/algebra"
)

// Explain prints a tree, each node with how many solutions are expected of it:
//
//	(join  ; ~12
//	  (pattern :Russia :accuses ?x)  ; ~12
//	  (pattern ?x :type ?t)  ; ~40
//	)
//
// Errors are those of the counts.
func Explain(ctx context.Context, n algebra.Node, counts Counts) (string, error) {
	e := newEstimator(ctx, counts)
	text := algebra.Format(n, func(n algebra.Node) string {
		return "~" + strconv.FormatFloat(math.Ceil(e.size(n, nil)), 'f', 0, 64)
	})
	return text, e.err
}
