package gizmo

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Terms are primitive values in a script, so that === compares them: an IRI
// is the text "<…>", a blank node "_:…", a plain text itself, a canonical
// integer a number, a boolean a boolean, any other literal its N-Triples form
// ("x"@en). What came out of a path means the same when it goes into one.

// native returns a term as a script sees it.
func native(v quad.Value) any {
	switch v := v.(type) {
	case nil:
		return nil
	case quad.String:
		if isSyntax(string(v)) {
			return quoted(string(v))
		}
		return string(v)
	case quad.IRI:
		return "<" + string(v) + ">"
	case quad.BNode:
		return "_:" + string(v)
	case quad.LangString:
		return quoted(string(v.Value)) + "@" + v.Lang
	case quad.TypedString:
		switch v.Type {
		case quads.XSDInteger:
			n, err := strconv.ParseInt(string(v.Value), 10, 64)
			if err == nil && n >= -maxExact && n <= maxExact && strconv.FormatInt(n, 10) == string(v.Value) {
				return n
			}
		case quads.XSDBoolean:
			if v.Value == "true" || v.Value == "false" {
				return v.Value == "true"
			}
		}
		return quoted(string(v.Value)) + "^^<" + string(v.Type) + ">"
	default:
		return quad.StringOf(v)
	}
}

// maxExact is the largest integer that a number of JavaScript holds exactly.
const maxExact = 1<<53 - 1

// isSyntax reports whether a plain text would be read as another term.
func isSyntax(s string) bool {
	return strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") || strings.HasPrefix(s, "_:") ||
		strings.HasPrefix(s, `"`)
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`)
var unescapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t")

func quoted(s string) string { return `"` + escapes.Replace(s) + `"` }

// parseTerm reads a text that is the form of a term; ok is false for a plain
// text.
func parseTerm(s string) (v quad.Value, ok bool) {
	switch {
	case !isSyntax(s):
		return nil, false
	case s[0] == '<':
		return quad.IRI(s[1 : len(s)-1]), true
	case s[0] == '_':
		return quad.BNode(s[2:]), true
	}
	end := strings.LastIndexByte(s, '"')
	if end == 0 {
		return nil, false
	}
	text, tail := unescapes.Replace(s[1:end]), s[end+1:]
	switch {
	case tail == "":
		return quad.String(text), true
	case strings.HasPrefix(tail, "@") && len(tail) > 1:
		return quad.LangString{Value: quad.String(text), Lang: tail[1:]}, true
	case strings.HasPrefix(tail, "^^<") && strings.HasSuffix(tail, ">"):
		return quads.Literal(text, quad.IRI(tail[3:len(tail)-1])), true
	}
	return nil, false
}

// number returns the terms that a number may be in a graph.
func number(f float64) []quad.Value {
	if f == math.Trunc(f) && math.Abs(f) <= maxExact {
		return []quad.Value{quads.Literal(strconv.FormatInt(int64(f), 10), quads.XSDInteger)}
	}
	double := quads.FromCayley(quad.Float(f))
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return []quad.Value{double}
	}
	return []quad.Value{quads.Literal(strconv.FormatFloat(f, 'f', -1, 64), quads.XSDDecimal), double}
}

func boolean(b bool) quad.Value { return quads.Literal(strconv.FormatBool(b), quads.XSDBoolean) }

func moment(t time.Time) quad.Value {
	return quads.Literal(t.UTC().Format("2006-01-02T15:04:05.999999999Z07:00"), quads.XSDTime)
}
