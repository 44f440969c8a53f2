package match

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// evidence is what a graph says of two entities.
type evidence struct {
	linked  bool // one stands in a statement about the other: nobody accuses himself
	more    float64
	reasons []string
}

// Bounds and weights of evidence.
const (
	maxAbout    = 256  // quads that are read of each
	sharedQuad  = 0.03 // for each statement that is made of both
	maxShared   = 3
	shownShared = 2
)

// step is a predicate with what stands at its other end.
type step struct {
	predicate, other source.ID
	back             bool
}

// evidence reads what is said of both.
func (r *ranking) evidence(a, b source.ID) (evidence, error) {
	var e evidence
	ofA, linked, err := r.steps(a, b)
	if err != nil || linked {
		return evidence{linked: linked}, err
	}
	ofB, _, err := r.steps(b, a)
	if err != nil {
		return e, err
	}
	var shared []step
	for _, s := range ofA {
		if slices.Contains(ofB, s) && !slices.Contains(shared, s) {
			shared = append(shared, s)
		}
	}
	e.more = sharedQuad * float64(min(len(shared), maxShared))
	for _, s := range shared[:min(len(shared), shownShared)] {
		var terms [2]quad.Value
		if err := r.src.Terms(r.ctx, []source.ID{s.predicate, s.other}, terms[:]); err != nil {
			return e, err
		}
		text := "both → " + r.shown(terms[0]) + " → " + r.shown(terms[1])
		if s.back {
			text = r.shown(terms[1]) + " → " + r.shown(terms[0]) + " → both"
		}
		e.reasons = append(e.reasons, text)
	}
	return e, nil
}

// steps returns what leads from an entity and to it; linked says that an edge
// leads to the other one.
func (r *ranking) steps(of, other source.ID) (steps []step, linked bool, err error) {
	plain, err := r.plain()
	if err != nil {
		return nil, false, err
	}
	for _, back := range []bool{false, true} {
		p, far := source.Pattern{source.S: of}, source.O
		if back {
			p, far = source.Pattern{source.O: of}, source.S
		}
		read := 0
		err := source.Each(r.ctx, r.src, func(m source.Match) bool {
			if plain[m.Quad[source.P]] {
				linked = linked || m.Quad[far] == other
				steps = append(steps, step{m.Quad[source.P], m.Quad[far], back})
			}
			read++
			return read < maxAbout && !linked
		}, p)
		if err != nil || linked {
			return nil, linked, err
		}
	}
	return steps, false, nil
}

// plain returns the predicates that say something of the world.
func (r *ranking) plain() (map[source.ID]bool, error) {
	if r.linking != nil {
		return r.linking, nil
	}
	kinds, err := (&reader{ctx: r.ctx, graph: r.graph, src: r.src}).predicates()
	if err != nil {
		return nil, err
	}
	r.linking = make(map[source.ID]bool, len(kinds))
	for id, kind := range kinds {
		if kind == linking {
			r.linking[id] = true
		}
	}
	return r.linking, nil
}
