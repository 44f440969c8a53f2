package analysis

import "context"

// adjacency is what each node leads to: ascending, each once. That of node i
// is to[from[i]:from[i+1]].
type adjacency struct {
	from []int
	to   []int32
}

func (a adjacency) of(node int) []int32 { return a.to[a.from[node]:a.from[node+1]] }

// adjacencyOf sorts arcs by counting, by their heads and then by their tails,
// and drops those that repeat.
func adjacencyOf(ctx context.Context, arcs [][2]int32, tails, heads int) (adjacency, error) {
	w := work{ctx: ctx}
	byHead, _, err := countingSort(&w, arcs, 1, heads)
	if err != nil {
		return adjacency{}, err
	}
	list, starts, err := countingSort(&w, byHead, 0, tails)
	if err != nil {
		return adjacency{}, err
	}
	a := adjacency{from: make([]int, tails+1), to: make([]int32, 0, len(list))}
	for node := range tails {
		some := list[starts[node]:starts[node+1]]
		for i, arc := range some {
			if i == 0 || arc != some[i-1] {
				a.to = append(a.to, arc[1])
			}
		}
		a.from[node+1] = len(a.to)
		if err := w.step(1 + len(some)); err != nil {
			return adjacency{}, err
		}
	}
	return a, nil
}

// countingSort sorts arcs by one of their ends, which is below n; equal ones
// keep their order. It also says where the arcs of each end begin.
func countingSort(w *work, arcs [][2]int32, end, n int) (out [][2]int32, starts []int, err error) {
	starts = make([]int, n+1)
	for _, a := range arcs {
		starts[a[end]+1]++
	}
	for i := range n {
		starts[i+1] += starts[i]
	}
	if err := w.step(len(arcs) + n); err != nil {
		return nil, nil, err
	}
	next := append([]int(nil), starts...)
	out = make([][2]int32, len(arcs))
	for _, a := range arcs {
		out[next[a[end]]] = a
		next[a[end]]++
		if err := w.step(1); err != nil {
			return nil, nil, err
		}
	}
	return out, starts, nil
}
