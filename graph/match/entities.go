package match

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// An entity is something that has names.
type entity struct {
	id    source.ID
	term  quad.IRI
	forms []form
	kind  kinds
}

// Bounds of what is compared.
const (
	maxEntities = 1 << 20
	maxForms    = 24 // of an entity
)

// reader collects the entities of a graph.
type reader struct {
	ctx   context.Context
	graph *graph.Graph
	src   source.Source
	all   []entity
	at    map[source.ID]int32
}

// readEntities returns the IRIs that stand for things in the world and have a
// name: those that are linked with anything, in statements and in what is only
// said, without predicates, classes, documents and nodes of our own.
func readEntities(ctx context.Context, g *graph.Graph, src source.Source) ([]entity, error) {
	r := &reader{ctx: ctx, graph: g, src: src, at: make(map[source.ID]int32)}
	ids, err := r.linked()
	if err != nil {
		return nil, err
	}
	if err := r.named(ids); err != nil {
		return nil, err
	}
	if err := r.labelled(); err != nil {
		return nil, err
	}
	if err := r.typed(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.all, func(e entity) bool { return len(e.forms) == 0 }), nil
}

// linked returns what stands for things: each id once, ascending.
func (r *reader) linked() ([]source.ID, error) {
	kinds, err := r.predicates()
	if err != nil {
		return nil, err
	}
	var things, documents source.IDSet
	var ids []source.ID
	add := func(id source.ID) {
		if things.Add(id) && len(ids) < 4*maxEntities {
			ids = append(ids, id)
		}
	}
	err = source.Each(r.ctx, r.src, func(m source.Match) bool {
		s, o := m.Quad[source.S], m.Quad[source.O]
		switch kinds[m.Quad[source.P]] {
		case linking:
			add(s)
			add(o)
		case naming:
			if m.Quad[source.L] != s {
				add(s)
			}
		case saying:
			add(o)
		case keeping:
			documents.Add(s)
		}
		return true
	}, source.Pattern{})
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(ids, func(id source.ID) bool { return documents.Has(id) || kinds[id] != 0 })
	slices.Sort(ids)
	return ids, nil
}

// What a predicate tells of its subject and its object.
const (
	linking    = iota + 1 // they are linked
	naming                // the subject has a name or a type
	saying                // the object stands in a statement that somebody makes
	keeping               // the subject is a document
	describing            // neither is anything in the world
)

// predicates tells what each predicate of the graph is.
func (r *reader) predicates() (map[source.ID]int, error) {
	var ids []source.ID
	err := source.Distinct(r.ctx, r.src, source.Pattern{}, source.P, func(id source.ID, _ int64) bool {
		ids = append(ids, id)
		return true
	})
	if err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(ids))
	if err := r.src.Terms(r.ctx, ids, terms); err != nil {
		return nil, err
	}
	out := make(map[source.ID]int, len(ids))
	for i, v := range terms {
		out[ids[i]] = r.predicate(v)
	}
	return out, nil
}

func (r *reader) predicate(v quad.Value) int {
	iri, _ := v.(quad.IRI)
	switch iri {
	case quads.Subject, quads.Object:
		return saying
	case quads.Type, quads.Label, quads.PrefLabel, quads.AltLabel, quads.SchName, quads.FOAFName:
		return naming
	case quads.Text, r.graph.Names().SHA256Predicate():
		return keeping
	case quads.SameAs, quads.DifferentFrom:
		return describing
	}
	for _, namespace := range []string{quads.RDF, quads.RDFS, quads.PROV, quads.DCTerms, quads.OWL, r.graph.Names().Base() + "st/"} {
		if strings.HasPrefix(string(iri), namespace) {
			return describing
		}
	}
	return linking
}

// named keeps the ids that are IRIs of things, with the names of those in the
// base namespace.
func (r *reader) named(ids []source.ID) error {
	names := r.graph.Names()
	terms := make([]quad.Value, 1024)
	for some := range slices.Chunk(ids, len(terms)) {
		if err := r.src.Terms(r.ctx, some, terms); err != nil {
			return err
		}
		for i, id := range some {
			iri, ok := terms[i].(quad.IRI)
			if !ok || names.IsNode(iri) || len(r.all) == maxEntities {
				continue
			}
			e := entity{id: id, term: iri}
			if name, ok := names.Name(iri); ok {
				if f, ok := newForm(name); ok {
					e.forms = append(e.forms, f)
				}
			} else if strings.HasPrefix(string(iri), names.Base()) {
				continue // a document, or another node of ours
			}
			r.at[id] = int32(len(r.all))
			r.all = append(r.all, e)
		}
	}
	return r.ctx.Err()
}

// labelled adds the labels.
func (r *reader) labelled() error {
	of := make(map[quad.Value]int32, len(r.all))
	for i := range r.all {
		of[r.all[i].term] = int32(i)
	}
	return r.graph.EachLabel(r.ctx, r.src, func(v quad.Value, label string) bool {
		i, ok := of[v]
		if !ok {
			return true
		}
		e := &r.all[i]
		if len(e.forms) == maxForms || slices.ContainsFunc(e.forms, func(f form) bool { return f.text == label }) {
			return true
		}
		if f, ok := newForm(label); ok {
			e.forms = append(e.forms, f)
		}
		return true
	})
}

// kinds are the kinds of things that types tell of, a bit each.
type kinds uint8

// kindOf is the kind that a type says, by the last word of its IRI, in small
// letters. Nothing is of two of them.
var kindOf = map[string]kinds{
	"person": 1, "human": 1,
	"organisation": 2, "organization": 2, "company": 2, "group": 2, "newsmediaorganization": 2, "agency": 2,
	"place": 4, "city": 4, "country": 4, "state": 4, "location": 4, "region": 4, "administrativearea": 4, "adminunit": 4, "village": 4, "river": 4,
	"event": 8, "attack": 8, "conference": 8,
}

// typed reads the kinds.
func (r *reader) typed() error {
	isA, err := source.IDOf(r.ctx, r.src, quads.Type)
	if err != nil || isA == source.Any {
		return err
	}
	known := make(map[source.ID]kinds)
	var failed error
	err = source.Each(r.ctx, r.src, func(m source.Match) bool {
		i, ok := r.at[m.Quad[source.S]]
		if !ok {
			return true
		}
		class := m.Quad[source.O]
		kind, seen := known[class]
		if !seen {
			var v quad.Value
			if v, failed = source.TermOf(r.ctx, r.src, class); failed != nil {
				return false
			}
			if iri, ok := v.(quad.IRI); ok {
				s := strings.ToLower(string(iri))
				kind = kindOf[s[strings.LastIndexAny(s, ":/#")+1:]]
			}
			known[class] = kind
		}
		r.all[i].kind |= kind
		return true
	}, source.Pattern{source.P: isA})
	if err == nil {
		err = failed
	}
	return err
}
