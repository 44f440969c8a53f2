package view

import (
	"context"

	"quipu/graph/source"
)

// Lexical returns the view as a source.Lexicon, if the state is one.
func (e *Entities) Lexical() source.Source {
	if forms, ok := e.Source.(source.Lexicon); ok {
		return lexical{e, forms}
	}
	return e
}

// lexical is a view that knows the forms of its terms.
type lexical struct {
	*Entities
	forms source.Lexicon
}

// Forms implements source.Lexicon.
func (l lexical) Forms(ctx context.Context, prefix []byte, f func(id source.ID, form []byte) bool) error {
	c, err := l.changes(ctx)
	if err != nil {
		return err
	}
	return l.forms.Forms(ctx, prefix, func(id source.ID, form []byte) bool { return c.gone[id] || f(id, form) })
}
