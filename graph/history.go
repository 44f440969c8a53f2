package graph

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store"
)

// Commit is what a store remembers of one: when, by whom and by which command
// how many quads were added and removed. The first has the number 1.
type Commit = store.Commit

// history is what a store in a file offers beyond its newest state.
type history interface {
	Commits(ctx context.Context, f func(Commit) bool) error
	Changes(ctx context.Context, number uint64, about quad.Value, f func(q quad.Quad, removed bool) error) error
	At(ctx context.Context, number uint64) (source.Source, error)
	Compact(ctx context.Context, o store.CompactOptions) error
	Verify(ctx context.Context, report func(error), progress func(done, of int64)) error
	Backup(ctx context.Context, to string, replace bool, progress func(done, of int64)) error
}

// ErrNoHistory is the error of a graph that is not in a file of its own.
var ErrNoHistory = errors.New("only a store in a file keeps a history, and this graph is in none")

// CommitError says that a commit is not in the history, and which are.
type CommitError = store.CommitError

// Log calls f for each commit that is remembered, the newest first, until it
// returns false.
func (g *Graph) Log(ctx context.Context, f func(Commit) bool) error {
	if g.history == nil {
		return ErrNoHistory
	}
	return g.history.Commits(ctx, f)
}

// Newest returns the newest commit; its number is 0 where there is none.
func (g *Graph) Newest(ctx context.Context) (newest Commit, err error) {
	err = g.Log(ctx, func(c Commit) bool { newest = c; return false })
	return newest, err
}

// Commit returns the commit of a number. The error is a *CommitError where
// there is none.
func (g *Graph) Commit(ctx context.Context, number uint64) (found Commit, err error) {
	var first, last uint64
	err = g.Log(ctx, func(c Commit) bool {
		if c.Number == number {
			found = c
		}
		first, last = c.Number, max(last, c.Number)
		return found.Number == 0
	})
	switch {
	case err != nil || found.Number != 0:
		return found, err
	case number == 0: // which never was, so it was not forgotten
		first = 0
	}
	return found, &CommitError{Number: number, First: first, Last: last}
}

// Changes calls f for each quad that a commit added or removed, until it
// returns an error, which it then returns. About, if it is not nil, leaves out
// the quads that do not have that term in any place.
func (g *Graph) Changes(ctx context.Context, number uint64, about quad.Value, f func(q quad.Quad, removed bool) error) error {
	if g.history == nil {
		return ErrNoHistory
	}
	return g.history.Changes(ctx, number, about, f)
}

// At returns the graph as it was after a commit, for reading only; 0 is the
// empty graph before the first. It shares the store with g: one of them is to
// be closed. The error is a *CommitError where the commit is not remembered.
func (g *Graph) At(ctx context.Context, number uint64) (*Graph, error) {
	if g.history == nil {
		return nil, ErrNoHistory
	}
	src, err := g.history.At(ctx, number)
	if err != nil {
		return nil, err
	}
	p := &past{Store: g.store, history: g.history, number: number}
	p.ready.Store(&src)
	return &Graph{store: p, names: g.names}, nil
}

// past is a store as it was after a commit.
type past struct {
	source.Store
	history history
	number  uint64
	ready   atomic.Pointer[source.Source] // for the first View: making a state takes time
}

// View implements source.Store.
func (p *past) View(ctx context.Context) (source.Source, error) {
	if src := p.ready.Swap(nil); src != nil {
		return *src, ctx.Err()
	}
	return p.history.At(ctx, p.number)
}

// Begin implements source.Store.
func (p *past) Begin(context.Context) (source.Tx, error) {
	return nil, fmt.Errorf("the graph as of commit %d is there for reading only", p.number)
}

// Close implements source.Store.
func (p *past) Close() (err error) {
	if src := p.ready.Swap(nil); src != nil {
		err = (*src).Close()
	}
	return errors.Join(err, p.Store.Close())
}
