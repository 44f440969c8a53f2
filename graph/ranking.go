package graph

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads/rdf"
)

// A ranking numbers the terms of a source in the order of their canonical
// forms. Rank 0 is no label.
type ranking struct {
	ranks idMap[uint32]
	terms []quad.Value // by rank
	forms []byte       // the canonical forms, one behind the other
	at    []span       // by rank: where in forms
}

type span struct{ from, to int }

func (r *ranking) of(id source.ID) uint32 { return r.ranks.get(id) }

// form returns the canonical form of a term; that of no label is empty.
func (r *ranking) form(rank uint32) []byte {
	at := r.at[rank]
	return r.forms[at.from:at.to]
}

// rankTerms ranks the terms of a source, and returns its subjects in order.
func rankTerms(ctx context.Context, src source.Source) (*ranking, []source.ID, error) {
	r := new(ranking)
	met, subjects, err := collect(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	ids := met.ids
	r.ranks = met.of // its numbers give way to ranks
	terms := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, terms); err != nil {
		return nil, nil, err
	}
	unsorted := make([]span, len(ids))
	order := make([]uint32, len(ids))
	for i, v := range terms[1:] {
		order[i+1] = uint32(i + 1)
		from := len(r.forms)
		if r.forms, err = rdf.AppendTerm(r.forms, v); err != nil {
			return nil, nil, err
		}
		unsorted[i+1] = span{from, len(r.forms)}
	}
	slices.SortFunc(order[1:], func(a, b uint32) int {
		x, y := unsorted[a], unsorted[b]
		return bytes.Compare(r.forms[x.from:x.to], r.forms[y.from:y.to])
	})
	r.terms, r.at = make([]quad.Value, 0, len(ids)), make([]span, 0, len(ids))
	for n, i := range order {
		// Values that are one term in RDF, as "x"@en and "x"@EN, have one rank.
		if at := unsorted[i]; n < 2 || !bytes.Equal(r.forms[at.from:at.to], r.form(uint32(len(r.at)-1))) {
			r.terms, r.at = append(r.terms, terms[i]), append(r.at, at)
		}
		r.ranks.set(ids[i], uint32(len(r.at)-1))
	}
	slices.SortFunc(subjects, func(a, b source.ID) int { return int(r.of(a)) - int(r.of(b)) })
	return r, subjects, ctx.Err()
}

// collect numbers all terms, after 0 for no label, and returns the subjects.
func collect(ctx context.Context, src source.Source) (met *numbering, subjects []source.ID, err error) {
	size, err := src.Size(ctx)
	if err != nil {
		return nil, nil, err
	}
	if size.Terms >= math.MaxUint32 {
		return nil, nil, errors.New("more terms than an export can number")
	}
	met = newNumbering(size.Terms + 1)
	met.number(source.Unlabelled)
	var subject source.ID
	err = source.Each(ctx, src, func(m source.Match) bool {
		if s := m.Quad[source.S]; s != subject {
			subject = s
			subjects = append(subjects, s)
		}
		for _, id := range m.Quad {
			met.number(id)
		}
		return true
	}, source.Pattern{})
	return met, subjects, err
}
