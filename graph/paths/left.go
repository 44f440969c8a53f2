package paths

import (
	"fmt"
	"strings"

	"quipu/graph/source"
)

// Left tells what a walk that found nothing left out: the triples it met
// that are no links, and whether there would be a path with them.
type Left struct {
	Counts map[Reason]int // distinct triples met; of StatementNode, nodes that deny nothing
	Denied int            // statement nodes met that deny
	// Hops of the shortest path with denied statements as hops, and with
	// everything; 0 is none.
	WithDenied, WithAny int
}

// whyNone fills r.Left, asking again with denied hops and with the table
// lifted; each stops at its first path.
func (x *search) whyNone(r *Result) error {
	if len(x.from) == 0 || len(x.to) == 0 {
		return nil
	}
	left := &Left{}
	r.Left = left
	again := func(denied, lifted bool) (int, *search, error) {
		spec := x.spec
		spec.Limit, spec.IncludingDenied, spec.ViaAny = 1, denied, lifted
		y, err := newSearch(x.ctx, x.src, x.names, sorted(x.from), sorted(x.to), spec)
		if err != nil {
			return 0, nil, err
		}
		y.once = true
		found, err := y.run()
		r.Work.add(y.work)
		if err != nil || len(found.Paths) == 0 {
			return 0, y, err
		}
		return len(found.Paths[0]), y, nil
	}
	if !x.spec.IncludingDenied {
		hops, y, err := again(true, x.spec.ViaAny)
		if err != nil {
			return err
		}
		left.WithDenied, left.Denied = hops, len(y.denied)
		x.denied = y.denied
	}
	left.Counts = x.counts()
	if x.spec.ViaAny || len(left.Counts) == 0 {
		return nil
	}
	hops, _, err := again(x.spec.IncludingDenied, true)
	left.WithAny = hops
	return err
}

// counts counts what was met and is no link. The triples of a statement node
// count as one: the node; those of denied ones not at all.
func (x *search) counts() map[Reason]int {
	counts := make(map[Reason]int)
	nodes := make(map[source.ID]bool)
	for k := range x.left[Reification] {
		nodes[k[0]] = true
	}
	for k := range x.left[StatementNode] {
		for _, end := range []source.ID{k[0], k[2]} {
			if x.kinds[end] == statement {
				nodes[end] = true
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
	return counts
}

// String says in one line what was left out, and what would bring it in; ""
// if nothing was met.
func (l *Left) String() string {
	var parts []string
	count := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	count(l.Denied, "denied statement", "denied statements")
	for _, rule := range noLinks {
		count(l.Counts[rule.reason], rule.one, rule.many)
	}
	if len(parts) == 0 {
		return ""
	}
	s := "left out: " + strings.Join(parts, ", ")
	var with []string
	if l.WithDenied > 0 {
		with = append(with, fmt.Sprintf("'including denied' finds a path of %s", hops(l.WithDenied)))
	}
	if l.WithAny > 0 {
		with = append(with, fmt.Sprintf("'via (*)' finds one of %s", hops(l.WithAny)))
	}
	if len(with) == 0 {
		return s + "; no path with them either"
	}
	return s + "; " + strings.Join(with, ", ")
}

func hops(n int) string {
	if n == 1 {
		return "1 hop"
	}
	return fmt.Sprintf("%d hops", n)
}
