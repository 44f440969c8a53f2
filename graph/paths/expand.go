package paths

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// maxHops is how many hops a search may hold, some 100 bytes each.
const maxHops = 20_000_000

// SizeError is a walk that met more hops than a search may hold.
type SizeError struct{ Max int }

// Error says what to do.
func (e *SizeError) Error() string {
	return fmt.Sprintf("the walk met more than %d hops: lower max, or narrow it by via or a source", e.Max)
}

// batch is how many nodes one scan asks for.
const batch = 512

// edge is a hop as it is walked: to the node at its other end.
type edge struct {
	p, to   source.ID
	forward bool // walked as stored
	denied  bool
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
	names  *quads.Names
	ids    vocabulary

	terms    map[source.ID]quad.Value
	kinds    map[source.ID]kind
	reasons  map[source.ID]Reason // of predicates
	declares map[source.ID]bool   // sources that describe themselves

	left   map[Reason]map[key]bool // what was met and is no link
	denied map[source.ID]bool      // statement nodes met that deny
	work   Work
	max    int // hops it may hold
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
		terms: make(map[source.ID]quad.Value), kinds: make(map[source.ID]kind),
		reasons: make(map[source.ID]Reason), declares: make(map[source.ID]bool),
		left: make(map[Reason]map[key]bool), denied: make(map[source.ID]bool),
	}
	var err error
	if l.via, err = compileVia(ctx, src, spec); err != nil {
		return nil, err
	}
	if l.labels, err = compileLabel(ctx, src, spec.Label); err != nil {
		return nil, err
	}
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
	return l, nil
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
		if l.work.Expanded += n; l.work.Hops > l.max {
			return &SizeError{Max: l.max}
		}
		nodes = nodes[n:]
	}
	return nil
}

// candidate is a triple that via and label let through, and how it would be
// walked.
type candidate struct {
	key
	forward bool // as stored
	own     bool // every label that fits is the subject itself
	denied  bool
}

func (l *links) expandBatch(ctx context.Context, nodes []source.ID, backward bool, found func(step)) error {
	candidates, err := l.scan(ctx, nodes, backward)
	if err != nil {
		return err
	}
	if l.spec.IncludingDenied && l.ids.stance != source.Any && l.ids.subject != source.Any && l.ids.object != source.Any {
		denied, err := l.scanDenied(ctx, nodes, backward, candidates)
		if err != nil {
			return err
		}
		candidates = append(candidates, denied...)
	}
	if candidates, err = l.sift(ctx, candidates); err != nil {
		return err
	}
	l.work.Hops += len(candidates)
	for _, c := range candidates {
		near, far := c.key[0], c.key[2]
		if c.forward == backward {
			near, far = far, near
		}
		found(step{near, edge{c.key[1], far, c.forward, c.denied}})
	}
	return nil
}

// scan reads the triples at the nodes that may be walked.
func (l *links) scan(ctx context.Context, nodes []source.ID, backward bool) ([]candidate, error) {
	var patterns []source.Pattern
	var forward []bool // of a pattern: are its triples walked as stored
	add := func(p predicates, at int, stored bool) {
		if p.open {
			for _, n := range nodes {
				pattern := source.Pattern{}
				pattern[at] = n
				patterns, forward = append(patterns, pattern), append(forward, stored)
			}
			return
		}
		for _, n := range nodes {
			for _, id := range sorted(p.only) {
				pattern := source.Pattern{source.P: id}
				pattern[at] = n
				patterns, forward = append(patterns, pattern), append(forward, stored)
			}
		}
	}
	onward, against := source.S, source.O
	if backward {
		onward, against = source.O, source.S
	}
	add(l.via.onward, onward, true)
	add(l.via.against, against, false)

	var out []candidate
	last := -1 // the pattern of the candidate at the end of out
	err := l.each(ctx, patterns, func(m source.Match) {
		q := m.Quad
		stored := forward[m.Pattern]
		if q[source.S] == q[source.O] || !l.labels.fits(q[source.L]) || !l.goes(q[source.P], stored) {
			return
		}
		k := key{q[source.S], q[source.P], q[source.O]}
		own := q[source.L] == q[source.S]
		if n := len(out) - 1; n >= 0 && last == m.Pattern && out[n].key == k {
			out[n].own = out[n].own && own
			return
		}
		last = m.Pattern
		out = append(out, candidate{key: k, forward: stored, own: own})
	})
	return out, err
}

// goes reports whether via lets a hop along p go this way.
func (l *links) goes(p source.ID, stored bool) bool {
	if stored {
		return l.via.onward.has(p)
	}
	return l.via.against.has(p)
}
