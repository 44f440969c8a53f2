package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// local marks the ids of a run's own terms. No source gives out ids that have
// it.
const local source.ID = 1 << 63

// How many looked-up terms a run remembers, and how many bytes of them: some are
// whole documents.
const (
	cacheTerms = 1 << 17
	cacheBytes = 64 << 20
)

// termTable gives ids to computed values and paths, and remembers terms that
// were looked up.
type termTable struct {
	known rowIndex                 // ids that were looked up
	terms []quad.Value             // of known
	bytes int                      // in terms
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
	return &termTable{known: rowIndex{width: 1}, ids: map[quad.Value]source.ID{}}
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
	if n := t.known.find([]source.ID{id}); n >= 0 {
		return t.terms[n]
	}
	return nil
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
			if _, known := r.terms.ids[ask[i]]; !known {
				if err := r.hold(1); err != nil {
					return nil, err
				}
			}
			id = r.terms.addTerm(ask[i])
		}
		out[at[i]] = id
	}
	return out, nil
}

// resolve looks up the terms of ids, in one question, so that value knows
// them. What was resolved is sure to be known until the next resolve.
func (r *run) resolve(ids []source.ID) error {
	t := r.terms
	if len(t.terms) > cacheTerms || t.bytes > cacheBytes {
		t.known, t.terms, t.bytes = rowIndex{width: 1}, nil, 0
	}
	var ask []source.ID
	for _, id := range ids {
		if id == source.Any || id == source.Unlabelled || id&local != 0 {
			continue
		}
		if _, known := t.known.add([]source.ID{id}); !known {
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	from := len(t.terms)
	t.terms = append(t.terms, make([]quad.Value, len(ask))...)
	if err := r.src.Terms(r.ctx, ask, t.terms[from:]); err != nil {
		return err
	}
	r.work.Names += int64(len(ask))
	for _, v := range t.terms[from:] {
		t.bytes += bytesOf(v)
	}
	return nil
}

// bytesOf is about how much text a term has.
func bytesOf(v quad.Value) int {
	switch v := v.(type) {
	case quad.String:
		return len(v)
	case quad.LangString:
		return len(v.Value)
	case quad.TypedString:
		return len(v.Value)
	case quad.IRI:
		return len(v)
	default:
		return 0
	}
}
