package review

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/source"
	"quipu/quads"
)

// A Filter says which claims and offers are looked at. The zero Filter is all.
type Filter struct {
	Above     *float64     // only those of at least this confidence
	Below     *float64     // only those of less
	Sources   []quad.Value // only those of one of these documents or speakers; nil is any
	Entities  []quad.Value // only those about one of these; nil is any
	Stance    quads.Stance // only claims of this stance; "" is any
	Contested bool         // only claims that others contradict
	Limit     int          // at most so many; 0 is all
	Decided   bool         // those that were decided on too, if they are still there
}

// heldStatements bounds what a search for contested statements keeps.
const heldStatements = 5_000_000

// Queue returns the nodes of the claims and offers that wait for a decision:
// claims by document and by where they begin in it, then offers, those of the
// same place by their nodes. The order is the same for the same graph.
func Queue(ctx context.Context, src source.Source, names *quads.Names, f Filter) ([]quad.IRI, error) {
	q := &queue{src: src, names: names, filter: f}
	if err := q.prepare(ctx); err != nil {
		return nil, err
	}
	nodes, err := q.rated(ctx)
	if err != nil {
		return nil, err
	}
	var found []entry
	for some := range slices.Chunk(nodes, batch) {
		entries, err := q.read(ctx, some)
		if err != nil {
			return nil, err
		}
		found = append(found, entries...)
	}
	slices.SortFunc(found, compareEntries)
	if f.Limit > 0 && len(found) > f.Limit {
		found = found[:f.Limit]
	}
	out := make([]quad.IRI, len(found))
	for i, e := range found {
		out[i] = e.node
	}
	return out, nil
}

// entry is a claim or an offer, and its place in the queue.
type entry struct {
	node     quad.IRI
	offer    bool
	document string
	start    int
}

func compareEntries(a, b entry) int {
	last := func(e entry) int {
		if e.offer {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.document, b.document),
		cmp.Compare(a.start, b.start), cmp.Compare(a.node, b.node))
}

// queue makes a queue.
type queue struct {
	src       source.Source
	names     *quads.Names
	filter    Filter
	done      *Record
	contested map[[3]quad.Value]bool
}

func (q *queue) prepare(ctx context.Context) (err error) {
	if q.done, err = Decided(ctx, q.src, q.names); err != nil || !q.filter.Contested {
		return err
	}
	voices, err := analysis.Contested(ctx, q.src, q.names, nil, heldStatements)
	if err != nil {
		return err
	}
	ids := make([]source.ID, 0, 3*len(voices))
	for _, v := range voices {
		ids = append(ids, v.S, v.P, v.O)
	}
	terms := make([]quad.Value, len(ids))
	if err := q.src.Terms(ctx, ids, terms); err != nil {
		return err
	}
	q.contested = make(map[[3]quad.Value]bool, len(voices))
	for i := range voices {
		q.contested[[3]quad.Value(terms[3*i:3*i+3])] = true
	}
	return nil
}

// rated returns what has a confidence.
func (q *queue) rated(ctx context.Context) ([]source.ID, error) {
	p, err := source.IDOf(ctx, q.src, q.names.ConfidencePredicate())
	if err != nil || p == source.Any {
		return nil, err
	}
	var nodes []source.ID
	err = source.Each(ctx, q.src, func(m source.Match) bool {
		nodes = append(nodes, m.Quad[source.S])
		return true
	}, source.Pattern{source.P: p})
	slices.Sort(nodes)
	return slices.Compact(nodes), err
}

// read reads some nodes and returns those that are asked for.
func (q *queue) read(ctx context.Context, nodes []source.ID) ([]entry, error) {
	patterns := make([]source.Pattern, len(nodes))
	for i, n := range nodes {
		patterns[i] = source.Pattern{source.S: n}
	}
	about := map[quad.Value][]quad.Quad{}
	err := source.EachQuad(ctx, q.src, func(x quad.Quad) error {
		about[x.Subject] = append(about[x.Subject], x)
		return nil
	}, patterns...)
	var out []entry
	for v, described := range about {
		node, ok := v.(quad.IRI)
		if !ok || q.done.Answered(node) && !q.filter.Decided {
			continue
		}
		c := claimOf(node, described, q.names)
		e := entry{node: node, offer: q.names.IsOffer(node), start: c.Start}
		if e.offer {
			c.Document = described[0].Label
		}
		if !e.offer && !q.names.IsStatementNode(node) || c.Subject == nil || !q.fits(c, e.offer) {
			continue
		}
		if c.Document != nil {
			e.document = c.Document.String()
		}
		out = append(out, e)
	}
	return out, err
}

// fits reports whether the filter lets a claim or an offer through.
func (q *queue) fits(c Claim, offer bool) bool {
	f := q.filter
	switch {
	case f.Above != nil && c.Confidence < *f.Above, f.Below != nil && c.Confidence >= *f.Below:
		return false
	case offer && (f.Stance != "" || f.Contested), f.Stance != "" && c.Stance != f.Stance:
		return false
	case f.Contested && !q.contested[[3]quad.Value{c.Subject, c.Predicate, c.Object}]:
		return false
	case f.Sources != nil && !slices.Contains(f.Sources, c.Document) && !slices.Contains(f.Sources, c.Speaker):
		return false
	}
	return f.Entities == nil || slices.Contains(f.Entities, c.Subject) || slices.Contains(f.Entities, c.Object) ||
		slices.Contains(f.Entities, c.Speaker)
}
