package intake

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// The terms by which a document's revisions are described.
const (
	modified = quad.IRI(quads.DCTerms + "modified")
	mentions = quad.IRI(quads.Schema + "mentions")
)

// revise records that the store had another text of the document: what it is a
// revision of stands under the node that the earlier text would have by itself.
func (e *entry) revise() error {
	e.out.Revised = true
	if e.held.text == "" || e.held.text == e.doc.Text {
		return nil // only what took claims out of it changed
	}
	e.out.Changed = true
	earlier := e.names.Document(e.held.text)
	e.add(e.about(quads.WasRevisionOf, earlier))
	for _, q := range e.held.describe {
		if q.Predicate == e.names.SHA256Predicate() {
			e.add(quad.Quad{Subject: earlier, Predicate: q.Predicate, Object: q.Object, Label: e.doc.Node})
		}
	}
	for _, q := range e.doc.About {
		if q.Predicate == quads.Date && !e.want[q] { // the store has the date of the first revision
			e.add(e.about(modified, q.Object))
		}
	}
	return nil
}

// withdraw removes what the last revision had and this one has not, without
// what a person accepted.
func (e *entry) withdraw() error {
	if e.held == nil {
		return nil
	}
	e.removed = append(e.removed, e.held.describe...)
	gone, kept := e.goneClaims()
	e.out.Gone, e.out.Accepted = len(gone), len(kept)
	for _, node := range kept {
		e.add(e.held.claims[node].quads...)
	}
	for _, c := range e.held.claims {
		e.removed = append(e.removed, c.quads...) // write keeps what is wanted
	}
	for _, q := range e.held.offers {
		if !e.decided.Answered(q.Subject) {
			e.removed = append(e.removed, q)
		}
	}
	if err := e.withdrawTypes(gone); err != nil {
		return err
	}
	return e.withdrawSpeakers(gone)
}

// goneClaims returns the claims that the document no longer makes: those that
// go, and those that stay as a person accepted them or a claim that stays is
// about them.
func (e *entry) goneClaims() (gone, kept []quad.IRI) {
	made := make(map[quad.IRI]bool)
	for _, c := range e.doc.Claims {
		if !e.decided.Out(c.Node) {
			made[c.Node] = true
		}
	}
	stays := make(map[quad.IRI]bool)
	for _, node := range e.held.nodes {
		if !e.decided.Kept(node) {
			continue
		}
		for c := e.held.claims[node]; c != nil && !made[node] && !stays[node]; c = e.held.claims[node] {
			stays[node] = true
			node, _ = c.Object.(quad.IRI) // what it is about, if that is a claim
		}
	}
	for _, node := range e.held.nodes {
		switch {
		case stays[node]:
			kept = append(kept, node)
		case !made[node]:
			gone = append(gone, node)
		}
	}
	return gone, kept
}

// withdrawTypes removes what the document told of names that none of its
// claims has any longer.
func (e *entry) withdrawTypes(gone []quad.IRI) error {
	var names []quad.Value
	for _, node := range gone {
		c := e.held.claims[node]
		names = append(names, c.Subject, c.Object, c.Speaker)
	}
	used := make(map[quad.Value]bool)
	for q := range e.want {
		used[q.Subject], used[q.Object] = true, true
	}
	var patterns []source.Pattern
	err := e.eachID(names, func(v quad.Value, id source.ID) {
		if _, isIRI := v.(quad.IRI); isIRI && !used[v] {
			patterns = append(patterns, source.Pattern{source.S: id, source.L: e.held.doc})
		}
	})
	if err != nil || len(patterns) == 0 {
		return err
	}
	return source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		if q.Predicate == quads.Type || q.Predicate == quads.AltLabel {
			e.removed = append(e.removed, q)
		}
		return nil
	}, patterns...)
}

// withdrawSpeakers removes the description of "speaker, in document" nodes
// that label nothing any longer.
func (e *entry) withdrawSpeakers(gone []quad.IRI) error {
	goes := make(map[quad.Quad]bool, len(e.removed))
	for _, q := range e.removed {
		goes[q] = !e.want[q]
	}
	about := make(map[quad.Value][]quad.Quad)
	var nodes []quad.Value
	for _, node := range gone {
		c := e.held.claims[node]
		if c.Speaker == nil {
			continue
		}
		said, described := e.names.Said(c.Speaker, c.Document)
		if about[said] == nil {
			about[said], nodes = described, append(nodes, said)
		}
	}
	labels := make(map[quad.Value]bool)
	for q := range e.want {
		labels[q.Label] = true
	}
	var patterns []source.Pattern
	err := e.eachID(slices.Clone(nodes), func(_ quad.Value, id source.ID) {
		patterns = append(patterns, source.Pattern{source.L: id})
	})
	if err != nil || len(patterns) == 0 {
		return err
	}
	err = source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		if !goes[q] {
			labels[q.Label] = true
		}
		return nil
	}, patterns...)
	for _, said := range nodes {
		if !labels[said] {
			e.removed = append(e.removed, about[said]...)
		}
	}
	return err
}

// eachID calls f with each term, once, that the store has, and its id.
func (e *entry) eachID(terms []quad.Value, f func(v quad.Value, id source.ID)) error {
	seen := make(map[quad.Value]bool)
	terms = slices.DeleteFunc(terms, func(v quad.Value) bool {
		again := v == nil || seen[v]
		seen[v] = true
		return again
	})
	ids := make([]source.ID, len(terms))
	if err := e.src.IDs(e.ctx, terms, ids); err != nil {
		return err
	}
	for i, id := range ids {
		if id != source.Any {
			f(terms[i], id)
		}
	}
	return nil
}
