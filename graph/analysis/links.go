package analysis

import (
	"context"

	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/quads"
)

// Link is a statement that links an entity with another, seen from the first:
// it is the subject if Forward, else the object.
type Link struct {
	Statement
	Forward bool
}

// Other returns the entity at the other end.
func (l Link) Other() source.ID {
	if l.Forward {
		return l.O
	}
	return l.S
}

// linkReader reads the links among quads. What is one is told by the table of
// package paths; a link of an entity with itself is none.
type linkReader struct {
	src    source.Source
	sifter *paths.Sifter
	held   int // links found so far
	max    int
}

func newLinkReader(ctx context.Context, src source.Source, names *quads.Names, max int) (*linkReader, error) {
	sifter, err := paths.NewSifter(ctx, src, names)
	return &linkReader{src: src, sifter: sifter, max: max}, err
}

// each calls do with every link that matches a pattern.
func (r *linkReader) each(ctx context.Context, patterns []source.Pattern, do func(found)) error {
	return eachBatch(ctx, r.src, patterns, func(some []found) error { return r.sift(ctx, some, do) })
}

// sift calls do with the links among some statements.
func (r *linkReader) sift(ctx context.Context, some []found, do func(found)) error {
	triples := make([]paths.Triple, len(some))
	for i, f := range some {
		triples[i] = paths.Triple{S: f.S, P: f.P, O: f.O, Own: own(f.Statement)}
	}
	links, err := r.sifter.Links(ctx, triples)
	if err != nil {
		return err
	}
	for i, f := range some {
		if !links[i] || f.S == f.O {
			continue
		}
		if r.held++; r.held > r.max {
			return &SizeError{Max: r.max}
		}
		do(f)
	}
	return nil
}

// own reports whether every label of a statement is its subject.
func own(s Statement) bool {
	for _, label := range s.Labels {
		if label != s.S {
			return false
		}
	}
	return true
}

// around calls do with each link of some entities and the number of the
// entity: what leads from it before what leads to it.
func (r *linkReader) around(ctx context.Context, entities []source.ID, do func(entity int, l Link)) error {
	var patterns []source.Pattern
	for _, e := range entities {
		patterns = append(patterns, source.Pattern{source.S: e}, source.Pattern{source.O: e})
	}
	return r.each(ctx, patterns, func(f found) {
		do(f.pattern/2, Link{f.Statement, f.pattern%2 == 0})
	})
}
