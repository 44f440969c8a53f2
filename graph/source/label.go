package source

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// leading are the predicates of PROV-O by which a label leads on to who says
// it or where it is said.
var leading = []quad.Value{quads.WasDerivedFrom, quads.WasAttributedTo, quads.WasQuotedFrom}

// LeadingTo returns the ids and everything that leads to one of them, at any
// depth: the labels that @ X stands for. Each comes once, in the order it was
// found; Any is left out.
func LeadingTo(ctx context.Context, src Source, ids ...ID) ([]ID, error) {
	seen := make(map[ID]bool)
	found := appendNew(nil, seen, ids)
	for frontier := found; len(frontier) > 0; {
		reached, err := subjectsOf(ctx, src, leading, frontier)
		if err != nil {
			return nil, err
		}
		from := len(found)
		found = appendNew(found, seen, reached)
		frontier = found[from:]
	}
	return found, nil
}

// SaidIn returns the labels that are attributed to what leads to a speaker
// and derived from what leads to a document: what @ speaker @ document stands
// for.
func SaidIn(ctx context.Context, src Source, speaker, document ID) ([]ID, error) {
	step := func(predicate quad.IRI, end ID) ([]ID, error) {
		ends, err := LeadingTo(ctx, src, end)
		if err != nil {
			return nil, err
		}
		return subjectsOf(ctx, src, []quad.Value{predicate}, ends)
	}
	said, err := step(quads.WasAttributedTo, speaker)
	if err != nil {
		return nil, err
	}
	in, err := step(quads.WasDerivedFrom, document)
	if err != nil {
		return nil, err
	}
	inside, taken := make(map[ID]bool), make(map[ID]bool)
	appendNew(nil, inside, in)
	var both []ID
	for _, id := range appendNew(nil, taken, said) {
		if inside[id] {
			both = append(both, id)
		}
	}
	return both, nil
}

// subjectsOf returns what has one of the objects by one of the predicates.
func subjectsOf(ctx context.Context, src Source, predicates []quad.Value, objects []ID) ([]ID, error) {
	ids := make([]ID, len(predicates))
	if err := src.IDs(ctx, predicates, ids); err != nil {
		return nil, err
	}
	var patterns []Pattern
	for _, o := range objects {
		for _, p := range ids {
			if p != Any {
				patterns = append(patterns, Pattern{P: p, O: o})
			}
		}
	}
	if len(patterns) == 0 {
		return nil, ctx.Err()
	}
	var out []ID
	err := Each(ctx, src, func(m Match) bool {
		out = append(out, m.Quad[S])
		return true
	}, patterns...)
	return out, err
}

// appendNew appends the ids that were not seen yet, and remembers them.
func appendNew(to []ID, seen map[ID]bool, ids []ID) []ID {
	for _, id := range ids {
		if id != Any && !seen[id] {
			seen[id] = true
			to = append(to, id)
		}
	}
	return to
}
