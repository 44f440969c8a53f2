package paths

import "quipu/graph/source"

// probe asks for the hops between the edges of the two searches, pair by pair,
// where that costs less than to widen either: both may hold a hub, but what
// links few nodes with few is soon asked. As long as no path is known, those of
// the next length lead from one edge to the other, so the answer is whole.
func (x *search) probe() (asked, met bool, err error) {
	a, b := x.ahead, x.behind
	if len(x.result.Paths) > 0 || x.spec.IncludingDenied || len(a.edge) == 0 || len(b.edge) == 0 || x.overlap() {
		return false, false, nil
	}
	backward, err := x.cheaper()
	if err != nil {
		return false, false, err
	}
	cost := a.cost
	if backward {
		cost = b.cost
	}
	if 2*x.seek*int64(len(a.edge))*int64(len(b.edge)) >= cost {
		return false, false, nil
	}
	x.askBetween(a.edge, b.edge)
	err = x.read(x.ctx, func(some []candidate) error {
		kept, err := x.sift(x.ctx, some)
		for _, c := range kept {
			near, far := c.key[0], c.key[2]
			if !c.forward {
				near, far = far, near
			}
			met = true
			x.probed.add(x.nodes.of(near), arc{to: x.nodes.of(far), p: c.key[1], forward: c.forward})
		}
		return err
	})
	return true, met, err
}

// overlap reports whether an entity is in both sets. Their distance is then
// none, and tells nothing of the paths between others.
func (x *search) overlap() bool {
	for id := range x.from {
		if x.to[id] {
			return true
		}
	}
	return false
}

// askBetween prepares the patterns of the hops from some nodes to others.
func (x *search) askBetween(from, to []source.ID) {
	r := &x.reader
	r.patterns, r.forward = r.patterns[:0], r.forward[:0]
	for _, n := range from {
		for _, m := range to {
			if !x.via.onward.empty() {
				r.patterns, r.forward = append(r.patterns, source.Pattern{source.S: n, source.O: m}), append(r.forward, true)
			}
			if !x.via.against.empty() {
				r.patterns, r.forward = append(r.patterns, source.Pattern{source.S: m, source.O: n}), append(r.forward, false)
			}
		}
	}
}
