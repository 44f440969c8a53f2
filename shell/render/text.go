package render

import (
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
	"quipu/quads/arrow"
)

// steers reports whether a character steers a terminal or reorders the text
// around it instead of standing for itself. Formats that programs read drop or
// escape these alone; what people read is quads.Printable.
func steers(r rune) bool {
	switch r {
	case '\u061C', '\u200E', '\u200F', '\u2028', '\u2029':
		return true
	}
	return unicode.IsControl(r) || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// Text is a cell that is no term of a graph: a command, a mark. It is shown as
// it is, where a literal would stand in quotes.
type Text string

// String implements quad.Value.
func (t Text) String() string { return string(t) }

// Native implements quad.Value.
func (t Text) Native() any { return string(t) }

// Term shows a term to people, in the arrow notation, and a node by what it
// stands for.
func Term(v quad.Value, names *quads.Names, nodes query.Nodes) string {
	return text{names, nodes}.term(v)
}

// text shows terms to people, as arrow notation.
type text struct {
	names *quads.Names
	nodes query.Nodes // of the row that is shown
}

func (t text) term(v quad.Value) string { return t.nested(v, query.MaxNested) }

// nested shows a term; a node is shown as what it stands for, nodes within
// nodes down to a depth, so that a circle of them ends.
func (t text) nested(v quad.Value, depth int) string {
	if plain, ok := v.(Text); ok {
		return quads.Printable(string(plain))
	}
	inner := func(v quad.Value) string { return t.nested(v, depth-1) }
	if s, ok := t.nodes.Sources[v]; ok && depth > 0 {
		return nameSource(s, inner, "none")
	}
	if says, ok := t.nodes.Statements[v]; ok && depth > 0 {
		return "[" + inner(says.S) + " → " + inner(says.P) + " → " + inner(says.O) + "]"
	}
	return quads.Printable(arrow.Format(v, t.names))
}

func (t text) triple(s query.Triple) string {
	return t.term(s.S) + " → " + t.term(s.P) + " → " + t.term(s.O)
}

func (t text) cell(c query.Cell) string {
	if c.Path != nil {
		return t.path(*c.Path)
	}
	if word, ok := c.Term.(quad.String); ok && c.Word {
		return quads.Printable(string(word))
	}
	return t.term(c.Term)
}

// source names who says it and where, and never the node between them.
func (t text) source(s query.Source) string {
	return nameSource(s, t.term, "none")
}

// nameSource writes a source with the given form of terms; none stands for
// the label of an unlabelled quad.
func nameSource(s query.Source, term func(quad.Value) string, none string) string {
	switch {
	case s.Speaker != nil && s.Document != nil:
		return term(s.Speaker) + ", in " + term(s.Document)
	case s.Speaker != nil:
		return term(s.Speaker)
	case s.Document != nil:
		return term(s.Document)
	case s.Label != nil:
		return term(s.Label)
	}
	return none
}

// evidence shows a triple and everyone who states it.
func (t text) evidence(e query.Evidence) string {
	if len(e.Sources) == 0 {
		return t.triple(e.Triple)
	}
	return t.triple(e.Triple) + " @ " + t.sources(e)
}

// sources names everyone who states a triple.
func (t text) sources(e query.Evidence) string {
	said := make([]string, len(e.Sources))
	for i, s := range e.Sources {
		said[i] = t.source(s)
	}
	return strings.Join(said, "; ")
}

// untold returns the evidence that is worth a person's while: without details
// and the parts of statements that are shown in brackets, unless there is no
// other.
func (t text) untold(why []query.Evidence) []query.Evidence {
	var out []query.Evidence
	for _, e := range why {
		_, says := t.nodes.Statements[e.S]
		if e.Detail {
			continue
		}
		if !says || e.P != quads.Subject && e.P != quads.Predicate && e.P != quads.Object {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return why
	}
	return out
}

// besides returns the evidence of a row whose paths are shown hop by hop:
// what those hops do not tell.
func (t text) besides(row query.Row) []query.Evidence {
	hops := make(map[query.Triple]bool)
	denials := make(map[quad.Value]bool) // statement nodes
	for _, c := range row.Cells {
		if c.Path == nil {
			continue
		}
		for _, h := range c.Path.Hops {
			hops[h.Triple] = true
			for _, s := range h.Sources {
				_, says := t.nodes.Statements[s.Label]
				denials[s.Label] = denials[s.Label] || says && h.Denied
			}
		}
	}
	var out []query.Evidence
	for _, e := range row.Why {
		if !hops[e.Triple] && !denials[e.S] {
			out = append(out, e)
		}
	}
	return t.untold(out)
}

// allEvidence shows triples on one line, as patterns are joined on one.
func (t text) allEvidence(all []query.Evidence) string {
	shown := make([]string, len(all))
	for i, e := range all {
		shown[i] = t.evidence(e)
	}
	return strings.Join(shown, " . ")
}

// deniedMark stands behind the predicate of a hop that is only denied.
const deniedMark = " (denied)"

// path shows a walk in the order it was walked; an arrow that points left is
// an edge walked from its object to its subject.
func (t text) path(p query.Path) string {
	var b strings.Builder
	for i, h := range p.Hops {
		from, to, step := h.S, h.O, " → "
		if !h.Forward {
			from, to, step = h.O, h.S, " ← "
		}
		if i == 0 {
			b.WriteString(t.term(from))
		}
		b.WriteString(step + t.term(h.P))
		if h.Denied {
			b.WriteString(deniedMark)
		}
		b.WriteString(step + t.term(to))
	}
	return b.String()
}

// hop shows one edge of a walk as it is stored, with its sources.
func (t text) hop(h query.Hop) string {
	s := t.evidence(h.Evidence)
	if h.Denied {
		s += deniedMark
	}
	return s
}

// Plain returns a term as JSON and CSV give it: the name of an entity of the base,
// another IRI in full, _:id, the lexical form of a literal.
func Plain(v quad.Value, names *quads.Names) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.IRI:
		if name, ok := names.Name(v); ok {
			return name
		}
		return string(v)
	case quad.BNode:
		return "_:" + string(v)
	}
	lexical, _, _ := literal(v)
	return lexical
}

// literal takes a literal apart; datatype is "" for xsd:string and for a
// literal with a language.
func literal(v quad.Value) (lexical, language string, datatype quad.IRI) {
	switch v := quads.FromCayley(v).(type) {
	case Text:
		return string(v), "", ""
	case quad.String:
		return string(v), "", ""
	case quad.LangString:
		return string(v.Value), v.Lang, ""
	case quad.TypedString:
		return string(v.Value), "", v.Type
	}
	return quad.StringOf(v), "", ""
}
