package analysis

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Dated is a statement whose object is a date, and the links that lead to its
// subject from the entity in question: none where it is that entity.
type Dated struct {
	Statement
	Date  quad.Value
	Links []Link // in the order of their terms; shared by all of one subject
}

// Timeline returns the dated statements about some entities, which are one to
// who asks, and about those one link away: by the beginning of the time that
// they tell and then the shorter time first (2024-03-22, then 2024-03, where
// both begin alike), as quads.Order has dates; the rest by the order of terms.
// What counts as a date are the literals of XSD's date types and of EDTF.
// What may be a year and is a number is left out, and told. Beyond max links or
// statements it is a *SizeError.
func Timeline(ctx context.Context, src source.Source, names *quads.Names, entities []source.ID, max int) ([]Dated, Years, error) {
	d, err := datedAbout(ctx, src, names, entities, max)
	if err != nil {
		return nil, Years{}, err
	}
	years, err := d.numbers.years(ctx)
	if err != nil {
		return nil, years, err
	}
	dated, err := d.inOrder(ctx)
	return dated, years, err
}

// datedAbout finds the statements of a timeline.
func datedAbout(ctx context.Context, src source.Source, names *quads.Names, entities []source.ID, max int) (*dateReader, error) {
	r, err := newLinkReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	about := slices.Clone(entities)
	number := make(map[source.ID]int) // of the entities in about
	for i, e := range entities {
		number[e] = i
	}
	links := make([][]Link, len(entities)) // to each of about
	held := 0
	err = r.around(ctx, entities, func(_ int, l Link) {
		other := l.Other()
		i, known := number[other]
		if !known {
			i = len(about)
			number[other] = i
			about, links = append(about, other), append(links, nil)
		}
		if i >= len(entities) {
			links[i] = append(links[i], l)
			held += len(l.Labels)
		}
	})
	if err != nil {
		return nil, err
	}
	d := &dateReader{
		src: src, links: links, dates: make(map[source.ID]quad.Value), dated: make([]bool, len(links)), held: held, max: max,
		numbers: newNumbers(src),
	}
	patterns := make([]source.Pattern, len(about))
	for i, e := range about {
		patterns[i] = source.Pattern{source.S: e}
	}
	return d, eachBatch(ctx, src, patterns, func(some []found) error { return d.take(ctx, some) })
}

// maxDates is how many terms a dateReader remembers before it begins anew.
const maxDates = 200_000

// dateReader finds the dated ones among statements.
type dateReader struct {
	src   source.Source
	dates map[source.ID]quad.Value // of objects; nil: no date
	links [][]Link                 // by the number of the pattern
	dated []bool                   // the same: a date was found
	out   []Dated
	held  int // links and statements, once a label
	max   int

	numbers *numbers // what may be a year
}

func (d *dateReader) take(ctx context.Context, some []found) error {
	if len(d.dates) > maxDates {
		clear(d.dates)
		clear(d.numbers.digits)
	}
	var ask []source.ID
	for _, f := range some {
		if _, known := d.dates[f.O]; !known {
			d.dates[f.O] = nil
			ask = append(ask, f.O)
		}
	}
	terms := make([]quad.Value, len(ask))
	if err := d.src.Terms(ctx, ask, terms); err != nil {
		return err
	}
	for i, t := range terms {
		if _, _, dated := quads.Span(t); dated {
			d.dates[ask[i]] = t
		} else {
			d.numbers.learn(ask[i], t)
		}
	}
	for _, f := range some {
		date := d.dates[f.O]
		if date == nil {
			d.numbers.leave(f.Statement)
			continue
		}
		if d.held += len(f.Labels); d.held > d.max {
			return &SizeError{Max: d.max}
		}
		d.dated[f.pattern] = true
		d.out = append(d.out, Dated{f.Statement, date, d.links[f.pattern]})
	}
	return nil
}

// inOrder sorts what was found, and the links that lead there, once for all
// dates behind them.
func (d *dateReader) inOrder(ctx context.Context) ([]Dated, error) {
	var ids []source.ID
	keys := make(map[source.ID]quads.Key)
	for _, s := range d.out {
		ids = append(ids, s.S, s.P)
		if _, known := keys[s.O]; !known {
			keys[s.O] = quads.KeyOf(s.Date)
		}
	}
	for i, links := range d.links {
		if d.dated[i] {
			for _, l := range links {
				ids = append(ids, l.S, l.P, l.O)
			}
		}
	}
	place, err := placesOf(ctx, d.src, ids)
	if err != nil {
		return nil, err
	}
	for i, links := range d.links {
		if d.dated[i] {
			inOrder, err := sorting.Stable(ctx, links, place.links)
			if err != nil {
				return nil, err
			}
			copy(links, inOrder) // which may be another slice, and this one is shared
		}
	}
	return sorting.Stable(ctx, d.out, func(a, b Dated) int {
		return cmp.Or(keys[a.O].Compare(keys[b.O]), place.compare(a.S, b.S), place.compare(a.P, b.P))
	})
}
