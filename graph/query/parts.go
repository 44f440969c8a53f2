package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
)

// findParts puts what the graph really has, and the links that join its names,
// in the place of evidence that is seen under other names. Hops that are seen
// so get theirs among the evidence of the row.
func (p *page) findParts(ctx context.Context, raws []raw) error {
	if p.joined == nil {
		return nil
	}
	p.merged = make(map[Triple]bool)
	f := partFinder{ctx: ctx, entities: p.joined.Unwatched(), named: make(map[source.ID][]source.Quad)}
	for _, m := range p.joined.Met() {
		if m.Named {
			f.named[m.Representative] = append(f.named[m.Representative], f.entities.Links(source.Quad{m.ID})...)
		}
	}
	for i, r := range raws {
		var why []eval.Witness
		for _, w := range r.why {
			parts, _, err := f.parts(w)
			if err != nil {
				return err
			}
			why = appendNew(why, parts)
		}
		for _, h := range p.hops(r) {
			parts, merged, err := f.parts(h.Witness)
			if err != nil {
				return err
			}
			if p.merged[tripleOf(h.Witness)] = merged; merged {
				why = appendNew(why, parts)
			}
		}
		raws[i].why = why
	}
	return nil
}

// hops are those of a row's walks, where evidence is asked for.
func (p *page) hops(r raw) (hops []eval.Hop) {
	if p.why {
		for _, v := range r.values {
			hops = append(hops, v.Path...)
		}
	}
	return hops
}

// maxParts is how many statements, seen under other names or joining them, may
// be the evidence of a page of rows: long chains of names stand in every row.
const maxParts = 200_000

// partFinder finds what is behind evidence.
type partFinder struct {
	ctx      context.Context
	entities *view.Entities
	named    map[source.ID][]source.Quad // links of members the query names, by what represents them
	held     int                         // quads that are evidence of the page
}

// parts returns what the graph has where a witness is seen, and the links that
// it leans on. Merged is false where the graph has the witness itself, and
// nothing else is seen as it.
func (f *partFinder) parts(w eval.Witness) (parts []eval.Witness, merged bool, err error) {
	terms := append([]quad.Value{w.S, w.P, w.O}, w.Labels...)
	ids := make([]source.ID, len(terms))
	if err := f.entities.IDs(f.ctx, terms, ids); err != nil {
		return nil, false, err
	}
	var found []source.Quad
	for i, id := range ids[3:] {
		if w.Labels[i] == nil {
			id = source.Unlabelled
		}
		q := source.Quad{ids[0], ids[1], ids[2], id}
		behind, err := f.entities.Parts(f.ctx, q)
		if err != nil {
			return nil, false, err
		}
		if merged = merged || behind != nil; behind == nil {
			behind = []source.Quad{q}
		}
		found = append(found, behind...)
	}
	links := f.entities.Links(found...)
	for _, id := range ids {
		links = append(links, f.named[id]...)
	}
	if f.held += len(found) + len(links); f.held > maxParts {
		return nil, false, &view.LimitError{Max: maxParts}
	}
	if !merged {
		parts = []eval.Witness{w}
	} else if parts, err = f.witnesses(found); err != nil {
		return nil, false, err
	}
	about, err := f.witnesses(links)
	return append(parts, about...), merged, err
}

// witnesses makes evidence of quads, in the order of their terms.
func (f partFinder) witnesses(found []source.Quad) ([]eval.Witness, error) {
	ids := make([]source.ID, 0, 4*len(found))
	for _, q := range found {
		ids = append(ids, q[:]...)
	}
	terms := make([]quad.Value, len(ids))
	if err := f.entities.Terms(f.ctx, ids, terms); err != nil {
		return nil, err
	}
	var out []eval.Witness
	at := make(map[Triple]int)
	for ; len(terms) > 0; terms = terms[4:] {
		t := Triple{terms[0], terms[1], terms[2]}
		n, known := at[t]
		if !known {
			n = len(out)
			at[t] = n
			out = append(out, eval.Witness{S: t.S, P: t.P, O: t.O})
		}
		if !slices.Contains(out[n].Labels, terms[3]) {
			out[n].Labels = append(out[n].Labels, terms[3])
		}
	}
	for _, w := range out {
		slices.SortFunc(w.Labels, quads.Order)
	}
	slices.SortFunc(out, func(a, b eval.Witness) int {
		return cmp.Or(quads.Order(a.S, b.S), quads.Order(a.P, b.P), quads.Order(a.O, b.O))
	})
	return out, nil
}
