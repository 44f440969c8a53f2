package rdf

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A ValueError is a value that is no term of RDF, or not in its place.
type ValueError struct {
	Place string     // "subject", "predicate", "object", "label"; "" for a term on its own
	Value quad.Value // may be nil
	What  string     // what is wrong with it
}

const longestShown = 120 // bytes of a value in a message

// Error says which value cannot be written and why.
func (e *ValueError) Error() string {
	place := "term"
	if e.Place != "" {
		place = e.Place
	}
	if e.Value == nil {
		return fmt.Sprintf("cannot write the quad as RDF: the %s %s", place, e.What)
	}
	shown := e.Value.String()
	if len(shown) > longestShown {
		n := longestShown
		for !utf8.RuneStart(shown[n]) {
			n--
		}
		shown = shown[:n] + "…"
	}
	return fmt.Sprintf("cannot write the quad as RDF: the %s %s: %s", place, quads.Printable(shown), e.What)
}

// AppendQuad appends a quad as one line of canonical N-Quads, with its
// newline: the lines of a sorted export can be compared as bytes. The error
// is a *ValueError, and dst is then as it was.
func AppendQuad(dst []byte, q quad.Quad) ([]byte, error) {
	out := dst
	for _, t := range [...]struct {
		place string
		value quad.Value
	}{
		{"subject", q.Subject}, {"predicate", q.Predicate}, {"object", q.Object}, {"label", q.Label},
	} {
		if t.value == nil && t.place == "label" {
			break
		}
		what := misplaced(t.place, t.value)
		if what == "" {
			out, what = appendTerm(out, t.value)
			out = append(out, ' ')
		}
		if what != "" {
			return dst, &ValueError{Place: t.place, Value: t.value, What: what}
		}
	}
	return append(out, '.', '\n'), nil
}

// AppendTerm appends a term in canonical form. The error is a *ValueError,
// and dst is then as it was.
func AppendTerm(dst []byte, v quad.Value) ([]byte, error) {
	out, what := appendTerm(dst, v)
	if what != "" {
		return dst, &ValueError{Value: v, What: what}
	}
	return out, nil
}

// misplaced says why a term may not stand in a place; "" if it may.
func misplaced(place string, v quad.Value) string {
	switch v.(type) {
	case quad.IRI:
		return ""
	case quad.BNode:
		if place == "predicate" {
			return "a blank node cannot be a predicate"
		}
	case quad.String, quad.LangString, quad.TypedString:
		if place != "object" {
			return "a literal cannot be a " + place
		}
	}
	return ""
}

// appendTerm appends a term and returns "", or says why it is none.
func appendTerm(dst []byte, v quad.Value) (out []byte, what string) {
	switch v := v.(type) {
	case nil:
		return dst, "is missing"
	case quad.IRI:
		return appendIRI(dst, string(v))
	case quad.BNode:
		if !quads.IsBlankLabel(string(v)) {
			return dst, "it is not a valid label of a blank node"
		}
		return append(append(dst, "_:"...), v...), ""
	case quad.String:
		return appendText(dst, string(v))
	case quad.LangString:
		if !quads.IsLanguageTag(v.Lang) {
			return dst, "it has no valid language tag"
		}
		if dst, what = appendText(dst, string(v.Value)); what != "" {
			return dst, what
		}
		return append(append(dst, '@'), strings.ToLower(v.Lang)...), ""
	case quad.TypedString:
		return appendTyped(dst, v)
	}
	return dst, fmt.Sprintf("a native value of Cayley (%T) is no RDF term until quads.FromCayley makes it one", v)
}

func appendTyped(dst []byte, v quad.TypedString) (out []byte, what string) {
	switch v.Type {
	case "":
		return dst, "it has no datatype"
	case quads.LangStr:
		return dst, "a literal of rdf:langString needs a language tag"
	}
	if dst, what = appendText(dst, string(v.Value)); what != "" || v.Type == quads.XSDString {
		return dst, what
	}
	return appendIRI(append(dst, "^^"...), string(v.Type))
}

func appendIRI(dst []byte, iri string) (out []byte, what string) {
	if at := badInIRI(iri); at >= 0 {
		r, size := utf8.DecodeRuneInString(iri[at:])
		if r == utf8.RuneError && size == 1 {
			return dst, "the IRI is not UTF-8"
		}
		return dst, "an IRI cannot have " + quote(r)
	}
	if !isAbsolute(iri) {
		return dst, "the IRI is relative"
	}
	return append(append(append(dst, '<'), iri...), '>'), ""
}

// escapes maps an ASCII character to the way it is written in a literal; ""
// is as it is.
var escapes = func() (t [utf8.RuneSelf]string) {
	for c := range t {
		if c < ' ' || c == 0x7F {
			t[c] = fmt.Sprintf(`\u%04X`, c)
		}
	}
	for letter, c := range echar {
		if c != 0 && c != '\'' {
			t[c] = `\` + string(rune(letter))
		}
	}
	return t
}()

// appendText appends a literal's lexical form in quotes.
func appendText(dst []byte, text string) (out []byte, what string) {
	if !utf8.ValidString(text) {
		return dst, "its text is not UTF-8"
	}
	return append(appendEscaped(append(dst, '"'), text), '"'), ""
}

// appendEscaped appends text, which is UTF-8. Escaped is what RDF 1.2 N-Quads
// says the canonical form escapes: what has an ECHAR, other controls, DEL, and
// the two noncharacters that XML 1.1 has no Char for.
func appendEscaped[T []byte | string](dst []byte, text T) []byte {
	done := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < utf8.RuneSelf:
			if e := escapes[c]; e != "" {
				dst = append(append(dst, text[done:i]...), e...)
				done = i + 1
			}
		case c == noncharacter[0] && text[i+1] == noncharacter[1] && text[i+2] >= noncharacter[2]:
			dst = append(dst, text[done:i]...)
			dst = fmt.Appendf(dst, `\u%04X`, 0xFFFE+int(text[i+2]-noncharacter[2]))
			done = i + 3
		}
	}
	return append(dst, text[done:]...)
}

// noncharacter is U+FFFE. The highest character that begins with the same two
// bytes is U+FFFF.
const noncharacter = "\uFFFE"
