package eval

import (
	"quipu/graph/source"
)

// Searches without evidence go from up to 64 starts at once and move sets of
// nodes: where several searches meet they go on as one. A step along a link
// asks the source for many nodes at once, in the order of their ids, or, where
// the nodes are many beside the link's quads, reads those quads once.

// maxStarts is how many starts a search has at most: the bits of node.starts.
const maxStarts = 64

// askNodes is how many nodes are asked for in one scan.
const askNodes = 4096

// seekCost is how many quads are read in order at about the cost of a seek.
const seekCost = 8

// A frontier gathers what a step, or several, have reached.
type frontier struct {
	run   *run
	seen  nodeTable
	fresh []node // what was added since the last take: a term may repeat
	held  int
}

// newFrontier returns one for what can be reached from some nodes.
func (f *finder) newFrontier(from []node) *frontier {
	return &frontier{run: f.run, seen: nodeTable{all: anyStart(from)}}
}

// anyStart returns the starts of all nodes together.
func anyStart(nodes []node) (starts uint64) {
	for _, n := range nodes {
		starts |= n.starts
	}
	return starts
}

// add adds what of a node is new.
func (f *frontier) add(id source.ID, starts uint64) error {
	fresh, first := f.seen.add(id, starts)
	if fresh == 0 {
		return nil
	}
	f.fresh = append(f.fresh, node{id, fresh})
	if !first {
		return f.run.hold(1)
	}
	f.held++
	return f.run.hold(2)
}

// take returns what is new since the last take, by id.
func (f *frontier) take() []node {
	f.run.release(len(f.fresh))
	fresh := sortNodes(f.fresh)
	f.fresh = nil
	return fresh
}

// drop gives up what the frontier holds.
func (f *frontier) drop() {
	f.run.release(f.held + len(f.fresh))
	f.held, f.fresh = 0, nil
}

// spread follows a path once from some nodes, which are in order.
func (f *finder) spread(p *pathIDs, at []node, spec *labelSpec, backward bool, into *frontier) error {
	switch {
	case p.link:
		return f.spreadLink(p, at, spec, backward, into)
	case p.inverse != nil:
		return f.spread(p.inverse, at, spec, !backward, into)
	case p.repeat != nil:
		return f.spreadRepeat(p, at, spec, backward, into)
	case p.alt != nil:
		for _, q := range p.alt {
			if err := f.spread(q, at, spec, backward, into); err != nil {
				return err
			}
		}
		return nil
	default:
		return f.spreadSequence(p, at, spec, backward, into)
	}
}

func (f *finder) spreadSequence(p *pathIDs, at []node, spec *labelSpec, backward bool, into *frontier) error {
	for i := range p.seq {
		q := p.seq[i]
		if backward {
			q = p.seq[len(p.seq)-1-i]
		}
		if i == len(p.seq)-1 {
			return f.spread(q, at, spec, backward, into)
		}
		next := f.newFrontier(at)
		defer next.drop()
		if err := f.spread(q, at, spec, backward, next); err != nil {
			return err
		}
		at = next.take()
	}
	return nil
}

func (f *finder) spreadRepeat(p *pathIDs, at []node, spec *labelSpec, backward bool, into *frontier) error {
	s := f.search(p, at, spec, backward)
	defer s.drop()
	for {
		found, err := s.next()
		if len(found) == 0 || err != nil {
			return err
		}
		for _, n := range found {
			if err := into.add(n.id, n.starts); err != nil {
				return err
			}
		}
	}
}

// spreadLink follows one link.
func (f *finder) spreadLink(p *pathIDs, at []node, spec *labelSpec, backward bool, into *frontier) error {
	label, possible := spec.ask()
	for len(at) > 0 && at[len(at)-1].id&local != 0 {
		at = at[:len(at)-1]
	}
	if p.none || !possible || len(at) == 0 {
		return f.run.ctx.Err()
	}
	near, far := source.S, source.O
	if backward {
		near, far = far, near
	}
	all := source.Pattern{source.P: p.only, source.L: label}
	whole, err := f.readWhole(all, at, near)
	if err != nil {
		return err
	}
	if whole {
		starts := nodeTable{all: anyStart(at)}
		for _, n := range at {
			starts.add(n.id, n.starts)
		}
		return f.eachLink(p, []source.Pattern{all}, spec, func(m *source.Match) error {
			if from := starts.get(m.Quad[near]); from != 0 {
				return into.add(m.Quad[far], from)
			}
			return nil
		})
	}
	patterns := make([]source.Pattern, min(len(at), askNodes))
	for ; len(at) > 0; at = at[len(patterns):] {
		patterns = patterns[:min(len(at), len(patterns))]
		for i, n := range at[:len(patterns)] {
			patterns[i] = all
			patterns[i][near] = n.id
		}
		err := f.eachLink(p, patterns, spec, func(m *source.Match) error {
			return into.add(m.Quad[far], at[m.Pattern].starts)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readWhole reports whether it is cheaper to read all quads of a link than to
// seek those of some nodes, whose place is near.
func (f *finder) readWhole(all source.Pattern, at []node, near int) (bool, error) {
	if len(at) < askNodes/seekCost {
		return false, nil
	}
	n, _, err := f.run.src.Count(f.run.ctx, all)
	if err != nil || n > seekCost*seekCost*int64(len(at)) {
		return false, err
	}
	theirs, err := f.quadsOf(all, at, near)
	return n < seekCost*int64(len(at))+theirs, err
}

// sampled is how many nodes are looked at to guess how many quads all have.
const sampled = 16

// quadsOf guesses how many quads a link has at some nodes.
func (f *finder) quadsOf(all source.Pattern, at []node, near int) (int64, error) {
	step := max(1, len(at)/sampled)
	var sum, asked int64
	for i := 0; i < len(at); i += step {
		if at[i].id&local != 0 {
			continue
		}
		p := all
		p[near] = at[i].id
		n, _, err := f.run.src.Count(f.run.ctx, p)
		if err != nil {
			return 0, err
		}
		sum, asked = sum+n, asked+1
	}
	return sum * int64(len(at)) / max(1, asked), nil
}

// eachLink calls do for the quads of patterns that a link can be.
func (f *finder) eachLink(p *pathIDs, patterns []source.Pattern, spec *labelSpec, do func(*source.Match) error) error {
	return f.run.eachOf(patterns, func(found []source.Match) error {
		for i := range found {
			m := &found[i]
			if len(p.except) > 0 && p.except[m.Quad[source.P]] || !spec.fits(m.Quad[source.L]) {
				continue
			}
			if err := do(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// search is a breadth-first search along a path that repeats, level by level.
// What it has seen it does not follow again, so cycles end.
type search struct {
	finder   *finder
	path     *pathIDs
	spec     *labelSpec
	backward bool
	at       []node // where it begins, then what the last step found
	seen     *frontier
	steps    int
	begun    bool
}

// search begins at some nodes, which are in order.
func (f *finder) search(p *pathIDs, at []node, spec *labelSpec, backward bool) *search {
	return &search{finder: f, path: p, spec: spec, backward: backward, at: at, seen: f.newFrontier(at)}
}

// next returns what is reached by one step more and was not before, by id:
// after as many steps as the path has at least. None is the end.
func (s *search) next() ([]node, error) {
	if !s.begun {
		s.begun = true
		return s.begin()
	}
	if len(s.at) == 0 || s.path.max >= 0 && s.steps >= s.path.max {
		return nil, s.finder.run.ctx.Err()
	}
	return s.step()
}

// begin takes the steps that the path has at least: the nodes on the way are
// none that it reaches.
func (s *search) begin() ([]node, error) {
	if s.path.min == 0 {
		for _, n := range s.at {
			if err := s.seen.add(n.id, n.starts); err != nil {
				return nil, err
			}
		}
		s.at = s.seen.take()
		return s.at, nil
	}
	for ; s.steps < s.path.min-1 && len(s.at) > 0; s.steps++ {
		on := s.finder.newFrontier(s.at)
		err := s.finder.spread(s.path.repeat, s.at, s.spec, s.backward, on)
		s.at = on.take()
		on.drop()
		if err != nil {
			return nil, err
		}
	}
	return s.step()
}

func (s *search) step() ([]node, error) {
	s.steps++
	err := s.finder.spread(s.path.repeat, s.at, s.spec, s.backward, s.seen)
	s.at = s.seen.take()
	return s.at, err
}

func (s *search) drop() { s.seen.drop() }
