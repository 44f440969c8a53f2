package shell

import (
	"context"
	"fmt"
	"os"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

func (s *session) saveAsCommand(ctx context.Context, args string) error {
	file, err := oneArg(args)
	if err != nil {
		return err
	}
	if isInput(file) {
		if err := s.exportTo(ctx, file); err != nil {
			return err
		}
		s.Inputs = []string{file}
		return nil
	}
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s exists: choose another name, or .export FILE.nq here, .open %s and .load it there",
			quads.Printable(file), quads.Printable(file))
	}
	g, err := graph.Open(ctx, file, graph.Options{Base: s.graph.Names().Base()})
	if err != nil {
		return err
	}
	n, made, err := s.copyTo(ctx, g)
	if err != nil {
		g.Close()
		os.Remove(file)
		return err
	}
	s.saved()
	s.use(g, file)
	s.commits = made
	s.say("wrote %s to %s; what follows is kept there", quads.Count(n, "quad"), quads.Printable(file))
	return nil
}

// copyTo writes the graph of the session to a new store and returns how many
// quads it has. What was done since the last load can still be undone there:
// each such step becomes a commit of its own, which is returned with what it
// did. Loads are known by the states around them alone, which stay behind.
func (s *session) copyTo(ctx context.Context, to *graph.Graph) (n int64, made map[uint64]string, err error) {
	src, err := s.graph.View(ctx)
	if err != nil {
		return 0, nil, err
	}
	defer src.Close()
	steps := s.undo[lastLoad(s.undo)+1:]
	changes := make([]graph.Applied, len(steps))
	for i, st := range steps {
		changes[i] = st.applied
	}
	if err := copyWithout(ctx, to, src, net(changes)); err != nil {
		return 0, nil, err
	}
	note := source.NoteOf(ctx)
	made = make(map[uint64]string, len(steps))
	for _, st := range steps {
		note.Command = st.what
		done, err := to.Apply(source.WithNote(ctx, note), st.applied.Added, st.applied.Removed)
		if err != nil {
			return 0, nil, err
		}
		made[done.Commit] = st.what
	}
	size, err := src.Size(ctx)
	return size.Quads, made, err
}

// copyWithout writes to a store, in one transaction, what a source held before
// a change.
func copyWithout(ctx context.Context, to *graph.Graph, from source.Source, change graph.Applied) error {
	added := make(map[quad.Quad]bool, len(change.Added))
	for _, q := range change.Added {
		added[q] = true
	}
	tx, err := to.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = source.EachQuad(ctx, from, func(q quad.Quad) error {
		if added[q] {
			return nil
		}
		return tx.Add(q)
	}, source.Pattern{})
	for i := 0; i < len(change.Removed) && err == nil; i++ {
		err = tx.Add(change.Removed[i])
	}
	if err != nil {
		return err
	}
	_, err = tx.Commit(ctx)
	return err
}
