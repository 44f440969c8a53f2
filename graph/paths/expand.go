package paths

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// maxHops is how many hops a search may hold, some 50 bytes each.
const maxHops = 20_000_000

// SizeError is a walk that met more hops than a search may hold.
type SizeError struct{ Max int }

// Error says what to do.
func (e *SizeError) Error() string {
	return fmt.Sprintf("the walk met more than %d hops: lower max or the limit, or narrow it by via, a source or avoid hubs", e.Max)
}

// batch is how many nodes one scan asks for; chunk is how many hops are
// looked at together.
const (
	batch = 512
	chunk = 4096
)

// edge is a hop as it is walked: to the node at its other end.
type edge struct {
	p, to   source.ID
	forward bool // walked as stored
	denied  bool
	weight  int64 // of a walk that is weighted by its sources
}

// step is an edge with the node it was found from: the nearer end of a walk
// onward, the farther end of one backward.
type step struct {
	from source.ID
	edge
}

// triple of ids.
type key [3]source.ID

// links reads a source as a graph of links: which hops lead on from a node.
type links struct {
	src    source.Source
	spec   algebra.WalkSpec
	via    *via
	labels *labels
	bound  []source.ID // of labels, where they are few
	claims *claims     // what the labels of a hop must meet; nil: nothing
	hubs   *hubs
	names  *quads.Names
	ids    vocabulary
	kinds  *kinds

	terms    map[source.ID]quad.Value
	reasons  map[source.ID]Reason // of predicates
	declares map[source.ID]bool   // sources that describe themselves

	left   map[Reason]map[key]bool // what was met and is no link; nil: nobody asks
	denied map[source.ID]bool      // statement nodes met that deny

	asClaims bool // what is no link and claims something passes, too
	work     Work
	max      int // hops it may hold

	reader reader
}

// vocabulary holds the ids of the terms that the table needs; Any where the
// source does not have them.
type vocabulary struct {
	subject, predicate, object, stance source.ID
	denied, descriptions               map[source.ID]bool
}

func newLinks(ctx context.Context, src source.Source, names *quads.Names, spec algebra.WalkSpec) (*links, error) {
	l := &links{
		src: src, spec: spec, names: names, max: maxHops,
		terms:   make(map[source.ID]quad.Value),
		reasons: make(map[source.ID]Reason), declares: make(map[source.ID]bool),
		denied: make(map[source.ID]bool),
	}
	var err error
	if l.via, err = compileVia(ctx, src, spec); err != nil {
		return nil, err
	}
	if l.labels, err = compileLabel(ctx, src, spec.Label); err != nil {
		return nil, err
	}
	l.bound = l.labels.bound()
	terms := []quad.Value{quads.Subject, quads.Predicate, quads.Object, names.StancePredicate()}
	fixed := len(terms)
	for _, s := range deniedStances {
		terms = append(terms, quad.String(s))
	}
	stances := len(terms)
	terms = append(terms, descriptions...)
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	l.ids = vocabulary{
		subject: ids[0], predicate: ids[1], object: ids[2], stance: ids[3],
		denied: setOf(ids[fixed:stances]), descriptions: setOf(ids[stances:]),
	}
	if l.kinds, err = newKinds(ctx, src, names, l.ids.subject); err != nil {
		return nil, err
	}
	l.hubs = newHubs(src, spec)
	l.claims, err = newClaims(ctx, l)
	return l, err
}

func setOf(ids []source.ID) map[source.ID]bool {
	set := make(map[source.ID]bool)
	for _, id := range ids {
		if id != source.Any {
			set[id] = true
		}
	}
	return set
}

// each calls do with every match of the patterns. No patterns, no matches.
func (l *links) each(ctx context.Context, patterns []source.Pattern, do func(source.Match)) error {
	if len(patterns) == 0 {
		return ctx.Err()
	}
	l.work.Scans += len(patterns)
	return source.Each(ctx, l.src, func(m source.Match) bool {
		l.work.Quads++
		do(m)
		return true
	}, patterns...)
}

// expand calls found with each hop that leads away from one of the nodes
// (backward: that leads to it), once a triple and direction.
func (l *links) expand(ctx context.Context, nodes []source.ID, backward bool, found func(step)) error {
	for len(nodes) > 0 {
		n := min(batch, len(nodes))
		if err := l.expandBatch(ctx, nodes[:n], backward, found); err != nil {
			return err
		}
		l.work.Expanded += n
		nodes = nodes[n:]
	}
	return nil
}

func (l *links) expandBatch(ctx context.Context, nodes []source.ID, backward bool, found func(step)) error {
	take := func(some []candidate) error {
		kept, err := l.sift(ctx, some)
		if err != nil {
			return err
		}
		if l.work.Hops += len(kept); l.work.Hops > l.max {
			return &SizeError{Max: l.max}
		}
		for i := range kept {
			c := &kept[i]
			near, far := c.key[0], c.key[2]
			if c.forward == backward {
				near, far = far, near
			}
			found(step{near, edge{c.key[1], far, c.forward, c.denied, c.weight}})
		}
		return nil
	}
	if !l.spec.IncludingDenied || l.ids.stance == source.Any || l.ids.subject == source.Any || l.ids.object == source.Any {
		return l.scan(ctx, nodes, backward, take)
	}
	var asserted []candidate
	err := l.scan(ctx, nodes, backward, func(some []candidate) error {
		asserted = append(asserted, some...)
		return nil
	})
	if err != nil {
		return err
	}
	denied, err := l.scanDenied(ctx, nodes, backward, asserted)
	if err != nil {
		return err
	}
	return take(append(asserted, denied...))
}
