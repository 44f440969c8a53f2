package eval

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// text returns the text of a string, and of an entity if Options say so.
func (r *run) text(v quad.Value) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case quad.String:
		return string(v), true
	case quad.LangString:
		return string(v.Value), true
	case quad.TypedString:
		return string(v.Value), true
	}
	if r.o.Text == nil {
		return "", false
	}
	return r.o.Text(v)
}

// textTest is contains and starts with.
func (x *expression) textTest(name string, args []func([]source.ID) result) func([]source.ID) result {
	test := strings.Contains
	if name == "starts with" {
		test = strings.HasPrefix
	}
	return func(row []source.ID) result {
		a, ok := x.run.text(args[0](row))
		b, ok2 := x.run.text(args[1](row))
		if !ok || !ok2 {
			return nil
		}
		return truthValue(test(a, b))
	}
}

func (x *expression) matches(args []func([]source.ID) result) func([]source.ID) result {
	return func(row []source.ID) result {
		a, ok := x.run.text(args[0](row))
		re, err := x.pattern(args[1](row))
		if !ok || err != nil || re == nil {
			return nil
		}
		return truthValue(re.MatchString(a))
	}
}

// maxPatterns is how many regular expressions an expression remembers: those in
// the data may be many.
const maxPatterns = 256

// pattern compiles a regular expression, or remembers it.
func (x *expression) pattern(v quad.Value) (*regexp.Regexp, error) {
	s, ok := x.run.text(v)
	if !ok {
		return nil, nil
	}
	if re, ok := x.patterns[s]; ok {
		return re, nil
	}
	re, err := regexp.Compile(s)
	if len(x.patterns) >= maxPatterns {
		clear(x.patterns)
	}
	x.patterns[s] = re
	if err != nil {
		return nil, fmt.Errorf("matches wants a regular expression of RE2's syntax: %w", err)
	}
	return re, nil
}

// languageOf is the language tag of a literal, "" for one without.
func languageOf(v quad.Value) result {
	switch v := v.(type) {
	case quad.LangString:
		return quad.String(v.Lang)
	case quad.String, quad.TypedString:
		return quad.String("")
	default:
		return nil
	}
}

// typeOf is the datatype of a literal.
func typeOf(v quad.Value) result {
	switch v := v.(type) {
	case quad.String:
		return quads.XSDString
	case quad.LangString:
		return quads.LangStr
	case quad.TypedString:
		return v.Type
	default:
		return nil
	}
}

// strOf is the text of an IRI or a literal as it is written.
func strOf(v quad.Value) result {
	switch v := v.(type) {
	case quad.IRI:
		return quad.String(v)
	case quad.String:
		return v
	case quad.LangString:
		return v.Value
	case quad.TypedString:
		return v.Value
	default:
		return nil
	}
}

// isKind reports whether a term is an IRI, or else whether it is a literal.
func isKind(v quad.Value, iri bool) result {
	switch v.(type) {
	case nil:
		return nil
	case quad.IRI:
		return truthValue(iri)
	case quad.BNode:
		return truthValue(false)
	default:
		return truthValue(!iri)
	}
}
