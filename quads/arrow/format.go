package arrow

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Format returns the shown form of a term: a name, quoted where it must be,
// a prefixed name, <…>, _:label, a literal as it is written. Pasted into a
// statement it means the same term. Control and escape characters never
// appear raw: they are escapes. Long terms are shown whole. nil is "".
func Format(v quad.Value, names *quads.Names) string {
	if v == nil {
		return ""
	}
	pr := printer{names: names, prefixes: names}
	return pr.value(v, inObject)
}

// printer writes trees and terms. Without names it leans on no base and no
// prefix, so that its text means the same everywhere.
type printer struct {
	b        strings.Builder
	names    *quads.Names // the base: IRIs of names are names, ranges are bare
	prefixes *quads.Names // prefixes that may be used
}

// value returns a quad's value in a place.
func (pr *printer) value(v quad.Value, at place) string {
	switch v := v.(type) {
	case quad.IRI:
		return pr.iri(v, at)
	case quad.BNode:
		return "_:" + escape(string(v), 0)
	case quad.String:
		return quoteText(string(v))
	case quad.LangString:
		return quoteText(string(v.Value)) + "@" + escape(v.Lang, 0)
	case quad.TypedString:
		return pr.typed(v, at)
	}
	if ours := quads.FromCayley(v); ours != v {
		return pr.value(ours, at)
	}
	return quads.Printable(v.String())
}

func (pr *printer) iri(iri quad.IRI, at place) string {
	if pr.names != nil {
		if name, ok := pr.names.Name(iri); ok {
			return nameIn(name, at)
		}
	}
	if pr.prefixes != nil {
		if prefix, local, ok := pr.prefixes.Compact(iri); ok {
			return prefix + ":" + local
		}
	}
	return "<" + escapeIRI(string(iri)) + ">"
}

func (pr *printer) typed(v quad.TypedString, at place) string {
	names := pr.names
	if names == nil {
		names = defaultNames
	}
	bare, ok := quads.BareForm(v, names)
	switch {
	case !ok:
	case pr.names == nil && v.Type == names.RangeType():
	case at == inExpr && strings.ContainsAny(bare[:1], "<>"):
	default:
		return bare
	}
	return quoteText(string(v.Value)) + "^^" + pr.iriOf(v.Type)
}

// iriOf returns a datatype's IRI, which is never a name.
func (pr *printer) iriOf(iri quad.IRI) string {
	bare := printer{prefixes: pr.prefixes}
	return bare.iri(iri, inObject)
}

// nameIn returns a name as it is written in a place: bare where that reads as
// the same name, else in quotes.
func nameIn(name string, at place) string {
	if isBare(name, at) {
		return name
	}
	return quoteName(name)
}

// isBare reports whether a name reads as itself without quotes, whatever
// follows it on its line or begins the next one.
func isBare(name string, at place) bool {
	for _, r := range name {
		if !quads.Visible(r) || r == utf8.RuneError {
			return false
		}
	}
	switch first, last := asciiWord(name, 0), name[strings.LastIndexByte(name, ' ')+1:]; {
	case at == inSubject && (first == "and" || first == "or"):
		return false // may follow a line of where
	case at == inExpr && first == "not":
		return false
	case (at == inPredicate || at == inSource) && (last == "not" || last == "optional" || last == "either" || last == "or"):
		return false // may stand before the { of p{1,4} or of a description
	case last == "without":
		return false // a label may follow
	case at != inPredicate && endsInClauseWord(name):
		return false // the next line may begin with its object
	case at == inLabel && name == "none", at == inSource && name == "none":
		return false
	case at == inLabel && strings.Contains(name, allFlag):
		return false // ends the sources of differ
	case at == inLabel && strings.ContainsAny(name[:min(1, len(name))], "=!"):
		return false
	}
	p := newParser(Chunk{Text: name, Line: 1}, "", nil)
	var t Term
	if at == inExpr {
		if x, ok := p.comparison().(*TermExpr); ok {
			t = x.Term
		}
	} else {
		t = p.term(at)
	}
	return p.err == nil && t == Name{Text: name} && p.pos == len(name)
}
