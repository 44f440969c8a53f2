package paths

import (
	"context"
	"math"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// What a walk takes where it does not say.
const (
	DefaultMax   = 6  // hops
	DefaultLimit = 10 // paths
)

// Result is the answer to how two sets are linked.
type Result struct {
	Paths []source.Path
	Cut   bool  // there is at least one path more than the limit
	Left  *Left // where there is no path: what was left out
	Work  Work
}

// Work counts what a search did.
type Work struct {
	Expanded int // nodes whose links were read
	Scans    int // patterns scanned
	Quads    int // quads read
	Hops     int // hops found, and held
	Steps    int // hops tried by the enumeration
}

func (w *Work) add(v Work) {
	w.Expanded += v.Expanded
	w.Scans += v.Scans
	w.Quads += v.Quads
	w.Hops += v.Hops
	w.Steps += v.Steps
}

// Find returns the shortest loopless paths from any of one set to any of the
// other, at most spec.Limit of at most spec.Max hops (0: the defaults), in
// the package's order. An entity in both sets is not linked with itself, and
// without direction a path is not also given backwards. Ids that are
// source.Any are ignored.
//
// Errors are ErrVia, ErrLabel, *SizeError, the context's and the source's.
func Find(ctx context.Context, src source.Source, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) (*Result, error) {
	if spec.Max <= 0 {
		spec.Max = DefaultMax
	}
	if spec.Limit <= 0 {
		spec.Limit = DefaultLimit
	}
	x, err := newSearch(ctx, src, names, from, to, spec)
	if err != nil {
		return nil, err
	}
	r, err := x.run()
	if err != nil {
		return nil, err
	}
	r.Work = x.work
	if len(r.Paths) > 0 {
		return r, nil
	}
	return r, x.whyNone(r)
}

// search is one run of Find.
type search struct {
	*links
	ctx      context.Context
	from, to map[source.ID]bool
	next     map[source.ID][]edge // hops onward that are known
	ahead    *frontier            // grown from the start
	behind   *frontier            // grown from the end
	viable   map[goal][]edge
	path     []source.ID // nodes of the walk being tried
	onPath   map[source.ID]bool
	hops     source.Path
	result   *Result
	once     bool // the first path is enough
}

// all is the depth of a search that has seen everything it can.
const all = math.MaxInt32

// frontier is one of the two breadth-first searches.
type frontier struct {
	seen     map[source.ID]bool
	expanded map[source.ID]bool
	edge     []source.ID // seen and not expanded
	depth    int         // nodes nearer than this are expanded
}

func newFrontier(ids map[source.ID]bool) *frontier {
	f := &frontier{seen: make(map[source.ID]bool), expanded: make(map[source.ID]bool), edge: sorted(ids)}
	for id := range ids {
		f.seen[id] = true
	}
	return f
}

func newSearch(ctx context.Context, src source.Source, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) (*search, error) {
	l, err := newLinks(ctx, src, names, spec)
	if err != nil {
		return nil, err
	}
	x := &search{
		links: l, ctx: ctx, from: setOf(from), to: setOf(to),
		next:   make(map[source.ID][]edge),
		onPath: make(map[source.ID]bool),
		result: &Result{},
	}
	x.ahead, x.behind = newFrontier(x.from), newFrontier(x.to)
	return x, nil
}

// run tries one length after the other.
func (x *search) run() (*Result, error) {
	if len(x.from) == 0 || len(x.to) == 0 {
		return x.result, x.ctx.Err()
	}
	for length := 1; length <= x.spec.Max && !x.result.Cut; length++ {
		if err := x.grow(length); err != nil {
			return nil, err
		}
		if length > x.longest() {
			break
		}
		if err := x.enumerate(length); err != nil {
			return nil, err
		}
	}
	return x.result, nil
}

// grow widens the two searches until every path of a length is known: its
// first nodes lie within the depth of one, the rest within the other's.
func (x *search) grow(length int) error {
	for x.ahead.depth+x.behind.depth < length {
		f, backward := x.ahead, false
		if len(x.behind.edge) < len(x.ahead.edge) {
			f, backward = x.behind, true
		}
		if len(f.edge) == 0 { // all is known
			f.depth = all
			return nil
		}
		if err := x.widen(f, backward); err != nil {
			return err
		}
	}
	return nil
}

func (x *search) widen(f *frontier, backward bool) error {
	other := x.behind
	if backward {
		other = x.ahead
	}
	nodes := f.edge
	f.edge = nil
	var expand []source.ID
	for _, n := range nodes {
		if !x.passes(n, backward) {
			expand = append(expand, n)
			f.expanded[n] = true
		}
	}
	f.depth++
	return x.expand(x.ctx, expand, backward, func(s step) {
		e, near := s.edge, s.from
		if backward {
			// Found from its far end: the step leads from e.to here.
			near, e.to = e.to, near
		}
		if reached := s.edge.to; !f.seen[reached] {
			f.seen[reached] = true
			f.edge = append(f.edge, reached)
		}
		// The other search has found the edge, if it expanded its other end.
		if backward && !other.expanded[near] || !backward && !other.expanded[e.to] {
			x.next[near] = append(x.next[near], e)
		}
	})
}

// passes reports whether a path never goes on from a node: one end alone is
// an end.
func (x *search) passes(n source.ID, backward bool) bool {
	if backward {
		return len(x.from) == 1 && x.from[n]
	}
	return len(x.to) == 1 && x.to[n]
}

// longest is a length that no path exceeds: it visits no node twice, and
// only those that either search sees.
func (x *search) longest() int {
	if x.ahead.depth == all {
		return len(x.ahead.seen) - 1
	}
	if x.behind.depth == all {
		return len(x.behind.seen) - 1
	}
	return all
}

// Check returns the error that Find would return for a spec, whatever the
// graph: ErrVia or ErrLabel.
func Check(spec algebra.WalkSpec) error {
	if spec.Label.Kind == algebra.BindLabel {
		return ErrLabel
	}
	if spec.Via == nil || spec.ViaAny {
		return nil
	}
	return (&viaCompiler{via: &via{}}).add(spec.Via, false)
}
