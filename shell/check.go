package shell

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// check looks at statements before they are written, for what a person would
// want to know first: a new name that may be a slip, a namesake in another
// namespace, a year where dates stand. On a terminal it asks and changes the
// block as it is answered; elsewhere it remarks. It returns the links to
// namesakes that are to be written besides, still without their source.
func (s *session) check(ctx context.Context, src source.Source, b *arrow.Block) ([]quad.Quad, error) {
	for _, item := range b.Items {
		if t, ok := item.(*arrow.Triple); ok {
			if err := s.checkYear(ctx, src, t); err != nil {
				return nil, err
			}
		}
	}
	fresh, err := s.newNames(ctx, src, b)
	if err != nil {
		return nil, err
	}
	var links []quad.Quad
	for _, n := range fresh {
		replaced, err := s.checkSpelling(ctx, src, b, n)
		if err != nil {
			return nil, err
		}
		if replaced || n.at == atPredicate {
			continue
		}
		more, err := s.checkNamesakes(ctx, src, n.name)
		if err != nil {
			return nil, err
		}
		links = append(links, more...)
	}
	return links, nil
}

// placedName is a name and where it first stands.
type placedName struct {
	name string
	at   place
}

// newNames returns the names of a block that the graph does not have.
func (s *session) newNames(ctx context.Context, src source.Source, b *arrow.Block) ([]placedName, error) {
	var all []placedName
	rewriter(func(t arrow.Term, at place) arrow.Term {
		if n, ok := t.(arrow.Name); ok && !slices.ContainsFunc(all, func(p placedName) bool { return p.name == n.Text }) {
			all = append(all, placedName{n.Text, at})
		}
		return t
	}).items(b.Items)
	terms := make([]quad.Value, len(all))
	for i, n := range all {
		terms[i] = s.names.IRI(n.name)
	}
	ids := make([]source.ID, len(all))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	var fresh []placedName
	for i, n := range all {
		if ids[i] == source.Any {
			fresh = append(fresh, n)
		}
	}
	return fresh, nil
}

// maxCompared is how many new names of a script are compared with those the
// graph has: each comparison reads all names, and a script is not mistyped
// name by name.
const maxCompared = 500

// checkSpelling points out the names that a new one resembles. It reports
// whether the name was replaced by one of them.
func (s *session) checkSpelling(ctx context.Context, src source.Source, b *arrow.Block, n placedName) (bool, error) {
	if s.compared++; !s.Terminal && s.compared > maxCompared {
		if s.compared == maxCompared+1 {
			s.note("more than %d new names: the others are not compared with existing ones", maxCompared)
		}
		return false, nil
	}
	similar, err := s.graph.Similar(ctx, src, n.name, 3)
	if err != nil || len(similar) == 0 {
		return false, err
	}
	shown := make([]string, len(similar))
	for i, name := range similar {
		shown[i] = s.term(s.names.IRI(name))
	}
	name := quads.Printable(n.name)
	if !s.Terminal {
		s.note("'%s' is a new name and resembles %s", name, list(shown, len(shown)))
		return false, nil
	}
	// Enter keeps what was typed: two names that look alike may be two things.
	question := fmt.Sprintf("'%s' is new here; %s is known. Write %s instead?", name, shown[0], shown[0])
	if len(shown) > 1 {
		s.say("'%s' is new here; known are", name)
		question = "Write one of them instead?"
	}
	i, err := s.choose(question, shown)
	if err != nil || i < 0 {
		return false, err
	}
	rewriter(func(t arrow.Term, _ place) arrow.Term {
		if t == (arrow.Name{Text: n.name}) {
			return arrow.Name{Text: similar[i]}
		}
		return t
	}).items(b.Items)
	return true, nil
}

// checkNamesakes mentions entities of other namespaces that have a new name
// as their label, and offers to say that they are the same.
func (s *session) checkNamesakes(ctx context.Context, src source.Source, name string) ([]quad.Quad, error) {
	found, err := s.graph.Resolve(ctx, src, name)
	if err != nil {
		return nil, err
	}
	var links []quad.Quad
	for _, other := range found {
		entity := s.names.IRI(name)
		s.note("%s is new here; the label '%s' also belongs to %s", s.term(entity), quads.Printable(name), s.term(other))
		statement := fmt.Sprintf("%s → same as → %s", s.term(entity), s.term(other))
		if !s.Terminal {
			s.note("to join them: %s", statement)
			continue
		}
		yes, err := s.confirm(false, "Write %s as well?", statement)
		if err != nil {
			return nil, err
		}
		if yes {
			links = append(links, quad.Quad{Subject: entity, Predicate: quads.SameAs, Object: other})
		}
	}
	return links, nil
}

// yearSample is how many values of a predicate are looked at to tell whether
// they are dates.
const yearSample = 100

// checkYear asks about a number like 2024 where the predicate's other values
// are dates.
func (s *session) checkYear(ctx context.Context, src source.Source, t *arrow.Triple) error {
	year, ok := bareYear(t.Object)
	p, isTerm := t.Predicate.(*arrow.PathTerm)
	if !ok || !isTerm {
		return nil
	}
	predicate, err := s.entity(p.Term)
	if err != nil {
		return nil // the builder will say what is wrong with it
	}
	dates, err := hasDates(ctx, src, predicate)
	if err != nil || !dates {
		return err
	}
	if !s.Terminal {
		s.note(`%s is a number, and other values of %s are dates; a year is written "%s"^^xsd:gYear`, year, s.term(predicate), year)
		return nil
	}
	yes, err := s.confirm(true, "%s is a number, and other values of %s are dates. Write it as a year?", year, s.term(predicate))
	if err == nil && yes {
		t.Object = arrow.Literal{Value: quad.TypedString{Value: quad.String(year), Type: quads.XSDYear}}
	}
	return err
}

// bareYear returns the digits of an object that is an integer of four.
func bareYear(t arrow.Term) (string, bool) {
	l, ok := t.(arrow.Literal)
	if !ok {
		return "", false
	}
	v, ok := l.Value.(quad.TypedString)
	if !ok || v.Type != quads.XSDInteger || len(v.Value) != 4 || v.Value[0] < '1' || v.Value[0] > '2' {
		return "", false
	}
	return string(v.Value), true
}

// hasDates reports whether the values of a predicate are dates, going by the
// first of them.
func hasDates(ctx context.Context, src source.Source, predicate quad.Value) (bool, error) {
	id, err := source.IDOf(ctx, src, predicate)
	if err != nil || id == source.Any {
		return false, err
	}
	var objects []source.ID
	err = source.Each(ctx, src, func(m source.Match) bool {
		objects = append(objects, m.Quad[source.O])
		return len(objects) < yearSample
	}, source.Pattern{source.P: id})
	if err != nil {
		return false, err
	}
	terms := make([]quad.Value, len(objects))
	if err := src.Terms(ctx, objects, terms); err != nil {
		return false, err
	}
	dates, numbers := 0, 0
	for _, v := range terms {
		if typed, ok := v.(quad.TypedString); ok {
			switch typed.Type {
			case quads.XSDDate, quads.XSDTime, quads.XSDYear, quads.XSDMonth, quads.EDTF:
				dates++
			case quads.XSDInteger:
				numbers++
			}
		}
	}
	return dates > numbers, nil
}
