package main

import "slices"

// rows are all rows of the table, in its order.
func rows() []*row {
	return slices.Concat(promised(), useful(), besideLoops(), besideCayley())
}

// promised are those with a floor and an aim.
func promised() []*row {
	return []*row{
		{name: "3-hop neighbourhood, an edge read", floor: "120 ns", aim: "80 ns", on: onQuads,
			make: neighbourhoodsOf(true), way: neighbourhoods(true, false)},
		{name: "… a link that comes out, once", on: onQuads,
			make: neighbourhoodsOf(true), way: neighbourhoods(true, true)},
		{name: "3-hop neighbourhood in both directions, an edge read", on: onQuads,
			make: neighbourhoodsOf(false), way: neighbourhoods(false, false)},
		{name: "shortest path of random pairs, ≤ 6 hops, median / 99th", floor: "5 / 100 ms", aim: "1 / 30 ms", on: onQuads,
			make: shortestOf, way: shortest},
		{name: "triangles over three mid-frequency predicates", floor: "45 ms", aim: "20 ms", on: onQuads,
			make: triangles(middleThree, false), way: byQuery},
		{name: "triangles over the three commonest predicates", floor: "220 ms", aim: "100 ms", on: onQuads,
			make: triangles(commonestThree, false), way: byQuery},
		{name: "cyclic triangles over three mid-frequency predicates", on: onQuads,
			make: triangles(middleThree, true), way: byQuery},
		{name: "cyclic triangles over the three commonest predicates", on: onQuads,
			make: triangles(commonestThree, true), way: byQuery},
		{name: "star of 4 patterns, 10,000 rows", floor: "30 ms", aim: "10 ms", on: onQuads,
			make: func(l *lines) (task, error) { return star(l, 10_000) }, way: byQuery},
		{name: "count by predicate, whole store", floor: "40 ms", aim: "1 ms", on: onQuads,
			make: countByPredicate, way: byQuery},
		{name: "p+ from one node that reaches n/5", floor: "1,500 ms", aim: "500 ms", on: onTree,
			make: closure, way: byQuery},
		{name: "(any predicate)+ from one entity", on: onQuads,
			make: closureOfAll, way: byQuery},
	}
}
