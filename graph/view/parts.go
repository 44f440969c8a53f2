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

// Links returns the owl:sameAs links that lead from the members in some quads
// to their representatives, over as few as can be; each once, under every label.
// Places that are Any have none.
func (e *Entities) Links(of ...source.Quad) []source.Quad {
	c := e.classes
	var links []source.Quad
	led := make(map[source.ID]bool) // ways meet, and go on together
	for _, q := range of {
		for _, id := range q {
			for first := c.represent[id]; id != first && first != source.Any && !led[id]; id = c.towards[id] {
				led[id] = true
				links = append(links, c.links.between(pair{id, c.towards[id]})...)
				links = append(links, c.links.between(pair{c.towards[id], id})...)
			}
		}
	}
	slices.SortFunc(links, source.SPOL.Compare)
	return links
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
