package gizmo

import (
	"context"
	"errors"
	"sync"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// gate stands between a script and its host. A script that guard has given up
// may still run: it must not reach a host whose graph is closed by then.
type gate struct {
	Host
	mu     sync.Mutex // held while the host works, not while the script does
	closed bool
}

var errClosed = errors.New("the script's time is over")

func (g *gate) enter() error {
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return errClosed
	}
	return nil
}

// close waits for the host, which ends with the context, and lets nothing
// more through.
func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
}

func (g *gate) Resolve(ctx context.Context, texts []string, place Place) ([]quad.Value, error) {
	if err := g.enter(); err != nil {
		return nil, err
	}
	defer g.mu.Unlock()
	return g.Host.Resolve(ctx, texts, place)
}

func (g *gate) Has(ctx context.Context, terms []quad.Value) ([]quad.Value, error) {
	if err := g.enter(); err != nil {
		return nil, err
	}
	defer g.mu.Unlock()
	return g.Host.Has(ctx, terms)
}

func (g *gate) Put(out Output) error {
	if err := g.enter(); err != nil {
		return err
	}
	defer g.mu.Unlock()
	return g.Host.Put(out)
}

func (g *gate) Solve(ctx context.Context, tree algebra.Node, vars []string, f func([]quad.Value) error) error {
	if err := g.enter(); err != nil {
		return err
	}
	inside := true
	defer func() {
		if inside { // else f threw, or the gate closed while it ran
			g.mu.Unlock()
		}
	}()
	return g.Host.Solve(ctx, tree, vars, func(row []quad.Value) error {
		g.mu.Unlock()
		inside = false
		err := f(row)
		if e := g.enter(); e != nil {
			return e
		}
		inside = true
		return err
	})
}
