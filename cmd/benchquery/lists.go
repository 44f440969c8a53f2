package main

import "slices"

// shared returns what two ascending lists share.
func shared(a, b []int32) (both []int32) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		i, found := slices.BinarySearch(b, x)
		if found {
			both = append(both, x)
		}
		b = b[i:]
	}
	return both
}

// follow returns what follows each of some terms, one after the other.
func follow(from []int32, by adjacency) (all []int32) {
	for _, n := range from {
		all = append(all, by.of(n)...)
	}
	return all
}

// unique sorts a list and returns it with each once.
func unique(all []int32) []int32 {
	slices.Sort(all)
	return slices.Compact(all)
}

// digestOf is that of rows of one term each.
func digestOf(l *lines, terms []int32) (d digest) {
	for _, n := range terms {
		d.add([]string{l.terms[n]})
	}
	return d
}

// reached returns what follows a start in any number of steps from one.
func reached(l *lines, follow adjacency, start int32) (all []int32) {
	seen := make([]bool, len(l.terms))
	add := func(from int32) {
		for _, to := range follow.of(from) {
			if !seen[to] {
				seen[to] = true
				all = append(all, to)
			}
		}
	}
	add(start)
	for i := 0; i < len(all); i++ {
		add(all[i])
	}
	return all
}
