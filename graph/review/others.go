package review

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/source"
	"quipu/quads"
)

// A Voice is what somebody else says of a claim's triple.
type Voice struct {
	Stance            quads.Stance
	Speaker, Document quad.Value // nil: not known
	Object            quad.Value // the value that is said instead; nil: the same
}

// mostCandidates is how many statement nodes are looked at for what else is
// said of a triple.
const mostCandidates = 10_000

// Others returns what others say of a claim's triple: who makes it too, who
// denies, doubts, … it, and who gives another value where there can be one
// only. Contested says that they contradict the claim or one another
// (analysis.Contested).
func Others(ctx context.Context, src source.Source, names *quads.Names, c Claim) (voices []Voice, contested bool, err error) {
	terms := []quad.Value{c.Subject, c.Predicate, c.Object, quads.Subject, quads.Object}
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, false, err
	}
	s, p, o := ids[0], ids[1], ids[2]
	if s == source.Any || p == source.Any || o == source.Any {
		return nil, false, nil
	}
	made, err := source.Quads(ctx, src, source.Pattern{s, p, o})
	if err != nil {
		return nil, false, err
	}
	own, _, asserted := edge(c.Claim, names)
	for _, q := range made {
		if q.Label == nil || asserted && q.Label == own.Label {
			continue
		}
		v := Voice{Stance: quads.Asserts, Document: q.Label}
		if label, ok := q.Label.(quad.IRI); ok && names.IsSaid(label) {
			about, err := quadsWith(ctx, src, source.S, label)
			if err != nil {
				return nil, false, err
			}
			said := claimOf(label, about, names)
			v.Speaker, v.Document = said.Speaker, said.Document
		}
		voices = append(voices, v)
	}
	nodes, err := sameTriple(ctx, src, names, c, source.Pattern{source.P: ids[3], source.O: s}, source.Pattern{source.P: ids[4], source.O: o})
	if err != nil {
		return nil, false, err
	}
	for _, n := range nodes {
		if n.Stance != quads.Asserts && n.Stance != "" {
			voices = append(voices, Voice{Stance: n.Stance, Speaker: n.Speaker, Document: n.Document})
		}
	}
	differ, contested, err := differing(ctx, src, names, [3]source.ID{s, p, o})
	return append(voices, differ...), contested, err
}

// sameTriple returns the other claims of a claim's triple, found by the one of
// two patterns that fewer nodes match.
func sameTriple(ctx context.Context, src source.Source, names *quads.Names, c Claim, bySubject, byObject source.Pattern) ([]Claim, error) {
	fewer, least := bySubject, int64(-1)
	for _, p := range []source.Pattern{bySubject, byObject} {
		if p[source.P] == source.Any {
			return nil, nil
		}
		n, _, err := src.Count(ctx, p)
		if err != nil {
			return nil, err
		}
		if least < 0 || n < least {
			fewer, least = p, n
		}
	}
	var patterns []source.Pattern
	err := source.Each(ctx, src, func(m source.Match) bool {
		patterns = append(patterns, source.Pattern{source.S: m.Quad[source.S]})
		return len(patterns) < mostCandidates
	}, fewer)
	if err != nil {
		return nil, err
	}
	var out []Claim
	for some := range slices.Chunk(patterns, batch) {
		about := map[quad.Value][]quad.Quad{}
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			about[q.Subject] = append(about[q.Subject], q)
			return nil
		}, some...)
		if err != nil {
			return nil, err
		}
		for v, described := range about {
			node, ok := v.(quad.IRI)
			if !ok || node == c.ID || !names.IsStatementNode(node) {
				continue
			}
			other := claimOf(node, described, names)
			if other.Subject == c.Subject && other.Predicate == c.Predicate && other.Object == c.Object {
				out = append(out, other)
			}
		}
	}
	slices.SortFunc(out, func(a, b Claim) int { return quads.Order(a.ID, b.ID) })
	return out, nil
}

// differing returns who gives another value, and whether the triple takes part
// in any contest.
func differing(ctx context.Context, src source.Source, names *quads.Names, t [3]source.ID) (out []Voice, contested bool, err error) {
	all, err := analysis.Contested(ctx, src, names, []source.ID{t[0]}, heldStatements)
	if err != nil {
		return nil, false, err
	}
	party := false
	var values []Voice
	for _, v := range all {
		if v.S != t[0] || v.P != t[1] {
			continue
		}
		if v.O == t[2] {
			contested = true
			party = party || v.Contest != analysis.Denied
			continue
		}
		if v.Contest == analysis.Denied {
			continue
		}
		object, err := source.TermOf(ctx, src, v.O)
		if err != nil {
			return nil, false, err
		}
		label, err := source.TermOf(ctx, src, v.Label)
		if err != nil {
			return nil, false, err
		}
		values = append(values, Voice{Stance: quads.Asserts, Document: label, Object: object})
	}
	if party {
		out = values
	}
	return out, contested, nil
}
