package paths

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// ErrVia is a via that is more than one hop: a walk takes any number of hops
// anyway, and via says along which predicates.
var ErrVia = errors.New("via lists predicates, as in via (accuses|^denies|!borders): no sequence (/) and no repetition (* + ? {n,m})")

// via tells along which predicates a hop may go, in either direction.
type via struct {
	onward, against predicates
}

// predicates is a set of predicates: those of only, and if open, all that
// are not in except.
type predicates struct {
	only   map[source.ID]bool
	sorted []source.ID // of only
	open   bool
	except map[source.ID]bool
}

func (p *predicates) has(id source.ID) bool {
	if p.open && len(p.except) == 0 {
		return true
	}
	return p.only[id] || p.open && !p.except[id]
}

// empty reports whether no hop can go this way.
func (p *predicates) empty() bool { return !p.open && len(p.only) == 0 }

// compileVia turns a spec's via into sets of ids. In a walk without
// direction each predicate may be walked both ways.
func compileVia(ctx context.Context, src source.Source, spec algebra.WalkSpec) (*via, error) {
	v := &via{}
	if spec.Via == nil || spec.ViaAny {
		v.onward.open, v.against.open = true, !spec.Directed
		return v, nil
	}
	c := viaCompiler{via: v, both: !spec.Directed}
	if err := c.add(spec.Via, false); err != nil {
		return nil, err
	}
	return v, c.resolve(ctx, src)
}

// viaCompiler collects the alternatives of a via: IRIs first, ids when all
// are known, so that the source is asked once.
type viaCompiler struct {
	*via
	both  bool
	iris  []quad.Value
	parts []viaPart
}

// viaPart is one alternative: some predicates, or all but some.
type viaPart struct {
	to         *predicates
	not        bool
	start, end int // of iris
}

func (c *viaCompiler) add(p algebra.Path, inverse bool) error {
	switch p := p.(type) {
	case algebra.Link:
		c.part(inverse, false, []quad.IRI{p.IRI})
	case algebra.AnyLink:
		c.part(inverse, true, nil)
	case algebra.Inverse:
		return c.add(p.Path, !inverse)
	case algebra.NotLinks:
		if len(p.Forward) > 0 || len(p.Backward) == 0 {
			c.part(inverse, true, p.Forward)
		}
		if len(p.Backward) > 0 {
			c.part(!inverse, true, p.Backward)
		}
	case algebra.Alternative:
		for _, q := range p.Paths {
			if err := c.add(q, inverse); err != nil {
				return err
			}
		}
	default:
		return ErrVia
	}
	return nil
}

func (c *viaCompiler) part(inverse, not bool, iris []quad.IRI) {
	start := len(c.iris)
	for _, iri := range iris {
		c.iris = append(c.iris, iri)
	}
	if c.both || !inverse {
		c.parts = append(c.parts, viaPart{&c.onward, not, start, len(c.iris)})
	}
	if c.both || inverse {
		c.parts = append(c.parts, viaPart{&c.against, not, start, len(c.iris)})
	}
}

func (c *viaCompiler) resolve(ctx context.Context, src source.Source) error {
	ids := make([]source.ID, len(c.iris))
	if err := src.IDs(ctx, c.iris, ids); err != nil {
		return err
	}
	for _, part := range c.parts {
		part.to.union(setOf(ids[part.start:part.end]), part.not)
	}
	c.onward.sorted, c.against.sorted = sorted(c.onward.only), sorted(c.against.only)
	return nil
}

// union widens p by set, or by all that is not in set: "not a or not b" is
// everything but what both leave out.
func (p *predicates) union(set map[source.ID]bool, not bool) {
	switch {
	case !not:
		if p.only == nil {
			p.only = make(map[source.ID]bool)
		}
		for id := range set {
			p.only[id] = true
		}
	case !p.open:
		p.open, p.except = true, set
	default:
		for id := range p.except {
			if !set[id] {
				delete(p.except, id)
			}
		}
	}
}
