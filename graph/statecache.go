package graph

import (
	"reflect"
	"sync"

	"quipu/graph/source"
)

// stateCache keeps what was worked out of the state that was asked for last.
type stateCache[T any] struct {
	mu    sync.Mutex
	of    source.Source
	known bool
	value T
}

// get returns what make makes of src, which is made once for each state.
func (c *stateCache[T]) get(src source.Source, make func() (T, error)) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	comparable := reflect.TypeOf(src).Comparable()
	if comparable && c.known && c.of == src {
		return c.value, nil
	}
	value, err := make()
	if err == nil && comparable {
		c.of, c.known, c.value = src, true, value
	}
	return value, err
}
