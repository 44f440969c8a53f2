package view

import (
	"context"

	"quipu/graph/source"
)

// Range implements source.Ranger: the ids are the state's.
func (e *Entities) Range(ctx context.Context, prefix []byte) (source.Range, error) {
	return source.RangeOf(ctx, e.Source, prefix)
}

// Range implements source.Ranger: the ids are the state's.
func (w *without) Range(ctx context.Context, prefix []byte) (source.Range, error) {
	return source.RangeOf(ctx, w.Source, prefix)
}
