package source

import "cmp"

// Order is a permutation of the four places, the order quads are sorted by.
type Order [4]int

// The orders of the permutations. Where the label is free it comes last, so
// the quads of one triple are neighbours.
var (
	SPOL = Order{S, P, O, L}
	POSL = Order{P, O, S, L}
	OSPL = Order{O, S, P, L}
	LSPO = Order{L, S, P, O}
	LPOS = Order{L, P, O, S}
	LOSP = Order{L, O, S, P}
)

// orders tells the order for each set of bound places: bit i is place i.
var orders = [16]Order{
	0:                         SPOL,
	1 << S:                    SPOL,
	1 << P:                    POSL,
	1 << O:                    OSPL,
	1<<S | 1<<P:               SPOL,
	1<<P | 1<<O:               POSL,
	1<<S | 1<<O:               OSPL,
	1<<S | 1<<P | 1<<O:        SPOL,
	1 << L:                    LSPO,
	1<<L | 1<<S:               LSPO,
	1<<L | 1<<P:               LPOS,
	1<<L | 1<<O:               LOSP,
	1<<L | 1<<S | 1<<P:        LSPO,
	1<<L | 1<<P | 1<<O:        LPOS,
	1<<L | 1<<S | 1<<O:        LOSP,
	1<<L | 1<<S | 1<<P | 1<<O: SPOL,
}

// OrderOf returns the order in which a scan of p comes: the one whose prefix
// the bound places are.
func OrderOf(p Pattern) Order { return orders[p.Bound()] }

// Bound returns the set of bound places: bit S is set where the subject is
// bound, and so on.
func (p Pattern) Bound() int {
	bound := 0
	for i, id := range p {
		if id != Any {
			bound |= 1 << i
		}
	}
	return bound
}

// Matches reports whether q has p's ids in p's bound places.
func (p Pattern) Matches(q Quad) bool {
	for i, id := range p {
		if id != Any && id != q[i] {
			return false
		}
	}
	return true
}

// Compare returns -1, 0 or 1 as a comes before b in the order, is b, or comes
// after it.
func (o Order) Compare(a, b Quad) int {
	for _, place := range o {
		if c := cmp.Compare(a[place], b[place]); c != 0 {
			return c
		}
	}
	return 0
}
