package main

import "quipu/cmd/internal/bench"

// star is ?s with a given object of one predicate, and three free ones of the
// rarest: object and predicate are those with which about as many rows as wanted
// come out, of as many subjects as possible. (With all objects free, the most
// frequent subject alone would have more than 10⁹ rows.)
func star(l *lines, wanted int64) (task, error) {
	rare := l.links[len(l.links)-3:]
	arms := [3]adjacency{l.out(l.with(rare[0])), l.out(l.with(rare[1])), l.out(l.with(rare[2]))}
	far := func(s starOf) int64 { return max(s.rows-wanted, wanted-s.rows) }
	better := func(a, b starOf) bool {
		if far(a) <= wanted/10 && far(b) <= wanted/10 {
			return a.subjects > b.subjects
		}
		return far(a) < far(b)
	}
	var best starOf
	for _, p := range l.links[:len(l.links)-3] {
		for _, s := range starsOf(l.with(p), arms) {
			if best.rows == 0 || better(s, best) {
				best = s
			}
		}
	}
	if best.rows == 0 {
		return task{}, errSmall
	}
	var d digest
	for _, t := range l.with(best.predicate) {
		if t.o != best.object {
			continue
		}
		for _, a := range arms[0].of(t.s) {
			for _, b := range arms[1].of(t.s) {
				for _, c := range arms[2].of(t.s) {
					d.add([]string{l.terms[t.s], l.terms[a], l.terms[b], l.terms[c]})
				}
			}
		}
	}
	p, centre := l.terms[best.predicate], l.terms[best.object]
	a, b, c := l.terms[rare[0]], l.terms[rare[1]], l.terms[rare[2]]
	return task{
		Query: text([][3]string{{"?s", p, centre}, {"?s", a, "?a"}, {"?s", b, "?b"}, {"?s", c, "?c"}}, "select ?s, ?a, ?b, ?c"),
		Terms: []string{p, centre, a, b, c},
		Want:  d.answer(),
		Note:  bench.Grouped(float64(d.rows)) + " rows of " + bench.Grouped(float64(best.subjects)) + " subjects",
	}, nil
}

// starOf is the given part of a star and how much comes out of it.
type starOf struct {
	predicate, object int32
	rows, subjects    int64
}

// starsOf returns the stars of a predicate's triples, one for each object.
func starsOf(triples []triple, arms [3]adjacency) []starOf {
	var all []starOf
	at := map[int32]int{} // by object
	for _, t := range triples {
		n := arms[0].degree(t.s) * arms[1].degree(t.s) * arms[2].degree(t.s)
		if n == 0 {
			continue
		}
		i, known := at[t.o]
		if !known {
			i = len(all)
			at[t.o] = i
			all = append(all, starOf{predicate: t.p, object: t.o})
		}
		all[i].rows += n
		all[i].subjects++
	}
	return all
}
