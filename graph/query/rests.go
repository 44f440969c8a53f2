package query

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// Rests is what a path of several hops rests on: a chain that no single source
// states is the researcher's inference. Hops are counted from 1.
type Rests struct {
	Whole   []Source     // who states every hop: each hop has a label that is or leads to it
	Weakest int          // of the hops with the fewest origins the first
	Origins []quad.Value // those of the weakest hop, in order; none: it has no source
	Denied  []DeniedHop  // hops that somebody denies or doubts
	Apart   *Apart       // nil: less than a year, or nothing is dated
}

// DeniedHop is a hop and who denies it.
type DeniedHop struct {
	Hop int
	By  []Source
}

// Apart are the two hops whose sources' dates are farthest apart, in full
// years that are certain.
type Apart struct{ From, To, Years int }

// chain reads what paths rest on. It serves one page.
type chain struct {
	src     source.Source
	leads   *source.Leads
	origins *source.Origins
	date    source.ID // of dcterms:date
	ids     map[quad.Value]source.ID
	terms   map[source.ID]quad.Value
	spans   map[source.ID][]span // of sources
}

// span is a date as an interval; the zero time is an open end.
type span struct{ from, to time.Time }

// findRests reads what the paths of several hops rest on.
func (p *page) findRests(ctx context.Context, raws []raw) error {
	p.rests = make(map[*eval.Hop]*Rests)
	var labels []quad.Value
	for _, r := range raws {
		for _, v := range r.values {
			for _, h := range chainOf(v) {
				labels = append(labels, h.Labels...)
			}
		}
	}
	c, err := newChain(ctx, p.src, labels)
	if err != nil {
		return err
	}
	for _, r := range raws {
		for _, v := range r.values {
			hops := chainOf(v)
			if hops == nil {
				continue
			}
			rests, err := c.rests(ctx, hops)
			if err != nil {
				return err
			}
			for i, h := range hops {
				if by := p.denials[tripleOf(h.Witness)].sources; len(by) > 0 {
					rests.Denied = append(rests.Denied, DeniedHop{Hop: i + 1, By: by})
				}
			}
			p.rests[&hops[0]] = rests
		}
	}
	return nil
}

// chainOf returns the hops of a path, if they are several.
func chainOf(v eval.Value) []eval.Hop {
	if len(v.Path) < 2 {
		return nil
	}
	return v.Path
}

func newChain(ctx context.Context, src source.Source, labels []quad.Value) (*chain, error) {
	c := &chain{
		src: src, origins: source.NewOrigins(src), ids: make(map[quad.Value]source.ID),
		terms: make(map[source.ID]quad.Value), spans: make(map[source.ID][]span),
	}
	var err error
	if c.leads, err = source.NewLeads(ctx, src); err != nil {
		return nil, err
	}
	if c.date, err = source.IDOf(ctx, src, quads.Date); err != nil {
		return nil, err
	}
	var ask []quad.Value
	for _, l := range labels {
		if _, known := c.ids[l]; l != nil && !known {
			c.ids[l] = source.Any
			ask = append(ask, l)
		}
	}
	ids := make([]source.ID, len(ask))
	if err := src.IDs(ctx, ask, ids); err != nil {
		return nil, err
	}
	for i, l := range ask {
		c.ids[l] = ids[i]
	}
	all, err := c.leads.Of(ctx, ids...)
	if err != nil {
		return nil, err
	}
	return c, c.readDates(ctx, slices.Concat(all...))
}

// readDates reads the dates of sources.
func (c *chain) readDates(ctx context.Context, sources []source.ID) error {
	slices.Sort(sources)
	var patterns []source.Pattern
	for _, id := range slices.Compact(sources) {
		if c.date != source.Any {
			patterns = append(patterns, source.Pattern{source.S: id, source.P: c.date})
		}
	}
	if len(patterns) == 0 {
		return ctx.Err()
	}
	var dates, of []source.ID
	err := source.Each(ctx, c.src, func(m source.Match) bool {
		dates, of = append(dates, m.Quad[source.O]), append(of, m.Quad[source.S])
		return true
	}, patterns...)
	if err != nil {
		return err
	}
	values := make([]quad.Value, len(dates))
	if err := c.src.Terms(ctx, dates, values); err != nil {
		return err
	}
	for i, v := range values {
		if from, to, ok := quads.Span(v); ok {
			c.spans[of[i]] = append(c.spans[of[i]], span{from, to})
		}
	}
	return nil
}

// rests says what some hops rest on, but for who denies them.
func (c *chain) rests(ctx context.Context, hops []eval.Hop) (*Rests, error) {
	r := &Rests{}
	var whole, weakest []source.ID
	dates := make([][]span, len(hops))
	for i, h := range hops {
		labels := make([]source.ID, 0, len(h.Labels))
		for _, l := range h.Labels {
			if id := c.ids[l]; id != source.Any {
				labels = append(labels, id)
			}
		}
		leads, err := c.leads.Of(ctx, labels...)
		if err != nil {
			return nil, err
		}
		tellers := slices.Concat(leads...)
		for _, t := range tellers {
			dates[i] = append(dates[i], c.spans[t]...)
		}
		if i == 0 {
			whole = tellers
		}
		whole = slices.DeleteFunc(whole, func(id source.ID) bool { return !slices.Contains(tellers, id) })
		each, err := c.origins.Of(ctx, labels...)
		if err != nil {
			return nil, err
		}
		origins := distinct(slices.Concat(each...))
		if i == 0 || len(origins) < len(weakest) {
			r.Weakest, weakest = i+1, origins
		}
	}
	r.Apart = farthest(dates)
	tellers, err := c.inOrder(ctx, c.nearest(distinct(whole)))
	if err != nil {
		return nil, err
	}
	for _, t := range tellers {
		r.Whole = append(r.Whole, Source{Label: t})
	}
	r.Origins, err = c.inOrder(ctx, weakest)
	return r, err
}

func distinct(ids []source.ID) []source.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// nearest leaves out what others of the sources lead to: who states all of it
// in one document is named by the document alone.
func (c *chain) nearest(ids []source.ID) []source.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id source.ID) bool {
		return slices.ContainsFunc(ids, func(other source.ID) bool { return other != id && c.leads.Leads(other, id) })
	})
}

// inOrder returns the terms of ids, sorted.
func (c *chain) inOrder(ctx context.Context, ids []source.ID) ([]quad.Value, error) {
	out := make([]quad.Value, len(ids))
	if err := c.src.Terms(ctx, ids, out); err != nil {
		return nil, err
	}
	slices.SortFunc(out, quads.Order)
	return out, nil
}

// farthest returns the hops whose dates are farthest apart, the first if
// several are. The dates of two hops are as far apart as their nearest.
func farthest(dates [][]span) *Apart {
	var most Apart
	for i, a := range dates {
		for j := i + 1; j < len(dates); j++ {
			if years := yearsBetween(a, dates[j]); years > most.Years {
				most = Apart{From: i + 1, To: j + 1, Years: years}
			}
		}
	}
	if most.Years == 0 {
		return nil
	}
	return &most
}

// year is a year's mean length.
const year = 365.2425 * 24 * float64(time.Hour)

func yearsBetween(a, b []span) int {
	least := math.Inf(1)
	for _, s := range a {
		for _, t := range b {
			least = min(least, max(gap(s, t), gap(t, s), 0))
		}
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return int(least/year + 0.003) // a leap day is no matter
}

// gap is the time from the end of one interval to the beginning of another; 0
// where either is open.
func gap(s, t span) float64 {
	if s.to.IsZero() || t.from.IsZero() {
		return 0
	}
	return float64(t.from.Sub(s.to))
}
