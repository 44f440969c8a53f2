package analysis

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Difference is a subject and predicate of which two sources say something,
// and nothing alike.
type Difference struct{ First, Second []Statement }

// Differ returns what some labels and some others both say something of
// without having an object in common, in the order of terms. Objects are in
// common where they are one term or may be one value (quads.Key.Agrees).
// Unless all is set only what can be told from the values counts: literals,
// and what is said with predicates that are owl:FunctionalProperty; of others
// several objects may be true. Beyond max statements held it is a *SizeError.
func Differ(ctx context.Context, src source.Source, names *quads.Names, first, second []source.ID, all bool, max int) ([]Difference, error) {
	r, err := newClaimReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	one, err := r.saidUnder(ctx, first, nil)
	if err != nil {
		return nil, err
	}
	within := make(map[[2]source.ID]bool)
	for _, s := range one {
		within[[2]source.ID{s.S, s.P}] = true
	}
	other, err := r.saidUnder(ctx, second, within)
	if err != nil {
		return nil, err
	}
	both, err := sameAbout(ctx, one, other)
	if err != nil {
		return nil, err
	}
	d := &differ{src: src, all: all, work: work{ctx: ctx}}
	if d.single, err = singlePredicates(ctx, src); err != nil {
		return nil, err
	}
	var out []Difference
	for some := range slices.Chunk(both, batchPatterns) {
		found, err := d.apart(ctx, some)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return inDifferenceOrder(ctx, src, out)
}

// sameAbout pairs what two lists, in the order of ids, say with the same
// subject and predicate.
func sameAbout(ctx context.Context, one, other []Statement) ([]Difference, error) {
	var out []Difference
	w := work{ctx: ctx}
	for len(one) > 0 && len(other) > 0 {
		a, b := aboutLength(one), aboutLength(other)
		if err := w.step(a + b); err != nil {
			return nil, err
		}
		switch c := cmp.Or(cmp.Compare(one[0].S, other[0].S), cmp.Compare(one[0].P, other[0].P)); {
		case c < 0:
			one = one[a:]
		case c > 0:
			other = other[b:]
		default:
			out = append(out, Difference{one[:a], other[:b]})
			one, other = one[a:], other[b:]
		}
	}
	return out, nil
}

// aboutLength returns how many statements have the subject and the predicate
// of the first.
func aboutLength(list []Statement) int {
	n := 1
	for n < len(list) && list[n].S == list[0].S && list[n].P == list[0].P {
		n++
	}
	return n
}

// differ compares what two sources say.
type differ struct {
	src    source.Source
	single map[source.ID]bool // predicates that have one value
	all    bool
	work   work
}

// apart returns those of some pairs that have nothing in common.
func (d *differ) apart(ctx context.Context, some []Difference) ([]Difference, error) {
	var ids []source.ID
	for _, pair := range some {
		for _, s := range slices.Concat(pair.First, pair.Second) {
			ids = append(ids, s.O)
		}
	}
	values, err := valuesOf(ctx, d.src, ids)
	if err != nil {
		return nil, err
	}
	var out []Difference
	for _, pair := range some {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pair.First, pair.Second = d.counted(pair.First, values), d.counted(pair.Second, values)
		if len(pair.First) == 0 || len(pair.Second) == 0 {
			continue
		}
		common, err := d.agree(pair, values)
		if err != nil {
			return nil, err
		}
		if !common {
			out = append(out, pair)
		}
	}
	return out, nil
}

// counted returns the statements whose objects can be told apart.
func (d *differ) counted(list []Statement, values map[source.ID]objectValue) []Statement {
	if d.all || d.single[list[0].P] {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(s Statement) bool { return !values[s.O].literal })
}

// agree reports whether the two sides of a pair have an object in common:
// one term, or numbers, dates or truth values that may be one.
func (d *differ) agree(pair Difference, values map[source.ID]objectValue) (bool, error) {
	terms := make(map[source.ID]bool)
	measures := make(map[quads.Scale][]quads.Key)
	for _, s := range pair.First {
		terms[s.O] = true
		if k := values[s.O].key; k.IsMeasure() {
			measures[k.Scale()] = append(measures[k.Scale()], k)
		}
		if err := d.work.step(1); err != nil {
			return false, err
		}
	}
	for _, s := range pair.Second {
		if terms[s.O] {
			return true, nil
		}
		if err := d.work.step(1); err != nil {
			return false, err
		}
	}
	scales := make(map[quads.Scale]*scaled)
	for scale, keys := range measures {
		var err error
		if scales[scale], err = scaledKeys(&d.work, keys); err != nil {
			return false, err
		}
	}
	for _, s := range pair.Second {
		k := values[s.O].key
		if !k.IsMeasure() {
			continue
		}
		other, _ := k.Scale().Other()
		if scales[k.Scale()].agrees(&d.work, k) || scales[other].agrees(&d.work, k) {
			return true, nil
		}
		if err := d.work.step(1); err != nil {
			return false, err
		}
	}
	return false, nil
}

// scaled are keys of one scale, in both orders.
type scaled struct{ ends, begins []quads.Key }

func scaledKeys(w *work, keys []quads.Key) (*scaled, error) {
	var s scaled
	var err error
	if s.ends, err = sorting.Stable(w.ctx, slices.Clone(keys), quads.Key.CompareEnds); err == nil {
		s.begins, err = sorting.Stable(w.ctx, keys, quads.Key.Compare)
	}
	return &s, err
}

// agrees reports whether a key of this scale or the other may be one of them:
// neither do all others precede it nor does it precede them.
func (s *scaled) agrees(w *work, k quads.Key) bool {
	if s == nil {
		return false
	}
	n := len(s.ends)
	before := sort.Search(n, func(i int) bool { w.done++; return !s.ends[i].Precedes(k) })
	upTo := sort.Search(n, func(i int) bool { w.done++; return k.Precedes(s.begins[i]) })
	return before < upTo
}

func inDifferenceOrder(ctx context.Context, src source.Source, list []Difference) ([]Difference, error) {
	var ids []source.ID
	for _, d := range list {
		for _, s := range slices.Concat(d.First, d.Second) {
			ids = append(ids, s.S, s.P, s.O)
		}
	}
	place, err := placesOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	for i := range list {
		for _, side := range []*[]Statement{&list[i].First, &list[i].Second} {
			if *side, err = sorting.Stable(ctx, *side, place.triples); err != nil {
				return nil, err
			}
		}
	}
	return sorting.Stable(ctx, list, func(a, b Difference) int { return place.triples(a.First[0], b.First[0]) })
}
