package query

import (
	"context"
	"math"
	"time"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
	"quipu/graph/source"
	"quipu/quads"
)

// Plan is how a query runs. What is under a step runs first, and of several
// steps the upper one.
type Plan struct {
	Steps []*Step // one; of a script one for each path
	Total *Total  // nil where the query was not run
}

// Step is an operator of a plan.
type Step struct {
	Does     string // in the arrow notation: "?x → location → Moscow"
	How      string // how quads are read or rows are joined; "" is the only way
	Expected int64  // rows; -1 where there is no guess
	Spent    *Spent // nil where it was not run
	Steps    []*Step
}

// Spent is what a step did by itself, without the steps below it.
type Spent struct {
	Rows  int64 // that it gave
	Seeks int64 // patterns looked up
	Quads int64 // quads scanned
	Time  time.Duration
}

// Total is what a whole query did. Rows are those of the answer, Time is what
// passed, with planning, names and sources of the rows.
type Total struct {
	Spent
	Kind Kind // of the rows
}

// Explain returns the plan of a query, with the rows expected of each step. A
// script runs as far as it looks at rows itself; else nothing is run. Errors
// are those of Run before it has rows.
func Explain(ctx context.Context, g *graph.Graph, text string, o Options) (*Plan, error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	q, err := lower(ctx, g, src, text, o)
	if err != nil {
		return nil, err
	}
	src = q.over(src)
	p := &Plan{}
	if q.operator != "" {
		p.Steps = []*Step{{Does: quads.Printable(q.operator), Expected: unknown}}
		return p, nil
	}
	for _, tree := range trees(q) {
		if tree, err = plan.Optimize(ctx, tree, eval.Counts{Source: unwatched(src)}); err != nil {
			return nil, err
		}
		run, err := eval.Explain(ctx, src, tree, settings(g.Names(), q, o))
		if err != nil {
			return nil, err
		}
		step, err := shownPlan(ctx, src, g.Names(), run)
		if err != nil {
			return nil, err
		}
		p.Steps = append(p.Steps, step)
	}
	return p, nil
}

// trees are what a question runs.
func trees(q *question) []algebra.Node {
	if q.node != nil {
		return []algebra.Node{q.node}
	}
	var out []algebra.Node
	for _, p := range q.parts {
		if p.tree != nil {
			out = append(out, p.tree)
		}
	}
	return out
}

// unknown is the number of rows nobody guessed.
const unknown = -1

// shownPlan makes a plan to be shown of the steps of a run.
func shownPlan(ctx context.Context, src source.Source, names *quads.Names, run *eval.Step) (*Step, error) {
	expected, err := plan.Estimate(ctx, run.Node, eval.Counts{Source: unwatched(src)})
	if err != nil {
		return nil, err
	}
	s := &shower{notation: newNotation(names, run.Node), expected: expected}
	return s.step(run, nil), nil
}

// shower turns steps of the evaluator into those that are shown.
type shower struct {
	*notation
	expected plan.Estimates
}

// step shows a step below another one; at the top above is nil.
func (s *shower) step(run, above *eval.Step) *Step {
	if _, ok := run.Node.(*algebra.Project); ok && above != nil && len(run.Steps) == 1 {
		// Columns are dropped: nobody has asked for that.
		below := s.step(run.Steps[0], above)
		below.Spent.add(run)
		return below
	}
	out := &Step{Does: s.node(run.Node), How: run.How, Expected: s.rows(run.Node)}
	if run.Ran {
		out.Spent = &Spent{Rows: run.Rows}
		out.Spent.add(run)
	}
	for _, below := range run.Steps {
		if isUnit(below.Node) {
			continue
		}
		if below.Node == run.Node { // it runs by itself, and is joined here
			out.Does = "join with"
		}
		out.Steps = append(out.Steps, s.step(below, run))
	}
	if len(run.Steps) == 0 { // one operator does them all
		for _, n := range algebra.Children(run.Node) {
			out.Steps = append(out.Steps, &Step{Does: s.node(n), Expected: s.rows(n)})
		}
	}
	if len(out.Steps) == 2 {
		s.right(run.Node, out.Steps[1])
	}
	return out
}

// isUnit reports whether a node is the one empty solution.
func isUnit(n algebra.Node) bool {
	j, ok := n.(*algebra.Join)
	return ok && len(j.Parts) == 0
}

// right marks the right side of an optional or a negated part.
func (s *shower) right(n algebra.Node, step *Step) {
	switch n := n.(type) {
	case *algebra.Optional:
		step.Does = "and perhaps: " + step.Does + s.conditions(n.Right)
	case *algebra.Not:
		step.Does = "but not: " + step.Does + s.conditions(n.Right)
	case *algebra.Minus:
		step.Does = "but none of: " + step.Does
	}
}

// conditions are those on top of a right side, which has no steps for them.
func (s *shower) conditions(n algebra.Node) string {
	text := ""
	for f, ok := n.(*algebra.Filter); ok; f, ok = f.In.(*algebra.Filter) {
		text += " " + s.node(f)
	}
	return text
}

func (s *shower) rows(n algebra.Node) int64 {
	if size, ok := s.expected[n]; ok && size < math.MaxInt64/2 {
		return int64(math.Ceil(size))
	}
	return unknown
}

// add adds what the evaluator's step did by itself, except for its rows.
func (s *Spent) add(run *eval.Step) {
	if s != nil {
		s.Seeks += run.Spent.Seeks
		s.Quads += run.Spent.Quads
		s.Time += run.Spent.Time
	}
}
