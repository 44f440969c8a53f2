package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// local marks the ids of a run's own terms. No source gives out ids that have
// it.
const local source.ID = 1 << 63

// cacheTerms is how many looked-up terms a run remembers.
const cacheTerms = 1 << 17

// termTable gives ids to computed values and paths, and remembers terms that
// were looked up.
type termTable struct {
	cache map[source.ID]quad.Value
	ids   map[quad.Value]source.ID // of computed terms
	made  []made
}

// made is a value that the run itself made.
type made struct {
	term quad.Value
	path walked // where term is nil
}

// walked is a path, and the labels its hops may have.
type walked struct {
	hops source.Path
	spec *labelSpec
}

func newTermTable() *termTable {
	return &termTable{cache: map[source.ID]quad.Value{}, ids: map[quad.Value]source.ID{}}
}

// addPath gives a path an id.
func (t *termTable) addPath(p walked) source.ID {
	t.made = append(t.made, made{path: p})
	return local | source.ID(len(t.made)-1)
}

func (t *termTable) addTerm(v quad.Value) source.ID {
	id, ok := t.ids[v]
	if !ok {
		id = local | source.ID(len(t.made))
		t.made = append(t.made, made{term: v})
		t.ids[v] = id
	}
	return id
}

// path returns the path an id stands for, if it stands for one.
func (t *termTable) path(id source.ID) (walked, bool) {
	if id&local == 0 {
		return walked{}, false
	}
	m := t.made[id&^local]
	return m.path, m.term == nil
}

// value returns the term of an id that was resolved; nil for no term.
func (t *termTable) value(id source.ID) quad.Value {
	if id&local != 0 {
		return t.made[id&^local].term
	}
	return t.cache[id]
}

// intern returns the ids of terms: the source's where it has them, so that
// equal ids are equal terms, else the run's. nil is Any.
func (r *run) intern(values []quad.Value) ([]source.ID, error) {
	out := make([]source.ID, len(values))
	if len(values) == 0 {
		return out, nil
	}
	var ask []quad.Value
	var at []int
	for i, v := range values {
		if v == nil {
			continue
		}
		if id, ok := r.terms.ids[v]; ok {
			out[i] = id
			continue
		}
		ask = append(ask, v)
		at = append(at, i)
	}
	if len(ask) == 0 {
		return out, nil
	}
	ids := make([]source.ID, len(ask))
	if err := r.src.IDs(r.ctx, ask, ids); err != nil {
		return nil, err
	}
	for i, id := range ids {
		if id == source.Any {
			id = r.terms.addTerm(ask[i])
		}
		out[at[i]] = id
	}
	return out, nil
}

// resolve looks up the terms of ids, in one question, so that value knows
// them. What was resolved is sure to be known until the next resolve.
func (r *run) resolve(ids []source.ID) error {
	if len(r.terms.cache) > cacheTerms {
		clear(r.terms.cache)
	}
	var ask []source.ID
	for _, id := range ids {
		if id == source.Any || id == source.Unlabelled || id&local != 0 {
			continue
		}
		if _, ok := r.terms.cache[id]; !ok {
			r.terms.cache[id] = nil
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	terms := make([]quad.Value, len(ask))
	if err := r.src.Terms(r.ctx, ask, terms); err != nil {
		return err
	}
	r.work.Names += int64(len(ask))
	for i, id := range ask {
		r.terms.cache[id] = terms[i]
	}
	return nil
}
