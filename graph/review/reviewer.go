package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// A Reviewer writes the decisions of one analyst into a graph. It is for one
// goroutine.
type Reviewer struct {
	// Now tells the time of decisions.
	Now func() time.Time

	graph   *graph.Graph
	names   *quads.Names
	analyst string
	steps   []Step // not undone, of this Reviewer
}

// A Step is what one call decided, and what it changed.
type Step struct {
	graph.Applied
	What  string     // in words: "rejected A → p → B"
	Nodes []quad.IRI // the claims and offers that it decided
}

// Replaced returns the claims that a step put in the place of others, by the
// nodes of those.
func (s Step) Replaced() map[quad.IRI]quad.IRI {
	was, is := map[quad.Value]quad.IRI{}, map[quad.IRI]quad.IRI{}
	for _, q := range s.Added {
		if old, ok := q.Object.(quad.IRI); ok && q.Predicate == quads.Used && slices.Contains(s.Nodes, old) {
			was[q.Subject] = old
		}
	}
	for _, q := range s.Added {
		if node, ok := q.Object.(quad.IRI); ok && q.Predicate == quads.Generated && was[q.Subject] != "" {
			is[was[q.Subject]] = node
		}
	}
	return is
}

// ErrNobody is the error of decisions that nobody takes.
var ErrNobody = errors.New("a decision needs somebody who takes it: give --as NAME, or set QUIPU_ANALYST")

// New returns a Reviewer. The analyst's name is brought to normal form. The
// error is ErrNobody without a name.
func New(g *graph.Graph, analyst string) (*Reviewer, error) {
	if analyst == "" {
		return nil, ErrNobody
	}
	name, err := quads.Normal(analyst)
	if err != nil {
		return nil, fmt.Errorf("the analyst '%s' has no name: %w", quads.Printable(analyst), err)
	}
	return &Reviewer{Now: time.Now, graph: g, names: g.Names(), analyst: name}, nil
}

// DecidedError says that somebody was quicker.
type DecidedError struct {
	Node    quad.IRI
	Kind    Kind
	Analyst string
}

// Error says what was decided.
func (e *DecidedError) Error() string {
	return fmt.Sprintf("%s was quicker: this is %s", quads.Printable(e.Analyst), e.Kind)
}

// session is one transaction of decisions.
type session struct {
	*Reviewer
	ctx         context.Context
	src         source.Source
	add, remove []quad.Quad
	nodes       []quad.IRI
}

// decide runs f in one transaction. Command is what the store's history says
// of it.
func (r *Reviewer) decide(ctx context.Context, what string, f func(*session) error) (Step, error) {
	ctx = source.WithNote(ctx, source.Note{Analyst: r.analyst, Command: quads.Cut(command+what, longestCommand)})
	var s *session
	applied, err := r.graph.Change(ctx, func(src source.Source) (add, remove []quad.Quad, err error) {
		s = &session{Reviewer: r, ctx: ctx, src: src}
		err = f(s)
		return s.add, s.remove, err
	})
	if err != nil {
		return Step{}, err
	}
	step := Step{Applied: applied, What: what, Nodes: s.nodes}
	r.steps = append(r.steps, step)
	return step, nil
}

const (
	command        = "review: " // begins the commands of decisions in a history
	longestCommand = 80         // columns
)

// record writes a decision.
func (s *session) record(d Decision) error {
	d.Analyst, d.Time = s.names.IRI(s.analyst), s.Now()
	about, err := d.quads(s.names, Label(s.names, s.analyst))
	s.add = append(s.add, about...)
	return err
}

// claim reads a claim that is to be decided. It is a *DecidedError where that
// was done.
func (s *session) claim(node quad.IRI) (Claim, error) {
	if err := s.undecided(node); err != nil {
		return Claim{}, err
	}
	s.nodes = append(s.nodes, node)
	return Read(s.ctx, s.src, s.names, node)
}

// undecided is a *DecidedError where a claim or an offer was decided on.
func (s *session) undecided(node quad.IRI) error {
	uses, err := quadsWith(s.ctx, s.src, source.O, node)
	if err != nil {
		return err
	}
	for _, q := range uses {
		if q.Predicate != quads.Used {
			continue
		}
		d, err := s.decision(q.Subject)
		if err != nil {
			return err
		}
		who, _ := d.Analyst.(quad.IRI)
		name, ok := s.names.Name(who)
		if !ok {
			name = string(who)
		}
		return &DecidedError{Node: node, Kind: d.Kind, Analyst: name}
	}
	return nil
}

// decision reads the decision of a node.
func (s *session) decision(node quad.Value) (d Decision, err error) {
	about, err := quadsWith(s.ctx, s.src, source.S, node)
	for _, q := range about {
		err = cmp.Or(err, d.take(q, s.names))
	}
	return d, err
}

// Accept keeps a claim.
func (r *Reviewer) Accept(ctx context.Context, what string, node quad.IRI) (Step, error) {
	return r.decide(ctx, "accepted "+what, func(s *session) error {
		if _, err := s.claim(node); err != nil {
			return err
		}
		return s.record(Decision{Kind: Accepted, Used: []quad.Value{node}})
	})
}

// AcceptAll keeps claims, in one step; those that somebody has decided on are
// passed over.
func (r *Reviewer) AcceptAll(ctx context.Context, nodes []quad.IRI) (Step, error) {
	return r.decide(ctx, "accepted "+quads.Count(len(nodes), "claim"), func(s *session) error {
		done, err := Decided(ctx, s.src, s.names)
		if err != nil {
			return err
		}
		for _, node := range nodes {
			if done.Answered(node) {
				continue
			}
			s.nodes = append(s.nodes, node)
			if err := s.record(Decision{Kind: Accepted, Used: []quad.Value{node}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Reject takes a claim out of the graph.
func (r *Reviewer) Reject(ctx context.Context, what string, node quad.IRI) (Step, error) {
	return r.decide(ctx, "rejected "+what, func(s *session) error {
		c, err := s.claim(node)
		if err != nil {
			return err
		}
		doomed, err := whole(ctx, s.src, s.names, c)
		if err != nil {
			return err
		}
		s.remove = append(s.remove, doomed...)
		return s.record(Decision{Kind: Rejected, Used: []quad.Value{node}, Withdrawn: doomed})
	})
}
