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
	Full  bool  // the limit was reached; longer paths were not looked for
	Left  *Left // where there is no path: what was left out
	// Triples met and left out because nothing is known of them: the date of
	// their sources, where the walk has dates; their weight, where it has
	// weights. Not complete where the search could end early.
	Undated, Unweighed int
	Work               Work
}

// Work counts what a search did.
type Work struct {
	Expanded int // nodes whose links were read
	Counted  int // patterns counted, to choose the side to expand
	Scans    int // patterns scanned
	Quads    int // quads read
	Hops     int // hops found, and held
	Steps    int // hops tried by the enumeration
	Names    int // terms looked up
}

func (w *Work) add(v Work) {
	w.Expanded += v.Expanded
	w.Counted += v.Counted
	w.Scans += v.Scans
	w.Quads += v.Quads
	w.Hops += v.Hops
	w.Steps += v.Steps
	w.Names += v.Names
}

// Find returns loopless paths from any of one set to any of the other, at most
// spec.Limit (0: the default, negative: all) of at most spec.Max hops (0: the
// default), in the package's order. An entity in both sets is not linked with
// itself, and without direction a path is not also given backwards. Ids that
// are source.Any are ignored.
//
// Errors are ErrVia, ErrLabel, *WeightError, *SizeError, the context's and the
// source's.
func Find(ctx context.Context, src source.Source, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) (*Result, error) {
	if spec.Max <= 0 {
		spec.Max = DefaultMax
	}
	if spec.Limit == 0 {
		spec.Limit = DefaultLimit
	}
	if spec.OneSource {
		return findOneSource(ctx, src, names, from, to, spec)
	}
	x, err := newSearch(ctx, src, names, from, to, spec)
	if err != nil {
		return nil, err
	}
	r, err := x.run()
	if err != nil {
		return nil, err
	}
	if len(r.Paths) == 0 {
		err = x.whyNone(r)
	}
	return r, err
}

// search is one run of Find.
type search struct {
	*links
	ctx      context.Context
	from, to map[source.ID]bool
	nodes    *numbers
	next     next      // hops onward that are known
	probed   next      // those between the two edges, where they were asked for
	seek     int64     // quads that are read in the time that one question takes
	ahead    *frontier // grown from the start
	behind   *frontier // grown from the end
	nearest  int       // hops between the sets as far as the two have met; all: they have not
	kept     int       // hops of the paths that are found
	result   *Result

	trial // of one length
}

// all is the depth of a search that has seen everything it can.
const all = math.MaxInt32

func newSearch(ctx context.Context, src source.Source, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) (*search, error) {
	l, err := newLinks(ctx, src, names, spec)
	if err != nil {
		return nil, err
	}
	x := &search{
		links: l, ctx: ctx, from: setOf(from), to: setOf(to),
		nodes: newNumbers(), result: &Result{}, seek: askCost,
	}
	x.begin()
	return x, nil
}

// begin starts the two searches. An entity in both sets is where they meet.
func (x *search) begin() {
	x.ahead, x.behind = x.newFrontier(x.from), x.newFrontier(x.to)
	x.nearest = all
	if x.overlap() {
		x.nearest = 0
	}
}

// run answers for the spec.
func (x *search) run() (*Result, error) {
	err := x.ctx.Err()
	switch {
	case len(x.from) == 0 || len(x.to) == 0 || err != nil:
	case x.spec.WeightedBy != nil || x.spec.ByRarity:
		err = x.byWeight()
	default:
		err = x.byLength()
	}
	if x.claims != nil {
		x.result.Undated, x.result.Unweighed = len(x.claims.undated), len(x.claims.unweighed)
	}
	x.result.Work.add(x.work)
	return x.result, err
}

// byLength tries one length after the other.
func (x *search) byLength() error {
	for length := 1; length <= x.spec.Max; length++ {
		asked, met, err := x.probe()
		if err != nil {
			return err
		}
		if met {
			if err := x.enumerate(length); err != nil {
				return err
			}
			x.probed = next{}
			if x.enough(length) {
				break
			}
		}
		if err := x.grow(length); err != nil {
			return err
		}
		if length > x.longest() {
			break
		}
		if asked || length < x.nearest { // there are none, or no others, of this length
			continue
		}
		if err := x.enumerate(length); err != nil {
			return err
		}
		if x.enough(length) {
			break
		}
	}
	return nil
}

// enough reports whether no longer paths are wanted.
func (x *search) enough(length int) bool {
	found := len(x.result.Paths)
	if x.result.Cut || found > 0 && x.spec.AllShortest {
		return true
	}
	x.result.Full = found == x.spec.Limit && length < x.spec.Max && length < x.longest()
	return found == x.spec.Limit
}

// passes reports whether a path never goes on from a node: one end alone is
// an end.
func (x *search) passes(id source.ID, backward bool) bool {
	if backward {
		return len(x.from) == 1 && x.from[id]
	}
	return len(x.to) == 1 && x.to[id]
}

// longest is a length that no path exceeds: it visits no node twice, and
// only those that either search sees.
func (x *search) longest() int {
	if x.ahead.depth == all {
		return x.ahead.seen - 1
	}
	if x.behind.depth == all {
		return x.behind.seen - 1
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
