package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// The form of a term is what segments keep of it: its canonical N-Quads
// bytes, so that the order of forms is the order of sorted lines. Cayley lets
// a program store what is no term of RDF, such as an empty IRI or the language
// tag "EN" beside "en"; the form of such a value begins with odd, which no
// canonical form does, and comes behind all others.
const odd = source.NoForm

// The kinds of odd forms.
const (
	oddIRI = 1 + iota
	oddBlank
	oddString
	oddLang
	oddTyped
)

// appendForm appends the form of a term that is known.
func appendForm(dst []byte, v quad.Value) []byte {
	if isCanonical(v) {
		if out, err := rdf.AppendTerm(dst, v); err == nil {
			return out
		}
	}
	text := func(kind byte, s string) []byte { return append(append(dst, odd, kind), s...) }
	pair := func(kind byte, s, t string) []byte {
		dst = append(dst, odd, kind)
		dst = binary.AppendUvarint(dst, uint64(len(s)))
		return append(append(dst, s...), t...)
	}
	switch v := v.(type) {
	case quad.IRI:
		return text(oddIRI, string(v))
	case quad.BNode:
		return text(oddBlank, string(v))
	case quad.String:
		return text(oddString, string(v))
	case quad.LangString:
		return pair(oddLang, string(v.Value), v.Lang)
	case quad.TypedString:
		return pair(oddTyped, string(v.Value), string(v.Type))
	}
	panic(fmt.Sprintf("a term of type %T was not refused", v))
}

// isCanonical reports whether no other value has the canonical form of v, if
// it has one.
func isCanonical(v quad.Value) bool {
	switch v := v.(type) {
	case quad.LangString:
		return strings.ToLower(v.Lang) == v.Lang
	case quad.TypedString:
		return v.Type != quads.XSDString
	}
	return true
}

// parseForm returns the term that has a form. Forms come from a file that may
// be damaged in ways that checksums do not see, so nothing is believed.
func parseForm(form []byte) (quad.Value, error) {
	if len(form) == 0 {
		return nil, damaged("a term is empty")
	}
	switch form[0] {
	case '<':
		if n := len(form); form[n-1] == '>' && n >= 2 {
			return quad.IRI(form[1 : n-1]), nil
		}
	case '_':
		if len(form) > 2 && form[1] == ':' {
			return quad.BNode(form[2:]), nil
		}
	case '"':
		return parseLiteral(form)
	case odd:
		return parseOdd(form)
	}
	return nil, damaged("%.40q is no term", form)
}

func parseLiteral(form []byte) (quad.Value, error) {
	end := bytes.LastIndexByte(form, '"')
	if end == 0 {
		return nil, damaged("%.40q is no literal", form)
	}
	text, err := unescape(form[1:end])
	if err != nil {
		return nil, err
	}
	rest := form[end+1:]
	switch {
	case len(rest) == 0:
		return quad.String(text), nil
	case rest[0] == '@':
		return quad.LangString{Value: quad.String(text), Lang: string(rest[1:])}, nil
	case len(rest) > 3 && string(rest[:3]) == "^^<" && rest[len(rest)-1] == '>':
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI(rest[3 : len(rest)-1])}, nil
	}
	return nil, damaged("%.40q is no literal", form)
}

func parseOdd(form []byte) (quad.Value, error) {
	if len(form) < 2 {
		return nil, damaged("a term is cut off")
	}
	text := string(form[2:])
	switch form[1] {
	case oddIRI:
		return quad.IRI(text), nil
	case oddBlank:
		return quad.BNode(text), nil
	case oddString:
		return quad.String(text), nil
	case oddLang, oddTyped:
		n, size := binary.Uvarint(form[2:])
		if size <= 0 || n > uint64(len(form)-2-size) {
			return nil, damaged("a term is cut off")
		}
		first, second := form[2+size:2+size+int(n)], form[2+size+int(n):]
		if form[1] == oddLang {
			return quad.LangString{Value: quad.String(first), Lang: string(second)}, nil
		}
		return quad.TypedString{Value: quad.String(first), Type: quad.IRI(second)}, nil
	}
	return nil, damaged("a term has the unknown kind %d", form[1])
}

// unescape resolves the escapes that a canonical form has.
func unescape(text []byte) (string, error) {
	i := bytes.IndexByte(text, '\\')
	if i < 0 {
		return string(text), nil
	}
	out := make([]byte, 0, len(text))
	for ; i >= 0; i = bytes.IndexByte(text, '\\') {
		out = append(out, text[:i]...)
		text = text[i+1:]
		c, n := byte(0), 1
		if len(text) > 0 {
			c = text[0]
		}
		if plain := strings.IndexByte(`btnfr"\`, c); plain >= 0 {
			out = append(out, "\b\t\n\f\r\"\\"[plain])
		} else if c == 'u' && len(text) >= 5 {
			r, err := strconv.ParseUint(string(text[1:5]), 16, 16)
			if err != nil {
				return "", damaged("a literal has a bad escape")
			}
			out, n = utf8.AppendRune(out, rune(r)), 5
		} else {
			return "", damaged("a literal has a bad escape")
		}
		text = text[n:]
	}
	return string(append(out, text...)), nil
}
