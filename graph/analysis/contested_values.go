package analysis

import (
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/quads"
)

// differing returns the voices of what two origins give contradicting values
// of. Statements with one subject and predicate are neighbours in the order
// of the scan, so that all of a graph is read once and only those of one
// subject and predicate, or some such groups, are in memory.
func (r *claimReader) differing(ctx context.Context, about []source.ID) ([]Voice, error) {
	single, err := singlePredicates(ctx, r.src)
	if err != nil {
		return nil, err
	}
	literals, err := source.NewBeginnings(ctx, r.src, `"`)
	if err != nil {
		return nil, err
	}
	v := &valueReader{literals: literals, claimReader: r, dates: newSourceDates(r.src), single: single, about: about}
	patterns := []source.Pattern{{}}
	if about != nil {
		if patterns, err = v.patternsAbout(ctx, about); err != nil {
			return nil, err
		}
	}
	if err = eachBatch(ctx, r.src, patterns, func(some []found) error { return v.take(ctx, some) }); err != nil {
		return nil, err
	}
	if err = v.endGroup(ctx); err != nil {
		return nil, err
	}
	err = v.flush(ctx)
	return v.out, err
}

// valueReader finds contradicting values among groups of statements, which
// have one subject and predicate.
type valueReader struct {
	*claimReader
	dates    *sourceDates
	single   map[source.ID]bool // predicates that are owl:FunctionalProperty
	literals *source.Beginnings
	about    []source.ID // nil: everything

	pattern int // of the group
	group   []Statement
	groups  [][]Statement // ended, to be looked at together
	waiting int           // labels of the statements in groups
	out     []Voice
}

// take adds statements to the group, and ends it where another begins. Those
// with objects that contradict none are left out before their terms are known.
func (v *valueReader) take(ctx context.Context, some []found) error {
	ids := make([]source.ID, len(some))
	for i, f := range some {
		ids[i] = f.O
	}
	begins := make([]int, len(some))
	if err := v.literals.Of(ctx, ids, begins); err != nil {
		return err
	}
	var fit []found
	var labels []source.ID
	for i, f := range some {
		if begins[i] != source.None || v.single[f.P] {
			fit = append(fit, f)
			labels = append(labels, f.Labels...)
		}
	}
	if _, err := v.origins.Of(ctx, labels...); err != nil { // together; then they are known
		return err
	}
	for _, f := range fit {
		if n := len(v.group); n > 0 && (f.pattern != v.pattern || v.group[0].S != f.S || v.group[0].P != f.P) {
			if err := v.endGroup(ctx); err != nil {
				return err
			}
		}
		if err := v.hold(len(f.Labels)); err != nil {
			return err
		}
		v.pattern, v.group = f.pattern, append(v.group, f.Statement)
	}
	return nil
}

// patternsAbout asks for what is said of some entities, and for the other
// values where one of them is the only value of something.
func (v *valueReader) patternsAbout(ctx context.Context, about []source.ID) ([]source.Pattern, error) {
	var patterns, back []source.Pattern
	for _, x := range about {
		patterns = append(patterns, source.Pattern{source.S: x})
		for p := range v.single {
			back = append(back, source.Pattern{source.P: p, source.O: x})
		}
	}
	slices.SortFunc(back, func(a, b source.Pattern) int { return slices.Compare(a[:], b[:]) })
	seen := make(map[source.Pattern]bool)
	err := eachBatch(ctx, v.src, back, func(some []found) error {
		for _, f := range some {
			p := source.Pattern{f.S, f.P}
			if !seen[p] && !slices.Contains(about, f.S) {
				seen[p] = true
				patterns = append(patterns, p)
			}
		}
		return v.hold(len(some))
	})
	return patterns, err
}

// endGroup keeps the group for a closer look if two values and two origins
// are in it.
func (v *valueReader) endGroup(ctx context.Context) error {
	group := v.group
	v.group = v.group[:0]
	several, err := v.severalOrigins(ctx, group)
	if err != nil {
		return err
	}
	if len(group) < 2 || !several {
		v.held -= countLabels(group)
		return nil
	}
	v.groups = append(v.groups, slices.Clone(group))
	if v.waiting += countLabels(group); v.waiting < batchTriples {
		return nil
	}
	return v.flush(ctx)
}

// severalOrigins reports whether a group may have two origins. Two labels may,
// and so may one that comes from two.
func (v *valueReader) severalOrigins(ctx context.Context, group []Statement) (bool, error) {
	for _, s := range group {
		if len(s.Labels) > 1 || s.Labels[0] != group[0].Labels[0] {
			return true, nil
		}
	}
	if len(group) == 0 {
		return false, nil
	}
	n, err := v.origins.Count(ctx, group[0].Labels...)
	return n > 1, err
}

// countLabels counts statements once a label.
func countLabels(list []Statement) int {
	n := 0
	for _, s := range list {
		n += len(s.Labels)
	}
	return n
}

// value is a statement with its object as a value.
type value struct {
	Statement
	key     quads.Key
	contest Contest // "": it contradicts no other
}

// flush looks at the groups that wait.
func (v *valueReader) flush(ctx context.Context) error {
	groups, err := v.candidates(ctx)
	v.held -= v.waiting
	v.groups, v.waiting = nil, 0
	if err != nil {
		return err
	}
	for _, group := range groups {
		if err := v.judge(ctx, group); err != nil {
			return err
		}
		if !v.concerns(group) {
			continue
		}
		for _, one := range group {
			if one.contest == "" {
				continue
			}
			if err := v.hold(len(one.Labels)); err != nil {
				return err
			}
			v.out = append(v.out, voicesOf(one.contest, one.Statement)...)
		}
	}
	return ctx.Err()
}

// concerns reports whether a contest in a group is over one of the entities
// that were asked about.
func (v *valueReader) concerns(group []value) bool {
	return v.about == nil || slices.Contains(v.about, group[0].S) || slices.ContainsFunc(group, func(one value) bool {
		return one.contest != "" && slices.Contains(v.about, one.O)
	})
}

// candidates returns, of the groups that wait, the claims whose objects can
// contradict others, with their values.
func (v *valueReader) candidates(ctx context.Context) ([][]value, error) {
	var ids []source.ID
	for _, group := range v.groups {
		for _, s := range group {
			ids = append(ids, s.O)
		}
	}
	values, err := valuesOf(ctx, v.src, ids)
	if err != nil {
		return nil, err
	}
	err = v.keep(ctx, func(s Statement) bool { return v.single[s.P] || values[s.O].key.IsMeasure() })
	if err != nil {
		return nil, err
	}
	all := slices.Concat(v.groups...)
	if all, err = v.claims(ctx, all); err != nil {
		return nil, err
	}
	if err := v.dates.learn(ctx, labelsOf(all)); err != nil {
		return nil, err
	}
	var out [][]value
	for i, s := range all {
		if i == 0 || all[i-1].S != s.S || all[i-1].P != s.P {
			out = append(out, nil)
		}
		last := len(out) - 1
		out[last] = append(out[last], value{Statement: s, key: values[s.O].key})
	}
	return out, nil
}

// keep drops the statements that do not fit, and then groups in which two
// values or two origins are no longer left.
func (v *valueReader) keep(ctx context.Context, fits func(Statement) bool) error {
	var groups [][]Statement
	for _, group := range v.groups {
		group = slices.DeleteFunc(group, func(s Statement) bool { return !fits(s) })
		several, err := v.severalOrigins(ctx, group)
		if err != nil {
			return err
		}
		if len(group) > 1 && several {
			groups = append(groups, group)
		}
	}
	v.groups = groups
	return nil
}
