package main

import "quipu/cmd/internal/bench"

// The starts are those of the most frequent entities with which about as many
// rows come out as a researcher would look through.
const (
	cayleyHubs = 200
	cayleyRows = 5_000
)

// pathTask is a query whose rows are some terms.
func pathTask(l *lines, patterns [][3]string, choose string, rows []int32, terms ...string) task {
	d := digestOf(l, rows)
	return task{
		Query: text(patterns, choose),
		Terms: terms,
		Want:  d.answer(), Note: bench.Grouped(float64(d.rows)) + " rows",
	}
}

func cayleyTwoHops(l *lines) (task, error) {
	p, q := l.links[0], l.links[1]
	one, two := l.out(l.with(p)), l.out(l.with(q))
	rows := func(n int32) []int32 { return follow(one.of(n), two) }
	at := l.closestHub(rows)
	return pathTask(l, [][3]string{{l.terms[at], l.terms[p], "?a"}, {"?a", l.terms[q], "?b"}}, "select ?b",
		rows(at), l.terms[at], l.terms[p], l.terms[q]), nil
}

func (l *lines) closestHub(rows func(int32) []int32) int32 {
	return closest(l.hubs(cayleyHubs), cayleyRows, func(n int32) int64 { return int64(len(rows(n))) })
}

func cayleyThreeHops(l *lines) (task, error) {
	p := l.middle(3)
	one, two, three := l.out(l.with(p[0])), l.out(l.with(p[1])), l.out(l.with(p[2]))
	rows := func(n int32) []int32 { return unique(follow(follow(one.of(n), two), three)) }
	at := l.closestHub(rows)
	return pathTask(l, [][3]string{{l.terms[at], l.terms[p[0]], "?a"}, {"?a", l.terms[p[1]], "?b"}, {"?b", l.terms[p[2]], "?c"}}, "select distinct ?c",
		rows(at), l.terms[at], l.terms[p[0]], l.terms[p[1]], l.terms[p[2]]), nil
}

// cayleyHas asks who leads to one frequent entity and to another too.
func cayleyHas(l *lines) (task, error) {
	p, q := l.links[0], l.links[1]
	hubs := l.hubs(2)
	one, two := l.in(l.with(p)), l.in(l.with(q))
	rows := shared(one.of(hubs[0]), two.of(hubs[1]))
	return pathTask(l, [][3]string{{"?s", l.terms[p], l.terms[hubs[0]]}, {"?s", l.terms[q], l.terms[hubs[1]]}}, "select ?s",
		rows, l.terms[hubs[0]], l.terms[p], l.terms[q], l.terms[hubs[1]]), nil
}

// cayleyBoth asks what two frequent entities both lead to.
func cayleyBoth(l *lines) (task, error) {
	p, q := l.links[0], l.links[1]
	hubs := l.hubs(2)
	rows := shared(l.out(l.with(p)).of(hubs[0]), l.out(l.with(q)).of(hubs[1]))
	return pathTask(l, [][3]string{{l.terms[hubs[0]], l.terms[p], "?o"}, {l.terms[hubs[1]], l.terms[q], "?o"}}, "select ?o",
		rows, l.terms[hubs[0]], l.terms[p], l.terms[hubs[1]], l.terms[q]), nil
}

func cayleyCount(l *lines) (task, error) {
	p, q := l.links[0], l.links[1]
	back, on := l.in(l.with(p)), l.out(l.with(q))
	rows := func(n int32) []int32 { return follow(back.of(n), on) }
	at := closest(l.hubs(cayleyHubs), 20*cayleyRows, func(n int32) int64 { return int64(len(rows(n))) })
	n := int64(len(rows(at)))
	return task{
		Query: text([][3]string{{"?a", l.terms[p], l.terms[at]}, {"?a", l.terms[q], "?b"}}, countAll),
		Terms: []string{l.terms[at], l.terms[p], l.terms[q]},
		Want:  counted(n), Note: bench.Grouped(float64(n)) + " solutions",
	}, nil
}
