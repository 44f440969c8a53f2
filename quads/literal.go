package quads

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// Literal returns the literal of a lexical form and a full datatype IRI:
// a quad.String for xsd:string.
func Literal(lexical string, datatype quad.IRI) quad.Value {
	if datatype == XSDString || datatype == "" {
		return quad.String(lexical)
	}
	return quad.TypedString{Value: quad.String(lexical), Type: datatype}
}

// FromCayley turns any value of Cayley's into a term of ours: native values
// become typed strings in canonical form, short datatype IRIs full ones.
// What is none in RDF (a nil, a type of somebody else's) is returned as it is.
func FromCayley(v quad.Value) quad.Value {
	switch v := v.(type) {
	case nil, quad.IRI, quad.BNode, quad.String:
		return v
	case quad.TypedString:
		return Literal(string(v.Value), fullDatatype(v.Type))
	case quad.LangString:
		if v.Lang == "" {
			return v.Value
		}
		v.Lang = strings.ToLower(v.Lang)
		return v
	case quad.Int:
		return Literal(strconv.FormatInt(int64(v), 10), XSDInteger)
	case quad.Float:
		return Literal(canonicalDouble(float64(v)), XSDDouble)
	case quad.Bool:
		return Literal(strconv.FormatBool(bool(v)), XSDBoolean)
	case quad.Time:
		return Literal(canonicalTime(time.Time(v)), XSDTime)
	case quad.TypedStringer:
		t := v.TypedString()
		return Literal(string(t.Value), fullDatatype(t.Type))
	}
	return v
}

// fullDatatype writes out the short datatypes of Cayley (xsd:integer).
func fullDatatype(t quad.IRI) quad.IRI {
	if strings.Contains(string(t), "/") {
		return t
	}
	return t.Full()
}

// ToCayley gives a canonical xsd:integer, double, boolean or dateTime as
// Cayley's native value and everything else as it is. "Canonical" is exactly
// what FromCayley gives back, so nothing is lost on the way: "01" and
// 2024-03-22T10:00:00+01:00 stay typed strings.
func ToCayley(v quad.Value) quad.Value {
	t, ok := v.(quad.TypedString)
	if !ok {
		return v
	}
	if native := nativeOf(string(t.Value), t.Type); native != nil && FromCayley(native) == v {
		return native
	}
	return v
}

// nativeOf is the native value nearest to a literal, or nil.
func nativeOf(lexical string, datatype quad.IRI) quad.Value {
	switch datatype {
	case XSDInteger:
		if i, err := strconv.ParseInt(lexical, 10, 64); err == nil {
			return quad.Int(i)
		}
	case XSDDouble:
		switch lexical {
		case "INF":
			return quad.Float(math.Inf(1))
		case "-INF":
			return quad.Float(math.Inf(-1))
		}
		// NaN stays a typed string: as a Go value it would not equal itself.
		if f, err := strconv.ParseFloat(lexical, 64); err == nil && !math.IsNaN(f) {
			return quad.Float(f)
		}
	case XSDBoolean:
		if lexical == "true" || lexical == "false" {
			return quad.Bool(lexical == "true")
		}
	case XSDTime:
		if at, err := time.Parse(time.RFC3339Nano, lexical); err == nil && at.Year() > 0 {
			return quad.Time(at)
		}
	}
	return nil
}

// canonicalDouble is the canonical form of XML Schema: 1.0E6, -2.5E-1, INF.
func canonicalDouble(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	exp, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(exp)
}

// canonicalTime is the dateTime in UTC, without zeros behind the seconds.
func canonicalTime(t time.Time) string {
	t = t.UTC()
	year := t.Year()
	sign := ""
	if year < 0 {
		sign, year = "-", -year
	}
	return fmt.Sprintf("%s%04d%s", sign, year, t.Format("-01-02T15:04:05.999999999Z"))
}
