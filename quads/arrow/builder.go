package arrow

import (
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A Builder turns blocks of statements into quads. From block to block it
// keeps the current source and what @base and @prefix declared: Names is what
// the next block must be parsed with.
type Builder struct {
	names    *quads.Names
	blank    func(label string) (string, error)
	source   quad.Value
	declared []quad.Value
	changed  int
	remarks  []Remark
	dated    map[quad.Value]bool     // predicates that had a date
	years    map[quad.Value][]Remark // integers that are years if their predicate has a date
}

// NewBuilder returns a Builder without a current source. blank gives a blank
// node the label it has in the graph; nil keeps labels as they are.
func NewBuilder(names *quads.Names, blank func(label string) (string, error)) *Builder {
	if names == nil {
		names = defaultNames
	}
	if blank == nil {
		blank = func(label string) (string, error) { return label, nil }
	}
	return &Builder{
		names: names, blank: blank,
		dated: map[quad.Value]bool{quads.Date: true}, years: map[quad.Value][]Remark{},
	}
}

// Names returns the names with the directives so far.
func (b *Builder) Names() *quads.Names { return b.names }

// Source returns the current source, which labels statements without a label;
// nil is none.
func (b *Builder) Source() quad.Value { return b.source }

// SetSource sets the current source; nil is none.
func (b *Builder) SetSource(source quad.Value) { b.source = source }

// Declared returns the sources that @source named, in order.
func (b *Builder) Declared() []quad.Value { return b.declared }

// Changed returns how many names were brought to normal form.
func (b *Builder) Changed() int { return b.changed }

// Remarks returns what was kept as it stood but may not be what was meant,
// and forgets it.
func (b *Builder) Remarks() []Remark {
	r := b.remarks
	b.remarks = nil
	return r
}

// Quads returns the quads of a block of statements: their edges, the nodes of
// statements in brackets and of exact words, the description of "speaker, in
// document" labels, and the sources' own descriptions, each quad once.
//
// The error is a *quads.SyntaxError: the block is a query, or a statement
// holds something that only a pattern can. Directives of such a block take
// effect nevertheless, so that what follows it is read right.
func (b *Builder) Quads(block *Block) ([]quad.Quad, error) {
	s := &statements{Builder: b, block: block, seen: map[quad.Quad]bool{}}
	if item := block.asking(); item != nil {
		s.fail(item.At(), "this is a query; run it with quipu query", "")
	}
	for _, item := range block.Items {
		switch item := item.(type) {
		case *BaseDecl:
			s.keep(b.names.WithBase(item.IRI))
		case *PrefixDecl:
			s.keep(b.names.WithPrefix(item.Prefix, item.IRI))
		case *SourceDecl:
			s.declare(item)
		case *Triple:
			if s.err == nil {
				s.triple(item)
			}
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	for _, v := range s.values {
		s.checkYear(v)
	}
	b.changed += block.Changed
	b.remarks = append(b.remarks, block.Remarks...)
	return s.quads, nil
}
