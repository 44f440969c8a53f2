package quads

import (
	"cmp"
	"strconv"
	"strings"
)

// decimal is an exact decimal number, ±0.digits × 10^exp, its digits without
// zeros at either end (none for zero). Comparing two takes time linear in
// their digits whatever the exponents: 1e999999999 costs no more than 1e9.
type decimal struct {
	digits string
	exp    int
	neg    bool
}

// maxExponent bounds the exponents read; beyond it they are all alike. No
// double reaches it.
const maxExponent = 1 << 40

// Compare is by value.
func (d decimal) Compare(e decimal) int {
	if c := cmp.Compare(d.sign(), e.sign()); c != 0 || d.digits == "" {
		return c
	}
	c := cmp.Or(cmp.Compare(d.exp, e.exp), strings.Compare(d.digits, e.digits))
	if d.neg {
		return -c
	}
	return c
}

func (d decimal) sign() int {
	switch {
	case d.digits == "":
		return 0
	case d.neg:
		return -1
	default:
		return 1
	}
}

// numberForm is which of XSD's number types a token has the form of.
type numberForm int

const (
	noNumber numberForm = iota
	integerForm
	decimalForm
	doubleForm
)

// parseDecimal reads [+-] digits [. digits] [e [+-] digits]. A point has a
// digit behind it, so that "130." stays the end of a sentence, but need not
// have one before it.
func parseDecimal(s string) (decimal, numberForm) {
	var d decimal
	d.neg = strings.HasPrefix(s, "-")
	if d.neg || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	form := integerForm
	whole, s := cutDigits(s)
	var fraction string
	if strings.HasPrefix(s, ".") {
		form = decimalForm
		if fraction, s = cutDigits(s[1:]); fraction == "" {
			return decimal{}, noNumber
		}
	}
	if whole == "" && fraction == "" {
		return decimal{}, noNumber
	}
	exp := 0
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		form = doubleForm
		var ok bool
		if exp, ok = parseExponent(s[1:]); !ok {
			return decimal{}, noNumber
		}
	} else if s != "" {
		return decimal{}, noNumber
	}
	return normalDecimal(d.neg, whole, fraction, exp), form
}

// normalDecimal is ±whole.fraction × 10^exp.
func normalDecimal(neg bool, whole, fraction string, exp int) decimal {
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	digits := whole
	switch {
	case whole == "":
		digits = strings.TrimLeft(fraction, "0")
		exp -= len(fraction) - len(digits)
	case fraction == "":
		digits = strings.TrimRight(whole, "0")
		exp += len(whole)
	default:
		digits = whole + fraction
		exp += len(whole)
	}
	if digits == "" {
		return decimal{}
	}
	return decimal{digits: digits, exp: exp, neg: neg}
}

func parseExponent(s string) (int, bool) {
	neg := strings.HasPrefix(s, "-")
	if neg || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	digits, rest := cutDigits(s)
	if digits == "" || rest != "" {
		return 0, false
	}
	exp, err := strconv.Atoi(digits)
	if err != nil || exp > maxExponent {
		exp = maxExponent
	}
	if neg {
		exp = -exp
	}
	return exp, true
}

// cutDigits splits s behind its leading ASCII digits.
func cutDigits(s string) (digits, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// tenths returns d × k / 10 for a small k.
func (d decimal) tenths(k int) decimal {
	out := make([]byte, len(d.digits)+2)
	carry := 0
	for i := len(d.digits) - 1; i >= 0; i-- {
		carry += int(d.digits[i]-'0') * k
		out[i+2] = byte('0' + carry%10)
		carry /= 10
	}
	out[1] = byte('0' + carry%10)
	out[0] = byte('0' + carry/10)
	return normalDecimal(d.neg, "", string(out), d.exp+1)
}
