package analysis

import (
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Years are the statements left out of a timeline because their object is a
// number, though it may be a year.
type Years struct {
	Count     int
	Predicate source.ID // of the first by term
	Year      string    // its least
}

// numbers counts what may be a year and is a number.
type numbers struct {
	src    source.Source
	digits map[source.ID]string // of objects
	least  map[source.ID]string // by predicate
	count  int
}

func newNumbers(src source.Source) *numbers {
	return &numbers{src: src, digits: make(map[source.ID]string), least: make(map[source.ID]string)}
}

// learn looks at an object that is no date.
func (n *numbers) learn(id source.ID, v quad.Value) {
	if digits, ok := quads.BareYear(v); ok {
		n.digits[id] = digits
	}
}

// leave counts a statement that is left out.
func (n *numbers) leave(s Statement) {
	digits, ok := n.digits[s.O]
	if !ok {
		return
	}
	n.count++
	if least, known := n.least[s.P]; !known || digits < least {
		n.least[s.P] = digits
	}
}

// years says what was left out.
func (n *numbers) years(ctx context.Context) (Years, error) {
	if n.count == 0 {
		return Years{}, nil
	}
	predicates := slices.Collect(maps.Keys(n.least))
	place, err := placesOf(ctx, n.src, predicates)
	if err != nil {
		return Years{}, err
	}
	first := slices.MinFunc(predicates, place.compare)
	return Years{n.count, first, n.least[first]}, nil
}
