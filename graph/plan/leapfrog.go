package plan

import (
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// A Leapfrog reads its patterns whole, so it is not made
const (
	mostPairs = 8_000_000 // of more quads, which would have to be held together
	mostVars  = 16        // of a larger cycle
	fewStarts = 200       // where another part leaves a variable so many times fewer terms
	unlike    = 24        // of two lists, one so many times longer: its terms are looked up
)

// leapfrogs replaces, among the parts of a join, the patterns that form a
// cycle, and lists of terms for one variable, by Leapfrogs.
func (p *planner) leapfrogs(parts []algebra.Node) []algebra.Node {
	g := newQueryGraph(parts)
	for _, core := range g.cores() {
		parts = p.leap(parts, core)
	}
	for _, v := range g.vars {
		if g.lists[v] > 1 {
			parts = p.merge(parts, v)
		}
	}
	return parts
}

// leap makes one Leapfrog of the patterns among some variables.
func (p *planner) leap(parts []algebra.Node, vars []string) []algebra.Node {
	var inside, outside []algebra.Node
	for _, part := range parts {
		if pattern, ok := leaps(part); ok && subset(algebra.Vars(pattern), vars) {
			inside = append(inside, part)
		} else {
			outside = append(outside, part)
		}
	}
	pairs, fewest := 0.0, math.Inf(1)
	for _, part := range inside {
		n := p.whole(part)
		pairs += n
		if len(algebra.Vars(part)) == 1 {
			fewest = min(fewest, n)
		}
	}
	for _, part := range outside {
		if sharesOne(part, vars) {
			fewest = min(fewest, p.size(part, nil))
		}
	}
	fewest = min(fewest, p.starts(vars))
	if pairs > mostPairs || fewest*fewStarts < pairs {
		return parts
	}
	return append([]algebra.Node{&algebra.Leapfrog{Vars: p.variableOrder(vars, inside), Parts: inside}}, outside...)
}

// merge makes a Leapfrog of the lists of terms that a variable has: a merge
// join.
func (p *planner) merge(parts []algebra.Node, v string) []algebra.Node {
	var lists, others []algebra.Node
	fewest, sum := math.Inf(1), 0.0
	for _, part := range parts {
		pattern, ok := leaps(part)
		if !ok || !slices.Equal(algebra.Vars(pattern), []string{v}) {
			others = append(others, part)
			continue
		}
		lists = append(lists, part)
		n := p.whole(part)
		fewest, sum = min(fewest, n), sum+n
	}
	if fewest = min(fewest, p.starts([]string{v})); len(lists) < 2 || fewest*unlike < sum || sum > mostPairs {
		return parts
	}
	return append([]algebra.Node{&algebra.Leapfrog{Vars: []string{v}, Parts: lists}}, others...)
}

// starts returns how many terms of some variables are given from outside.
func (p *planner) starts(vars []string) float64 {
	fewest := math.Inf(1)
	for _, n := range p.given {
		if sharesOne(n, vars) {
			fewest = min(fewest, p.size(n, nil))
		}
	}
	return fewest
}

// sharesOne reports whether a node has one of some variables.
func sharesOne(n algebra.Node, vars []string) bool {
	return slices.ContainsFunc(algebra.Vars(n), func(v string) bool { return slices.Contains(vars, v) })
}

// whole returns how many quads a pattern reads by itself.
func (p *planner) whole(n algebra.Node) float64 {
	pattern := n.(*algebra.Pattern)
	return p.count([4]quad.Value{pattern.S.Value, pattern.P.Value, pattern.O.Value, labelTerm(pattern.Label)})
}

// variableOrder returns an order in which each variable shares a pattern with
// one before it, and in which as little as possible has to be sorted: quads of
// a predicate come by object.
func (p *planner) variableOrder(vars []string, parts []algebra.Node) []string {
	best, least := vars, math.Inf(1)
	var try func(order []string)
	try = func(order []string) {
		if len(order) == len(vars) {
			if cost := p.sortCost(order, parts); cost < least {
				best, least = slices.Clone(order), cost
			}
			return
		}
		for _, v := range vars {
			if !slices.Contains(order, v) && (len(order) == 0 || joined(order, v, parts)) {
				try(append(order, v))
			}
		}
	}
	if len(vars) <= 6 { // at most 720 orders
		try(nil)
		return best
	}
	order := vars[:1:1]
	for len(order) < len(vars) {
		i := slices.IndexFunc(vars, func(v string) bool { return !slices.Contains(order, v) && joined(order, v, parts) })
		order = append(order, vars[i])
	}
	return order
}

func (p *planner) sortCost(order []string, parts []algebra.Node) float64 {
	cost := 0.0
	for _, part := range parts {
		n := part.(*algebra.Pattern)
		if n.S.Var != "" && n.O.Var != "" && slices.Index(order, n.S.Var) < slices.Index(order, n.O.Var) {
			cost += p.whole(n)
		}
	}
	return cost
}

// joined reports whether a pattern joins a variable to one of some others.
func joined(others []string, v string, parts []algebra.Node) bool {
	return slices.ContainsFunc(parts, func(part algebra.Node) bool {
		vars := algebra.Vars(part)
		return slices.Contains(vars, v) && sharesOne(part, others)
	})
}

func leaps(n algebra.Node) (*algebra.Pattern, bool) {
	pattern, ok := n.(*algebra.Pattern)
	return pattern, ok && algebra.Leaps(pattern)
}

// queryGraph is the variables of a join and which of them a pattern joins.
type queryGraph struct {
	vars  []string // in order of appearance
	links map[string]map[string]bool
	lists map[string]int // of a variable, patterns with it alone
}

func newQueryGraph(parts []algebra.Node) *queryGraph {
	g := &queryGraph{links: map[string]map[string]bool{}, lists: map[string]int{}}
	for _, part := range parts {
		pattern, ok := leaps(part)
		if !ok {
			continue
		}
		vars := algebra.Vars(pattern)
		for _, v := range vars {
			if g.links[v] == nil {
				g.links[v] = map[string]bool{}
				g.vars = append(g.vars, v)
			}
		}
		switch len(vars) {
		case 1:
			g.lists[vars[0]]++
		case 2:
			g.links[vars[0]][vars[1]] = true
			g.links[vars[1]][vars[0]] = true
		}
	}
	return g
}

// cores returns the sets of variables that remain joined when those with one
// neighbour are taken away, again and again: the cycles, with what lies
// between them.
func (g *queryGraph) cores() [][]string {
	degree := map[string]int{}
	gone := map[string]bool{}
	var loose []string // to be taken away
	for _, v := range g.vars {
		if degree[v] = len(g.links[v]); degree[v] < 2 {
			loose = append(loose, v)
		}
	}
	for ; len(loose) > 0; loose = loose[1:] {
		gone[loose[0]] = true
		for w := range g.links[loose[0]] {
			if degree[w]--; degree[w] == 1 {
				loose = append(loose, w)
			}
		}
	}
	var out [][]string
	for _, v := range g.vars {
		if gone[v] {
			continue
		}
		inside := map[string]bool{}
		g.reach(v, gone, inside)
		var core []string
		for _, w := range g.vars { // in order, whatever that of a map
			if inside[w] {
				core = append(core, w)
				gone[w] = true
			}
		}
		if len(core) <= mostVars {
			out = append(out, core)
		}
	}
	return out
}

// reach marks the variables that are joined to one.
func (g *queryGraph) reach(v string, gone, seen map[string]bool) {
	seen[v] = true
	left := []string{v}
	for ; len(left) > 0; left = left[1:] {
		for w := range g.links[left[0]] {
			if !gone[w] && !seen[w] {
				seen[w] = true
				left = append(left, w)
			}
		}
	}
}
