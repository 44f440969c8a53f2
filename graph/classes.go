package graph

import (
	"context"
	"sync"

	"quipu/graph/source"
	"quipu/graph/view"
)

// classCache keeps the classes of the last state that was asked for: a session
// asks about one state again and again.
type classCache struct {
	mu      sync.Mutex
	state   source.Source // what the classes are of; it may be closed
	classes *view.Classes
}

// Classes returns the classes of names in a state of g that mean one thing;
// nil where there are none. The error is a *view.LimitError where they are too
// large to be seen as one. Those of the last state are kept.
func (g *Graph) Classes(ctx context.Context, src source.Source) (*view.Classes, error) {
	c := &g.classes
	c.mu.Lock()
	state, classes := c.state, c.classes
	c.mu.Unlock()
	if state == src {
		return classes, nil
	}
	classes, err := view.ReadClasses(ctx, src, g.names, view.MaxQuads)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state, c.classes = src, classes
	return classes, nil
}
