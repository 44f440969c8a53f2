package algebra

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Path is a property path expression: Link, AnyLink, Inverse, NotLinks,
// Repeat, Sequence or Alternative, all values.
type Path interface {
	String() string
	path()
}

type (
	// Link is one predicate.
	Link struct{ IRI quad.IRI }
	// AnyLink is any predicate.
	AnyLink struct{}
	// Inverse is ^p.
	Inverse struct{ Path Path }
	// NotLinks is !(p|^q): with Forward, links onward with none of these
	// predicates; with Backward, links against the arrow with none of
	// those. Where both are empty it is any link onward.
	NotLinks struct{ Forward, Backward []quad.IRI }
	// Repeat is p{min,max}; Max -1 is unbounded. It relates each pair of
	// terms once, however many ways lead from one to the other.
	Repeat struct {
		Path     Path
		Min, Max int
	}
	// Sequence is p / q: a pair as often as there are ways.
	Sequence struct{ Paths []Path }
	// Alternative is p|q: a pair as often as there are ways.
	Alternative struct{ Paths []Path }
)

func (Link) path()        {}
func (AnyLink) path()     {}
func (Inverse) path()     {}
func (NotLinks) path()    {}
func (Repeat) path()      {}
func (Sequence) path()    {}
func (Alternative) path() {}

func (p Link) String() string        { return constant(p.IRI) }
func (AnyLink) String() string       { return "any" }
func (p Inverse) String() string     { return "(^ " + pathString(p.Path) + ")" }
func (p Sequence) String() string    { return "(/" + pathStrings(p.Paths) + ")" }
func (p Alternative) String() string { return "(|" + pathStrings(p.Paths) + ")" }

// String prints (! :p (^ :q)).
func (p NotLinks) String() string {
	var b strings.Builder
	b.WriteString("(!")
	for _, iri := range p.Forward {
		b.WriteString(" " + constant(iri))
	}
	for _, iri := range p.Backward {
		b.WriteString(" (^ " + constant(iri) + ")")
	}
	b.WriteString(")")
	return b.String()
}

// String prints (repeat min max path), with * for no maximum.
func (p Repeat) String() string {
	return "(repeat " + number(p.Min) + " " + limit(p.Max) + " " + pathString(p.Path) + ")"
}

func pathString(p Path) string {
	if p == nil {
		return "nil"
	}
	return p.String()
}

func pathStrings(paths []Path) string {
	var b strings.Builder
	for _, p := range paths {
		b.WriteString(" " + pathString(p))
	}
	return b.String()
}

// Nullable reports whether a path can be of no length: it then relates every
// term to itself.
func Nullable(p Path) bool {
	switch p := p.(type) {
	case Inverse:
		return Nullable(p.Path)
	case Repeat:
		return p.Min == 0 || Nullable(p.Path)
	case Sequence:
		for _, q := range p.Paths {
			if !Nullable(q) {
				return false
			}
		}
		return true
	case Alternative:
		for _, q := range p.Paths {
			if Nullable(q) {
				return true
			}
		}
	}
	return false
}

// Expand replaces a path pattern by what it stands for, as SPARQL 1.1 does in
// section 18.2.2.4: a link is a Pattern, an inverse swaps the ends, a sequence
// is a Join over variables that fresh invents, alternatives are a Union. What
// remains as a PathPattern has a Repeat, or a NotLinks without Backward.
func Expand(n *PathPattern, fresh func() string) Node {
	switch p := n.Path.(type) {
	case Link:
		return &Pattern{S: n.S, P: Constant(p.IRI), O: n.O, Label: n.Label}
	case AnyLink:
		return &PathPattern{S: n.S, Path: NotLinks{}, O: n.O, Label: n.Label}
	case Inverse:
		return Expand(&PathPattern{S: n.O, Path: p.Path, O: n.S, Label: n.Label}, fresh)
	case Sequence:
		join := &Join{}
		from := n.S
		for i, q := range p.Paths {
			to := n.O
			if i < len(p.Paths)-1 {
				to = Variable(fresh())
			}
			join.Parts = append(join.Parts, Expand(&PathPattern{S: from, Path: q, O: to, Label: n.Label}, fresh))
			from = to
		}
		return join
	case Alternative:
		union := &Union{}
		for _, q := range p.Paths {
			union.Parts = append(union.Parts, Expand(&PathPattern{S: n.S, Path: q, O: n.O, Label: n.Label}, fresh))
		}
		return union
	case NotLinks:
		if len(p.Backward) == 0 {
			return n
		}
		back := &PathPattern{S: n.O, Path: NotLinks{Forward: p.Backward}, O: n.S, Label: n.Label}
		if len(p.Forward) == 0 {
			return back
		}
		return &Union{Parts: []Node{&PathPattern{S: n.S, Path: NotLinks{Forward: p.Forward}, O: n.O, Label: n.Label}, back}}
	default:
		return n
	}
}
