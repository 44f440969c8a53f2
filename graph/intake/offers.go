package intake

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// offers adds what is likely and was not decided: offers of the document's own,
// and of texts that repeat one another.
func (e *entry) offers() error {
	for _, o := range e.doc.Offers {
		o.Subject, o.Object = e.decided.Name(e.doc.Node, o.Subject), e.decided.Name(e.doc.Node, o.Object)
		if err := e.offer(o); err != nil {
			return err
		}
	}
	return nil
}

// offer adds an offer unless the store has an answer to it.
func (e *entry) offer(o quads.Offer) error {
	o.Document = e.doc.Node
	node := o.Node(e.names)
	if o.Subject == o.Object || e.decided.Answered(node) {
		return nil
	}
	if settled, err := e.settled(o); err != nil || settled {
		return err
	}
	id, err := source.IDOf(e.ctx, e.src, node)
	if err != nil {
		return err
	}
	about := o.Quads(e.names)
	if e.want[about[0]] {
		return nil // for another reason, which is enough
	}
	if id == source.Any {
		e.out.Offers++
	}
	e.add(about...)
	return nil
}

// settled reports whether somebody said what is offered, whichever way round,
// or that two names mean two things.
func (e *entry) settled(o quads.Offer) (bool, error) {
	terms := []quad.Value{o.Subject, o.Object, o.Predicate, quads.DifferentFrom}
	ids := make([]source.ID, len(terms))
	if err := e.src.IDs(e.ctx, terms, ids); err != nil || ids[0] == source.Any || ids[1] == source.Any {
		return false, err
	}
	for _, p := range ids[2:] {
		if p == source.Any || o.Predicate != quads.SameAs && p == ids[3] {
			continue
		}
		for _, ends := range [2][2]source.ID{{ids[0], ids[1]}, {ids[1], ids[0]}} {
			n, err := source.CountExactly(e.ctx, e.src, source.Pattern{source.S: ends[0], source.P: p, source.O: ends[1]}, 1)
			if err != nil || n > 0 {
				return n > 0, err
			}
		}
	}
	return false, nil
}
