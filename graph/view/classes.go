package view

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// MaxQuads is how many quads a view of classes holds unless told otherwise:
// about 100 MiB.
const MaxQuads = 1_000_000

// LimitError says that more quads mention names that are the same as another
// than a view may hold.
type LimitError struct{ Max int }

// Error says what to do.
func (e *LimitError) Error() string {
	return fmt.Sprintf("'same as' would join names in more than %s; ask with --no-same, or .same off, which shows the parts",
		quads.Count(e.Max, "statement"))
}

// Classes are the names of one state of a graph that mean one thing, and what
// is seen otherwise because of them. They are ids alone, so they serve every
// Source of that state; they are safe for concurrent use.
type Classes struct {
	links     *links
	represent map[source.ID]source.ID   // of each member, itself included
	unjoined  map[source.ID][]source.ID // the ends of links that join nothing
	towards   map[source.ID]source.ID   // the next member on the way to that one
	hidden    *sorted                   // quads that are not seen
	shown     *sorted                   // those that are seen in their place
	behind    []uint32                  // numbers of the hidden, by what is seen in their place
	near      sieve                     // the ids of the hidden and the shown

	turn chan struct{} // held by whoever computes the …
	size *changes      // … of the source's sizes; nil until asked for
}

// ReadClasses reads the classes of a state; nil where no link says that names
// are the same. The
// error is a *LimitError where they would hold more than limit quads.
func ReadClasses(ctx context.Context, src source.Source, names *quads.Names, limit int) (*Classes, error) {
	r := &linkReader{ctx: ctx, src: src, names: names, limit: limit}
	l, err := r.read()
	if err != nil || l == nil {
		return nil, err
	}
	c := &Classes{links: l, represent: make(map[source.ID]source.ID), turn: make(chan struct{}, 1)}
	for _, members := range l.classes() {
		first, err := representative(ctx, src, members)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			c.represent[m] = first
		}
	}
	if c.separate(); len(c.represent)+len(c.unjoined) == 0 {
		return nil, nil
	}
	c.lead()
	return c, c.rewrite(r)
}

// separate finds the links that join nothing because somebody says otherwise.
func (c *Classes) separate() {
	c.unjoined = make(map[source.ID][]source.ID)
	for _, p := range c.links.joined {
		if first, ok := c.represent[p[0]]; c.links.apart[p] || !ok || first != c.represent[p[1]] {
			c.unjoined[p[0]] = append(c.unjoined[p[0]], p[1])
			c.unjoined[p[1]] = append(c.unjoined[p[1]], p[0])
		}
	}
}

// classes returns the members of each class, ascending.
func (l *links) classes() [][]source.ID {
	parent := make(map[source.ID]source.ID)
	root := func(id source.ID) source.ID {
		for {
			up, ok := parent[id]
			if !ok || up == id {
				return id
			}
			if above, ok := parent[up]; ok {
				parent[id] = above
			}
			id = up
		}
	}
	var members []source.ID
	for _, p := range l.joined {
		if l.apart[p] {
			continue
		}
		members = append(members, p[0], p[1])
		if a, b := root(p[0]), root(p[1]); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	slices.Sort(members)
	members = slices.Compact(members)
	torn := make(map[source.ID]bool) // roots of classes with members that are apart
	for p := range l.apart {
		if a := root(p[0]); p[0] != p[1] && a == root(p[1]) {
			torn[a] = true
		}
	}
	at := make(map[source.ID]int)
	var classes [][]source.ID
	for _, m := range members { // ascending, so the root of a class comes first
		r := root(m)
		if torn[r] {
			continue
		}
		if r == m {
			at[r] = len(classes)
			classes = append(classes, nil)
		}
		classes[at[r]] = append(classes[at[r]], m)
	}
	return classes
}

// representative returns the member that stands in most statements.
func representative(ctx context.Context, src source.Source, members []source.ID) (source.ID, error) {
	terms := make([]quad.Value, len(members))
	if err := src.Terms(ctx, members, terms); err != nil {
		return source.Any, err
	}
	best, most := 0, int64(-1)
	for i, m := range members {
		var n int64
		for place := range len(source.Pattern{}) {
			var p source.Pattern
			p[place] = m
			in, _, err := src.Count(ctx, p)
			if err != nil {
				return source.Any, err
			}
			n += in
		}
		if n > most || n == most && quads.Order(terms[i], terms[best]) < 0 {
			best, most = i, n
		}
	}
	return members[best], nil
}

// seen returns a quad with the representatives of its terms.
func (c *Classes) seen(q source.Quad) source.Quad {
	for place, id := range q {
		if first, ok := c.represent[id]; ok {
			q[place] = first
		}
	}
	return q
}

// isLink reports whether a quad is a link within a class, which is not seen.
func (c *Classes) isLink(q source.Quad) bool {
	if q[source.P] != c.links.sameAs {
		return false
	}
	a, joined := c.represent[q[source.S]]
	return joined && a == c.represent[q[source.O]]
}

// rewrite reads what is not seen, and finds what is seen instead.
func (c *Classes) rewrite(r *linkReader) error {
	var hidden []source.Quad
	for _, q := range c.links.quads {
		if c.isLink(q) {
			hidden = append(hidden, q)
		}
	}
	var patterns []source.Pattern
	for m, first := range c.represent {
		if m == first {
			continue
		}
		for place := range len(source.Pattern{}) {
			var p source.Pattern
			p[place] = m
			patterns = append(patterns, p)
		}
	}
	slices.SortFunc(patterns, func(a, b source.Pattern) int { return source.SPOL.Compare(source.Quad(a), source.Quad(b)) })
	for from := 0; from < len(patterns); from += patternsAtOnce {
		var err error
		if hidden, err = r.collect(hidden, patterns[from:min(from+patternsAtOnce, len(patterns))]...); err != nil {
			return err
		}
	}
	var err error
	if c.hidden, err = newSorted(r.ctx, hidden); err != nil {
		return err
	}
	if err := c.sortBehind(r.ctx); err != nil {
		return err
	}
	return c.show(r)
}

// sortBehind sorts the numbers of the hidden quads by what they are seen as.
func (c *Classes) sortBehind(ctx context.Context) error {
	behind := make([]uint32, 0, len(c.hidden.all))
	err := interruptible(ctx, func() {
		seen := make([]source.Quad, len(c.hidden.all))
		for i, q := range c.hidden.all {
			seen[i] = c.seen(q)
			if !c.isLink(q) {
				behind = append(behind, uint32(i))
			}
		}
		slices.SortFunc(behind, func(a, b uint32) int { return source.SPOL.Compare(seen[a], seen[b]) })
	})
	if err == nil {
		c.behind = behind
	}
	return err
}

// show makes what is seen in place of the hidden quads: what the graph does
// not have anyway.
func (c *Classes) show(r *linkReader) error {
	var shown []source.Quad
	var patterns []source.Pattern
	for _, i := range c.behind {
		q := c.seen(c.hidden.all[i])
		if n := len(patterns); n == 0 || patterns[n-1] != source.Pattern(q) {
			patterns = append(patterns, source.Pattern(q))
		}
	}
	had := make([]bool, len(patterns))
	err := eachOf(r.ctx, r.src, patterns, func(m source.Match) error {
		had[m.Pattern] = true
		return nil
	})
	if err != nil {
		return err
	}
	for i, p := range patterns {
		if !had[i] {
			shown = append(shown, source.Quad(p))
		}
	}
	if c.shown, err = newSorted(r.ctx, shown); err != nil {
		return err
	}
	c.near = newSieve(len(c.hidden.all) + len(shown))
	for _, list := range [][]source.Quad{c.hidden.all, shown} {
		for _, q := range list {
			for _, id := range q {
				c.near.add(id)
			}
		}
	}
	return r.ctx.Err()
}
