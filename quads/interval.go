package quads

import "cmp"

// ordered is what an interval's bounds are made of.
type ordered[T any] interface{ Compare(T) int }

// bound is an end of an interval: a point, which belongs to the interval
// unless open, or beyond all points (inf -1 or 1).
type bound[T ordered[T]] struct {
	at   T
	inf  int
	open bool
}

func (b bound[T]) compare(c bound[T]) int {
	if b.inf != 0 || c.inf != 0 {
		return cmp.Compare(b.inf, c.inf)
	}
	return b.at.Compare(c.at)
}

// interval is what a literal says of a quantity or a time: somewhere from lo
// to hi. An exact one is a value of its own (130, the day 2024-03-22) that
// equals itself; another (>130, 2015~) only bounds an unknown value.
type interval[T ordered[T]] struct {
	lo, hi bound[T]
	exact  bool
}

// point is the interval of one exact value.
func point[T ordered[T]](at T) interval[T] {
	return interval[T]{lo: bound[T]{at: at}, hi: bound[T]{at: at}, exact: true}
}

// before reports whether all of a lies certainly before all of b.
func (a interval[T]) before(b interval[T]) bool {
	c := a.hi.compare(b.lo)
	return c < 0 || c == 0 && (a.hi.open || b.lo.open)
}

// notAfter reports whether no value of a is greater than any of b.
func (a interval[T]) notAfter(b interval[T]) bool {
	return a.hi.compare(b.lo) <= 0 || a.exact && b.exact && a.same(b)
}

// mayPrecede reports whether some value of a is not greater than some of b.
func (a interval[T]) mayPrecede(b interval[T]) bool {
	c := a.lo.compare(b.hi)
	return c < 0 || c == 0 && !a.lo.open && !b.hi.open
}

// same reports whether two intervals have the same ends.
func (a interval[T]) same(b interval[T]) bool {
	return a.lo.compare(b.lo) == 0 && a.lo.open == b.lo.open &&
		a.hi.compare(b.hi) == 0 && a.hi.open == b.hi.open
}

// holds decides a comparison: < and > only where certain, <= and >= also
// where possible, = where the ends are the same. imprecise says that what
// holds is not certain.
func (a interval[T]) holds(op Op, b interval[T]) (holds, imprecise bool) {
	switch op {
	case LT:
		return a.before(b), false
	case GT:
		return b.before(a), false
	case LE:
		holds = a.mayPrecede(b)
		return holds, holds && !a.notAfter(b)
	case GE:
		holds = b.mayPrecede(a)
		return holds, holds && !b.notAfter(a)
	case EQ:
		holds = a.same(b)
		return holds, holds && !(a.exact && b.exact)
	case NE:
		certain := a.before(b) || b.before(a)
		return !a.same(b), !a.same(b) && !certain
	}
	return false, false
}

// order puts intervals in a row: by their beginning, then their end, the
// exact one first.
func (a interval[T]) order(b interval[T]) int {
	return cmp.Or(
		a.lo.compare(b.lo), orderBool(a.lo.open, b.lo.open),
		a.hi.compare(b.hi), orderBool(b.hi.open, a.hi.open),
		orderBool(!a.exact, !b.exact))
}

// compareEnds compares the ends alone; of like ones the open one is earlier.
func (a interval[T]) compareEnds(b interval[T]) int {
	return cmp.Or(a.hi.compare(b.hi), orderBool(!a.hi.open, !b.hi.open))
}

func orderBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
