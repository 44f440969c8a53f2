package review

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// ReadOffer returns the offer of a node. The error is a *GoneError where the
// node offers nothing.
func ReadOffer(ctx context.Context, src source.Source, names *quads.Names, node quad.IRI) (quads.Offer, error) {
	var o quads.Offer
	about, err := quadsWith(ctx, src, source.S, node)
	if err != nil {
		return o, err
	}
	for _, q := range about {
		switch q.Predicate {
		case quads.Subject:
			o.Subject = q.Object
		case quads.Predicate:
			o.Predicate, _ = q.Object.(quad.IRI)
		case quads.Object:
			o.Object = q.Object
		case names.ReasonPredicate():
			o.Reason = text(q.Object)
		case names.ConfidencePredicate():
			o.Confidence, _ = quads.Number(q.Object)
		default:
			continue
		}
		o.Document = q.Label
	}
	if o.Subject == nil || o.Predicate == "" || o.Object == nil {
		return o, &GoneError{Node: node}
	}
	return o, nil
}

// Answer makes an offer a statement of the analyst's, or refuses it. That two
// names mean one thing is, refused, the statement that they mean two, so that
// nobody offers it again.
func (r *Reviewer) Answer(ctx context.Context, what string, node quad.IRI, yes bool) (Step, error) {
	kind := Rejected
	if yes {
		kind = Accepted
	}
	return r.decide(ctx, fmt.Sprint(kind, " ", what), func(s *session) error {
		if err := s.undecided(node); err != nil {
			return err
		}
		o, err := ReadOffer(ctx, s.src, s.names, node)
		if err != nil {
			return err
		}
		s.nodes = append(s.nodes, node)
		link := quad.Quad{Subject: o.Subject, Predicate: o.Predicate, Object: o.Object, Label: Label(s.names, s.analyst)}
		switch {
		case yes:
			s.add = append(s.add, link)
		case o.Predicate == quads.SameAs:
			link.Predicate = quads.DifferentFrom
			s.add = append(s.add, link)
		}
		return s.record(Decision{Kind: kind, Used: []quad.Value{node}})
	})
}
