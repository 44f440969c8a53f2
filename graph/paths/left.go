package paths

import (
	"fmt"
	"slices"
	"strings"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// Left tells what a walk that found nothing left out: the triples it met
// that are no links, and whether there would be a path with them.
type Left struct {
	Max    int            // hops of the walk
	Counts map[Reason]int // distinct triples met; of StatementNode, nodes that deny nothing
	Denied int            // statement nodes met that deny
	// OneSource: one source had to state the whole path; nothing else is told.
	OneSource bool
	// Free is the hops of the shortest path without the walk's restrictions
	// (by time, origins, denials, hubs, label); 0 is none. If there is one,
	// nothing else is told. Restrictions are as String names them; who knows
	// how they were written may fill them in.
	Free         int
	Restrictions []string
	// Hops of the shortest path with denied statements as hops, and with
	// everything; 0 is none.
	WithDenied, WithAny int
}

// unrestricted returns a walk without what restricts its hops by who states
// them and when, and its nodes, and whether anything did.
func unrestricted(spec algebra.WalkSpec) (free algebra.WalkSpec, restricted bool) {
	restricted = spec.Since != nil || spec.Until != nil || spec.MinOrigins > 0 || spec.Uncontested || spec.OneSource ||
		spec.HubLinks > 0 || spec.Label.Kind != algebra.AnyLabel
	spec.Since, spec.Until, spec.MinOrigins, spec.Uncontested, spec.OneSource = nil, nil, 0, false, false
	spec.HubLinks, spec.Label = 0, algebra.Label{}
	return spec, restricted
}

// free fills r.Left if there would be a path without the restrictions of a
// walk that found none.
func (x *search) free(r *Result, spec algebra.WalkSpec) error {
	free, restricted := unrestricted(spec)
	if !restricted || len(x.from) == 0 || len(x.to) == 0 {
		return nil
	}
	free.Limit = 1
	y, err := newSearch(x.ctx, x.src, x.names, sorted(x.from), sorted(x.to), free)
	if err != nil {
		return err
	}
	err = y.byLength()
	r.Work.add(y.work)
	if err == nil && len(y.result.Paths) > 0 {
		r.Left = &Left{Max: spec.Max, Free: len(y.result.Paths[0])}
	}
	return err
}

// whyNone fills r.Left, asking again: without restrictions, for what is met and
// left out, with denied hops, and with the table lifted; each stops at its
// first length with a path.
func (x *search) whyNone(r *Result) error {
	if len(x.from) == 0 || len(x.to) == 0 {
		return nil
	}
	if err := x.free(r, x.spec); err != nil || r.Left != nil {
		return err
	}
	left := &Left{Max: x.spec.Max}
	r.Left = left
	again := func(record, denied, lifted bool) (int, *search, error) {
		spec := x.spec
		spec.Limit, spec.IncludingDenied, spec.ViaAny = 1, denied, lifted
		y, err := newSearch(x.ctx, x.src, x.names, sorted(x.from), sorted(x.to), spec)
		if err != nil {
			return 0, nil, err
		}
		if record {
			y.left = make(map[Reason]map[key]bool)
		}
		if err = y.byLength(); err == nil && len(y.result.Paths) == 0 {
			err = y.lookBothWays()
		}
		r.Work.add(y.work)
		if err != nil || len(y.result.Paths) == 0 {
			return 0, y, err
		}
		return len(y.result.Paths[0]), y, nil
	}
	_, met, err := again(true, x.spec.IncludingDenied, x.spec.ViaAny)
	if err != nil {
		return err
	}
	if !x.spec.IncludingDenied {
		hops, y, err := again(false, true, x.spec.ViaAny)
		if err != nil {
			return err
		}
		left.WithDenied = hops
		met.denied = y.denied
	}
	if left.Counts, err = met.counts(); err != nil {
		return err
	}
	if !x.spec.IncludingDenied {
		left.Denied = len(met.denied)
	}
	if x.spec.ViaAny || len(left.Counts) == 0 {
		return nil
	}
	left.WithAny, _, err = again(false, x.spec.IncludingDenied, true)
	return err
}

// lookBothWays reads the links of a side that the search did not come to: what
// it would have met there is worth telling too.
func (x *search) lookBothWays() error {
	for _, f := range []*frontier{x.ahead, x.behind} {
		if f.depth == 0 {
			if err := x.widen(f, f == x.behind); err != nil {
				return err
			}
		}
	}
	return nil
}

// counts counts what was met and is no link. The triples of a statement node
// count as one: the node; those of denied ones not at all, they are x.denied.
func (x *search) counts() (map[Reason]int, error) {
	counts := make(map[Reason]int)
	nodes := make(map[source.ID]bool)
	for k := range x.left[Reification] {
		nodes[k[0]] = true
	}
	ends := make(map[source.ID]bool)
	for k := range x.left[StatementNode] {
		ends[k[0]], ends[k[2]] = true, true
	}
	ids := sorted(ends)
	of := make([]kind, len(ids))
	if err := x.kinds.of(x.ctx, ids, of); err != nil {
		return nil, err
	}
	for i, id := range ids {
		if of[i] == statement {
			nodes[id] = true
		}
	}
	if !x.spec.IncludingDenied { // else those that fit were walked
		claims, err := x.readClaims(x.ctx, sorted(nodes))
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			if c.denied {
				x.denied[c.node] = true
			}
		}
	}
	for reason, keys := range x.left {
		for k := range keys {
			if reason != Reification && !nodes[k[0]] && !nodes[k[2]] {
				counts[reason]++
			}
		}
	}
	for n := range nodes {
		if !x.denied[n] {
			counts[StatementNode]++
		}
	}
	return counts, nil
}

// String says in one sentence that there is no path, what was left out, and
// what would find one.
func (l *Left) String() string {
	none, out := "no path of at most "+quads.Count(l.Max, "hop"), l.kinds()
	switch {
	case l.Free > 0:
		without := "its restrictions"
		if len(l.Restrictions) > 0 {
			without = "'" + strings.Join(l.Restrictions, "' and '") + "'"
		}
		return fmt.Sprintf("%s; without %s there is one of %s", none, without, quads.Count(l.Free, "hop"))
	case l.OneSource:
		return none + " that one source states"
	case len(out) == 0:
		return none
	case l.WithDenied > 0:
		return fmt.Sprintf("%s, leaving out %s; 'including denied' finds one of %s", none, list(out), quads.Count(l.WithDenied, "hop"))
	case l.WithAny > 0:
		return fmt.Sprintf("%s, leaving out %s; 'via (*)' finds one of %s", none, list(out), quads.Count(l.WithAny, "hop"))
	}
	return none + ", not even along what walks leave out: " + list(out)
}

// kinds names what was left out, each kind with its number.
func (l *Left) kinds() []string {
	type kind struct {
		n         int
		one, many string
	}
	kinds := []kind{{l.Denied, "denied statement", "denied statements"}}
	for _, r := range noLinks {
		at := slices.IndexFunc(kinds, func(k kind) bool { return k.many == r.many })
		if at < 0 {
			at = len(kinds)
			kinds = append(kinds, kind{0, r.one, r.many})
		}
		kinds[at].n += l.Counts[r.reason]
	}
	var out []string
	for _, k := range kinds {
		switch {
		case k.n == 1:
			out = append(out, "1 "+k.one)
		case k.n > 1:
			out = append(out, quads.Grouped(k.n)+" "+k.many)
		}
	}
	return out
}

// list joins words: a, b and c.
func list(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
