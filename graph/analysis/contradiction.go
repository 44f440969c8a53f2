package analysis

import (
	"context"
	"slices"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// said is a value as one label has it.
type said struct {
	*value
	when    span // unknown: it may be any time
	origins []source.ID
}

// judge finds the contradictions in a group: two labels with values that
// exclude one another, and two origins. Where both are certainly of different
// times that is a revision. Values are not compared with each other: behind
// one that is sorted by its beginning all that precede it by their ends are
// counted, with those of its time and of its origin.
func (v *valueReader) judge(ctx context.Context, group []value) error {
	scales := make(map[quads.Scale][]*said)
	for i := range group {
		one := &group[i]
		scale := one.key.Scale()
		for _, label := range one.Labels {
			origins, err := v.voices(ctx, []source.ID{label})
			if err != nil {
				return err
			}
			scales[scale] = append(scales[scale], &said{one, v.dates.of(label), origins})
		}
	}
	w := &work{ctx: ctx}
	for scale, all := range scales { // in any order: each pair is looked at once
		if err := contradict(w, all, all); err != nil {
			return err
		}
		if other, ok := scale.Other(); ok && len(scales[other]) > 0 {
			if err := contradict(w, all, scales[other]); err != nil {
				return err
			}
		}
	}
	return nil
}

// contradict marks those of lower that precede some of upper, and these, with
// how they contradict one another.
func contradict(w *work, lower, upper []*said) error {
	precedes := func(a, b *said) bool { return a.key.Precedes(b.key) }
	follows := func(a, b *said) bool { return b.key.Precedes(a.key) }
	ends, err := sorting.Stable(w.ctx, slices.Clone(lower), func(a, b *said) int { return a.key.CompareEnds(b.key) })
	if err != nil {
		return err
	}
	begins, err := sorting.Stable(w.ctx, slices.Clone(upper), func(a, b *said) int { return a.key.Compare(b.key) })
	if err != nil {
		return err
	}
	if err := meet(w, begins, ends, precedes); err != nil {
		return err
	}
	slices.Reverse(ends)
	slices.Reverse(begins)
	return meet(w, ends, begins, follows)
}

// meet marks those of list that contradict others. The others which exclude
// one of list are the first of them, more and more along the list.
func meet(w *work, list, others []*said, excludes func(other, one *said) bool) error {
	met, err := newCrowds(w.ctx, others)
	if err != nil {
		return err
	}
	for _, one := range list {
		for len(others) > 0 && excludes(others[0], one) {
			met.add(others[0])
			others = others[1:]
			if err := w.step(1); err != nil {
				return err
			}
		}
		if all, meanwhile := met.against(one); meanwhile > 0 {
			one.contest = Differs
		} else if all > 0 && one.contest == "" {
			one.contest = Revised
		}
		if err := w.step(1); err != nil {
			return err
		}
	}
	return nil
}
