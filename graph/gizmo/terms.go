package gizmo

import (
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// terms reads vertices: texts, numbers, dates, lists of them. Those that are
// not in the graph are left out. All are looked up together.
func (c *call) terms(args []goja.Value, place Place) []quad.Value {
	var wanted []want
	var names []string
	var forms []quad.Value
	for _, arg := range args {
		for _, v := range c.list(arg) {
			w := c.want(v)
			if wanted = append(wanted, w); w.terms == nil {
				names = append(names, w.name)
			}
			forms = append(forms, w.terms...)
		}
	}
	resolved := make(map[string]quad.Value)
	if len(names) > 0 {
		found, err := c.host.Resolve(c.ctx, names, place)
		c.check(err)
		for i, name := range names {
			resolved[name] = found[i]
		}
	}
	here := c.has(forms)
	var out []quad.Value
	put := make(map[quad.Value]bool)
	for _, w := range wanted {
		terms := w.terms
		if terms == nil {
			if v := resolved[w.name]; v != nil {
				terms = []quad.Value{v}
			}
		} else if terms = slices.DeleteFunc(terms, func(v quad.Value) bool { return !here[v] }); len(terms) == 0 {
			c.missing(w)
		}
		for _, t := range terms {
			if !put[t] {
				put[t] = true
				out = append(out, t)
			}
		}
	}
	return out
}

// want is a vertex asked for: a name, or the terms it may be.
type want struct {
	name  string
	terms []quad.Value
	iri   quad.IRI // what terms are, if that
}

func (c *call) want(v goja.Value) want {
	if text, ok := asText(v); ok {
		term, ok := c.parse(text)
		if !ok {
			return want{name: text}
		}
		iri, _ := term.(quad.IRI)
		return want{terms: []quad.Value{term}, iri: iri}
	}
	terms := c.literal(v)
	if terms == nil {
		c.fail("%s is no vertex: give a name, an IRI or a value", describe(v))
	}
	return want{terms: terms}
}

// has is the set of those terms that the graph has.
func (c *call) has(terms []quad.Value) map[quad.Value]bool {
	out := make(map[quad.Value]bool)
	if len(terms) > 0 {
		found, err := c.host.Has(c.ctx, terms)
		c.check(err)
		for _, v := range found {
			out[v] = true
		}
	}
	return out
}

// missing tells of an IRI that is not here.
func (c *call) missing(w want) {
	if w.iri != "" {
		c.host.Missing(w.iri)
	}
}

// literal reads a value that is no text; nil if it is none.
func (c *call) literal(v goja.Value) []quad.Value {
	if object, ok := v.(*goja.Object); ok {
		if object.ClassName() != "Date" {
			return nil
		}
		if t, ok := object.Export().(time.Time); ok {
			return []quad.Value{moment(t)}
		}
		return nil
	}
	if !given(v) {
		return nil
	}
	switch v := v.Export().(type) {
	case int64:
		return number(float64(v))
	case float64:
		return number(v)
	case bool:
		return []quad.Value{boolean(v)}
	}
	return nil
}

// parse reads the form of a term, or a name with a prefix of the script's.
func (c *call) parse(text string) (quad.Value, bool) {
	if v, ok := parseTerm(text); ok {
		return v, true
	}
	prefix, local, ok := strings.Cut(text, ":")
	space, known := c.spaces[prefix]
	if !ok || !known {
		return nil, false
	}
	return quad.IRI(space + local), true
}
