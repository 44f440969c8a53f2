package arrow

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// plan decides how a set of quads is written: as descriptions of sources and
// as units, each a statement. A unit may bring more quads than its edge (a
// statement node, the description of a label); it is taken only if all of
// them are in the set. Whatever no unit has brought becomes one of its own,
// so in the end exactly the set is written.
type plan struct {
	names   *quads.Names
	builder *Builder // tells what a unit brings
	set     map[quad.Quad]bool
	brought map[quad.Quad]bool

	said   map[quad.Value]pair
	nodes  map[quad.Value]*node // statement nodes
	units  []unit
	sorted []quad.Quad

	descriptions []description
}

type pair struct{ speaker, document quad.Value }

// node is what the set says of a statement node.
type node struct {
	subject, predicate, object quad.Value
	quotes                     []quad.String
}

func newPlan(names *quads.Names, set map[quad.Quad]bool) *plan {
	return &plan{
		names: names, builder: NewBuilder(names, nil), set: set,
		brought: make(map[quad.Quad]bool, len(set)),
		said:    map[quad.Value]pair{}, nodes: map[quad.Value]*node{},
		sorted: slices.SortedFunc(maps.Keys(set), orderQuads),
	}
}

func orderQuads(a, b quad.Quad) int {
	return cmp.Or(
		quads.Order(a.Subject, b.Subject), quads.Order(a.Predicate, b.Predicate),
		quads.Order(a.Object, b.Object), quads.Order(a.Label, b.Label))
}

func (p *plan) run() {
	p.find()
	p.describe()
	// First what brings other quads with it; what describes a node last.
	passes := []func(quad.Quad) bool{p.bracketed, p.quoted, p.ordinary, p.rest}
	for _, pass := range passes {
		for _, q := range p.sorted {
			if pass(q) {
				p.brought[q] = true
			}
		}
	}
}

// find collects the said/ and statement nodes.
func (p *plan) find() {
	for _, q := range p.sorted {
		iri, ok := q.Subject.(quad.IRI)
		switch {
		case !ok:
		case p.names.IsSaid(iri) && q.Predicate == quads.WasAttributedTo && q.Label != nil:
			made, about := p.names.Said(q.Object, q.Label)
			if made == iri && p.has(about) && stable(q.Object) && stable(q.Label) {
				p.said[iri] = pair{q.Object, q.Label}
			}
		case p.names.IsStatementNode(iri):
			p.findNode(iri, q)
		}
	}
}

func (p *plan) findNode(iri quad.IRI, q quad.Quad) {
	n := p.nodes[iri]
	if n == nil {
		n = &node{}
		p.nodes[iri] = n
	}
	switch q.Predicate {
	case quads.Subject:
		n.subject = q.Object
	case quads.Predicate:
		n.predicate = q.Object
	case quads.Object:
		n.object = q.Object
	case p.names.QuotePredicate():
		if words, ok := q.Object.(quad.String); ok && words != "" {
			n.quotes = append(n.quotes, words)
		}
	}
}

func (p *plan) has(qs []quad.Quad) bool {
	for _, q := range qs {
		if !p.set[q] {
			return false
		}
	}
	return true
}

// stable reports whether a term is the same after reading. A blank node's
// label changes then, and with it every hash it takes part in.
func stable(v quad.Value) bool {
	b, ok := v.(quad.BNode)
	return !ok || quads.BlankLabel([sha256.Size]byte{}, string(b)) == string(b)
}

// place returns the source that a quad stands under, and the label it needs
// there.
func (p *plan) place(label quad.Value) (source quad.Value, l *Label) {
	if said, ok := p.said[label]; ok {
		source, _ = p.place(said.document)
		return source, newLabel(p.term(said.speaker), p.term(said.document))
	}
	if b, ok := label.(quad.BNode); ok {
		return nil, newLabel(p.term(b))
	}
	return label, nil
}

func newLabel(terms ...Term) *Label {
	l := &Label{}
	for _, t := range terms {
		l.Parts = append(l.Parts, LabelPart{Terms: []Term{t}})
	}
	return l
}

// term returns the term that is read as a value.
func (p *plan) term(v quad.Value) Term {
	switch v := v.(type) {
	case quad.IRI:
		if name, ok := p.names.Name(v); ok {
			return Name{Text: name}
		}
		return IRI{Value: v}
	case quad.BNode:
		return Blank{Label: string(v)}
	}
	return Literal{Value: v}
}

// bracketed takes an edge to a statement node as S → verb → [A → p → B].
func (p *plan) bracketed(q quad.Quad) bool {
	n := p.nodes[q.Object]
	if n == nil || p.brought[q] {
		return false
	}
	for _, nested := range []bool{true, false} {
		object, ok := p.brackets(n, nested, 0)
		if !ok {
			return false
		}
		if len(n.quotes) == 1 && p.take(q, object, &n.quotes[0]) || p.take(q, object, nil) {
			return true
		}
	}
	return false
}

// brackets returns [A → p → B]; nested, B too is written so if it can be.
func (p *plan) brackets(n *node, nested bool, depth int) (Term, bool) {
	predicate, ok := n.predicate.(quad.IRI)
	if !ok || !isSubject(n.subject) || n.object == nil || !stable(n.subject) || !stable(n.object) {
		return nil, false
	}
	t := &Triple{Subject: p.term(n.subject), Predicate: &PathTerm{Term: p.term(predicate)}, Object: p.term(n.object)}
	if inner := p.nodes[n.object]; inner != nil && nested && depth < 8 {
		if object, ok := p.brackets(inner, true, depth+1); ok {
			t.Object = object
		}
	}
	return Quoted{Triple: t}, true
}

func isSubject(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return true
	}
	return false
}

// quoted takes an edge with the exact words.
func (p *plan) quoted(q quad.Quad) bool {
	c := quads.Claim{Subject: q.Subject, Predicate: q.Predicate, Object: q.Object, Stance: quads.Asserts, Document: q.Label}
	if said, ok := p.said[q.Label]; ok {
		c.Speaker, c.Document = said.speaker, said.document
	}
	if c.Document == nil || len(p.nodes) == 0 || p.describes(q) {
		return false
	}
	made := c.Node(p.names)
	n := p.nodes[made]
	if n == nil || len(n.quotes) != 1 {
		return false
	}
	if p.brought[q] && p.brought[quad.Quad{Subject: made, Predicate: p.names.QuotePredicate(), Object: n.quotes[0], Label: c.Document}] {
		return false
	}
	return p.take(q, p.term(q.Object), &n.quotes[0])
}

// take adds a quad as a unit with that object and words, if all that it
// brings is in the set.
func (p *plan) take(q quad.Quad, object Term, words *quad.String) bool {
	if !stable(q.Subject) || !stable(q.Object) || !stable(q.Label) {
		return false
	}
	source, label := p.place(q.Label)
	if words != nil {
		if q.Label == nil {
			return false
		}
		if label == nil {
			label = newLabel(p.term(q.Label))
		}
		label.Words = words
	}
	t := &Triple{Subject: p.term(q.Subject), Predicate: &PathTerm{Term: p.term(q.Predicate)}, Object: object, Label: label}
	p.builder.SetSource(source)
	brings, err := p.builder.Quads(&Block{Items: []Item{t}})
	if err != nil || !p.has(brings) || !slices.Contains(brings, q) {
		return false
	}
	for _, b := range brings {
		p.brought[b] = true
	}
	p.units = append(p.units, unit{source: source, label: label, quad: q, triple: t})
	return true
}

// describes reports whether a quad describes a statement node or a said/
// node, and so may come with another.
func (p *plan) describes(q quad.Quad) bool {
	if _, ok := p.said[q.Subject]; ok {
		return true
	}
	return p.nodes[q.Subject] != nil
}

// ordinary takes an edge as it is.
func (p *plan) ordinary(q quad.Quad) bool {
	return !p.describes(q) && p.rest(q)
}

// rest takes a quad that nothing has brought.
func (p *plan) rest(q quad.Quad) bool {
	if p.brought[q] {
		return false
	}
	source, label := p.place(q.Label)
	if said, ok := p.said[q.Label]; ok {
		_, about := p.names.Said(said.speaker, said.document)
		for _, a := range about {
			p.brought[a] = true
		}
	}
	p.units = append(p.units, unit{source: source, label: label, quad: q})
	return true
}
