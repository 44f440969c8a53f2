package quads

import (
	"math"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// number is the value of a numeric literal or of a range.
type number struct {
	interval[decimal]
	nan bool
}

// order puts NaN behind all other numbers.
func (n number) order(m number) int {
	if n.nan || m.nan {
		return orderBool(n.nan, m.nan)
	}
	return n.interval.order(m.interval)
}

// numeric says of XSD's number types which form their literals have. The
// bounds of the derived integer types are not checked: "300"^^xsd:byte
// compares as 300.
var numeric = func() map[quad.IRI]numberForm {
	m := map[quad.IRI]numberForm{
		XSDDecimal:    decimalForm,
		XSDDouble:     doubleForm,
		XSD + "float": doubleForm,
	}
	for _, t := range []string{
		"integer", "long", "int", "short", "byte",
		"nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
		"unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
	} {
		m[quad.IRI(XSD+t)] = integerForm
	}
	return m
}()

// numberOf returns the value of a literal of one of XSD's number types; ok is
// false for other types and for what has not the type's form.
//
// A double or float stands for the shortest decimal that is read as the same
// double or float, so that 0.1 equals 0.1 whatever the type, two spellings of
// one double are equal, and comparison is transitive.
func numberOf(lexical string, datatype quad.IRI) (number, bool) {
	want, ok := numeric[datatype]
	if !ok {
		return number{}, false
	}
	if want == doubleForm {
		return doubleOf(lexical, datatype)
	}
	if want == decimalForm {
		lexical = pointed(lexical)
	}
	d, form := parseDecimal(lexical)
	if form == noNumber || form > want {
		return number{}, false
	}
	return number{interval: point(d)}, true
}

func doubleOf(lexical string, datatype quad.IRI) (number, bool) {
	switch lexical {
	case "NaN":
		return number{nan: true}, true
	case "INF", "+INF":
		return infinity(1), true
	case "-INF":
		return infinity(-1), true
	}
	if _, form := parseDecimal(pointed(lexical)); form == noNumber {
		return number{}, false
	}
	bits := 64
	if datatype != XSDDouble {
		bits = 32
	}
	f, _ := strconv.ParseFloat(lexical, bits) // out of range is ±Inf, as in XSD
	if math.IsInf(f, 0) {
		return infinity(int(math.Copysign(1, f))), true
	}
	d, _ := parseDecimal(strconv.FormatFloat(f, 'e', -1, bits))
	return number{interval: point(d)}, true
}

// pointed drops a point without digits behind it: XSD allows "1.", bare
// tokens do not.
func pointed(s string) string {
	if i := strings.IndexByte(s, '.'); i > 0 && (i+1 == len(s) || s[i+1]|0x20 == 'e') {
		return s[:i] + s[i+1:]
	}
	return s
}

func infinity(sign int) number {
	end := bound[decimal]{inf: sign}
	return number{interval: interval[decimal]{lo: end, hi: end, exact: true}}
}

// rangeOf reads the lexical form of an imprecise number: >130, >=130, <130,
// <=130, ~130 (about: within a tenth, 117 to 143), 40..60 (both ends
// included). form is false for anything else; err says why a range is empty.
func rangeOf(s string) (r interval[decimal], form bool, err error) {
	if low, high, ok := strings.Cut(s, ".."); ok {
		lo, f1 := parseDecimal(low)
		hi, f2 := parseDecimal(high)
		if f1 == noNumber || f2 == noNumber {
			return r, false, nil
		}
		if lo.Compare(hi) > 0 {
			return r, true, errBackwards
		}
		return interval[decimal]{lo: bound[decimal]{at: lo}, hi: bound[decimal]{at: hi}}, true, nil
	}
	if s == "" || strings.IndexByte("<>~", s[0]) < 0 {
		return r, false, nil
	}
	sign, rest := s[0], s[1:]
	closed := sign != '~' && strings.HasPrefix(rest, "=")
	if closed {
		rest = rest[1:]
	}
	d, f := parseDecimal(rest)
	if f == noNumber {
		return r, false, nil
	}
	end := bound[decimal]{at: d, open: !closed}
	switch sign {
	case '>':
		return interval[decimal]{lo: end, hi: bound[decimal]{inf: 1, open: true}}, true, nil
	case '<':
		return interval[decimal]{lo: bound[decimal]{inf: -1, open: true}, hi: end}, true, nil
	}
	lo, hi := d.tenths(9), d.tenths(11)
	if d.neg {
		lo, hi = hi, lo
	}
	return interval[decimal]{lo: bound[decimal]{at: lo}, hi: bound[decimal]{at: hi}}, true, nil
}

// isRange reports whether a datatype is that of ranges, of whatever base:
// graphs of different bases are loaded together.
func isRange(datatype quad.IRI) bool {
	return strings.HasSuffix(string(datatype), rangeName)
}

// Number returns a literal's numeric value as a float64, for arithmetic in
// aggregates; ok is false for what is no number and for a range. Comparison
// does not lean on it: see Compare, which is exact.
func Number(v quad.Value) (f float64, ok bool) {
	t, isTyped := FromCayley(v).(quad.TypedString)
	if !isTyped {
		return 0, false
	}
	n, ok := numberOf(string(t.Value), t.Type)
	switch {
	case !ok:
		return 0, false
	case n.nan:
		return math.NaN(), true
	case n.lo.inf != 0:
		return math.Inf(n.lo.inf), true
	}
	f, _ = strconv.ParseFloat(string(t.Value), 64)
	return f, true
}
