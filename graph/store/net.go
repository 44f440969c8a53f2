package store

import (
	"slices"
)

// net adds up what several commits did to each quad.
type net struct{ sums map[row]int8 }

func newNet() *net { return &net{map[row]int8{}} }

// apply counts rows that were added (sign 1) or removed (-1).
func (n *net) apply(rows []row, sign int8) {
	for _, r := range rows {
		if sum := n.sums[r] + sign; sum != 0 {
			n.sums[r] = sum
		} else {
			delete(n.sums, r)
		}
	}
}

// rows returns the rows that were added and removed in the end, sorted.
func (n *net) rows() (added, removed []row, err error) {
	for r, sum := range n.sums {
		switch sum {
		case 1:
			added = append(added, r)
		case -1:
			removed = append(removed, r)
		default:
			return nil, nil, damaged("a quad was added or removed twice")
		}
	}
	slices.SortFunc(added, row.Compare)
	slices.SortFunc(removed, row.Compare)
	return added, removed, nil
}
