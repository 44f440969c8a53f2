package quads

import (
	"strconv"
	"strings"
)

// Count writes a number with its noun: "1 quad", "1,234 quads", "2 entities".
// The noun is given in the singular.
func Count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return Grouped(n) + " " + stem + "ies"
	}
	return Grouped(n) + " " + noun + "s"
}

// Grouped writes a number with commas between the thousands.
func Grouped[N int | int64](n N) string {
	digits, sign := strconv.FormatInt(int64(n), 10), ""
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		digits, sign = rest, "-"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
