package eval

import (
	"slices"

	"quipu/graph/source"
)

// A list this many times longer than another is searched rather than read.
const muchLonger = 16

// intersect appends what two lists have in common. The first may lie where it
// appends to: what is appended never passes what is read of either.
func intersect(to []source.ID, a, b idList) []source.ID {
	if len(a.ids) > len(b.ids) {
		a, b = b, a
	}
	switch {
	case b.marks != nil:
		return marked(to, a.ids, b)
	case len(b.ids) > muchLonger*len(a.ids):
		return gallop(to, a.ids, b.ids)
	}
	x, y := a.ids, b.ids
	for i, j := 0, 0; i < len(x) && j < len(y); {
		p, q := x[i], y[j]
		if p == q {
			to = append(to, p)
		}
		if p <= q {
			i++
		}
		if q <= p {
			j++
		}
	}
	return to
}

// readBy is how much of two lists of these lengths intersect reads, at most.
func readBy(a, b int) int { return min(a+b, (muchLonger+1)*min(a, b)) }

// marked appends those of some ids that a hub has marked. Each is written, and
// the next over it unless it is marked: which are is hard to predict.
func marked(to, ids []source.ID, hub idList) []source.ID {
	n := len(to)
	to = slices.Grow(to, len(ids))[:n+len(ids)]
	for _, id := range ids {
		to[n] = id
		d := id - hub.low // below the lowest it wraps
		if w := d / 64; w < source.ID(len(hub.marks)) {
			n += int(hub.marks[w] >> (d % 64) & 1)
		}
	}
	return to[:n]
}

// gallop is intersect for a short list and a long one.
func gallop(to, short, long []source.ID) []source.ID {
	for _, x := range short {
		reach := 1
		for reach < len(long) && long[reach] < x {
			reach *= 2
		}
		i, ok := slices.BinarySearch(long[reach/2:min(reach+1, len(long))], x)
		if long = long[reach/2+i:]; len(long) == 0 {
			break
		}
		if ok {
			to = append(to, x)
		}
	}
	return to
}
