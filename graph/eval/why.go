package eval

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Witness is a triple that matched a pattern of a row, and every label it has
// that fits the pattern; a nil label says that it also stands unlabelled. A
// triple that matched several patterns is one witness, under the labels of all.
type Witness struct {
	S, P, O quad.Value
	Labels  []quad.Value // in quads.Order
}

// proof is the evidence of a row: a rope of triples, shared between rows and
// resolved for those that are shown.
type proof struct {
	left, right *proof
	triple      [3]source.ID // of a leaf, which has a spec
	spec        *labelSpec
	label       source.ID // the label that was bound; Any: those that fit spec
}

// both joins two proofs; nil proves nothing.
func both(a, b *proof) *proof {
	switch {
	case a == nil:
		return b
	case b == nil || a == b:
		return a
	default:
		return &proof{left: a, right: b}
	}
}

// leaves returns the triples of a proof from left to right, each leaf once.
func (p *proof) leaves() []*proof {
	var out []*proof
	seen := map[*proof]bool{}
	stack := []*proof{p}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if p == nil || seen[p] {
			continue
		}
		seen[p] = true
		if p.spec != nil {
			out = append(out, p)
		} else {
			stack = append(stack, p.right, p.left)
		}
	}
	return out
}

// evidence is a witness in ids.
type evidence struct {
	triple [3]source.ID
	leaves []*proof
	labels []source.ID
}

// fits reports whether a label is one that the row's patterns took.
func (e *evidence) fits(label source.ID) bool {
	for _, p := range e.leaves {
		if p.label == label || p.label == source.Any && p.spec.fits(label) {
			return true
		}
	}
	return false
}

// gather returns a proof's distinct triples in order of first appearance.
func (p *proof) gather() []*evidence {
	var out []*evidence
	at := map[[3]source.ID]*evidence{}
	for _, leaf := range p.leaves() {
		e, ok := at[leaf.triple]
		if !ok {
			e = &evidence{triple: leaf.triple}
			at[leaf.triple] = e
			out = append(out, e)
		}
		e.leaves = append(e.leaves, leaf)
	}
	return out
}

// findLabels looks up the labels of many witnesses in one scan.
func (r *run) findLabels(all []*evidence) error {
	number := map[[3]source.ID]int{}
	var patterns []source.Pattern
	var users [][]*evidence
	for _, e := range all {
		k, ok := number[e.triple]
		if !ok {
			k = len(patterns)
			number[e.triple] = k
			patterns = append(patterns, source.Pattern{e.triple[0], e.triple[1], e.triple[2], source.Any})
			users = append(users, nil)
		}
		users[k] = append(users[k], e)
	}
	return r.each(patterns, func(m source.Match) error {
		for _, e := range users[m.Pattern] {
			if e.fits(m.Quad[source.L]) {
				e.labels = append(e.labels, m.Quad[source.L])
			}
		}
		return nil
	})
}

// witness turns evidence whose ids are resolved into terms.
func (r *run) witness(e *evidence) Witness {
	w := Witness{S: r.terms.value(e.triple[0]), P: r.terms.value(e.triple[1]), O: r.terms.value(e.triple[2])}
	for _, l := range e.labels {
		w.Labels = append(w.Labels, r.terms.value(l)) // nil for Unlabelled
	}
	slices.SortFunc(w.Labels, quads.Order)
	return w
}
