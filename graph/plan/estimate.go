package plan

import (
	"context"
	"math"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// estimator guesses how many solutions a node has.
type estimator struct {
	ctx    context.Context
	counts Counts
	known  map[[4]string]float64
	err    error // of the counts, the first
}

func newEstimator(ctx context.Context, counts Counts) *estimator {
	return &estimator{ctx: ctx, counts: counts, known: map[[4]string]float64{}}
}

// Without counts a graph has this many quads, and a constant leaves this part
// of them.
const unknownGraph = 1e6

var unknownPart = [4]float64{1e-4, 1e-1, 1e-3, 1e-2}

// count returns how many quads have these terms; nil is any.
func (e *estimator) count(terms [4]quad.Value) float64 {
	var key [4]string
	guess := unknownGraph
	for i, t := range terms {
		if t != nil {
			key[i] = algebra.Constant(t).String()
			guess *= unknownPart[i]
		}
	}
	if e.counts == nil {
		return guess
	}
	if n, ok := e.known[key]; ok {
		return n
	}
	if e.err != nil {
		return guess
	}
	n, err := e.counts.Count(e.ctx, terms)
	if err != nil {
		e.err = err
		return guess
	}
	e.known[key] = float64(n)
	return float64(n)
}

// size guesses how many solutions a node has for one solution that binds these
// variables.
func (e *estimator) size(n algebra.Node, bound map[string]bool) float64 {
	switch n := n.(type) {
	case *algebra.Pattern:
		terms := [4]quad.Value{n.S.Value, n.P.Value, n.O.Value, labelTerm(n.Label)}
		return narrowed(e.count(terms), bound, n.S.Var, n.P.Var, n.O.Var, n.Label.Var)
	case *algebra.PathPattern:
		return e.path(n, bound)
	case *algebra.Join:
		return e.join(n.Parts, bound)
	case *algebra.Leapfrog:
		return narrowed(e.leapfrog(n), bound, n.Vars...)
	case *algebra.Union:
		sum := 0.0
		for _, part := range n.Parts {
			sum += e.size(part, bound)
		}
		return sum
	case *algebra.Optional:
		return e.size(n.Left, bound)
	case *algebra.Not:
		return e.size(n.Left, bound)
	case *algebra.Minus:
		return e.size(n.Left, bound)
	case *algebra.Filter:
		return e.size(n.In, bound) / 3
	case *algebra.Values:
		return narrowed(float64(len(n.Rows)), bound, n.Vars...)
	case *algebra.Group:
		if len(n.By) == 0 {
			return 1
		}
		return narrowed(math.Sqrt(e.size(n.In, nil)), bound, n.By...)
	case *algebra.Slice:
		size := math.Max(0, e.size(n.In, nil)-float64(n.Offset))
		if n.Limit >= 0 {
			size = math.Min(size, float64(n.Limit))
		}
		return narrowed(size, bound, algebra.Vars(n)...)
	case *algebra.Walk:
		return e.size(n.In, nil) * math.Max(1, float64(n.Spec.Limit))
	default: // Project, Distinct, Order, Extend
		size := 1.0
		for _, c := range algebra.Children(n) {
			size *= e.size(c, bound)
		}
		return size
	}
}

// labelTerm is the label that a pattern is sure to have.
func labelTerm(l algebra.Label) quad.Value {
	if l.Kind == algebra.ExactLabel && len(l.Terms) == 1 {
		return l.Terms[0].Value
	}
	return nil
}

// narrowed takes the root for each variable that is bound: how many different
// terms stand there is not known, and the root is between all and one.
func narrowed(size float64, bound map[string]bool, names ...string) float64 {
	for _, v := range names {
		if v != "" && bound[v] {
			size = math.Sqrt(size)
		}
	}
	return size
}

// longWay is how many times more pairs a repeated path has than its links.
const longWay = 4

func (e *estimator) path(n *algebra.PathPattern, bound map[string]bool) float64 {
	size := e.links(n.Path)
	if algebra.Nullable(n.Path) {
		size += math.Sqrt(e.count([4]quad.Value{}))
	}
	for _, t := range []algebra.Term{n.S, n.O} {
		if t.Value != nil || bound[t.Var] {
			size = math.Sqrt(size)
		}
	}
	return size
}

// links counts the quads that a path can go along.
func (e *estimator) links(p algebra.Path) float64 {
	sum := func(paths []algebra.Path) float64 {
		n := 0.0
		for _, q := range paths {
			n += e.links(q)
		}
		return n
	}
	switch p := p.(type) {
	case algebra.Link:
		return e.count([4]quad.Value{1: p.IRI})
	case algebra.Inverse:
		return e.links(p.Path)
	case algebra.Repeat:
		return longWay * e.links(p.Path)
	case algebra.Sequence:
		return sum(p.Paths)
	case algebra.Alternative:
		return sum(p.Paths)
	default:
		return e.count([4]quad.Value{})
	}
}

// leapfrog bounds how many solutions there are: each variable stands in two
// patterns or more, so there are no more than the root of the product of their
// sizes (Atserias, Grohe and Marx, 2008); with one variable, than of the
// shortest list.
func (e *estimator) leapfrog(n *algebra.Leapfrog) float64 {
	size, fewest := 1.0, math.Inf(1)
	for _, part := range n.Parts {
		rows := e.size(part, nil)
		size *= math.Sqrt(rows)
		fewest = min(fewest, rows)
	}
	if len(n.Vars) == 1 {
		return fewest
	}
	return size
}

func (e *estimator) join(parts []algebra.Node, bound map[string]bool) float64 {
	all := map[string]bool{}
	for v := range bound {
		all[v] = true
	}
	size := 1.0
	for _, part := range parts {
		size *= e.size(part, all)
		for v := range algebra.Bound(part) {
			all[v] = true
		}
	}
	return size
}
