package gizmo

import (
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"quipu/graph/algebra"
)

// test is a condition on a vertex: what lt(), regex() and their like return.
type test struct {
	on func(vertex algebra.Expr) algebra.Expr
}

// tests reads arguments that are all tests; ok is false if the first is none.
func (c *call) tests(args []goja.Value) (tests []*test, ok bool) {
	for i, arg := range args {
		for _, v := range c.list(arg) {
			t, is := held(v).(*test)
			if !is && i == 0 && len(tests) == 0 {
				return nil, false
			}
			if !is {
				c.fail("filters and values do not mix: %s", describe(v))
			}
			tests = append(tests, t)
		}
	}
	return tests, len(tests) > 0
}

func and(args ...algebra.Expr) algebra.Expr { return fn("and", args...) }

func fn(name string, args ...algebra.Expr) algebra.Expr {
	return algebra.Call{Func: name, Args: args}
}

func constant(v quad.Value) algebra.Expr { return algebra.ConstExpr{Value: v} }

// comparison makes lt() and its like. IRIs compare with IRIs, as texts;
// literals by value.
func comparison(op string) func(*call) goja.Value {
	return func(c *call) goja.Value {
		c.most(1)
		v := c.arg(0)
		var with quad.Value
		if text, ok := asText(v); ok {
			if with, ok = c.parse(text); !ok {
				with = quad.String(text)
			}
		} else if values := c.literal(v); len(values) > 0 {
			with = values[0]
		} else {
			c.fail("cannot compare with %s", describe(v))
		}
		switch with := with.(type) {
		case quad.BNode:
			c.fail("blank nodes have no order")
		case quad.IRI:
			return c.vm.ToValue(&test{func(x algebra.Expr) algebra.Expr {
				return and(fn("is iri", x), fn(op, fn("str", x), constant(quad.String(with))))
			}})
		}
		return c.vm.ToValue(&test{func(x algebra.Expr) algebra.Expr { return fn(op, x, constant(with)) }})
	}
}

// regex makes regex(pattern, [also IRIs]). An entity is matched as its name
// and as its IRI.
func regex(c *call) goja.Value {
	c.most(2)
	pattern := c.text(0, "the expression")
	c.pattern(c.arg(0)) // not too long
	if iri, ok := parseTerm(pattern); ok {
		if _, ok := iri.(quad.IRI); ok {
			c.fail("an IRI is no expression: regex(\"…\", true) matches IRIs")
		}
	}
	iris := false
	if given(c.arg(1)) {
		var ok bool
		if iris, ok = c.arg(1).Export().(bool); !ok {
			c.fail("the second argument says whether IRIs are matched: true or false")
		}
	}
	if _, err := regexp.Compile(pattern); err != nil {
		c.fail("%v", err)
	}
	return c.vm.ToValue(&test{func(x algebra.Expr) algebra.Expr {
		if iris {
			return matches(x, pattern)
		}
		return and(fn("is literal", x), fn("matches", x, constant(quad.String(pattern))))
	}})
}

func matches(x algebra.Expr, pattern string) algebra.Expr {
	p := constant(quad.String(pattern))
	return fn("or", fn("matches", x, p), fn("matches", fn("str", x), p))
}

// like makes like(pattern): % is any text, ? one character, \ takes the next
// as it stands. It looks at literals and IRIs.
func like(c *call) goja.Value {
	c.most(1)
	c.pattern(c.arg(0)) // not too long
	var re strings.Builder
	re.WriteString(`(?s)^`)
	escaped := false
	for _, r := range c.text(0, "the pattern") {
		switch {
		case escaped:
			re.WriteString(regexp.QuoteMeta(string(r)))
			escaped = false
		case r == '\\':
			escaped = true
		case r == '%':
			re.WriteString(`.*`)
		case r == '?':
			re.WriteString(`.`)
		default:
			re.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	re.WriteString(`$`)
	return c.vm.ToValue(&test{func(x algebra.Expr) algebra.Expr { return matches(x, re.String()) }})
}

// valueFunctions are the functions besides g.
var valueFunctions = map[string]func(*call) goja.Value{
	"iri":   func(c *call) goja.Value { return c.makeIRI() },
	"bnode": func(c *call) goja.Value { return c.value(quad.BNode(strings.TrimPrefix(c.text(0, "the label"), "_:"))) },
	"str":   func(c *call) goja.Value { return c.vm.ToValue(quoted(c.text(0, "the text"))) },
	"lang": func(c *call) goja.Value {
		return c.value(quad.LangString{Value: quad.String(c.text(0, "the text")), Lang: c.text(1, "the language")})
	},
	"typed": func(c *call) goja.Value {
		return c.vm.ToValue(quoted(c.text(0, "the text")) + "^^" + c.iri(1))
	},
	"raw": func(c *call) goja.Value {
		c.fail("there are no raw terms here: write iri(…), str(…) or a name")
		return nil
	},
	"lt": comparison("<"), "lte": comparison("<="), "gt": comparison(">"), "gte": comparison(">="),
	"regex": regex, "like": like,
}

func (c *call) value(v quad.Value) goja.Value { return c.vm.ToValue(native(v)) }

func (c *call) makeIRI() goja.Value {
	c.most(1)
	return c.vm.ToValue(c.iri(0))
}

// iri reads an IRI as a text, with or without < >, or with a known prefix,
// and returns its form.
func (c *call) iri(i int) string {
	text := c.text(i, "the IRI")
	if v, ok := c.parse(text); ok {
		if iri, ok := v.(quad.IRI); ok {
			return "<" + string(iri) + ">"
		}
	}
	if prefix, local, ok := strings.Cut(text, ":"); ok && !strings.HasPrefix(local, "//") {
		if space, ok := c.host.Prefixes()[prefix]; ok {
			return "<" + space + local + ">"
		}
	}
	return "<" + text + ">"
}
