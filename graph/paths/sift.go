package paths

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// sift drops what the table says is no link, and remembers it.
func (l *links) sift(ctx context.Context, in []candidate) ([]candidate, error) {
	if l.spec.ViaAny {
		return in, nil
	}
	var ids []source.ID
	for _, c := range in {
		ids = append(ids, c.key[1])
	}
	if err := l.learn(ctx, ids); err != nil {
		return nil, err
	}
	out := in[:0]
	ids = ids[:0]
	for _, c := range in {
		if r := l.reason(c.key[1]); r != IsLink {
			l.leave(r, c.key)
			continue
		}
		out = append(out, c)
		ids = append(ids, c.key[0], c.key[2])
	}
	if err := l.learn(ctx, ids); err != nil {
		return nil, err
	}
	if err := l.learnKinds(ctx, ids); err != nil {
		return nil, err
	}
	in, out = out, out[:0]
	for _, c := range in {
		t := triple{subject: l.kinds[c.key[0]], object: l.kinds[c.key[2]]}
		if c.own && t.object == entity {
			var err error
			if t.described, err = l.describes(ctx, c.key[0], c.key[1]); err != nil {
				return nil, err
			}
		}
		if r := ofTriple(t); r != IsLink {
			l.leave(r, c.key)
			continue
		}
		out = append(out, c)
	}
	return out, nil
}

func (l *links) leave(r Reason, k key) {
	if l.left[r] == nil {
		l.left[r] = make(map[key]bool)
	}
	l.left[r][k] = true
}

// reason returns what the table says of a predicate that was learnt.
func (l *links) reason(p source.ID) Reason {
	r, ok := l.reasons[p]
	if !ok {
		r = ofPredicate(l.terms[p])
		l.reasons[p] = r
	}
	return r
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
	return nil
}

// learnKinds tells what learnt terms are. An entity that has an rdf:subject
// is a statement node that somebody else's data brought.
func (l *links) learnKinds(ctx context.Context, ids []source.ID) error {
	var patterns []source.Pattern
	for _, id := range ids {
		if l.kinds[id] != unknown {
			continue
		}
		l.kinds[id] = kindOf(l.terms[id], l.names)
		if l.kinds[id] == entity && l.ids.subject != source.Any {
			patterns = append(patterns, source.Pattern{id, l.ids.subject})
		}
	}
	return l.each(ctx, patterns, func(m source.Match) {
		l.kinds[m.Quad[source.S]] = statement
	})
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
