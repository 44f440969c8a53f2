package paths

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// kind is what a term is to a walk.
type kind uint8

const (
	unknown kind = iota
	entity
	literal
	statement
)

// kinds tells what terms are. It compares ids wherever the source's are in
// the order of terms (source.Beginnings), so that a node costs no look-up.
type kinds struct {
	src    source.Source
	names  *quads.Names
	begins *source.Beginnings
	own    map[source.ID]bool // terms under the statement nodes' path that are none
	at     []int              // reused

	foreign foreign
}

// The prefixes that begins is asked about, by their numbers.
const (
	beginsLiteral = iota
	beginsStatement
	beginsOffer
	beginsDecision
	beginsOdd
)

func newKinds(ctx context.Context, src source.Source, names *quads.Names, subject source.ID) (*kinds, error) {
	// A hash of a statement stands behind the path of the stance's IRI, as
	// other terms of the project do.
	stance := string(names.StancePredicate())
	path := stance[:len(stance)-len("stance")]
	base := "<" + names.Base()
	begins, err := source.NewBeginnings(ctx, src, `"`, "<"+path, base+"offer/", base+"review/", string([]byte{source.NoForm}))
	if err != nil {
		return nil, err
	}
	k := &kinds{src: src, names: names, begins: begins, foreign: foreign{src: src, subject: subject, known: make(map[source.ID]bool)}}
	own := []quad.Value{
		names.StancePredicate(), names.QuotePredicate(), names.StartPredicate(), names.EndPredicate(), names.RangeType(),
		names.AlsoPredicate(), names.ConfidencePredicate(), names.SHA256Predicate(), names.ExtractorPredicate(), names.SketchPredicate(),
		names.ReasonPredicate(), names.DecisionPredicate(), names.WithdrawnPredicate(), names.WithdrawnType(), names.WithinPredicate(),
	}
	ids := make([]source.ID, len(own))
	if err := src.IDs(ctx, own, ids); err != nil {
		return nil, err
	}
	k.own = setOf(ids)
	return k, nil
}

// of writes what the terms of ids are.
func (k *kinds) of(ctx context.Context, ids []source.ID, out []kind) error {
	if cap(k.at) < len(ids) {
		k.at = make([]int, 2*len(ids))
	}
	at := k.at[:len(ids)]
	if err := k.begins.Of(ctx, ids, at); err != nil {
		return err
	}
	var err error
	for i, id := range ids {
		switch at[i] {
		case source.None:
			out[i] = entity
		case beginsLiteral:
			out[i] = literal
		case beginsOffer, beginsDecision: // a "/" cannot occur in a name
			out[i] = statement
		case beginsStatement:
			if out[i] = statement; k.own[id] {
				out[i] = entity
			}
		default: // a term that RDF does not have; there are few
			var v quad.Value
			if v, err = source.TermOf(ctx, k.src, id); err != nil {
				return err
			}
			out[i] = kindOf(v, k.names)
		}
	}
	return k.foreign.mark(ctx, ids, out)
}

// kindOf tells what a term is.
func kindOf(v quad.Value, names *quads.Names) kind {
	switch v := v.(type) {
	case quad.IRI:
		if names.IsStatementNode(v) || names.IsOffer(v) || names.IsReview(v) {
			return statement
		}
		return entity
	case quad.BNode:
		return entity
	}
	return literal
}

// foreign finds the statement nodes that somebody else's data brought:
// entities that have an rdf:subject. It asks node by node until that would
// have cost as much as reading all of them.
type foreign struct {
	src     source.Source
	subject source.ID          // of rdf:subject; Any: the source has none
	known   map[source.ID]bool // false: no statement node
	total   int64              // quads with the predicate
	counted bool
	whole   bool // all were read: what is not known is none
}

// askCost is how many quads are read in the time that one question takes.
const askCost = 16

// mark turns those entities that are statement nodes into such.
func (f *foreign) mark(ctx context.Context, ids []source.ID, out []kind) error {
	if f.subject == source.Any {
		return nil
	}
	if !f.counted {
		n, _, err := f.src.Count(ctx, source.Pattern{source.P: f.subject})
		if err != nil {
			return err
		}
		f.total, f.counted = n, true
	}
	var ask []source.Pattern
	for i, id := range ids {
		if _, known := f.known[id]; out[i] == entity && !known && !f.whole {
			f.known[id] = false
			ask = append(ask, source.Pattern{source.S: id, source.P: f.subject})
		}
	}
	if !f.whole && askCost*int64(len(f.known)) > f.total {
		ask, f.whole = []source.Pattern{{source.P: f.subject}}, true
		clear(f.known)
	}
	if len(ask) > 0 {
		err := source.Each(ctx, f.src, func(m source.Match) bool {
			f.known[m.Quad[source.S]] = true
			return true
		}, ask...)
		if err != nil {
			return err
		}
	}
	for i, id := range ids {
		if out[i] == entity && f.known[id] {
			out[i] = statement
		}
	}
	return nil
}
