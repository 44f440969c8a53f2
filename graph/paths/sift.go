package paths

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// sift drops, in place, what the table says is no link, remembers it where
// somebody asks, and what the claims of a walk leave out.
func (l *links) sift(ctx context.Context, in []candidate) ([]candidate, error) {
	if !l.spec.ViaAny {
		var err error
		if in, err = l.siftPredicates(ctx, in); err != nil {
			return nil, err
		}
		if in, err = l.siftEnds(ctx, in); err != nil {
			return nil, err
		}
	}
	if l.claims == nil {
		return in, nil
	}
	return l.claims.sift(ctx, in)
}

// siftPredicates is the part of the table that looks at predicates.
func (l *links) siftPredicates(ctx context.Context, in []candidate) ([]candidate, error) {
	n := 0
	last, reason := source.Any, IsLink // neighbours often have one predicate
	for i := range in {
		c := &in[i]
		if p := c.key[1]; p != last {
			var err error
			if reason, err = l.reason(ctx, p); err != nil {
				return nil, err
			}
			last = p
		}
		if reason != IsLink && !(l.asClaims && reason == Identity) {
			l.leave(reason, c.key)
			continue
		}
		if n != i {
			in[n] = *c
		}
		n++
	}
	return in[:n], nil
}

// siftEnds is the part of the table that looks at the ends.
func (l *links) siftEnds(ctx context.Context, in []candidate) ([]candidate, error) {
	r := &l.reader
	r.ends = r.ends[:0]
	for i := range in {
		r.ends = append(r.ends, in[i].key[0], in[i].key[2])
	}
	ids := r.ends
	if cap(r.kinds) < len(ids) {
		r.kinds = make([]kind, 2*len(ids))
	}
	of := r.kinds[:len(ids)]
	if err := l.kinds.of(ctx, ids, of); err != nil {
		return nil, err
	}
	n := 0
	for i := range in {
		c := &in[i]
		t := triple{subject: of[2*i], object: of[2*i+1]}
		if l.asClaims && t.object == literal {
			t.object = entity
		}
		if c.own && t.object == entity {
			var err error
			if t.described, err = l.describes(ctx, c.key[0], c.key[1]); err != nil {
				return nil, err
			}
		}
		if t.subject != entity || t.object != entity || t.described {
			if r := ofTriple(t); r != IsLink {
				l.leave(r, c.key)
				continue
			}
		}
		if n != i {
			in[n] = *c
		}
		n++
	}
	return in[:n], nil
}

func (l *links) leave(r Reason, k key) {
	if l.left == nil {
		return
	}
	if l.left[r] == nil {
		l.left[r] = make(map[key]bool)
	}
	l.left[r][k] = true
}

// reason returns what the table says of a predicate.
func (l *links) reason(ctx context.Context, p source.ID) (Reason, error) {
	r, ok := l.reasons[p]
	if !ok {
		v, err := source.TermOf(ctx, l.src, p)
		if err != nil {
			return r, err
		}
		l.terms[p] = v
		r = ofPredicate(v)
		l.reasons[p] = r
	}
	return r, nil
}

// learn looks up the terms of ids that are not known yet.
func (l *links) learn(ctx context.Context, ids []source.ID) error {
	var ask []source.ID
	for _, id := range ids {
		if _, ok := l.terms[id]; !ok {
			l.terms[id] = nil
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	terms := make([]quad.Value, len(ask))
	if err := l.src.Terms(ctx, ask, terms); err != nil {
		return err
	}
	for i, id := range ask {
		l.terms[id] = terms[i]
	}
	l.work.Names += len(ask)
	return nil
}

// describes reports whether a triple that only its own subject states is that
// source's description: by its predicate, or because the source describes
// itself (title, date, …) and so is a document, whose other keys are too.
func (l *links) describes(ctx context.Context, subject, predicate source.ID) (bool, error) {
	if l.ids.descriptions[predicate] {
		return true, nil
	}
	declares, known := l.declares[subject]
	if known {
		return declares, nil
	}
	err := l.each(ctx, []source.Pattern{{subject, source.Any, source.Any, subject}}, func(m source.Match) {
		declares = declares || l.ids.descriptions[m.Quad[source.P]]
	})
	l.declares[subject] = declares
	return declares, err
}
