package query

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
	"quipu/quads/arrow"
)

// term lowers a term; place is for messages.
func (l *lowerer) term(t arrow.Term, place string) (algebra.Term, error) {
	switch t := t.(type) {
	case arrow.Var:
		return l.variable(t.Name)
	case arrow.Any:
		l.wildcard = true
		return l.hide(), nil
	}
	v, err := l.constant(t, place)
	l.links = l.links || v == quads.SameAs
	return algebra.Constant(v), err
}

// variable lowers ?name. Names that begin with _ are those of wildcards.
func (l *lowerer) variable(name string) (algebra.Term, error) {
	if algebra.Hidden(name) {
		return algebra.Term{}, l.failf("call it otherwise, or write ? for anything", "a variable's name begins with _: ?%s", name)
	}
	return algebra.Variable(name), nil
}

// constant lowers a term that must be one.
func (l *lowerer) constant(t arrow.Term, place string) (quad.Value, error) {
	switch t := t.(type) {
	case arrow.Name:
		return l.name(t.Text)
	case arrow.IRI:
		return t.Value, nil
	case arrow.Blank:
		return quad.BNode(t.Label), nil
	case arrow.Literal:
		return t.Value, nil
	case arrow.Param:
		return l.param(t.Name, place)
	case arrow.Quoted:
		return nil, l.failf("write it as the subject or object of a pattern", "a bracketed statement cannot be a %s", place)
	case arrow.Var:
		return nil, l.failf("write a name", "?%s cannot be a %s here", t.Name, place)
	}
	return nil, l.failf("write a name", "'?' cannot be a %s here", place)
}

func (l *lowerer) param(name, place string) (quad.Value, error) {
	l.used[name] = true
	value, ok := l.in.params[name]
	if !ok {
		return nil, missingParam(name)
	}
	return l.constant(value, place)
}

func missingParam(name string) error {
	return &UsageError{Param: name, What: fmt.Sprintf("parameter %s is missing: -p %s=VALUE", name, name)}
}

// resolution is what a name was found to mean.
type resolution struct {
	iri quad.IRI
	err error
}

// name resolves a name, once a query. One that nothing here has is its base
// entity all the same: the pattern then has no rows, and a note says why.
func (l *lowerer) name(text string) (quad.Value, error) {
	r, ok := l.resolved[text]
	if !ok {
		r.iri, r.err = l.resolve(text)
		l.resolved[text] = r
	}
	return r.iri, r.err
}

func (l *lowerer) resolve(text string) (quad.IRI, error) {
	entity := l.names.IRI(text)
	if l.rebased {
		return entity, nil
	}
	found, err := l.in.graph.Resolve(l.ctx, l.in.src, text)
	switch {
	case err != nil:
		return "", err
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", &AmbiguousError{Name: text, Candidates: found}
	}
	note, err := unknownName(l.ctx, l.in, text)
	if err != nil {
		return "", err
	}
	l.notes = append(l.notes, note)
	return entity, nil
}

// unknownName is the note on a name that nothing here has.
func unknownName(ctx context.Context, in input, text string) (string, error) {
	similar, err := in.graph.Similar(ctx, in.src, text, 3)
	if err != nil {
		return "", err
	}
	note := fmt.Sprintf("no '%s' here", quads.Printable(text))
	for i, s := range similar {
		similar[i] = "'" + quads.Printable(s) + "'"
	}
	if n := len(similar); n > 0 {
		list := similar[n-1]
		if n > 1 {
			list = strings.Join(similar[:n-1], ", ") + " or " + list
		}
		note += "; did you mean " + list + "?"
	}
	return note, nil
}

// lineOf returns a line of a text, counted from 1.
func lineOf(text string, number int) string {
	for line := range strings.Lines(text) {
		if number--; number == 0 {
			return strings.TrimRight(line, "\r\n")
		}
	}
	return ""
}
