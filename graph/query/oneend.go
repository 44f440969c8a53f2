package query

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
	"quipu/quads/arrow"
)

// oneEnd notes, of a walk between names of one thing, that they are: there is
// no path to look for, and none to miss.
func (l *lowerer) oneEnd(w *algebra.Walk) error {
	if w.Hop != "" || !constantEnds(w) {
		return nil
	}
	var terms []quad.Value
	for _, end := range slices.Concat(w.From, w.To) {
		terms = append(terms, end.Value)
	}
	src := unwatched(l.question.over(l.in.state))
	ids := make([]source.ID, len(terms))
	if err := src.IDs(l.ctx, terms, ids); err != nil {
		return err
	}
	if ids[0] == source.Any || slices.ContainsFunc(ids, func(id source.ID) bool { return id != ids[0] }) {
		return nil
	}
	note, err := l.oneNote(src, terms[0], terms[len(terms)-1])
	l.notes, l.oneThing = append(l.notes, note), true
	return err
}

// oneNote says that two names mean one thing, and who says so.
func (l *lowerer) oneNote(src source.Source, a, b quad.Value) (string, error) {
	entities, merged := src.(*view.Entities)
	show := func(v quad.Value) string { return quads.Printable(arrow.Format(v, l.names)) }
	if a == b || !merged {
		return "both ends are " + show(a), nil
	}
	ids := make([]source.ID, 2)
	if err := entities.Source.IDs(l.ctx, []quad.Value{a, b}, ids); err != nil {
		return "", err
	}
	said, err := noter{ctx: l.ctx, src: entities, names: l.names}.said(ids)
	return fmt.Sprintf("%s and %s are one (same as, said by %s)", show(a), show(b), said), err
}
