package paths

import (
	"cmp"
	"container/heap"
	"math"

	"quipu/graph/source"
)

// outlook tells how much the rest of a path weighs at least: Dijkstra's
// search from the ends, over pairs of a node and the hops from it to an end.
// Of one node a pair counts only if it has fewer hops than those of less
// weight. It runs as far as it is asked.
type outlook struct {
	*search
	queue   outlooks
	settled map[source.ID][]distance // by weight, and so with fewer and fewer hops
	into    map[source.ID][]edge     // hops that lead to a node; to is where they come from
	out     map[source.ID][]edge
	turns   int
}

// distance is how far a node is from the ends.
type distance struct {
	hops   int
	weight int64
}

// never is the weight of what cannot be finished.
const never = math.MaxInt64

// arrival is a pair that is not settled yet; passed: that is settled, and the
// toll for passing through its node is paid.
type arrival struct {
	node source.ID
	distance
	passed bool
	turn   int
}

func newOutlook(x *search) (*outlook, error) {
	o := &outlook{
		search: x, settled: make(map[source.ID][]distance),
		into: make(map[source.ID][]edge), out: make(map[source.ID][]edge),
	}
	for _, id := range sorted(x.to) {
		if err := o.push(arrival{node: id, passed: true}); err != nil { // an end costs nothing
			return nil, err
		}
	}
	return o, nil
}

// About what an arrival takes in the queue, and a distance that is settled.
const (
	arrivalBytes = 48
	settledBytes = 64
)

func (o *outlook) push(a arrival) error {
	o.turns++
	a.turn = o.turns
	heap.Push(&o.queue, a)
	return o.hold(0, arrivalBytes)
}

// rest returns the least weight from a node to an end in at least one and at
// most some hops: exactly if it is sure, else something below it that is more
// than atLeast; never if there is no way.
func (o *outlook) rest(id source.ID, hops int, atLeast int64) (weight int64, sure bool, err error) {
	for {
		for _, d := range o.settled[id] {
			if d.hops <= hops {
				return d.weight, true, nil
			}
		}
		if len(o.queue) == 0 {
			return never, true, nil
		}
		if radius := o.queue[0].weight; radius > atLeast {
			return radius, false, nil
		}
		if err := o.settle(); err != nil {
			return 0, false, err
		}
	}
}

// settle takes the nearest pair.
func (o *outlook) settle() error {
	if err := o.step(); err != nil {
		return err
	}
	a := heap.Pop(&o.queue).(arrival)
	o.bytes -= arrivalBytes
	if a.passed {
		return o.reach(a)
	}
	of := o.settled[a.node]
	if len(of) > 0 && of[len(of)-1].hops <= a.hops {
		return nil
	}
	o.settled[a.node] = append(of, a.distance)
	if err := o.hold(0, settledBytes); err != nil {
		return err
	}
	if a.hops == o.spec.Max || o.search.passes(a.node, true) || o.search.passes(a.node, false) {
		return nil
	}
	if hub, err := o.hubs.is(o.ctx, a.node); err != nil || hub {
		return err
	}
	toll, err := o.toll(a.node)
	if err != nil {
		return err
	}
	a.weight += toll
	a.passed = true
	return o.push(a)
}

// reach adds what a hop leads to a node from.
func (o *outlook) reach(a arrival) error {
	if a.hops == 0 && o.search.passes(a.node, true) {
		return nil // a single start that is the end too
	}
	edges, known := o.into[a.node]
	if !known {
		err := o.expand(o.ctx, []source.ID{a.node}, true, func(s step) { edges = append(edges, s.edge) })
		if err != nil {
			return err
		}
		o.into[a.node] = edges
	}
	for _, e := range edges {
		if err := o.push(arrival{node: e.to, distance: distance{a.hops + 1, a.weight + e.weight}}); err != nil {
			return err
		}
	}
	return nil
}

// onward returns the hops that lead on from a node.
func (o *outlook) onward(id source.ID) ([]edge, error) {
	edges, known := o.out[id]
	if known {
		return edges, nil
	}
	err := o.expand(o.ctx, []source.ID{id}, false, func(s step) { edges = append(edges, s.edge) })
	o.out[id] = edges
	return edges, err
}

// outlooks is a heap by weight.
type outlooks []arrival

func (q outlooks) Len() int { return len(q) }
func (q outlooks) Less(i, j int) bool {
	a, b := &q[i], &q[j]
	return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.hops, b.hops), cmp.Compare(a.turn, b.turn)) < 0
}
func (q outlooks) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *outlooks) Push(x any)   { *q = append(*q, x.(arrival)) }
func (q *outlooks) Pop() any {
	last := len(*q) - 1
	a := (*q)[last]
	*q = (*q)[:last]
	return a
}
