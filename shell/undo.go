package shell

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
)

// A graph in memory has no history: the session keeps the steps itself, and
// .undo takes back what it did. In a store it takes back commits, whoever made
// them; see undo_commit.go.

// maxUndo is how many steps can be undone. A load's step keeps two states of
// the graph, so they cannot be without end.
const maxUndo = 100

// step is a command that changed the graph, and what its undoing needs.
type step struct {
	what    string // "added 2 quads"
	applied graph.Applied
	// A load is known by the states before and after it alone; what it
	// changed is found out only when it is undone.
	before, after source.Source
	saves         int // how often the graph had been saved when it was made
}

func (st *step) close() {
	if st.before != nil {
		st.before.Close()
		st.after.Close()
	}
}

// lastLoad returns the index of the last load among steps, -1 for none.
func lastLoad(steps []*step) int {
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].before != nil {
			return i
		}
	}
	return -1
}

// undoStep takes the last step of this session back.
func (s *session) undoStep(ctx context.Context) error {
	if len(s.undo) == 0 {
		return errors.New("there is nothing to undo")
	}
	st := s.undo[len(s.undo)-1]
	change, err := st.change(ctx)
	if err != nil {
		return err
	}
	back, err := s.graph.Apply(ctx, change.Removed, change.Added)
	if err != nil {
		return err
	}
	s.undo = s.undo[:len(s.undo)-1]
	st.close()
	s.index = nil
	s.takenBack(st, back)
	s.say("undone: %s", st.what)
	return nil
}

// change returns what the step did.
func (st *step) change(ctx context.Context) (graph.Applied, error) {
	if st.before == nil {
		return st.applied, nil
	}
	added, err := missing(ctx, st.after, st.before)
	if err != nil {
		return graph.Applied{}, err
	}
	removed, err := missing(ctx, st.before, st.after)
	return graph.Applied{Added: added, Removed: removed}, err
}

// missing returns the quads of a that b does not hold. Ids mean nothing
// beyond their own source, so the quads go over as terms, a batch at a time.
func missing(ctx context.Context, a, b source.Source) ([]quad.Quad, error) {
	const batch = 512
	var out, some []quad.Quad
	compare := func() error {
		held, err := source.Holds(ctx, b, some)
		if err != nil {
			return err
		}
		for i, q := range some {
			if !held[i] {
				out = append(out, q)
			}
		}
		some = some[:0]
		return nil
	}
	err := source.EachQuad(ctx, a, func(q quad.Quad) error {
		some = append(some, q)
		if len(some) < batch {
			return nil
		}
		return compare()
	}, source.Pattern{})
	if err != nil {
		return nil, err
	}
	return out, compare()
}
