package paths

import (
	"context"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// findOneSource finds the paths of which one source states every hop: for each
// source that says something of both sides, those of the graph as it alone
// tells it (a label that leads to the source is the source's). A source that
// does not touch both sides links nothing.
func findOneSource(ctx context.Context, src source.Source, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) (*Result, error) {
	each := spec
	each.OneSource = false
	x, err := newSearch(ctx, src, names, from, to, each)
	if err != nil {
		return nil, err
	}
	tellers, err := x.tellers()
	if err != nil {
		return nil, err
	}
	own := x.labels
	seen := make(map[string]int) // of found
	var found []weighed
	for _, teller := range tellers {
		y := x.again()
		if spec.AllShortest {
			y.spec.Limit = -1 // its paths may be longer than another's
		}
		if err := y.restrict(teller, own); err != nil {
			return nil, err
		}
		r, err := y.run()
		if err != nil {
			return nil, err
		}
		x.result.Cut, x.result.Full = x.result.Cut || r.Cut, x.result.Full || r.Full
		x.result.Undated, x.result.Unweighed = r.Undated, r.Unweighed // of all so far
		for _, p := range r.Paths {
			id, w := pathKey(p), weighed{p, weightOf(p)}
			if i, twice := seen[id]; !twice {
				seen[id] = len(found)
				found = append(found, w)
			} else if w.weight < found[i].weight {
				found[i] = w
			}
		}
		x.kept = len(seen)
		if err := x.hold(0, 0); err != nil {
			return nil, err
		}
		x.shorten(found)
	}
	x.spec.Limit = spec.Limit
	if spec.AllShortest {
		found = shortest(found)
	}
	if err := x.take(found); err != nil {
		return nil, err
	}
	x.result.Full = x.result.Full && !x.result.Cut
	x.result.Work.add(x.work)
	if len(x.result.Paths) == 0 {
		if err := x.free(x.result, spec); err != nil {
			return nil, err
		}
		if x.result.Left == nil {
			x.result.Left = &Left{Max: spec.Max, OneSource: true}
		}
	}
	return x.result, nil
}

// shortest keeps the paths of the shortest length.
func shortest(found []weighed) []weighed {
	least := all
	for _, f := range found {
		least = min(least, len(f.path))
	}
	return slices.DeleteFunc(found, func(f weighed) bool { return len(f.path) > least })
}

// again returns a new search over what was learnt of the links.
func (x *search) again() *search {
	y := &search{
		links: x.links, ctx: x.ctx, from: x.from, to: x.to,
		nodes: newNumbers(), result: &Result{}, seek: x.seek,
	}
	y.begin()
	return y
}

// shorten looks no further than the longest path that is wanted, once there
// are as many as the limit or the shortest will do.
func (x *search) shorten(found []weighed) {
	if x.spec.WeightedBy != nil || x.spec.ByRarity {
		return
	}
	var lengths []int
	for _, f := range found {
		lengths = append(lengths, len(f.path))
	}
	slices.Sort(lengths)
	wanted := x.spec.Limit
	if x.spec.AllShortest {
		wanted = 1
	}
	if wanted < 1 || len(lengths) < wanted || lengths[wanted-1] >= x.spec.Max {
		return
	}
	x.spec.Max = lengths[wanted-1]
	x.result.Full = !x.spec.AllShortest
}

// pathKey tells two paths apart.
func pathKey(p source.Path) string {
	var b []byte
	for _, h := range p {
		for _, id := range []source.ID{h.S, h.P, h.O} {
			for shift := 0; shift < 64; shift += 8 {
				b = append(b, byte(id>>shift))
			}
		}
		b = append(b, byte(boolInt(h.Forward)+2*boolInt(h.Denied)))
	}
	return string(b)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func weightOf(p source.Path) int64 {
	var sum float64
	for _, h := range p {
		sum += h.Weight
	}
	return int64(sum*weightUnit + 0.5)
}

// tellers returns the sources that state a link of either side, ascending.
func (x *search) tellers() ([]source.ID, error) {
	ahead, err := x.tellersOf(sorted(x.from), false)
	if err != nil {
		return nil, err
	}
	behind, err := x.tellersOf(sorted(x.to), true)
	if err != nil {
		return nil, err
	}
	for id := range ahead {
		if !behind[id] {
			delete(ahead, id)
		}
	}
	return sorted(ahead), nil
}

// tellersOf returns what the labels of the links of some nodes are and lead
// to.
func (x *search) tellersOf(nodes []source.ID, backward bool) (map[source.ID]bool, error) {
	labels := make(map[source.ID]bool)
	x.reader.patterns, x.reader.forward = x.reader.patterns[:0], x.reader.forward[:0]
	for _, id := range nodes {
		x.ask(id, backward)
	}
	err := x.each(x.ctx, x.reader.patterns, func(m source.Match) {
		if l := m.Quad[source.L]; l != source.Unlabelled && x.labels.fits(l) {
			labels[l] = true
		}
	})
	if err != nil {
		return nil, err
	}
	leads, err := source.NewLeads(x.ctx, x.src)
	if err != nil {
		return nil, err
	}
	all, err := leads.Of(x.ctx, sorted(labels)...)
	tellers := make(map[source.ID]bool)
	for _, of := range all {
		for _, id := range of {
			tellers[id] = true
		}
	}
	return tellers, err
}

// restrict lets only such hops pass as one source states, beside what the
// walk's own label asks.
func (x *search) restrict(teller source.ID, own *labels) error {
	ids, err := source.LeadingTo(x.ctx, x.src, teller)
	x.labels = &labels{kind: algebra.ExactLabel, ids: setOf(ids), also: own}
	x.bound = x.labels.bound()
	return err
}
