package arrow

import (
	"fmt"
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

// ParseTerm reads a whole text as one term of the object's place, as the
// value of a parameter: a name needs no quotes, even with commas, and may be
// given in them. The error is a *quads.SyntaxError.
func ParseTerm(text string, names *quads.Names) (Term, error) {
	text = strings.TrimSpace(text)
	p := newParser(Chunk{Text: text, Line: 1}, "", names)
	p.checkText()
	if p.err != nil {
		return nil, p.err
	}
	switch t := p.anyTerm(inObject); {
	case text == "":
		p.err = nil
		p.fail(0, "an empty value", "a name, a number, a date or a text", "")
		return nil, p.err
	case p.err == nil && p.pos == len(text):
		switch t.(type) {
		case Name, IRI, Blank, Literal:
			return t, nil
		}
		p.fail(0, "a value that is a pattern", "a name, a number, a date or a text", "as a name: "+quoteName(shorten(text)))
		return nil, p.err
	case strings.HasPrefix(text, `"`), strings.HasPrefix(text, "<"), strings.HasPrefix(text, "_:"), !strings.ContainsAny(text, " ,'") && p.err != nil:
		if p.err == nil {
			p.unexpected("end", "")
		}
		return nil, p.err
	}
	name, err := quads.Normal(text)
	if err != nil {
		p.err = nil
		p.fail(0, err.Error(), "", "")
		return nil, p.err
	}
	return Name{Text: name}, nil
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
	case (at == inPredicate || at == inSource) && (last == "not" || last == "optional" || last == "either" || last == "or"):
		return false // may stand before the { of p{1,4} or of a description
	case at != inPredicate && endsInClauseWord(name):
		return false // the next line may begin with its object
	case at == inLabel && name == "none", at == inSource && name == "none":
		return false
	case at == inLabel && strings.ContainsAny(name[:min(1, len(name))], "=!"):
		return false
	}
	p := newParser(Chunk{Text: name, Line: 1}, "", nil)
	var t Term
	if at == inExpr {
		if x, ok := p.expr().(*TermExpr); ok {
			t = x.Term
		}
	} else {
		t = p.term(at)
	}
	return p.err == nil && t == Name{Text: name} && p.pos == len(name)
}

func quoteName(name string) string { return "'" + escape(name, '\'') + "'" }

func quoteText(s string) string { return `"` + escape(s, '"') + `"` }

// escape returns s with the quote, the backslash and all that is not visible
// as escapes; with quote 0, only the latter.
func escape(s string, quote rune) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(utf8.RuneError)
		case quote != 0 && (r == quote || r == '\\'):
			b.WriteByte('\\')
			b.WriteRune(r)
		case quads.Visible(r):
			b.WriteRune(r)
		default:
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

func escapeRune(r rune) string {
	if i := strings.IndexRune("\t\b\n\r\f", r); i >= 0 {
		return `\` + "tbnrf"[i:i+1]
	}
	return numericEscape(r)
}

func numericEscape(r rune) string {
	if r > 0xFFFF {
		return fmt.Sprintf(`\U%08X`, r)
	}
	return fmt.Sprintf(`\u%04X`, r)
}

// escapeIRI escapes what would end an IRI or is not visible.
func escapeIRI(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(utf8.RuneError)
		case r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) || !quads.Visible(r):
			b.WriteString(numericEscape(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
