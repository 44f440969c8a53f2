package paths

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"quipu/graph/source"
)

// claim is a statement node as it is read.
type claim struct {
	node   source.ID
	key    key
	denied bool
	fits   bool // a label of its quads fits
}

// scanDenied reads the statements about the nodes that are only denied, as
// hops: those whose triple is among the asserted ones are left out.
func (l *links) scanDenied(ctx context.Context, nodes []source.ID, backward bool, asserted []candidate) ([]candidate, error) {
	subject, object := l.ids.subject, l.ids.object
	if backward {
		subject, object = object, subject
	}
	// A node found by both its ends is walked both ways.
	type end struct {
		node   source.ID
		stored bool
	}
	ways := make(map[end]bool)
	var patterns []source.Pattern
	var stored []bool
	for _, n := range nodes {
		if !l.via.onward.empty() {
			patterns, stored = append(patterns, source.Pattern{source.P: subject, source.O: n}), append(stored, true)
		}
		if !l.via.against.empty() {
			patterns, stored = append(patterns, source.Pattern{source.P: object, source.O: n}), append(stored, false)
		}
	}
	err := l.each(ctx, patterns, func(m source.Match) {
		ways[end{m.Quad[source.S], stored[m.Pattern]}] = true
	})
	if err != nil || len(ways) == 0 {
		return nil, err
	}
	ids := make(map[source.ID]bool)
	for w := range ways {
		ids[w.node] = true
	}
	claims, err := l.readClaims(ctx, sorted(ids))
	if err != nil {
		return nil, err
	}
	seen := make(map[way]bool)
	for _, c := range asserted {
		seen[way{c.key, c.forward}] = true
	}
	var out []candidate
	for _, c := range claims {
		for _, forward := range []bool{true, false} {
			h := way{c.key, forward}
			if !ways[end{c.node, forward}] || !c.usable() || !l.goes(c.key[1], forward) {
				continue
			}
			l.denied[c.node] = true
			if seen[h] {
				continue // asserted too, or denied by another
			}
			seen[h] = true
			out = append(out, candidate{key: c.key, forward: forward, denied: true})
		}
	}
	return out, nil
}

func (c *claim) usable() bool {
	return c.denied && c.fits && c.key[0] != c.key[2] &&
		c.key[0] != source.Any && c.key[1] != source.Any && c.key[2] != source.Any
}

// readClaims reads statement nodes, in the order of their ids.
func (l *links) readClaims(ctx context.Context, nodes []source.ID) ([]claim, error) {
	patterns := make([]source.Pattern, len(nodes))
	out := make([]claim, len(nodes))
	for i, n := range nodes {
		patterns[i] = source.Pattern{source.S: n}
		out[i].node = n
	}
	err := l.each(ctx, patterns, func(m source.Match) {
		c, q := &out[m.Pattern], m.Quad
		switch q[source.P] {
		case l.ids.subject:
			c.key[0] = q[source.O]
			c.fits = c.fits || l.labels.fitsNode(q[source.L], c.node)
		case l.ids.predicate:
			c.key[1] = q[source.O]
		case l.ids.object:
			c.key[2] = q[source.O]
		case l.ids.stance:
			c.denied = c.denied || l.ids.denied[q[source.O]]
		}
	})
	return out, err
}

// sorted returns the keys of a map in order.
func sorted[K cmp.Ordered, V any](set map[K]V) []K {
	return slices.Sorted(maps.Keys(set))
}
