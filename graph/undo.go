package graph

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Undoable returns the commit that Undo takes back: the newest that changed
// something, takes back no other, and was not taken back. Its number is 0
// where there is none.
func (g *Graph) Undoable(ctx context.Context) (found Commit, err error) {
	undone := map[uint64]bool{}
	err = g.Log(ctx, func(c Commit) bool {
		if c.Undoes > 0 {
			undone[c.Undoes] = true
		} else if !undone[c.Number] && c.Added+c.Removed > 0 {
			found = c
		}
		return found.Number == 0
	})
	return found, err
}

// Undo takes a commit back by a commit of its own. It has to be the one that
// Undoable returns: whatever came after it is undone, so that the graph is
// again as it was before it. The error is an *UndoError where it is not, or
// not any longer.
func (g *Graph) Undo(ctx context.Context, number uint64) error {
	tx, err := g.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	switch c, err := g.Undoable(ctx); { // asked while nobody else can commit
	case err != nil:
		return err
	case c.Number != number:
		return &UndoError{Number: number, Next: c.Number}
	}
	err = g.Changes(ctx, number, nil, func(q quad.Quad, removed bool) error {
		if removed {
			return tx.Add(q)
		}
		return tx.Remove(q)
	})
	if err != nil {
		return err
	}
	note := source.NoteOf(ctx)
	note.Command, note.Undoes = fmt.Sprint("undo of ", number), number
	_, err = tx.Commit(source.WithNote(ctx, note))
	return err
}

// UndoError says that a commit is not the one to be undone next. Where there
// is none to be undone, Next is 0.
type UndoError struct{ Number, Next uint64 }

// Error says which one is.
func (e *UndoError) Error() string {
	if e.Next == 0 {
		return "there is nothing to undo"
	}
	return fmt.Sprintf("commit %d cannot be undone now: the newest that is not undone is %d", e.Number, e.Next)
}
