package paths

import (
	"cmp"
	"context"
	"fmt"
	"math"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// claims tells which hops a walk may take by who states them and when, and
// what they weigh.
type claims struct {
	*links
	leads   *source.Leads
	origins *source.Origins
	date    source.ID // of dcterms:date; Any: nothing is dated
	weight  source.ID // of the predicate that weighs; Any: nothing weighs
	facts   map[source.ID]*facts
	denials map[key]bool // what somebody denies; nil: it does not matter

	undated, unweighed map[key]bool // left out because nothing is known
}

// facts are what is known of a source.
type facts struct {
	dated, fits bool
	weighs      bool
	weight      int64
}

// weightUnit is how many units of weight are one: weights are added exactly,
// to six decimals.
const weightUnit = 1_000_000

// maxWeight is the largest number that weighs a hop.
const maxWeight = 1e9

// WeightError is a source with a number that cannot weigh a hop.
type WeightError struct{ Source, Predicate, Value quad.Value }

// Error is Text with terms as N-Quads has them.
func (e *WeightError) Error() string { return e.Text(quad.Value.String) }

// Text names the source and the number, and says what to do.
func (e *WeightError) Text(format func(quad.Value) string) string {
	show := func(v quad.Value) string { return quads.Printable(format(v)) }
	return fmt.Sprintf("%s → %s → %s cannot weigh a hop: give the source a number from 0 to %s, or leave it out (@ !%[1]s)",
		show(e.Source), show(e.Predicate), show(e.Value), quads.Grouped(int(maxWeight)))
}

// newClaims returns nil where the walk asks nothing of the kind.
func newClaims(ctx context.Context, l *links) (*claims, error) {
	s := l.spec
	if s.Since == nil && s.Until == nil && s.WeightedBy == nil && s.MinOrigins < 1 && !s.Uncontested {
		return nil, nil
	}
	c := &claims{
		links: l, origins: source.NewOrigins(l.src), facts: make(map[source.ID]*facts),
		undated: make(map[key]bool), unweighed: make(map[key]bool),
	}
	var err error
	if c.leads, err = source.NewLeads(ctx, l.src); err != nil {
		return nil, err
	}
	if c.dates() {
		if c.date, err = source.IDOf(ctx, l.src, quads.Date); err != nil {
			return nil, err
		}
	}
	if s.WeightedBy != nil {
		if c.weight, err = source.IDOf(ctx, l.src, s.WeightedBy); err != nil {
			return nil, err
		}
	}
	if s.Uncontested {
		err = c.readDenials(ctx)
	}
	return c, err
}

func (c *claims) dates() bool { return c.spec.Since != nil || c.spec.Until != nil }

// readDenials reads what anybody denies or doubts. There is little of it
// beside what is stated.
func (c *claims) readDenials(ctx context.Context) error {
	c.denials = make(map[key]bool)
	if c.ids.stance == source.Any {
		return ctx.Err()
	}
	var patterns []source.Pattern
	for _, stance := range sorted(c.ids.denied) {
		patterns = append(patterns, source.Pattern{source.P: c.ids.stance, source.O: stance})
	}
	nodes := make(map[source.ID]bool)
	if err := c.each(ctx, patterns, func(m source.Match) { nodes[m.Quad[source.S]] = true }); err != nil {
		return err
	}
	found, err := c.readClaims(ctx, sorted(nodes))
	for _, f := range found {
		c.denials[f.key] = true
	}
	return err
}

// sift drops, in place, the hops that the walk may not take, and weighs the
// others.
func (c *claims) sift(ctx context.Context, in []candidate) ([]candidate, error) {
	var labels []source.ID
	for _, h := range in {
		labels = append(labels, c.reader.labels[h.labels]...)
	}
	if err := c.learnFacts(ctx, labels); err != nil {
		return nil, err
	}
	origins, err := c.originsOf(ctx, labels)
	if err != nil {
		return nil, err
	}
	out := in[:0]
	for _, h := range in {
		of := c.reader.labels[h.labels]
		switch {
		case c.denials[h.key], h.denied && (c.spec.Uncontested || c.spec.MinOrigins > 0):
		case len(origins) > 0 && together(origins[:len(of)]) < c.spec.MinOrigins:
		case c.dates() && !c.inTime(h.key, of):
		case c.spec.WeightedBy != nil && !c.weigh(&h, of):
		default:
			out = append(out, h)
		}
		if len(origins) > 0 {
			origins = origins[len(of):]
		}
	}
	return out, nil
}

// originsOf returns the origins of labels, if the walk asks for them.
func (c *claims) originsOf(ctx context.Context, labels []source.ID) ([][]source.ID, error) {
	if c.spec.MinOrigins < 1 {
		return nil, nil
	}
	return c.origins.Of(ctx, labels...)
}

// together counts the ids in some sets.
func together(sets [][]source.ID) int {
	all := make(map[source.ID]bool)
	for _, set := range sets {
		for _, id := range set {
			all[id] = true
		}
	}
	return len(all)
}

// inTime reports whether a label's document is from the time the walk asks
// for.
func (c *claims) inTime(k key, labels []source.ID) bool {
	dated := false
	for _, label := range labels {
		f := c.facts[label]
		if f.fits {
			return true
		}
		dated = dated || f.dated
	}
	if !dated {
		c.undated[k] = true
	}
	return false
}

// weigh gives a hop the least weight that one of its sources has.
func (c *claims) weigh(h *candidate, labels []source.ID) bool {
	weighs := false
	for _, label := range labels {
		if f := c.facts[label]; f.weighs && (!weighs || f.weight < h.weight) {
			weighs, h.weight = true, f.weight
		}
	}
	if !weighs {
		c.unweighed[h.key] = true
	}
	return weighs
}

// learnFacts reads the dates and the weights of labels that are not known yet: of
// each, and of everything it leads to.
func (c *claims) learnFacts(ctx context.Context, labels []source.ID) error {
	if !c.dates() && c.spec.WeightedBy == nil {
		return nil
	}
	var ask []source.ID
	for _, label := range labels {
		if c.facts[label] == nil {
			c.facts[label] = &facts{}
			ask = append(ask, label)
		}
	}
	leads, err := c.leads.Of(ctx, ask...)
	if err != nil {
		return err
	}
	owners := make(map[source.ID][]*facts)
	for i, label := range ask {
		for _, to := range leads[i] {
			owners[to] = append(owners[to], c.facts[label])
		}
	}
	var patterns []source.Pattern
	for _, to := range sorted(owners) {
		for _, p := range []source.ID{c.date, c.weight} {
			if p != source.Any {
				patterns = append(patterns, source.Pattern{source.S: to, source.P: p})
			}
		}
	}
	var found []source.Quad
	if err := c.each(ctx, patterns, func(m source.Match) { found = append(found, m.Quad) }); err != nil {
		return err
	}
	return c.note(ctx, found, owners)
}

// note takes the dates and weights that were read.
func (c *claims) note(ctx context.Context, found []source.Quad, owners map[source.ID][]*facts) error {
	ids := make([]source.ID, len(found))
	values := make([]quad.Value, len(found))
	for i, q := range found {
		ids[i] = q[source.O]
	}
	if err := c.src.Terms(ctx, ids, values); err != nil {
		return err
	}
	for i, q := range found {
		for _, f := range owners[q[source.S]] {
			if q[source.P] == c.date {
				f.takeDate(values[i], c.spec.Since, c.spec.Until)
			}
			if q[source.P] != c.weight {
				continue
			}
			if !f.takeWeight(values[i]) {
				of, err := source.TermOf(ctx, c.src, q[source.S])
				return cmp.Or(err, error(&WeightError{Source: of, Predicate: c.spec.WeightedBy, Value: values[i]}))
			}
		}
	}
	return nil
}

// takeDate notes a date: it fits if it may be from the time between the two.
func (f *facts) takeDate(date, since, until quad.Value) {
	if _, _, ok := quads.Span(date); !ok {
		return
	}
	f.dated = true
	fits := true
	if since != nil {
		fits, _, _ = quads.Compare(quads.GE, date, since)
	}
	if until != nil && fits {
		fits, _, _ = quads.Compare(quads.LE, date, until)
	}
	f.fits = f.fits || fits
}

// takeWeight notes a weight; false: it is a number that cannot be one.
func (f *facts) takeWeight(v quad.Value) bool {
	number, ok := quads.Number(v)
	if !ok || math.IsNaN(number) {
		return true
	}
	if number < 0 || number > maxWeight {
		return false
	}
	if w := int64(math.Round(number * weightUnit)); !f.weighs || w < f.weight {
		f.weighs, f.weight = true, w
	}
	return true
}
