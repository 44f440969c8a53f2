package store

import (
	"slices"

	"quipu/graph/store/segment"
)

// net adds up what several commits did to each quad.
type net struct{ plus, minus []row }

// apply takes in rows that were added and rows that were removed.
func (n *net) apply(added, removed []row) {
	n.plus, n.minus = append(n.plus, added...), append(n.minus, removed...)
}

// rows returns the rows that were added and removed in the end, sorted. The
// net is used up.
func (n *net) rows() (added, removed []row, err error) {
	plus, minus := sortRows(n.plus), sortRows(n.minus)
	for len(plus) > 0 || len(minus) > 0 {
		var r row
		if len(minus) == 0 || len(plus) > 0 && plus[0].Less(minus[0]) {
			r = plus[0]
		} else {
			r = minus[0]
		}
		sum := 0
		for ; len(plus) > 0 && plus[0] == r; plus = plus[1:] {
			sum++
		}
		for ; len(minus) > 0 && minus[0] == r; minus = minus[1:] {
			sum--
		}
		switch sum {
		case 0:
		case 1:
			added = append(added, r)
		case -1:
			removed = append(removed, r)
		default:
			return nil, nil, damaged("a quad was added or removed twice")
		}
	}
	return added, removed, nil
}

// sortRows sorts rows, which may be sorted already.
func sortRows(rows []row) []row {
	if slices.IsSortedFunc(rows, row.Compare) {
		return rows
	}
	return segment.SortRows(rows, make([]row, len(rows)))
}
