package query

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// The types of parameters. A parameter without a type takes any term.
const (
	NameParam   = "name"   // always a name, even with commas or digits
	NumberParam = "number" // an integer, decimal or double
	DateParam   = "date"   // a date, a time, a month, a span
	TextParam   = "text"   // a string, character by character
)

var paramTypes = []string{NameParam, NumberParam, DateParam, TextParam}

// Param is a declared parameter of a saved query.
type Param struct {
	Name     string
	Type     string // one of the constants, or ""
	Required bool   // has no default
	Default  string // as typed
	Help     string
}

// parseParam reads what follows "# param": NAME [: TYPE] [= DEFAULT] [-- help].
func parseParam(s string) (Param, error) {
	var p Param
	s, p.Help = cutOutsideQuotes(s, "--")
	var hasDefault bool
	if i := strings.IndexByte(s, '='); i >= 0 {
		hasDefault = true
		s, p.Default = s[:i], strings.TrimSpace(s[i+1:])
	}
	s, p.Type, _ = strings.Cut(s, ":")
	p.Name, p.Type, p.Required = strings.TrimSpace(s), strings.TrimSpace(p.Type), !hasDefault
	if strings.HasPrefix(p.Name, "$") {
		return p, fmt.Errorf("the parameter is named without $: %s", p.Name[1:])
	}
	if !isParamName(p.Name) {
		return p, fmt.Errorf("'%s' is no parameter name: letters, digits and _", quads.Printable(p.Name))
	}
	if p.Type != "" && !slices.Contains(paramTypes, p.Type) {
		return p, fmt.Errorf("'%s' is no type: %s", quads.Printable(p.Type), strings.Join(paramTypes, ", "))
	}
	return p, nil
}

// cutOutsideQuotes cuts at the first " sep " that is not inside quotes.
func cutOutsideQuotes(s, sep string) (before, after string) {
	var quote rune
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case (r == '\'' || r == '"') && (i == 0 || s[i-1] == ' ' || s[i-1] == '='):
			quote = r
		case strings.HasPrefix(s[i:], sep) && (i == 0 || s[i-1] == ' ') && strings.HasPrefix(s[i+len(sep):]+" ", " "):
			return s[:i], strings.TrimSpace(s[i+len(sep):])
		}
	}
	return s, ""
}

func isParamName(s string) bool {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// value reads a parameter's value, whole.
func (p Param) value(text string, names *quads.Names) (arrow.Term, error) {
	bad := func(what string) error {
		return &UsageError{Param: p.Name, What: fmt.Sprintf("parameter %s: '%s' %s", p.Name, quads.Printable(text), what)}
	}
	if p.Type == TextParam {
		return arrow.Literal{Value: quad.String(text)}, nil
	}
	term, err := arrow.ParseTerm(text, names)
	switch p.Type {
	case NameParam:
		switch term := term.(type) {
		case arrow.Name, arrow.IRI:
			if err == nil {
				return term, nil
			}
		}
		name, err := quads.Normal(text)
		if err != nil {
			return nil, bad("is no name: " + err.Error())
		}
		return arrow.Name{Text: name}, nil
	case NumberParam:
		if l, ok := term.(arrow.Literal); ok && err == nil {
			if _, ok := quads.Number(l.Value); ok {
				return term, nil
			}
		}
		return nil, bad("is no number, such as 3 or 2.5")
	case DateParam:
		if l, ok := term.(arrow.Literal); ok && err == nil && isDate(l.Value) {
			return term, nil
		}
		return nil, bad("is no date, such as 2024-03-22 or 2024-03")
	}
	if err != nil {
		return nil, bad("cannot be read: " + err.Error())
	}
	switch term.(type) {
	case arrow.Name, arrow.IRI, arrow.Literal, arrow.Blank:
		return term, nil
	}
	return nil, bad("is no value: a name, a number, a date, \"a text\" or <an IRI>")
}

// isDate reports whether a literal is a date or time, or a year written as
// one.
func isDate(v quad.Value) bool {
	t, ok := v.(quad.TypedString)
	if !ok {
		return false
	}
	switch t.Type {
	case quads.XSDDate, quads.XSDTime, quads.XSDYear, quads.XSDMonth, quads.EDTF:
		return true
	case quads.XSDInteger:
		return len(t.Value) == 4
	}
	return false
}
