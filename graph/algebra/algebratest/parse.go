// Package algebratest reads the s-expressions that algebra trees print as, and
// short quads, so that tests of the planner and the evaluator can be text
// files. Only tests import it.
//
//	(project (?x) (join (pattern ?x :p ?y) (pattern ?y :q "v"@en (@ ?s))))
package algebratest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

// Parse reads a tree, the inverse of its String.
func Parse(text string) (n algebra.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	p := &parser{toks: tokens(text)}
	e := p.expr()
	if p.at < len(p.toks) {
		p.fail("text after the tree: %s", p.toks[p.at])
	}
	return node(e), nil
}

// Quads reads one quad a line: subject predicate object [label].
func Quads(text string) (out []quad.Quad, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	for _, line := range strings.Split(text, "\n") {
		t := tokens(line)
		if len(t) == 0 {
			continue
		}
		if len(t) < 3 || len(t) > 4 {
			return nil, fmt.Errorf("no quad: %s", line)
		}
		q := quad.Quad{Subject: Value(t[0]), Predicate: Value(t[1]), Object: Value(t[2])}
		if len(t) == 4 {
			q.Label = Value(t[3])
		}
		out = append(out, q)
	}
	return out, nil
}

// Value reads a constant: :name, prefix:local, <iri>, _:b, 5, "text", "text"@en,
// "text"^^xsd:date. "unbound" is nil.
func Value(t string) quad.Value {
	switch {
	case t == "unbound":
		return nil
	case strings.HasPrefix(t, "_:"):
		return quad.BNode(t[2:])
	case strings.HasPrefix(t, "<"):
		return quad.IRI(t[1 : len(t)-1])
	case strings.HasPrefix(t, `"`):
		return literal(t)
	}
	if _, err := strconv.ParseInt(t, 10, 64); err == nil {
		return quad.TypedString{Value: quad.String(t), Type: quads.XSDInteger}
	}
	prefix, local, ok := strings.Cut(t, ":")
	ns, known := map[string]string{"": quads.Base, "xsd": quads.XSD, "prov": quads.PROV, "rdf": quads.RDF}[prefix]
	if !ok || !known {
		panic("no constant: " + t)
	}
	return quad.IRI(ns + local)
}

func literal(t string) quad.Value {
	end := strings.LastIndexByte(t, '"') + 1
	s, err := strconv.Unquote(t[:end])
	if err != nil {
		panic("no literal: " + t)
	}
	rest := t[end:]
	switch {
	case rest == "":
		return quad.String(s)
	case rest[0] == '@':
		return quad.LangString{Value: quad.String(s), Lang: rest[1:]}
	default:
		return quad.TypedString{Value: quad.String(s), Type: Value(strings.TrimPrefix(rest, "^^")).(quad.IRI)}
	}
}

// tokens splits at white space and brackets; ";" begins a comment.
func tokens(text string) []string {
	var out []string
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
		case c == '(' || c == ')':
			out = append(out, text[i:i+1])
			i++
		case c == ';':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		default:
			start := i
			if c == '"' {
				for i++; text[i] != '"'; i++ {
					if text[i] == '\\' {
						i++
					}
				}
				i++
			} else if c == '<' && i+1 < len(text) && !strings.ContainsAny(text[i+1:i+2], " =") {
				for text[i] != '>' {
					i++
				}
			}
			for i < len(text) && strings.IndexByte(" \t\r\n()", text[i]) < 0 {
				i++
			}
			out = append(out, text[start:i])
		}
	}
	return out
}

// sexp is an atom or a list.
type sexp struct {
	atom string
	list []sexp
}

type parser struct {
	toks []string
	at   int
}

func (p *parser) fail(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func (p *parser) expr() sexp {
	if p.at >= len(p.toks) {
		p.fail("unexpected end")
	}
	t := p.toks[p.at]
	p.at++
	if t != "(" {
		return sexp{atom: t}
	}
	e := sexp{list: []sexp{}}
	for p.at < len(p.toks) && p.toks[p.at] != ")" {
		e.list = append(e.list, p.expr())
	}
	if p.at >= len(p.toks) {
		p.fail("missing )")
	}
	p.at++
	return e
}
