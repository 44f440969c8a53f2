// Package bench is what the commands that measure share: the data that they
// measure with, quantities, and tables.
package bench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Quantity is a flag: a number, perhaps with k or M.
type Quantity int

func (q *Quantity) String() string {
	switch n := int(*q); {
	case n >= 1_000_000 && n%1_000_000 == 0:
		return strconv.Itoa(n/1_000_000) + "M"
	case n >= 1000 && n%1000 == 0:
		return strconv.Itoa(n/1000) + "k"
	default:
		return strconv.Itoa(n)
	}
}

// Set reads a quantity as it is written: 5000, 500k or 5M.
func (q *Quantity) Set(s string) error {
	digits, factor := s, 1
	if rest, ok := strings.CutSuffix(s, "k"); ok {
		digits, factor = rest, 1000
	} else if rest, ok := strings.CutSuffix(s, "M"); ok {
		digits, factor = rest, 1_000_000
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 1_000_000_000/factor {
		return fmt.Errorf("%q is no number of quads: write 5000, 500k or 5M", s)
	}
	*q = Quantity(n * factor)
	return nil
}

// Grouped writes a number without fraction, its digits in threes.
func Grouped(x float64) string {
	s := fmt.Sprintf("%.0f", x)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Median returns the middle one and leaves all as they stand.
func Median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
