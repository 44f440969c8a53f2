package main

import (
	"fmt"
	"math/rand/v2"

	"quipu/cmd/internal/bench"
)

// neighbourhoodsOf chooses starts of middle degree and counts the edges
// around them.
func neighbourhoodsOf(directed bool) func(*lines) (task, error) {
	const starts = 3
	return func(l *lines) (t task, err error) {
		links := l.between()
		out := l.out(links)
		follow := out
		if !directed {
			follow = l.adjacency(links, true, true)
		}
		var middling []int32
		for n := range int32(len(l.terms)) {
			if d := out.degree(n); d >= 5 && d <= 50 {
				middling = append(middling, n)
			}
		}
		if len(middling) < starts {
			return t, errSmall
		}
		r := rand.New(rand.NewPCG(bench.Seed, 3))
		sum := int64(0)
		for range starts {
			n := middling[r.IntN(len(middling))]
			edges := int64(0)
			away := distances(l, follow, n)
			near := func(n int32) bool { return away[n] >= 0 && away[n] < hops }
			for _, x := range links {
				if near(x.s) || !directed && near(x.o) {
					edges++
				}
			}
			t.Terms = append(t.Terms, l.terms[n])
			t.Want = append(t.Want, edges)
			sum += edges
		}
		t.Note = fmt.Sprintf("%s edges around %d entities", bench.Grouped(float64(sum)), starts)
		return t, nil
	}
}

// distances are the steps from a start, -1 where it does not lead.
func distances(l *lines, follow adjacency, start int32) []int32 {
	away := make([]int32, len(l.terms))
	for i := range away {
		away[i] = -1
	}
	away[start] = 0
	for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
		for _, to := range follow.of(queue[0]) {
			if away[to] < 0 {
				away[to] = away[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	return away
}

// shortestOf draws pairs of entities and searches from both ends of each.
func shortestOf(l *lines) (t task, err error) {
	const pairs = 1000
	links := l.between()
	follow := l.adjacency(links, true, true)
	var entities []int32
	for n := range int32(len(l.terms)) {
		if follow.degree(n) > 0 {
			entities = append(entities, n)
		}
	}
	if len(entities) < 2 {
		return t, errSmall
	}
	r := rand.New(rand.NewPCG(bench.Seed, 4))
	search := newMeeting(len(l.terms), follow)
	linked := 0
	for len(t.Want) < pairs {
		a, b := entities[r.IntN(len(entities))], entities[r.IntN(len(entities))]
		if a == b {
			continue
		}
		length := search.length(a, b)
		if length > 0 {
			linked++
		}
		t.Terms = append(t.Terms, l.terms[a], l.terms[b])
		t.Want = append(t.Want, length)
	}
	t.Note = fmt.Sprintf("%d of %d pairs have a path", linked, pairs)
	return t, nil
}

// meeting is a plain breadth-first search from both ends.
type meeting struct {
	follow adjacency
	seen   [2][]int32 // by the number of the search, so that nothing has to be cleared
	search int32
}

func newMeeting(terms int, follow adjacency) *meeting {
	return &meeting{follow: follow, seen: [2][]int32{make([]int32, terms), make([]int32, terms)}}
}

// length returns that of the shortest path, 0 if there is none of at most
// longest hops. It takes a whole step from one end or the other; the first
// step that touches what the other end has seen is the last.
func (m *meeting) length(a, b int32) int64 {
	m.search++
	edge := [2][]int32{{a}, {b}}
	m.seen[0][a], m.seen[1][b] = m.search, m.search
	for length := int64(1); length <= longest; length++ {
		side := 0
		if len(edge[1]) < len(edge[0]) {
			side = 1
		}
		var next []int32
		for _, n := range edge[side] {
			for _, to := range m.follow.of(n) {
				if m.seen[1-side][to] == m.search {
					return length
				}
				if m.seen[side][to] != m.search {
					m.seen[side][to] = m.search
					next = append(next, to)
				}
			}
		}
		edge[side] = next
	}
	return 0
}
