package review

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// ErrSame is the error of an edit that changes nothing.
var ErrSame = errors.New("this is what the claim says already")

// Edit puts another claim in the place of one: with other words about the same
// quote, so that document, quote and offsets are those of the old one.
func (r *Reviewer) Edit(ctx context.Context, what string, node quad.IRI, with quads.Claim) (Step, error) {
	return r.decide(ctx, "edited "+what, func(s *session) error {
		c, err := s.claim(node)
		if err != nil {
			return err
		}
		return s.replace(c, with, nil)
	})
}

// replace withdraws a claim and writes another one. Where it only renames, the
// names in its details do so too, and the confidence stays, for nobody has judged
// the claim. What a person wrote, with rename nil, needs none.
func (s *session) replace(c Claim, with quads.Claim, rename func(quad.Value) quad.Value) error {
	with.Document, with.Quote, with.Start, with.End = c.Document, c.Quote, c.Start, c.End
	node := with.Node(s.names)
	if node == c.ID {
		return ErrSame
	}
	doomed, err := whole(s.ctx, s.src, s.names, c)
	if err != nil {
		return err
	}
	s.remove = append(s.remove, doomed...)
	known := true
	if _, err := Read(s.ctx, s.src, s.names, node); errors.As(err, new(*GoneError)) {
		known = false
	} else if err != nil {
		return err
	}
	if !known { // else two quotes would be mixed
		s.add = append(s.add, with.Quads(s.names)...)
		for _, q := range c.Details {
			q.Subject = node
			if rename != nil {
				q.Object = rename(q.Object)
			}
			s.add = append(s.add, q)
		}
		if rename != nil {
			if err := s.stillWaits(c.ID, node, doomed); err != nil {
				return err
			}
		}
	}
	if q, about, ok := edge(with, s.names); ok {
		s.add = append(append(s.add, about...), q)
	}
	reporting, err := reports(s.ctx, s.src, s.names, c.ID)
	if err != nil {
		return err
	}
	s.add = append(s.add, s.reported(reporting, c.Claim, with)...)
	return s.record(Decision{Kind: Edited, Used: []quad.Value{c.ID}, Generated: node, Withdrawn: doomed})
}

// stillWaits gives a renamed claim the confidence that it had, so that it waits
// for a decision as before; one that was decided on does not.
func (s *session) stillWaits(was, is quad.IRI, described []quad.Quad) error {
	err := s.undecided(was)
	if errors.As(err, new(*DecidedError)) {
		return nil
	}
	for _, q := range described {
		if q.Subject == was && q.Predicate == s.names.ConfidencePredicate() {
			q.Subject = is
			s.add = append(s.add, q)
		}
	}
	return err
}

// reported returns the edges that report a claim, as they are for the one in
// its place: X → denies → [it] becomes Y → doubts → [other] as speaker and
// stance do. A stance that no verb says, and a claim without a speaker, are
// reported by nobody.
func (s *session) reported(old []quad.Quad, was, is quads.Claim) []quad.Quad {
	node := is.Node(s.names)
	var out []quad.Quad
	for _, q := range old {
		verb, by := q.Predicate, q.Subject
		if by == was.Speaker {
			by = is.Speaker
		}
		if p, ok := verb.(quad.IRI); ok {
			name, _ := s.names.Name(p)
			if stance, ok := quads.StanceOf(name); ok && stance != is.Stance {
				verb = s.verb(is.Stance)
			}
		}
		if verb != nil && by != nil {
			out = append(out, quad.Quad{Subject: by, Predicate: verb, Object: node, Label: q.Label})
		}
	}
	changed := was.Speaker != is.Speaker || was.Stance != is.Stance
	if verb := s.verb(is.Stance); changed && len(out) == 0 && is.Speaker != nil && verb != nil {
		out = append(out, quad.Quad{Subject: is.Speaker, Predicate: verb, Object: node, Label: is.Document})
	}
	return out
}

// verb returns the predicate by which a stance is reported, nil where no verb
// says it.
func (s *session) verb(stance quads.Stance) quad.Value {
	if of, ok := quads.StanceOf(string(stance)); !ok || of != stance {
		return nil
	}
	return s.names.IRI(string(stance))
}

// Rename replaces a name in all claims of a document, in one step: as subject,
// object or speaker, in details, and where the document tells its type. The
// claims wait for a decision as they did.
func (r *Reviewer) Rename(ctx context.Context, what string, document, from, to quad.Value) (Step, error) {
	return r.decide(ctx, "renamed "+what, func(s *session) error {
		if from == to {
			return ErrSame
		}
		rename := func(v quad.Value) quad.Value {
			if v == from {
				return to
			}
			return v
		}
		if err := s.renameClaims(document, rename); err != nil {
			return err
		}
		if len(s.nodes) == 0 {
			return errors.New("no claim of this document has that name")
		}
		doomed, err := s.renameTypes(document, from, to)
		if err != nil {
			return err
		}
		return s.record(Decision{Kind: Renamed, Used: []quad.Value{from}, Generated: to, Within: document, Withdrawn: doomed})
	})
}

func (s *session) renameClaims(document quad.Value, rename func(quad.Value) quad.Value) error {
	derived, err := quadsWith(s.ctx, s.src, source.O, document)
	if err != nil {
		return err
	}
	for _, q := range derived {
		node, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != quads.WasDerivedFrom || !s.names.IsStatementNode(node) {
			continue
		}
		c, err := Read(s.ctx, s.src, s.names, node)
		if err != nil {
			return err
		}
		with := c.Claim
		with.Subject, with.Object, with.Speaker = rename(c.Subject), rename(c.Object), rename(c.Speaker)
		if with.Node(s.names) == node {
			continue
		}
		s.nodes = append(s.nodes, node)
		if err := s.replace(c, with, rename); err != nil {
			return err
		}
	}
	return nil
}

// renameTypes moves what a document tells as a name's type to the other name.
func (s *session) renameTypes(document, from, to quad.Value) (moved []quad.Quad, err error) {
	about, err := quadsWith(s.ctx, s.src, source.S, from)
	for _, q := range about {
		if q.Predicate == quads.Type && q.Label == document {
			moved = append(moved, q)
			s.remove = append(s.remove, q)
			q.Subject = to
			s.add = append(s.add, q)
		}
	}
	return moved, err
}

// Same says that two names mean one thing, or (same is false) two things.
func (r *Reviewer) Same(ctx context.Context, what string, a, b quad.Value, same bool) (Step, error) {
	kind, predicate := Told, quads.DifferentFrom
	if same {
		kind, predicate = Merged, quads.SameAs
	}
	return r.decide(ctx, string(kind)+" "+what, func(s *session) error {
		if a == b {
			return errors.New("this is one name")
		}
		link := quad.Quad{Subject: a, Predicate: predicate, Object: b, Label: Label(s.names, s.analyst)}
		held, err := source.Holds(ctx, s.src, []quad.Quad{link})
		if err != nil {
			return err
		}
		if held[0] {
			return ErrSame
		}
		s.add = append(s.add, link)
		if err := s.answered(a, b, same); err != nil {
			return err
		}
		return s.record(Decision{Kind: kind, Used: []quad.Value{a, b}})
	})
}

// answered decides the offer that two names mean one thing, if somebody made it
// and nobody answered it.
func (s *session) answered(a, b quad.Value, yes bool) error {
	node := quads.Offer{Subject: a, Predicate: quads.SameAs, Object: b}.Node(s.names)
	_, err := ReadOffer(s.ctx, s.src, s.names, node)
	if err == nil {
		err = s.undecided(node)
	}
	switch {
	case errors.As(err, new(*GoneError)), errors.As(err, new(*DecidedError)):
		return nil
	case err != nil:
		return err
	}
	kind := Rejected
	if yes {
		kind = Accepted
	}
	s.nodes = append(s.nodes, node)
	return s.record(Decision{Kind: kind, Used: []quad.Value{node}})
}
