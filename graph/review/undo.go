package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// ErrNothing is the error of an Undo that finds nothing to take back.
var ErrNothing = errors.New("there is no decision of yours to undo")

// RestsError says that a decision cannot be undone while others rest on it.
type RestsError struct{ On quad.IRI }

// Error says what to do.
func (e *RestsError) Error() string {
	return "another decision rests on this one: undo that one first"
}

// Undo takes back the analyst's newest decision that is not undone: in a store
// of any session, in memory of this Reviewer. What others decided meanwhile
// stays. The error is ErrNothing, or a *RestsError where that is not possible.
func (r *Reviewer) Undo(ctx context.Context) (Step, error) {
	step, number, err := r.newest(ctx)
	if err != nil {
		return Step{}, err
	}
	note := source.Note{Analyst: r.analyst, Command: fmt.Sprint("undo of ", number), Undoes: number}
	step.Applied, err = r.graph.Change(source.WithNote(ctx, note), func(src source.Source) (add, remove []quad.Quad, err error) {
		// Asked again while nobody else can commit.
		if _, now, err := r.newest(ctx); err != nil || now != number {
			return nil, nil, cmp.Or(err, errors.New("somebody undoes the same decisions: try again"))
		}
		s := &session{Reviewer: r, ctx: ctx, src: src}
		remove, err = s.removable(step.Added)
		return step.Removed, remove, err
	})
	if err == nil && number == 0 {
		r.steps = r.steps[:len(r.steps)-1]
	}
	return step, err
}

// newest returns the step to be undone next, and its commit: 0 in memory.
func (r *Reviewer) newest(ctx context.Context) (Step, uint64, error) {
	var found graph.Commit
	undone := map[uint64]bool{}
	err := r.graph.Log(ctx, func(c graph.Commit) bool {
		switch {
		case c.Undoes > 0:
			undone[c.Undoes] = true
		case !undone[c.Number] && c.Analyst == r.analyst && strings.HasPrefix(c.Command, command) && c.Added+c.Removed > 0:
			found = c
		}
		return found.Number == 0
	})
	switch {
	case errors.Is(err, graph.ErrNoHistory) && len(r.steps) > 0:
		return r.steps[len(r.steps)-1], 0, nil
	case err != nil && !errors.Is(err, graph.ErrNoHistory):
		return Step{}, 0, err
	case found.Number == 0:
		return Step{}, 0, ErrNothing
	}
	step := Step{What: strings.TrimPrefix(found.Command, command)}
	err = r.graph.Changes(ctx, found.Number, nil, func(q quad.Quad, removed bool) error {
		if removed {
			step.Removed = append(step.Removed, q)
		} else {
			step.Added = append(step.Added, q)
		}
		return nil
	})
	for _, q := range step.Added {
		node, ok := q.Object.(quad.IRI)
		if ok && q.Predicate == quads.Used && (r.names.IsStatementNode(node) || r.names.IsOffer(node)) {
			step.Nodes = append(step.Nodes, node)
		}
	}
	return step, found.Number, err
}

// removable returns what of a step's additions goes with it: all but the
// description of "speaker, in document" that others' statements use by now. It
// is a *RestsError where somebody decided since on a claim that the step wrote.
func (s *session) removable(added []quad.Quad) ([]quad.Quad, error) {
	own := make(map[quad.Quad]bool, len(added))
	var since time.Time
	for _, q := range added {
		own[q] = true
		if q.Predicate == quads.EndedAtTime {
			since, _ = time.Parse(time.RFC3339, text(q.Object))
		}
	}
	var out []quad.Quad
	for _, q := range added {
		node, _ := q.Subject.(quad.IRI)
		if q.Predicate == quads.Generated {
			if err := s.unrested(q.Object, since); err != nil {
				return nil, err
			}
		}
		if s.names.IsSaid(node) {
			uses, err := quadsWith(s.ctx, s.src, source.L, node)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(uses, func(u quad.Quad) bool { return !own[u] }) {
				continue
			}
		}
		out = append(out, q)
	}
	return out, nil
}

// unrested is a *RestsError where somebody else has decided, since a time, on
// what a step wrote, or wrote the same. One's own steps are undone in order.
func (s *session) unrested(written quad.Value, since time.Time) error {
	uses, err := quadsWith(s.ctx, s.src, source.O, written)
	if err != nil {
		return err
	}
	for _, u := range uses {
		if u.Predicate != quads.Used && u.Predicate != quads.Generated {
			continue
		}
		d, err := s.decision(u.Subject)
		if err != nil {
			return err
		}
		if d.Analyst != s.names.IRI(s.analyst) && !d.Time.Before(since) {
			node, _ := written.(quad.IRI)
			return &RestsError{On: node}
		}
	}
	return nil
}
