package quads

import (
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// Op is a comparison.
type Op string

// The comparisons.
const (
	EQ Op = "="
	NE Op = "!="
	LT Op = "<"
	LE Op = "<="
	GT Op = ">"
	GE Op = ">="
)

// Compare compares two terms by value.
//
//   - Numbers of all XSD types by their exact values; NaN equals nothing.
//     Ranges (>130) are intervals of numbers.
//   - Dates and dateTimes, gYear, gYearMonth and EDTF as intervals of time.
//     One with a zone and one without are certain only if 14 hours apart.
//   - Booleans (false first), strings and strings of one language by code
//     point.
//   - Everything else, entities too, only by = and !=: the same term or not.
//
// ok is false where the two cannot be compared (a date with a number, an
// unbound nil); for = it is then false, for != true. < and > hold only where
// certain; <= and >= also where possible, and imprecise says that they only
// possibly hold. 2024-03 and 2024-03 are equal; ~130 and ~130 are imprecisely
// so.
func Compare(op Op, a, b quad.Value) (holds, imprecise, ok bool) {
	return compareKeys(op, KeyOf(a), KeyOf(b))
}

func compareKeys(op Op, a, b Key) (holds, imprecise, ok bool) {
	if a.class != b.class || a.class == classUnbound {
		return op == NE, false, false
	}
	switch a.class {
	case classNumber:
		if a.number.nan || b.number.nan {
			return op == NE, false, true
		}
		holds, imprecise = a.number.holds(op, b.number.interval)
		return holds, imprecise, true
	case classMoment:
		holds, imprecise = compareMoments(op, *a.moment, *b.moment)
		return holds, imprecise, true
	case classBoolean:
		return opHolds(op, orderBool(a.truth, b.truth)), false, true
	case classString:
		if a.suffix == b.suffix {
			return opHolds(op, strings.Compare(a.text, b.text)), false, true
		}
	}
	same := a.Compare(b) == 0
	switch op {
	case EQ, NE:
		// Two other literals may have one value in two spellings; who does
		// not know their datatype cannot tell.
		return same == (op == EQ), false, same || a.class != classOther
	}
	return false, false, false
}

func compareMoments(op Op, a, b moment) (holds, imprecise bool) {
	if a.zoned != b.zoned {
		if a.zoned {
			b = b.doubtful()
		} else {
			a = a.doubtful()
		}
	}
	return a.holds(op, b.interval)
}

// opHolds is an operator's truth for an order of two values.
func opHolds(op Op, order int) bool {
	switch op {
	case EQ:
		return order == 0
	case NE:
		return order != 0
	case LT:
		return order < 0
	case LE:
		return order <= 0
	case GT:
		return order > 0
	case GE:
		return order >= 0
	}
	return false
}

// Span returns the first instant of the time that a date, dateTime, gYear,
// gYearMonth or EDTF literal stands for, and the first instant behind it
// (the same instant for a dateTime). Without a zone it is told as if in UTC.
// An open end of an EDTF interval is the zero time. ok is false for other
// terms and for dates that do not exist.
func Span(v quad.Value) (from, to time.Time, ok bool) {
	t, ok := FromCayley(v).(quad.TypedString)
	if !ok {
		return from, to, false
	}
	m, ok := momentOf(string(t.Value), t.Type)
	if !ok {
		return from, to, false
	}
	if m.lo.inf == 0 {
		from = m.lo.at
	}
	if m.hi.inf == 0 {
		to = m.hi.at
	}
	return from, to, true
}
