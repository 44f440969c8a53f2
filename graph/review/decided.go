package review

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// A Record is what was decided so far, for those who extract a text again.
type Record struct {
	out, kept, answered map[quad.Value]bool
	names               map[within]quad.Value
}

// within is a name in a document.
type within struct{ document, name quad.Value }

// Decided reads what was decided in a graph.
func Decided(ctx context.Context, src source.Source, names *quads.Names) (*Record, error) {
	all, err := Decisions(ctx, src, names)
	if err != nil {
		return nil, err
	}
	r := &Record{out: map[quad.Value]bool{}, kept: map[quad.Value]bool{}, answered: map[quad.Value]bool{}, names: map[within]quad.Value{}}
	for _, d := range all { // the oldest first: the newest prevails
		of := d.Used[0]
		r.answered[of] = true
		switch d.Kind {
		case Accepted:
			r.kept[of] = true
			delete(r.out, of)
		case Rejected:
			r.out[of] = true
			delete(r.kept, of)
		case Edited:
			r.out[of] = true
			delete(r.kept, of)
			r.kept[d.Generated] = true
			delete(r.out, d.Generated)
		case Renamed:
			r.names[within{d.Within, of}] = d.Generated
			delete(r.names, within{d.Within, d.Generated}) // it is that name again, whatever it was before
		}
	}
	return r, nil
}

// Out reports whether a claim, by its statement node, was rejected or replaced
// by another, so that it must not be added again.
func (r *Record) Out(node quad.Value) bool { return r.out[node] }

// Kept reports whether a person accepted a claim or wrote it, so that it must
// not go when a text does not make it any longer.
func (r *Record) Kept(node quad.Value) bool { return r.kept[node] }

// Answered reports whether a claim or an offer was decided on at all.
func (r *Record) Answered(node quad.Value) bool { return r.answered[node] }

// Name returns what a name in a document's claims is to be replaced with: the
// name itself where nobody said otherwise.
func (r *Record) Name(document, name quad.Value) quad.Value {
	for { // renamed again; it ends, for no name that was given later leads on
		other, ok := r.names[within{document, name}]
		if !ok {
			return name
		}
		name = other
	}
}
