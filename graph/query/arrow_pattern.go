package query

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
	"quipu/quads/arrow"
)

// triple lowers a pattern, with those that its brackets and labels stand
// for.
func (l *lowerer) triple(t *arrow.Triple) ([]algebra.Node, error) {
	l.at = t.Pos
	var nodes []algebra.Node
	place := func(term arrow.Term, what string) (algebra.Term, error) {
		if q, ok := term.(arrow.Quoted); ok {
			st, about, err := l.quoted(q)
			nodes = append(nodes, about...)
			return st, err
		}
		return l.term(term, what)
	}
	subject, err := place(t.Subject, "subject")
	if err != nil {
		return nil, err
	}
	if err := l.notLiteral(subject, "subject"); err != nil {
		return nil, err
	}
	object, err := place(t.Object, "object")
	if err != nil {
		return nil, err
	}
	label, about, err := l.label(t.Label)
	if err != nil {
		return nil, err
	}
	nodes = append(nodes, about...)
	edge, err := l.edge(subject, t.Predicate, object, label)
	if err != nil {
		return nil, err
	}
	if t.Label != nil && t.Label.Words != nil {
		words, err := l.words(subject, t, object)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, words...)
	}
	return append([]algebra.Node{edge}, nodes...), nil
}

// edge is a pattern, or a property path where the predicate is one.
func (l *lowerer) edge(s algebra.Term, p arrow.Path, o algebra.Term, label algebra.Label) (algebra.Node, error) {
	if plain, ok := p.(*arrow.PathTerm); ok {
		predicate, err := l.predicate(plain.Term)
		if err != nil {
			return nil, err
		}
		return &algebra.Pattern{S: s, P: predicate, O: o, Label: label}, nil
	}
	path, err := l.path(p)
	if err != nil {
		return nil, err
	}
	return &algebra.PathPattern{S: s, Path: path, O: o, Label: label}, nil
}

func (l *lowerer) predicate(t arrow.Term) (algebra.Term, error) {
	p, err := l.term(t, "predicate")
	if err == nil {
		err = l.notLiteral(p, "predicate")
	}
	if _, blank := p.Value.(quad.BNode); err == nil && blank {
		err = l.failf("write a name or a variable", "a blank node is no predicate")
	}
	return p, err
}

// quoted is the statement node that [S → P → O] describes: any node with
// that subject, predicate and object.
func (l *lowerer) quoted(q arrow.Quoted) (algebra.Term, []algebra.Node, error) {
	l.brackets = true
	st := l.hide()
	t := q.Triple
	plain, ok := t.Predicate.(*arrow.PathTerm)
	if !ok {
		return st, nil, l.failf("write one predicate, or a variable", "inside [ ] a predicate is no path")
	}
	label, nodes, err := l.label(t.Label)
	if err != nil {
		return st, nil, err
	}
	for _, part := range []struct {
		term      arrow.Term
		predicate quad.IRI
		what      string
	}{{t.Subject, quads.Subject, "subject"}, {plain.Term, quads.Predicate, "predicate"}, {t.Object, quads.Object, "object"}} {
		var value algebra.Term
		if inner, ok := part.term.(arrow.Quoted); ok {
			var about []algebra.Node
			value, about, err = l.quoted(inner)
			nodes = append(nodes, about...)
		} else {
			value, err = l.term(part.term, part.what)
		}
		if err == nil && part.what != "object" {
			err = l.notLiteral(value, part.what)
		}
		if err != nil {
			return st, nil, err
		}
		nodes = append(nodes, &algebra.Pattern{S: st, P: algebra.Constant(part.predicate), O: value, Label: label})
	}
	return st, nodes, nil
}

// words asks for a statement node that carries exact words: that of a
// bracketed statement, or one that says the triple.
func (l *lowerer) words(s algebra.Term, t *arrow.Triple, o algebra.Term) ([]algebra.Node, error) {
	words := algebra.Constant(*t.Label.Words)
	if _, bracketed := t.Object.(arrow.Quoted); bracketed {
		return []algebra.Node{&algebra.Pattern{S: o, P: algebra.Constant(l.names.QuotePredicate()), O: words}}, nil
	}
	plain, ok := t.Predicate.(*arrow.PathTerm)
	if !ok {
		return nil, l.failf("write one predicate", "the words of a path cannot be asked for")
	}
	predicate, err := l.predicate(plain.Term)
	if err != nil {
		return nil, err
	}
	l.brackets = true
	st := l.hide()
	about := func(p quad.IRI, o algebra.Term) algebra.Node {
		return &algebra.Pattern{S: st, P: algebra.Constant(p), O: o}
	}
	return []algebra.Node{
		about(l.names.QuotePredicate(), words),
		about(quads.Subject, s), about(quads.Predicate, predicate), about(quads.Object, o),
	}, nil
}

// label lowers what follows @, with patterns for a speaker in a document.
func (l *lowerer) label(label *arrow.Label) (algebra.Label, []algebra.Node, error) {
	if label == nil || len(label.Parts) == 0 {
		return algebra.Label{}, nil, nil
	}
	if len(label.Parts) > 1 {
		return l.saidIn(label.Parts)
	}
	part := label.Parts[0]
	if part.Kind == arrow.LabelNone {
		return algebra.Label{Kind: algebra.NoLabel}, nil, nil
	}
	if part.Kind == arrow.LabelLeads && len(part.Terms) == 1 {
		switch t := part.Terms[0].(type) {
		case arrow.Var:
			v, err := l.variable(t.Name)
			return algebra.Label{Kind: algebra.BindLabel, Var: v.Var}, nil, err
		case arrow.Any: // any label at all: one that does not lead to nothing
			return algebra.Label{Kind: algebra.NotLeadsTo}, nil, nil
		}
	}
	out := algebra.Label{Kind: map[arrow.LabelKind]algebra.LabelKind{
		arrow.LabelLeads: algebra.LeadsTo, arrow.LabelAlt: algebra.LeadsTo,
		arrow.LabelExact: algebra.ExactLabel, arrow.LabelNot: algebra.NotLeadsTo,
	}[part.Kind]}
	for _, t := range part.Terms {
		v, err := l.constant(t, "source")
		if err == nil {
			err = l.speaks(v)
		}
		if err != nil {
			return out, nil, err
		}
		out.Terms = append(out.Terms, algebra.Constant(v))
	}
	return out, nil, nil
}

// saidIn lowers @ speaker @ document. Where one is a variable, the label is
// bound and its two provenance statements are asked for.
func (l *lowerer) saidIn(parts []arrow.LabelPart) (algebra.Label, []algebra.Node, error) {
	var ends [2]algebra.Term
	constant := true
	for i, part := range parts {
		if i > 1 || part.Kind != arrow.LabelLeads || len(part.Terms) != 1 {
			return algebra.Label{}, nil, l.failf("'=', '!', '( )' and 'none' stand in a label of one part",
				"a label of two parts is a speaker and a document: @ SPEAKER @ DOCUMENT")
		}
		t, err := l.term(part.Terms[0], "source")
		if err != nil {
			return algebra.Label{}, nil, err
		}
		if err := l.notLiteral(t, "source"); err != nil {
			return algebra.Label{}, nil, err
		}
		if t.Value != nil {
			if err := l.speaks(t.Value); err != nil {
				return algebra.Label{}, nil, err
			}
		}
		ends[i], constant = t, constant && t.Value != nil
	}
	if constant {
		return algebra.Label{Kind: algebra.SaidIn, Terms: ends[:]}, nil, nil
	}
	l.said = true
	said := l.hide()
	return algebra.Label{Kind: algebra.BindLabel, Var: said.Var}, []algebra.Node{
		l.leads(said, quads.WasAttributedTo, ends[0]),
		l.leads(said, quads.WasDerivedFrom, ends[1]),
	}, nil
}

// leads relates a label to its speaker or document: one step to a variable,
// any number behind the first to a constant.
func (l *lowerer) leads(label algebra.Term, first quad.IRI, end algebra.Term) algebra.Node {
	if end.Var != "" {
		return &algebra.Pattern{S: label, P: algebra.Constant(first), O: end}
	}
	return &algebra.PathPattern{S: label, O: end, Path: algebra.Sequence{Paths: []algebra.Path{
		algebra.Link{IRI: first},
		algebra.Repeat{Max: -1, Path: algebra.Alternative{Paths: []algebra.Path{
			algebra.Link{IRI: quads.WasDerivedFrom}, algebra.Link{IRI: quads.WasAttributedTo}, algebra.Link{IRI: quads.WasQuotedFrom},
		}}},
	}}}
}

// hide makes a hidden variable.
func (l *lowerer) hide() algebra.Term {
	l.hidden++
	return algebra.Variable(fmt.Sprintf("_%d", l.hidden))
}

func (l *lowerer) notLiteral(t algebra.Term, place string) error {
	switch t.Value.(type) {
	case nil, quad.IRI, quad.BNode:
		return nil
	}
	return l.failf("write a name: '1984' is one, 1984 is a number", "a literal stands in the %s's place", place)
}
