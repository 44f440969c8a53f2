package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// A QuoteError is a claim whose quote does not stand where it says in the text
// that is kept of its document.
type QuoteError struct {
	Claim Claim
	names *quads.Names
}

// Error says which, and where it should stand.
func (e *QuoteError) Error() string {
	show := func(v quad.Value) string { return arrow.Format(v, e.names) }
	where := ""
	if e.Claim.End > 0 {
		where = fmt.Sprintf(" at %d to %d", e.Claim.Start, e.Claim.End)
	}
	return quads.Printable(fmt.Sprintf("the words %s of [%s → %s → %s] do not stand%s in the text of %s",
		show(quad.String(quads.Cut(e.Claim.Quote, longestQuote))), show(e.Claim.Subject), show(e.Claim.Predicate), show(e.Claim.Object), where, show(e.Claim.Document)))
}

// longestQuote is how many columns of a quote an error shows.
const longestQuote = 60

// CheckQuotes compares the quotes of all claims with the texts that are kept
// of their documents, and calls report with each that does not stand there:
// at its offsets, or anywhere if it has none. It returns how many were
// compared; those whose document has no text are not. What a person accepted
// or wrote may quote an earlier text of a document that was revised.
func CheckQuotes(ctx context.Context, src source.Source, names *quads.Names, report func(*QuoteError)) (compared int, err error) {
	nodes, err := quoted(ctx, src, names)
	if err != nil {
		return 0, err
	}
	decided, err := Decided(ctx, src, names)
	if err != nil {
		return 0, err
	}
	var document quad.Value
	var kept []string
	for _, n := range nodes {
		c, err := Read(ctx, src, names, n.node)
		if err := unlessGone(err); err != nil {
			return compared, err
		}
		if c.Document == nil || c.Quote == "" {
			continue
		}
		if c.Document != document {
			document = c.Document
			if kept, err = texts(ctx, src, c); err != nil {
				return compared, err
			}
		}
		if len(kept) == 0 {
			continue
		}
		compared++
		if slices.ContainsFunc(kept, func(text string) bool {
			return stands(text, c.Claim) || c.End == 0 && holds(text, c.Quote)
		}) {
			continue
		}
		if decided.Kept(n.node) {
			revised, err := wasRevised(ctx, src, document)
			if err != nil {
				return compared, err
			}
			if revised {
				continue
			}
		}
		report(&QuoteError{Claim: c, names: names})
	}
	return compared, nil
}

// wasRevised reports whether a document had another text before.
func wasRevised(ctx context.Context, src source.Source, document quad.Value) (bool, error) {
	about, err := quadsWith(ctx, src, source.S, document)
	return slices.ContainsFunc(about, func(q quad.Quad) bool { return q.Predicate == quads.WasRevisionOf }), err
}

// quotedNode is a node with a quote, and the place of its document among ids.
type quotedNode struct {
	node     quad.IRI
	document source.ID
}

// quoted returns the nodes with a quote, those of one document together.
func quoted(ctx context.Context, src source.Source, names *quads.Names) ([]quotedNode, error) {
	ids := make([]source.ID, 2)
	if err := src.IDs(ctx, []quad.Value{names.QuotePredicate(), quads.WasDerivedFrom}, ids); err != nil {
		return nil, err
	}
	if ids[0] == source.Any || ids[1] == source.Any {
		return nil, nil
	}
	var nodes []source.ID
	err := source.Each(ctx, src, func(m source.Match) bool {
		nodes = append(nodes, m.Quad[source.S])
		return true
	}, source.Pattern{source.P: ids[0]})
	if err != nil {
		return nil, err
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	var out []quotedNode
	for some := range slices.Chunk(nodes, batch) {
		patterns := make([]source.Pattern, len(some))
		found := make([]quotedNode, len(some))
		terms := make([]quad.Value, len(some))
		if err := src.Terms(ctx, some, terms); err != nil {
			return nil, err
		}
		for i, n := range some {
			patterns[i] = source.Pattern{source.S: n, source.P: ids[1]}
			found[i].node, _ = terms[i].(quad.IRI)
		}
		err := source.Each(ctx, src, func(m source.Match) bool {
			found[m.Pattern].document = m.Quad[source.O]
			return true
		}, patterns...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b quotedNode) int {
		return cmp.Or(cmp.Compare(a.document, b.document), cmp.Compare(a.node, b.node))
	})
	return out, nil
}
