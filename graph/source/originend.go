package source

import "slices"

// find follows what learn read to its ends. Labels that lead to one another
// in a circle, and nowhere else, have the lowest of them as their origin.
//
// Circles are found as strongly connected components (Tarjan's algorithm,
// without recursion, for chains may be long). What a label leads to is done
// before it, so that its origins are those of what it leads to.
func (o *Origins) find(label ID) []ID {
	w := follower{Origins: o, number: make(map[ID]int), low: make(map[ID]int)}
	if _, known := o.known[label]; !known {
		w.enter(label)
	}
	for len(w.way) > 0 {
		at := &w.way[len(w.way)-1]
		if at.next == len(o.leads[at.label]) {
			w.leave(at.label)
			continue
		}
		to := o.leads[at.label][at.next]
		at.next++
		if _, known := o.known[to]; known {
			continue
		}
		if n, met := w.number[to]; met {
			w.low[at.label] = min(w.low[at.label], n)
		} else {
			w.enter(to)
		}
	}
	return o.known[label]
}

// follower is the state of one search.
type follower struct {
	*Origins
	way    []step // from the label to where the search is
	open   []ID   // met, and the circle that it belongs to is not known yet
	number map[ID]int
	low    map[ID]int // the lowest number that is reached from a label
}

type step struct {
	label ID
	next  int // of what it leads to
}

func (f *follower) enter(label ID) {
	f.number[label], f.low[label] = len(f.number), len(f.number)
	f.way = append(f.way, step{label: label})
	f.open = append(f.open, label)
}

func (f *follower) leave(label ID) {
	f.way = f.way[:len(f.way)-1]
	if n := len(f.way); n > 0 {
		f.low[f.way[n-1].label] = min(f.low[f.way[n-1].label], f.low[label])
	}
	if f.low[label] == f.number[label] {
		i := len(f.open) - 1
		for f.open[i] != label {
			i--
		}
		f.settle(f.open[i:])
		f.open = f.open[:i]
	}
}

// settle gives the labels of a circle, or one alone, their origins.
func (f *follower) settle(circle []ID) {
	var ends []ID
	for _, label := range circle {
		for _, to := range f.leads[label] {
			ends = append(ends, f.known[to]...)
		}
	}
	if len(ends) == 0 {
		ends = []ID{slices.Min(circle)}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for _, label := range circle {
		f.known[label] = ends
	}
}
