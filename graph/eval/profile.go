package eval

import (
	"context"
	"time"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// Step is an operator of a run.
type Step struct {
	Node  algebra.Node // what it does
	How   string       // how it does it, in words; "" where there is one way
	Steps []*Step      // what it runs over, in the order of Node's parts
	Ran   bool         // it was asked for rows
	Rows  int64        // that it gave
	Spent Spent        // by itself, without Steps
}

// Spent is what something cost.
type Spent struct {
	Seeks int64 // patterns scanned
	Quads int64 // quads scanned
	Time  time.Duration
}

// Profile collects the steps of runs, the first run first. While a run goes on
// its steps change.
type Profile struct {
	Runs []*Step
	More int // runs whose steps were not kept: there are enough
}

// maxRuns is how many runs a Profile keeps: a script can make any number.
const maxRuns = 100

func (p *Profile) add(run *Step) {
	if len(p.Runs) < maxRuns {
		p.Runs = append(p.Runs, run)
	} else {
		p.More++
	}
}

// Explain returns the steps of the run that Run would make, which is not made.
// Errors are those of Run.
func Explain(ctx context.Context, src source.Source, n algebra.Node, o Options) (*Step, error) {
	o.Profile = &Profile{}
	rows, err := Run(ctx, src, n, o)
	if err != nil {
		return nil, err
	}
	return o.Profile.Runs[0], rows.Close()
}

// profile keeps the steps of a run. One step works at a time: what is spent is
// charged to it when the next one begins.
type profile struct {
	work *Work
	into *Step // whose parts are being compiled
	at   *Step // who works
	mark time.Time
	done Work // at mark
}

// newProfile begins with a step that is not shown: it takes what is spent on
// none of the tree's.
func newProfile(work *Work) *profile {
	rest := &Step{}
	return &profile{work: work, into: rest, at: rest, mark: time.Now()}
}

// turn charges what was spent since the last turn to who worked, and lets
// another one work. It returns the first.
func (p *profile) turn(to *Step) (from *Step) {
	from = p.at
	spent := &from.Spent
	now, work := time.Now(), *p.work
	spent.Time += now.Sub(p.mark)
	spent.Seeks += work.Seeks - p.done.Seeks
	spent.Quads += work.Quads - p.done.Quads
	p.mark, p.done, p.at = now, work, to
	return from
}

// onto joins the rows of in with the solutions of n, as build does, and keeps
// a step of it where steps are wanted.
func (c *compiler) onto(in relation, n algebra.Node) (relation, error) {
	p := c.run.profile
	if p == nil {
		return c.build(in, n)
	}
	step, above := &Step{Node: n}, p.into
	above.Steps = append(above.Steps, step)
	p.into = step
	out, err := c.build(in, n)
	p.into = above
	if err != nil || out.op == in.op {
		return out, err
	}
	if below, ok := out.op.(*profiled); ok { // the step does nothing of its own
		below.also = append(below.also, step)
		return out, nil
	}
	step.How = how(out.op, in)
	out.op = &profiled{operator: out.op, profile: p, step: step}
	return out, nil
}

// profiled is an operator that keeps its step.
type profiled struct {
	operator
	profile *profile
	step    *Step
	also    []*Step // steps above that have the same rows
}

func (p *profiled) next() (*batch, error) {
	from := p.profile.turn(p.step)
	b, err := p.operator.next()
	p.profile.turn(from)
	n := int64(0)
	if b != nil {
		n = int64(b.n)
	}
	p.count(n)
	return b, err
}

// total implements totaler for an operator that is one.
func (p *profiled) total() (n int64, known bool, err error) {
	from := p.profile.turn(p.step)
	n, known, err = p.operator.(totaler).total()
	p.profile.turn(from)
	if known {
		p.count(n)
	}
	return n, known, err
}

func (p *profiled) count(rows int64) {
	p.step.Ran = true
	p.step.Rows += rows
	for _, s := range p.also {
		s.Ran = true
		s.Rows += rows
	}
}

// bare returns the operator itself: what looks at what an operator is must see
// the same with steps and without.
func bare(op operator) operator {
	if p, ok := op.(*profiled); ok {
		return p.operator
	}
	return op
}
