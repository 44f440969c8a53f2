package quads

import (
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
)

// Bare reads a bare token of an object's place as a literal: integer,
// decimal, double, true/false, XSD date, dateTime (with or without zone),
// gYearMonth, EDTF beyond XSD's types, and the ranges >130, >=130, <130,
// <=130, ~130, 40..60. The token's spelling is kept: +5, 01 and 1.50 stay so.
//
// ok is false where the token is a name (1,000 · INF · 22 March 2024 · 1.).
// err is a *ValueError: a token of a literal's form with an impossible value
// (2024-02-30); ok is then true.
//
// ~2015 is a number, about 2015; the year is 2015~. Years of five and more
// digits are names here; as dates they are written in full
// ("12024-03-22"^^xsd:date).
func Bare(token string, names *Names) (v quad.Value, ok bool, err error) {
	switch token {
	case "":
		return nil, false, nil
	case "true", "false":
		return Literal(token, XSDBoolean), true, nil
	}
	switch c := token[0]; {
	case c == '<' || c == '>' || c == '~':
		return bareRange(token, names)
	case !isDigit(c) && c != '-' && c != '+' && c != '.' && c != '/':
		return nil, false, nil
	}
	switch _, form := parseDecimal(token); form {
	case integerForm:
		return Literal(token, XSDInteger), true, nil
	case decimalForm:
		return Literal(token, XSDDecimal), true, nil
	case doubleForm:
		return Literal(token, XSDDouble), true, nil
	}
	if v, ok, err := bareRange(token, names); ok {
		return v, ok, err
	}
	return bareDate(token)
}

func bareRange(token string, names *Names) (quad.Value, bool, error) {
	_, form, err := rangeOf(token)
	switch {
	case !form:
		return nil, false, nil
	case err != nil:
		return nil, true, &ValueError{Token: token, Want: "range of numbers", Why: err.Error()}
	}
	return Literal(token, names.RangeType()), true, nil
}

// bareTypes are the types of dates a bare token may have, in this order: XSD's
// own before EDTF.
var bareTypes = []quad.IRI{XSDDate, XSDTime, XSDMonth, EDTF}

func bareDate(token string) (quad.Value, bool, error) {
	if year, _, ok := cutYear(token); ok && (year > 9999 || year < -9999) {
		return nil, false, nil
	}
	var impossible error
	for _, t := range bareTypes {
		_, form, err := parseMoment(token, t)
		if form && err == nil {
			return Literal(token, t), true, nil
		}
		if form && impossible == nil {
			impossible = err
		}
	}
	if _, rest, ok := cutCivil(token, 3); ok && impossible == nil && len(rest) > 1 && rest[0] == 'T' && isDigit(rest[1]) {
		impossible = errors.New("a time is written hh:mm:ss, and a zone Z or +hh:mm behind it")
	}
	if impossible != nil {
		return nil, true, &ValueError{Token: token, Want: "date", Why: impossible.Error()}
	}
	return nil, false, nil
}

// ValueError is a bare token that has the form of a literal and no possible
// value.
type ValueError struct {
	Token string
	Want  string // what it looks like: "date", "range of numbers"
	Why   string // "February 2024 has 29 days"
}

// Error says what is wrong and what to do.
func (e *ValueError) Error() string {
	return fmt.Sprintf("%s is no %s: %s; %s", Printable(e.Token), e.Want, e.Why, e.Hint())
}

// Hint says what to do.
func (e *ValueError) Hint() string {
	return fmt.Sprintf("correct it, or quote it if it is a name: '%s'", Printable(e.Token))
}

// BareForm returns the token that Bare reads as exactly v, if there is one.
func BareForm(v quad.Value, names *Names) (string, bool) {
	t, ok := v.(quad.TypedString)
	if !ok {
		return "", false
	}
	got, ok, err := Bare(string(t.Value), names)
	if !ok || err != nil || got != v {
		return "", false
	}
	return string(t.Value), true
}
