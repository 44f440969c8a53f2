package arrow

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// statements builds the quads of one block.
type statements struct {
	*Builder
	block *Block
	quads []quad.Quad
	seen  map[quad.Quad]bool
	// values are looked through when all of the block is right.
	values []placed
	err    error
}

// placed is an object of a predicate, and its place.
type placed struct {
	predicate, object quad.Value
	at                Pos
}

func (s *statements) keep(names *quads.Names, err error) {
	if err != nil {
		s.fail(s.block.Pos, err.Error(), "")
		return
	}
	s.names = names
}

func (s *statements) fail(at Pos, what, hint string) {
	if s.err != nil {
		return
	}
	if s.block.src == nil {
		s.err = &quads.SyntaxError{Line: at.Line, Column: at.Column, What: what, Hint: hint}
		return
	}
	s.err = s.block.src.syntaxError(at, what, "", hint)
}

func (s *statements) add(qs ...quad.Quad) {
	for _, q := range qs {
		if !s.seen[q] {
			s.seen[q] = true
			s.quads = append(s.quads, q)
		}
	}
}

// declare makes a source the current one and describes it, labelled with
// itself.
func (s *statements) declare(d *SourceDecl) {
	if d.Name == nil {
		s.source = nil
		return
	}
	source := s.value(d.Name, d.Pos)
	s.source = source
	s.declared = append(s.declared, source)
	for _, f := range d.Fields {
		key := s.value(f.Key, d.Pos)
		if name, ok := f.Key.(Name); ok {
			key = s.names.SourcePredicate(name.Text)
		}
		for _, v := range f.Values {
			object := s.value(v, d.Pos)
			s.values = append(s.values, placed{key, object, d.Pos})
			s.add(quad.Quad{Subject: source, Predicate: key, Object: object, Label: source})
		}
	}
}

// signed is a label resolved.
type signed struct {
	label, speaker, document quad.Value
	about                    []quad.Quad // the description of a said/ node
}

func (s *statements) triple(t *Triple) {
	by := s.label(t)
	subject := s.value(t.Subject, t.Pos)
	predicate := s.predicate(t)
	var words string
	if t.Label != nil && t.Label.Words != nil {
		words = string(*t.Label.Words)
	}
	var object quad.Value
	var said []quad.Quad
	inner, isQuoted := t.Object.(Quoted)
	if isQuoted {
		object, said = s.quoted(inner.Triple, s.quoter(subject, t, by, words), true)
	} else {
		object = s.value(t.Object, t.ObjectAt)
	}
	if s.err != nil {
		return
	}
	s.values = append(s.values, placed{predicate, object, t.ObjectAt})
	s.add(by.about...)
	s.add(said...)
	s.add(quad.Quad{Subject: subject, Predicate: predicate, Object: object, Label: by.label})
	if words != "" && !isQuoted {
		s.add(quads.Claim{
			Subject: subject, Predicate: predicate, Object: object,
			Speaker: by.speaker, Stance: quads.Asserts, Document: by.document, Quote: words,
		}.Quads(s.names)...)
	}
}

// quoter returns the claim, still without its statement, that a statement
// with brackets as its object makes.
func (s *statements) quoter(speaker quad.Value, t *Triple, by signed, words string) quads.Claim {
	c := quads.Claim{Speaker: speaker, Document: by.document, Quote: words}
	if stance, ok := quads.StanceOf(s.verb(t)); ok {
		c.Stance = stance
	}
	return c
}

// verb returns a predicate's name; "" where it has none.
func (s *statements) verb(t *Triple) string {
	p, ok := t.Predicate.(*PathTerm)
	if !ok {
		return ""
	}
	switch t := p.Term.(type) {
	case Name:
		return t.Text
	case IRI:
		name, _ := s.names.Name(t.Value)
		return name
	}
	return ""
}

// quoted returns the node of a statement in brackets and the quads about it.
// What is asserted there becomes an edge too, said by the speaker: but only
// directly (outer), for nobody vouches for a statement within a statement.
func (s *statements) quoted(t *Triple, c quads.Claim, outer bool) (quad.Value, []quad.Quad) {
	c.Subject = s.value(t.Subject, t.Pos)
	c.Predicate = s.predicate(t)
	var out []quad.Quad
	if inner, ok := t.Object.(Quoted); ok {
		by := signed{document: c.Document}
		c.Object, out = s.quoted(inner.Triple, s.quoter(c.Subject, t, by, ""), false)
	} else {
		c.Object = s.value(t.Object, t.ObjectAt)
	}
	if s.err != nil {
		return nil, nil
	}
	out = append(out, c.Quads(s.names)...)
	if outer && c.Stance == quads.Asserts {
		label := c.Speaker
		if c.Document != nil {
			node, about := s.names.Said(c.Speaker, c.Document)
			label = node
			out = append(out, about...)
		}
		out = append(out, quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label})
	}
	return c.Node(s.names), out
}

func (s *statements) label(t *Triple) signed {
	l := t.Label
	if l == nil {
		return signed{label: s.source, document: s.source}
	}
	var parts []quad.Value
	for _, part := range l.Parts {
		switch {
		case part.Kind == LabelNone:
			return signed{}
		case part.Kind != LabelLeads || len(part.Terms) != 1:
			s.fail(l.Pos, "a choice of sources in a statement", "a statement has one source: @ Reuters; a source's name with such signs is written in quotes")
			return signed{}
		}
		parts = append(parts, s.value(part.Terms[0], l.Pos))
	}
	switch {
	case s.err != nil:
		return signed{}
	case len(parts) == 1:
		return signed{label: parts[0], document: parts[0]}
	}
	node, about := s.names.Said(parts[0], parts[1])
	return signed{label: node, speaker: parts[0], document: parts[1], about: about}
}

func (s *statements) predicate(t *Triple) quad.Value {
	p, ok := t.Predicate.(*PathTerm)
	text := t.Predicate.String()
	if ok && s.block.src.bracketAt(t.PredicateAt) {
		ok, text = false, "("+text+")"
	}
	if !ok {
		s.fail(t.PredicateAt, "a path operator in a statement",
			fmt.Sprintf("write %s, or end with ' ?' to ask", quoteName(shorten(text))))
		return nil
	}
	return s.value(p.Term, t.PredicateAt)
}

// value returns a constant's value.
func (s *statements) value(t Term, at Pos) quad.Value {
	switch t := t.(type) {
	case Name:
		return s.names.IRI(t.Text)
	case IRI:
		return t.Value
	case Literal:
		return t.Value
	case Blank:
		label, err := s.blank(t.Label)
		if err != nil {
			s.fail(at, "blank node _:"+t.Label+": "+err.Error(), "")
		}
		return quad.BNode(label)
	case Param:
		s.fail(at, "the parameter $"+t.Name+" in a statement", "as a name: "+quoteName("$"+t.Name))
	case Var:
		s.fail(at, "the variable ?"+t.Name+" in a statement", "as a name: "+quoteName("?"+t.Name))
	case Any:
		s.fail(at, "a wildcard in a statement", "as a name: '?' or '_'")
	default:
		s.fail(at, "a statement in brackets that is no object", "")
	}
	return nil
}

// checkYear remarks on an integer that is likely a year: other values of its
// predicate, before it or behind it, are dates.
func (s *statements) checkYear(p placed) {
	v, ok := p.object.(quad.TypedString)
	if !ok {
		return
	}
	predicate := p.predicate
	switch v.Type {
	case quads.XSDDate, quads.XSDTime, quads.XSDMonth, quads.XSDYear, quads.EDTF:
		s.dated[predicate] = true
		s.remarks = append(s.remarks, s.years[predicate]...)
		delete(s.years, predicate)
	case quads.XSDInteger:
		if len(v.Value) != 4 {
			return
		}
		remark := Remark{Pos: p.at, Text: fmt.Sprintf(
			"%[1]s is a number here, though other values of %[2]s are dates; the year is written \"%[1]s\"^^xsd:gYear",
			string(v.Value), Format(predicate, s.names))}
		if s.dated[predicate] {
			s.remarks = append(s.remarks, remark)
		} else if len(s.years[predicate]) < maxYears {
			s.years[predicate] = append(s.years[predicate], remark)
		}
	}
}

// maxYears bounds what is remembered of a predicate that may never have a
// date.
const maxYears = 10
