package view

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// pair is two members, the lower first.
type pair [2]source.ID

func pairOf(a, b source.ID) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

// links is what the graph says of names that mean one thing.
type links struct {
	sameAs source.ID
	joined []pair        // by a link, each once, ascending
	quads  []source.Quad // the links themselves
	apart  map[pair]bool // said to be different, or not to be the same
}

// linkReader reads links.
type linkReader struct {
	ctx   context.Context
	src   source.Source
	names *quads.Names
	limit int
	held  int // quads
}

// read returns the links between entities; nil where there are none.
func (r *linkReader) read() (*links, error) {
	sameAs, err := source.IDOf(r.ctx, r.src, quads.SameAs)
	if err != nil || sameAs == source.Any {
		return nil, err
	}
	n, _, err := r.src.Count(r.ctx, source.Pattern{source.P: sameAs})
	if err != nil || n == 0 {
		return nil, err
	}
	l := &links{sameAs: sameAs, apart: make(map[pair]bool)}
	if l.quads, err = r.collect(nil, source.Pattern{source.P: sameAs}); err != nil {
		return nil, err
	}
	if err := r.entities(l); err != nil || len(l.quads) == 0 {
		return nil, err
	}
	slices.SortFunc(l.quads, source.SPOL.Compare)
	for _, q := range l.quads {
		if q[source.S] != q[source.O] {
			l.joined = append(l.joined, pairOf(q[source.S], q[source.O]))
		}
	}
	slices.SortFunc(l.joined, comparePairs)
	l.joined = slices.Compact(l.joined)
	if err := r.different(l); err != nil {
		return nil, err
	}
	return l, r.denied(l)
}

func comparePairs(a, b pair) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }

// collect appends the quads that match patterns, within the limit.
func (r *linkReader) collect(to []source.Quad, patterns ...source.Pattern) ([]source.Quad, error) {
	err := source.Each(r.ctx, r.src, func(m source.Match) bool {
		r.held++
		to = append(to, m.Quad)
		return r.held <= r.limit
	}, patterns...)
	if err == nil && r.held > r.limit {
		err = &LimitError{Max: r.limit}
	}
	return to, err
}

// entities keeps the links both of whose ends may be joined.
func (r *linkReader) entities(l *links) error {
	ids := make([]source.ID, 0, 2*len(l.quads))
	for _, q := range l.quads {
		ids = append(ids, q[source.S], q[source.O])
	}
	terms := make([]quad.Value, len(ids))
	if err := r.src.Terms(r.ctx, ids, terms); err != nil {
		return err
	}
	kept := l.quads[:0]
	for i, q := range l.quads {
		if r.isEntity(terms[2*i]) && r.isEntity(terms[2*i+1]) {
			kept = append(kept, q)
		}
	}
	l.quads = kept
	return r.ctx.Err()
}

// isEntity reports whether a term may be one name among several of a thing.
func (r *linkReader) isEntity(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	if !ok {
		_, blank := v.(quad.BNode)
		return blank
	}
	for _, namespace := range []string{quads.RDF, quads.RDFS, quads.OWL, quads.PROV} {
		if strings.HasPrefix(string(iri), namespace) {
			return false
		}
	}
	return !r.names.IsSaid(iri) && !r.names.IsStatementNode(iri) && iri != r.names.StancePredicate()
}

// different reads which entities are said to be different.
func (r *linkReader) different(l *links) error {
	id, err := source.IDOf(r.ctx, r.src, quads.DifferentFrom)
	if id == source.Any || err != nil {
		return err
	}
	found, err := r.collect(nil, source.Pattern{source.P: id})
	for _, q := range found {
		l.apart[pairOf(q[source.S], q[source.O])] = true
	}
	r.held -= len(found)
	return err
}

// denied reads which entities are said not to be the same.
func (r *linkReader) denied(l *links) error {
	terms := []quad.Value{quads.Predicate, quads.Subject, quads.Object, r.names.StancePredicate(), quad.String(quads.Denies), quad.String(quads.Doubts)}
	ids := make([]source.ID, len(terms))
	if err := r.src.IDs(r.ctx, terms, ids); err != nil {
		return err
	}
	about, subject, object, stance, stances := ids[0], ids[1], ids[2], ids[3], ids[4:]
	if about == source.Any || stance == source.Any {
		return nil
	}
	nodes, err := r.collect(nil, source.Pattern{source.P: about, source.O: l.sameAs})
	if err != nil {
		return err
	}
	r.held -= len(nodes)
	var patterns []source.Pattern
	for i, q := range nodes {
		if i == 0 || q[source.S] != nodes[i-1][source.S] { // as often as it has labels
			patterns = append(patterns, source.Pattern{source.S: q[source.S]})
		}
	}
	ends := make([]pair, len(patterns))
	several := make([]bool, len(patterns)) // described by two statements: nobody said the mixture
	say := func(n, place int, id source.ID) {
		several[n] = several[n] || ends[n][place] != source.Any && ends[n][place] != id
		ends[n][place] = id
	}
	no := make([]bool, len(patterns))
	err = eachOf(r.ctx, r.src, patterns, func(m source.Match) error {
		switch m.Quad[source.P] {
		case subject:
			say(m.Pattern, 0, m.Quad[source.O])
		case object:
			say(m.Pattern, 1, m.Quad[source.O])
		case about:
			several[m.Pattern] = several[m.Pattern] || m.Quad[source.O] != l.sameAs
		case stance:
			no[m.Pattern] = no[m.Pattern] || slices.Contains(stances, m.Quad[source.O])
		}
		return nil
	})
	for i, e := range ends {
		if no[i] && !several[i] && e[0] != source.Any && e[1] != source.Any {
			l.apart[pairOf(e[0], e[1])] = true
		}
	}
	return err
}

// patternsAtOnce is how many patterns are asked together.
const patternsAtOnce = 1024

// eachOf calls f for every match of many patterns, until it returns an error,
// which it then returns. Pattern is the number among all.
func eachOf(ctx context.Context, src source.Source, patterns []source.Pattern, f func(source.Match) error) error {
	for from := 0; from < len(patterns); from += patternsAtOnce {
		some := patterns[from:min(from+patternsAtOnce, len(patterns))]
		var failed error
		err := source.Each(ctx, src, func(m source.Match) bool {
			m.Pattern += from
			failed = f(m)
			return failed == nil
		}, some...)
		if err = cmp.Or(failed, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}
