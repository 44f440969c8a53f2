package eval

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// number is a sum: exact while all that was added is an integer or a decimal,
// a double from the first double on. The zero value is the integer 0.
type number struct {
	small   int64    // to be added to exact: most sums need no more
	exact   *big.Rat // nil is 0
	decimal bool     // a decimal was added
	double  bool
	float   float64
}

var (
	integerForm = regexp.MustCompile(`^[+-]?[0-9]+$`)
	decimalForm = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)
)

// smallDigits is how long an integer may be to be surely an int64.
const smallDigits = 18

// maxDigits is the longest number that is added up: longer ones are no counts
// of anything, and exact arithmetic with them is slow.
const maxDigits = 4096

var integerTypes = map[string]bool{
	"integer": true, "long": true, "int": true, "short": true, "byte": true,
	"nonNegativeInteger": true, "positiveInteger": true, "nonPositiveInteger": true, "negativeInteger": true,
	"unsignedLong": true, "unsignedInt": true, "unsignedShort": true, "unsignedByte": true,
}

// numberOf returns the value of a numeric literal.
func numberOf(v quad.Value) (number, bool) {
	t, ok := v.(quad.TypedString)
	if !ok {
		return number{}, false
	}
	local, ok := strings.CutPrefix(string(t.Type), quads.XSD)
	if !ok {
		return number{}, false
	}
	text := string(t.Value)
	if len(text) > maxDigits {
		return number{}, false
	}
	switch {
	case integerTypes[local]:
		if len(text) <= smallDigits {
			i, err := strconv.ParseInt(text, 10, 64)
			return number{small: i}, err == nil
		}
		if !integerForm.MatchString(text) {
			return number{}, false
		}
		n, ok := new(big.Rat).SetString(text)
		return number{exact: n}, ok
	case local == "decimal":
		if !decimalForm.MatchString(text) {
			return number{}, false
		}
		n, ok := new(big.Rat).SetString(strings.TrimSuffix(text, "."))
		return number{exact: n, decimal: true}, ok
	case local == "double" || local == "float":
		f, ok := quads.Number(v)
		return number{double: true, float: f}, ok
	default:
		return number{}, false
	}
}

// rat is the exact value of a number that is no double.
func (n number) rat() *big.Rat {
	sum := new(big.Rat).SetInt64(n.small)
	if n.exact != nil {
		sum.Add(sum, n.exact)
	}
	return sum
}

func (n number) asFloat() float64 {
	if n.double {
		return n.float
	}
	f, _ := n.rat().Float64()
	return f
}

func (n number) plus(m number) number {
	if n.double || m.double {
		return number{double: true, float: n.asFloat() + m.asFloat()}
	}
	sum := number{small: n.small + m.small, exact: n.exact, decimal: n.decimal || m.decimal}
	overflow := (n.small < 0) == (m.small < 0) && (sum.small < 0) != (n.small < 0)
	if m.exact != nil || overflow {
		sum.small, sum.exact = 0, new(big.Rat).Add(n.rat(), m.rat())
	}
	return sum
}

// over divides by a count; integers give a decimal.
func (n number) over(count int64) number {
	if n.double {
		return number{double: true, float: n.float / float64(count)}
	}
	q := n.rat()
	return number{exact: q.Quo(q, new(big.Rat).SetInt64(count)), decimal: true}
}

// digits is how many digits behind the point a quotient without end has.
const digits = 18

// term writes the number down: an integer, a decimal, or a double, in
// canonical form but for a decimal's ".0".
func (n number) term() quad.Value {
	switch {
	case n.double:
		return quads.FromCayley(quad.Float(n.float))
	case n.exact == nil && !n.decimal:
		return integer(n.small)
	case !n.decimal:
		return quad.TypedString{Value: quad.String(n.rat().Num().String()), Type: quads.XSDInteger}
	}
	exact := n.rat()
	places := digits
	if k, ends := exact.FloatPrec(); ends {
		places = k
	}
	text := exact.FloatString(places)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(text, "0")
	} else {
		text += "."
	}
	if strings.HasSuffix(text, ".") {
		text += "0"
	}
	return quad.TypedString{Value: quad.String(text), Type: quads.XSDDecimal}
}

func integer(n int64) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatInt(n, 10)), Type: quads.XSDInteger}
}
