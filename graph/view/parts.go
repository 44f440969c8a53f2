package view

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"quipu/graph/source"
)

// hiddenBehind returns the numbers of the hidden quads that are seen as q.
func (c *Classes) hiddenBehind(q source.Quad) []uint32 {
	from := sort.Search(len(c.behind), func(i int) bool {
		return source.SPOL.Compare(c.seen(c.hidden.all[c.behind[i]]), q) >= 0
	})
	to := from
	for to < len(c.behind) && c.seen(c.hidden.all[c.behind[to]]) == q {
		to++
	}
	return c.behind[from:to]
}

// Parts returns the quads of the graph that are seen as q, in order: those with
// other members, and q itself, if the graph has it. It returns nil where nothing
// else is seen as q.
func (e *Entities) Parts(ctx context.Context, q source.Quad) ([]source.Quad, error) {
	behind := e.classes.hiddenBehind(q)
	if len(behind) == 0 {
		return nil, nil
	}
	var parts []source.Quad
	for _, n := range behind {
		parts = append(parts, e.classes.hidden.all[n])
	}
	n, _, err := e.Source.Count(ctx, source.Pattern(q))
	if n > 0 {
		parts = append(parts, q)
	}
	slices.SortFunc(parts, source.SPOL.Compare)
	return parts, err
}

// Links returns the owl:sameAs links that lead from the members in q to their
// representatives, over as few as can be; each under every label. Places of q
// that are Any have none.
func (e *Entities) Links(q source.Quad) []source.Quad {
	var links []source.Quad
	for _, id := range q {
		for _, p := range e.classes.way(id) {
			for _, ends := range []pair{p, {p[1], p[0]}} {
				links = append(links, e.classes.links.between(ends)...)
			}
		}
	}
	slices.SortFunc(links, source.SPOL.Compare)
	return slices.Compact(links)
}

// between returns the links from one entity to another, which are sorted.
func (l *links) between(ends pair) []source.Quad {
	compare := func(q source.Quad, ends pair) int {
		return cmp.Or(cmp.Compare(q[source.S], ends[0]), cmp.Compare(q[source.O], ends[1]))
	}
	from, _ := slices.BinarySearchFunc(l.quads, ends, compare)
	to := from
	for to < len(l.quads) && compare(l.quads[to], ends) == 0 {
		to++
	}
	return l.quads[from:to]
}

// way returns the links from a member to its representative; none from one
// that represents its class itself.
func (c *Classes) way(id source.ID) (way []pair) {
	for first := c.represent[id]; id != first && first != source.Any; id = c.towards[id] {
		way = append(way, pairOf(id, c.towards[id]))
	}
	return way
}

// lead finds for each member the next one on the way to its representative.
func (c *Classes) lead() {
	var both []pair
	for _, p := range c.links.joined {
		if !c.links.apart[p] {
			both = append(both, p, pair{p[1], p[0]})
		}
	}
	slices.SortFunc(both, comparePairs)
	c.towards = make(map[source.ID]source.ID, len(c.represent))
	var frontier []source.ID
	for m, first := range c.represent {
		if m == first {
			frontier = append(frontier, m)
		}
	}
	slices.Sort(frontier)
	for ; len(frontier) > 0; frontier = frontier[1:] {
		at := frontier[0]
		from, _ := slices.BinarySearchFunc(both, pair{at}, comparePairs)
		for _, p := range both[from:] {
			if p[0] != at {
				break
			}
			if _, led := c.towards[p[1]]; !led && c.represent[p[1]] != p[1] && c.represent[p[1]] != source.Any {
				c.towards[p[1]] = at
				frontier = append(frontier, p[1])
			}
		}
	}
}
