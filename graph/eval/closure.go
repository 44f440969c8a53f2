package eval

import (
	"errors"

	"quipu/graph/source"
)

// finder finds the pairs of a path, breadth first, for many starts at once.
// What it has seen it does not follow again, so cycles end.
type finder struct {
	run      *run
	path     *pathIDs
	nullable bool
	reverse  bool // the search goes from ends to starts: proofs grow at the front
}

// ends is a pair without its proof.
type ends struct{ from, to source.ID }

// reached is pairs, each once, in the order they were found. Without seen the
// pairs are known to differ.
type reached struct {
	run  *run
	list []pair
	seen map[ends]bool
}

func (f *finder) reached() *reached { return &reached{run: f.run, seen: map[ends]bool{}} }

// add adds a pair that is new. The rows it holds are given back by drop.
func (r *reached) add(p pair) (bool, error) {
	e := ends{p.from, p.to}
	if r.seen[e] {
		return false, nil
	}
	r.seen[e] = true
	return true, r.push(p)
}

// push adds a pair that is known to be new.
func (r *reached) push(p pair) error {
	r.list = append(r.list, p)
	return r.run.hold(1)
}

func (r *reached) drop() { r.run.release(len(r.list)) }

// pairs returns the pairs that the path relates the starts to; backward, the
// starts are its ends, and a pair's from is still the path's start.
func (f *finder) pairs(starts []source.ID, spec *labelSpec, backward bool) ([]pair, error) {
	at := f.reached()
	for _, id := range starts {
		if _, err := at.add(pair{from: id, to: id}); err != nil {
			return nil, err
		}
	}
	f.reverse = backward
	got, err := f.step(f.path, at, spec, backward)
	if err != nil {
		return nil, err
	}
	at.drop()
	if backward {
		for i, p := range got.list {
			got.list[i] = pair{from: p.to, to: p.from, why: p.why}
		}
	}
	return got.list, nil
}

// from returns the pairs by their given end. Where that is a variable, a path
// of no length relates only what is a subject or an object to itself; a
// constant it relates to itself whatever the graph has (SPARQL 1.1, section
// 18.4).
func (f *finder) from(given []source.ID, spec *labelSpec, backward, variable bool) (map[source.ID][]pair, error) {
	if len(given) == 0 {
		return nil, nil
	}
	pairs, err := f.pairs(given, spec, backward)
	if err != nil {
		return nil, err
	}
	out := map[source.ID][]pair{}
	for _, p := range pairs {
		end := p.from
		if backward {
			end = p.to
		}
		out[end] = append(out[end], p)
	}
	if !f.nullable || !variable {
		return out, nil
	}
	for _, id := range given {
		if len(out[id]) > 1 { // a link leads from it
			continue
		}
		if in, err := f.inGraph(id, spec); err != nil {
			return nil, err
		} else if !in {
			delete(out, id)
		}
	}
	return out, nil
}

// inGraph reports whether a term is the subject or the object of a quad that
// fits.
func (f *finder) inGraph(id source.ID, spec *labelSpec) (bool, error) {
	label, possible := spec.ask()
	if id&local != 0 || !possible {
		return false, nil
	}
	return f.any(spec, source.Pattern{source.S: id, source.L: label}, source.Pattern{source.O: id, source.L: label})
}

// any reports whether a quad matches one of the patterns, with a label that
// fits.
func (f *finder) any(spec *labelSpec, patterns ...source.Pattern) (bool, error) {
	found := false
	stop := errors.New("found")
	err := f.run.each(patterns, func(m source.Match) error {
		if found = spec.fits(m.Quad[source.L]); found {
			return stop
		}
		return nil
	})
	if found {
		err = nil
	}
	return found, err
}

// step follows a path once from every pair.
func (f *finder) step(p *pathIDs, at *reached, spec *labelSpec, backward bool) (*reached, error) {
	switch {
	case p.link:
		return f.link(p, at, spec, backward)
	case p.inverse != nil:
		return f.step(p.inverse, at, spec, !backward)
	case p.repeat != nil:
		return f.repeat(p, at, spec, backward)
	case p.alt != nil:
		return f.alternatives(p, at, spec, backward)
	default:
		return f.sequence(p, at, spec, backward)
	}
}

func (f *finder) sequence(p *pathIDs, at *reached, spec *labelSpec, backward bool) (*reached, error) {
	first := at
	for i := range p.seq {
		q := p.seq[i]
		if backward {
			q = p.seq[len(p.seq)-1-i]
		}
		next, err := f.step(q, at, spec, backward)
		if err != nil {
			return nil, err
		}
		if at != first {
			at.drop()
		}
		at = next
	}
	return at, nil
}

func (f *finder) alternatives(p *pathIDs, at *reached, spec *labelSpec, backward bool) (*reached, error) {
	out := f.reached()
	for _, q := range p.alt {
		next, err := f.step(q, at, spec, backward)
		if err != nil {
			return nil, err
		}
		for _, pr := range next.list {
			if _, err := out.add(pr); err != nil {
				return nil, err
			}
		}
		next.drop()
	}
	return out, nil
}

// repeat follows a path min times, then as often as there is anything new, up
// to max.
func (f *finder) repeat(p *pathIDs, at *reached, spec *labelSpec, backward bool) (*reached, error) {
	first := at
	step := func(from *reached) (*reached, error) {
		next, err := f.step(p.repeat, from, spec, backward)
		if err == nil && from != first {
			from.drop()
		}
		return next, err
	}
	for range p.min {
		next, err := step(at)
		if err != nil {
			return nil, err
		}
		if at = next; len(at.list) == 0 {
			return at, nil
		}
	}
	out := f.reached()
	for _, pr := range at.list {
		if _, err := out.add(pr); err != nil {
			return nil, err
		}
	}
	for k := p.min; (p.max < 0 || k < p.max) && len(at.list) > 0; k++ {
		next, err := step(at)
		if err != nil {
			return nil, err
		}
		at = &reached{run: f.run}
		for _, pr := range next.list {
			fresh, err := out.add(pr)
			if err == nil && fresh {
				err = at.push(pr)
			}
			if err != nil {
				return nil, err
			}
		}
		next.drop()
	}
	if at != first {
		at.drop()
	}
	return out, nil
}

// link follows one link from every pair: the nodes are asked for once each,
// in order, in one scan.
func (f *finder) link(p *pathIDs, at *reached, spec *labelSpec, backward bool) (*reached, error) {
	out := f.reached()
	label, possible := spec.ask()
	if p.none || !possible {
		return out, f.run.ctx.Err()
	}
	byNode := map[source.ID][]int{}
	var nodes idSet
	for i, pr := range at.list {
		if pr.to&local == 0 {
			nodes.add(pr.to)
			byNode[pr.to] = append(byNode[pr.to], i)
		}
	}
	near, far := source.S, source.O
	if backward {
		near, far = far, near
	}
	patterns := make([]source.Pattern, len(nodes.list))
	for i, id := range nodes.sorted() {
		patterns[i] = source.Pattern{source.P: p.only, source.L: label}
		patterns[i][near] = id
	}
	err := f.run.each(patterns, func(m source.Match) error {
		if p.except[m.Quad[source.P]] || !spec.fits(m.Quad[source.L]) {
			return nil
		}
		for _, i := range byNode[m.Quad[near]] {
			pr := pair{from: at.list[i].from, to: m.Quad[far]}
			fresh, err := out.add(pr)
			if err != nil {
				return err
			}
			if fresh && f.run.o.Why {
				out.list[len(out.list)-1].why = f.proof(at.list[i].why, m, spec)
			}
		}
		return nil
	})
	return out, err
}

// proof puts one more link to the links of a path.
func (f *finder) proof(why *proof, m source.Match, spec *labelSpec) *proof {
	link := &proof{triple: [3]source.ID(m.Quad[:3]), spec: spec}
	if f.reverse {
		return both(link, why)
	}
	return both(why, link)
}
