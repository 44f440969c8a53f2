package query

import (
	"context"
	"errors"
	"time"

	"quipu/graph"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// profiling collects what a query does.
type profiling struct {
	eval.Profile           // of the trees it runs
	operator     string    // instead of a tree
	work         eval.Work // of the operator
	took         time.Duration
}

// Profile runs a query to its end and returns its plan with what each step
// did. The rows are read, with their names and sources, and dropped. Errors
// are those of Run and of Rows.Err.
func Profile(ctx context.Context, g *graph.Graph, text string, o Options) (p *Plan, err error) {
	o.profile = &profiling{}
	start := time.Now()
	rows, err := Run(ctx, g, text, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	total := &Total{Kind: rows.Kind}
	for rows.Next() {
		total.Rows++
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	total.Time = time.Since(start)
	p = &Plan{Total: total}
	for _, run := range o.profile.Runs {
		step, err := shownPlan(ctx, rows.src, g.Names(), run)
		if err != nil {
			return nil, err
		}
		p.Steps = append(p.Steps, step)
	}
	if more := o.profile.More; more > 0 {
		p.Steps = append(p.Steps, &Step{Does: "… and " + quads.Count(more, "plan") + " more, left out of the total", Expected: unknown})
	}
	o.profile.above(p)
	for _, s := range p.Steps {
		total.Seeks += s.all().Seeks
		total.Quads += s.all().Quads
	}
	return p, nil
}

// compute computes the rows of an operator; o may be nil.
func (o *profiling) compute(ctx context.Context, src source.Source, q *question, settings eval.Options) (*found, error) {
	if o == nil {
		return q.compute(ctx, src, settings)
	}
	o.operator = q.operator
	start := time.Now()
	defer func() { o.took = time.Since(start) }()
	return q.compute(ctx, eval.Counted(src, &o.work), settings)
}

// above puts the step of an operator above those of the trees that it ran.
func (o *profiling) above(p *Plan) {
	if o.operator == "" {
		return
	}
	own := &Spent{Rows: p.Total.Rows, Seeks: o.work.Seeks, Quads: o.work.Quads, Time: o.took}
	for _, s := range p.Steps {
		below := s.all()
		own.Seeks -= below.Seeks
		own.Quads -= below.Quads
		own.Time -= below.Time
	}
	p.Steps = []*Step{{Does: quads.Printable(o.operator), Expected: unknown, Spent: own, Steps: p.Steps}}
}

// all is what a step and those below it did.
func (s *Step) all() Spent {
	var sum Spent
	if s.Spent != nil {
		sum = *s.Spent
	}
	for _, below := range s.Steps {
		b := below.all()
		sum.Seeks += b.Seeks
		sum.Quads += b.Quads
		sum.Time += b.Time
	}
	return sum
}
