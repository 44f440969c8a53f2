package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"quipu/cmd/internal/bench"
)

// useful are rows that nobody was promised and that tell where time goes.
func useful() []*row {
	return []*row{
		{name: "one row, the fixed cost", on: onQuads, make: oneRow, way: byQuery},
		{name: "order by two names, limit 10", on: onQuads, make: ordered, way: byQuery},
		{name: "order by a number and a name, limit 10", on: onQuads, make: orderedByNumber, way: byQuery},
		{name: "group by subject, sum", on: onQuads, make: sums, way: byQuery},
		{name: "join of two unbound patterns by subject", on: onQuads, make: joined, way: byQuery},
		{name: "chain of 4 patterns from a hub", on: onQuads, make: chain, way: byQuery},
		{name: "clique of 4 over six mid-frequency predicates", on: onQuads, make: clique, way: byQuery},
		{name: "Gizmo: In, Out, Unique, All", on: onQuads, make: script, way: byQuery},
	}
}

// oneRow asks for the only object that a subject has by a predicate.
func oneRow(l *lines) (task, error) {
	follow := l.out(l.with(l.links[0]))
	for s := range int32(len(l.terms)) {
		if follow.degree(s) == 1 {
			var d digest
			d.add([]string{l.terms[follow.of(s)[0]]})
			return task{
				Query: text([][3]string{{l.terms[s], l.terms[l.links[0]], "?o"}}),
				Want:  d.answer(), Note: "1 row",
			}, nil
		}
	}
	return task{}, errSmall
}

// ordered orders a fifth of all quads, those of the commonest predicates: a
// row comes as often as there are ways from its subject to its object.
func ordered(l *lines) (task, error) {
	var all []triple
	var names []string
	for _, p := range l.links {
		if 5*len(all) < len(l.triples) {
			all = append(all, l.with(p)...)
			names = append(names, l.terms[p])
		}
	}
	slices.SortFunc(all, func(a, b triple) int {
		return cmp.Or(cmp.Compare(l.iri(a.o), l.iri(b.o)), cmp.Compare(l.iri(a.s), l.iri(b.s)))
	})
	return firstTen(l, all, "("+strings.Join(names, "|")+")", "order by ?o, ?s"), nil
}

// iri returns an entity without brackets, as its order goes by.
func (l *lines) iri(n int32) string { return strings.Trim(l.terms[n], "<>") }

// orderedByNumber begins with the highest.
func orderedByNumber(l *lines) (task, error) {
	p := l.counts()
	all := slices.Clone(l.with(p))
	value := map[int32]int64{}
	for _, t := range all {
		n, err := l.value(t.o)
		if err != nil {
			return task{}, err
		}
		value[t.o] = n
	}
	slices.SortFunc(all, func(a, b triple) int {
		return cmp.Or(cmp.Compare(value[b.o], value[a.o]), cmp.Compare(l.iri(a.s), l.iri(b.s)))
	})
	return firstTen(l, all, l.terms[p], "order by desc(?o), ?s"), nil
}

// firstTen asks for the first of some rows that are in order.
func firstTen(l *lines, all []triple, by, order string) task {
	d := digest{ordered: true}
	for _, t := range all[:min(10, len(all))] {
		d.add([]string{l.terms[t.s], l.terms[t.o]})
	}
	return task{
		Query:   text([][3]string{{"?s", by, "?o"}}, "select ?s, ?o", order, "limit 10"),
		Ordered: true,
		Want:    d.answer(), Note: "10 of " + bench.Grouped(float64(len(all))) + " rows",
	}
}

// counts returns the most frequent predicate with integers as objects.
func (l *lines) counts() int32 {
	for _, p := range l.predicates {
		if strings.HasSuffix(l.terms[l.with(p)[0].o], "XMLSchema#integer>") {
			return p
		}
	}
	return l.predicates[0]
}

// value reads an integer.
func (l *lines) value(n int32) (int64, error) {
	digits, _, _ := strings.Cut(strings.TrimPrefix(l.terms[n], `"`), `"`)
	return strconv.ParseInt(digits, 10, 64)
}

func sums(l *lines) (task, error) {
	p := l.counts()
	sum := map[int32]int64{}
	for _, t := range l.with(p) {
		n, err := l.value(t.o)
		if err != nil {
			return task{}, err
		}
		sum[t.s] += n
	}
	var d digest
	for s, n := range sum {
		d.add([]string{l.terms[s], integer(n)})
	}
	return task{
		Query: text([][3]string{{"?s", l.terms[p], "?n"}}, "select ?s, sum(?n) as ?sum"),
		Want:  d.answer(), Note: bench.Grouped(float64(len(sum))) + " groups of " + bench.Grouped(float64(len(l.with(p)))) + " rows",
	}, nil
}

// joined counts pairs of what a subject has by the two rarest predicates: the
// scans come in the order of objects, so neither helps the other.
func joined(l *lines) (task, error) {
	p, q := l.links[len(l.links)-1], l.links[len(l.links)-2]
	other := l.out(l.with(q))
	n := int64(0)
	for _, t := range l.with(p) {
		n += other.degree(t.s)
	}
	return task{
		Query: text([][3]string{{"?s", l.terms[p], "?a"}, {"?s", l.terms[q], "?b"}}, countAll),
		Want:  counted(n), Note: bench.Grouped(float64(n)) + " solutions",
	}, nil
}

// chain starts from the hub, among the hundred most frequent subjects, from
// which about a million chains of four mid-frequency predicates go out.
func chain(l *lines) (task, error) {
	p := l.middle(4)
	ways := make([]int64, len(l.terms)) // how many chains of the predicates so far to come
	for i := range ways {
		ways[i] = 1
	}
	for i := 3; i >= 0; i-- {
		next := make([]int64, len(l.terms))
		for _, t := range l.with(p[i]) {
			next[t.s] += ways[t.o]
		}
		ways = next
	}
	const wanted, hubs = 1_000_000, 100
	at := closest(l.hubs(hubs), wanted, func(n int32) int64 { return ways[n] })
	return task{
		Query: text([][3]string{
			{l.terms[at], l.terms[p[0]], "?a"}, {"?a", l.terms[p[1]], "?b"}, {"?b", l.terms[p[2]], "?c"}, {"?c", l.terms[p[3]], "?d"},
		}, countAll),
		Want: counted(ways[at]), Note: bench.Grouped(float64(ways[at])) + " chains",
	}, nil
}

// hubs returns the most frequent subjects.
func (l *lines) hubs(n int) []int32 {
	follow := l.out(l.triples)
	var all []int32
	for s := range int32(len(l.terms)) {
		if follow.degree(s) > 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b int32) int {
		return cmp.Or(cmp.Compare(follow.degree(b), follow.degree(a)), cmp.Compare(a, b))
	})
	return all[:min(n, len(all))]
}

// closest returns the one of which a measure is closest to what is wanted.
func closest(all []int32, wanted int64, measure func(int32) int64) int32 {
	best, far := all[0], int64(-1)
	for _, n := range all {
		m := measure(n)
		if off := max(m-wanted, wanted-m); far < 0 || off < far {
			best, far = n, off
		}
	}
	return best
}

// clique counts a, b, c, d with an edge from each to each that comes after it.
func clique(l *lines) (task, error) {
	p := l.middle(6) // ab, ac, ad, bc, bd, cd
	name := func(i int) string { return l.terms[p[i]] }
	ac, ad := l.out(l.with(p[1])), l.out(l.with(p[2]))
	bc, bd, cd := l.out(l.with(p[3])), l.out(l.with(p[4])), l.out(l.with(p[5]))
	n := int64(0)
	for _, t := range l.with(p[0]) {
		ds := shared(ad.of(t.s), bd.of(t.o))
		if len(ds) == 0 {
			continue
		}
		for _, c := range shared(ac.of(t.s), bc.of(t.o)) {
			n += int64(len(shared(ds, cd.of(c))))
		}
	}
	return task{
		Query: text([][3]string{
			{"?a", name(0), "?b"}, {"?a", name(1), "?c"}, {"?a", name(2), "?d"},
			{"?b", name(3), "?c"}, {"?b", name(4), "?d"}, {"?c", name(5), "?d"},
		}, countAll),
		Want: counted(n), Note: bench.Grouped(float64(n)) + " cliques",
	}, nil
}

// script asks in Gizmo for what subjects of an entity lead to, each once.
func script(l *lines) (task, error) {
	p, q := l.links[0], l.links[1]
	back, on := l.in(l.with(p)), l.out(l.with(q))
	found := func(n int32) []int32 { return unique(follow(back.of(n), on)) }
	at := closest(l.hubs(200), 10_000, func(n int32) int64 { return int64(len(found(n))) })
	d := digestOf(l, found(at))
	quoted := func(n int32) string { return strconv.Quote(l.terms[n]) }
	return task{
		Query:    "g.V(" + quoted(at) + ").In(" + quoted(p) + ").Out(" + quoted(q) + ").Unique().All()",
		Language: "gizmo",
		Want:     d.answer(), Note: bench.Grouped(float64(d.rows)) + " rows",
	}, nil
}
