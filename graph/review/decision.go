package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Kind is what was decided. As a term it is a plain string.
type Kind string

// The kinds.
const (
	Accepted Kind = "accepted"
	Rejected Kind = "rejected"
	Edited   Kind = "edited"     // another claim stands in its place
	Merged   Kind = "merged"     // two names mean one thing
	Told     Kind = "told apart" // two names mean two things
	Renamed  Kind = "renamed"    // a name is replaced in all claims of a document
)

// A Decision is what somebody decided about a claim, an offer or two names.
type Decision struct {
	Node      quad.IRI     // its own
	Kind      Kind         //
	Used      []quad.Value // the claim, the offer, or the names it is about, in the order of terms
	Generated quad.Value   // the claim, or the name, that came instead; nil
	Within    quad.Value   // the document that a renaming holds for; nil
	Analyst   quad.Value   // who decided
	Time      time.Time    // to the second
	Withdrawn []quad.Quad  // what it took out of the graph
}

// Label returns the source that decisions of an analyst, and what follows from
// them, are labelled with.
func Label(names *quads.Names, analyst string) quad.IRI { return names.IRI("review by " + analyst) }

// quads returns the decision's description, and gives it its node.
func (d *Decision) quads(names *quads.Names, label quad.Value) ([]quad.Quad, error) {
	when := quads.Literal(d.Time.UTC().Format(time.RFC3339), quads.XSDTime)
	d.Node = names.Review(d.Used[0], string(d.Kind), d.Analyst, when)
	var out []quad.Quad
	add := func(p quad.IRI, v quad.Value) {
		if v != nil {
			out = append(out, quad.Quad{Subject: d.Node, Predicate: p, Object: v, Label: label})
		}
	}
	add(quads.Type, quads.Activity)
	for _, u := range d.Used {
		add(quads.Used, u)
	}
	add(quads.WasAssociatedWith, d.Analyst)
	add(quads.EndedAtTime, when)
	add(names.DecisionPredicate(), quad.String(d.Kind))
	add(quads.Generated, d.Generated)
	add(names.WithinPredicate(), d.Within)
	if len(d.Withdrawn) > 0 {
		text, err := withdrawn(d.Withdrawn, names)
		if err != nil {
			return nil, err
		}
		add(names.WithdrawnPredicate(), text)
	}
	return out, nil
}

// Decisions returns all decisions in a graph, in the order of their times and
// then of their nodes.
func Decisions(ctx context.Context, src source.Source, names *quads.Names) ([]Decision, error) {
	p, err := source.IDOf(ctx, src, names.DecisionPredicate())
	if err != nil || p == source.Any {
		return nil, err
	}
	var patterns []source.Pattern
	err = source.Each(ctx, src, func(m source.Match) bool {
		patterns = append(patterns, source.Pattern{source.S: m.Quad[source.S]})
		return true
	}, source.Pattern{source.P: p})
	if err != nil {
		return nil, err
	}
	found := map[quad.Value]*Decision{}
	for some := range slices.Chunk(patterns, batch) {
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			d := found[q.Subject]
			if d == nil {
				node, _ := q.Subject.(quad.IRI)
				d = &Decision{Node: node}
				found[q.Subject] = d
			}
			return d.take(q, names)
		}, some...)
		if err != nil {
			return nil, err
		}
	}
	out := make([]Decision, 0, len(found))
	for _, d := range found {
		if len(d.Used) > 0 {
			slices.SortFunc(d.Used, quads.Order)
			out = append(out, *d)
		}
	}
	slices.SortFunc(out, func(a, b Decision) int {
		if c := a.Time.Compare(b.Time); c != 0 {
			return c
		}
		return strings.Compare(string(a.Node), string(b.Node))
	})
	return out, nil
}

// batch is how many nodes are asked about together.
const batch = 512

// take takes in what a quad says of the decision.
func (d *Decision) take(q quad.Quad, names *quads.Names) (err error) {
	switch q.Predicate {
	case names.DecisionPredicate():
		d.Kind = Kind(text(q.Object))
	case quads.Used:
		if !slices.Contains(d.Used, q.Object) {
			d.Used = append(d.Used, q.Object)
		}
	case quads.Generated:
		d.Generated = q.Object
	case names.WithinPredicate():
		d.Within = q.Object
	case quads.WasAssociatedWith:
		d.Analyst = q.Object
	case quads.EndedAtTime:
		d.Time, _ = time.Parse(time.RFC3339, text(q.Object)) // a foreign one is no time
	case names.WithdrawnPredicate():
		d.Withdrawn, err = restored(q.Object)
	}
	return err
}

// Claim returns the claim that a decision is about, as it was: of one that was
// withdrawn from what the decision keeps, else from the graph. The error is a
// *GoneError where neither has it.
func (d Decision) Claim(ctx context.Context, src source.Source, names *quads.Names) (Claim, error) {
	node, _ := d.Used[0].(quad.IRI)
	if len(d.Withdrawn) == 0 {
		return Read(ctx, src, names, node)
	}
	var about []quad.Quad
	for _, q := range d.Withdrawn {
		if q.Subject == node {
			about = append(about, q)
		}
	}
	return claimOf(node, about, names), nil
}
