package analysis

import "context"

// level is a network whose nodes are communities of the level below. What lies
// inside a node is counted from both ends, so that everything here is a whole
// number; with fewer than 2^31 pairs no product overflows an int64.
type level struct {
	net    adjacency
	weight []int64 // of each arc in net.to: links between the two
	inside []int64 // of each node: twice the links inside
	total  []int64 // of each node: all ends of links
	all    int64   // the sum of total
}

func (l *level) nodes() int { return len(l.total) }

// levelOf is the level whose communities are single nodes.
func levelOf(net adjacency, count int) *level {
	l := &level{net: net, weight: make([]int64, len(net.to)), inside: make([]int64, count)}
	for i := range l.weight {
		l.weight[i] = 1
	}
	l.sum()
	return l
}

func (l *level) sum() {
	l.total = make([]int64, len(l.inside))
	l.all = 0
	for i, inside := range l.inside {
		l.total[i] = inside
		for k := l.net.from[i]; k < l.net.from[i+1]; k++ {
			l.total[i] += l.weight[k]
		}
		l.all += l.total[i]
	}
}

// join puts each node into the community that gains most, round after round
// until none moves, and returns the number of each node's community: numbered
// in the order of their first nodes.
func (l *level) join(ctx context.Context) (number []int32, communities int, err error) {
	j := joiner{level: l, work: work{ctx: ctx}, of: make([]int32, l.nodes()),
		ends: append([]int64(nil), l.total...), links: make([]int64, l.nodes())}
	for i := range j.of {
		j.of[i] = int32(i)
	}
	for moved := true; moved; {
		moved = false
		for node := range j.of {
			moves, err := j.visit(node)
			if err != nil {
				return nil, 0, err
			}
			moved = moved || moves
		}
	}
	number = make([]int32, len(j.of))
	numbers := make([]int32, len(j.of)) // of communities, from 1
	for i, c := range j.of {
		if numbers[c] == 0 {
			communities++
			numbers[c] = int32(communities)
		}
		number[i] = numbers[c] - 1
	}
	return number, communities, ctx.Err()
}

// joiner moves the nodes of a level between communities.
type joiner struct {
	*level
	work
	of    []int32 // community of each node
	ends  []int64 // of each community: the total of its nodes
	links []int64 // of each community: to the node that is visited
	near  []int32 // communities with links to it
}

// visit moves a node where modularity gains most: to another community only
// if that is better than its own, of equal ones to that of its first neighbour.
func (j *joiner) visit(node int) (moved bool, err error) {
	own := j.of[node]
	from, to := j.net.from[node], j.net.from[node+1]
	j.near = j.near[:0]
	for k := from; k < to; k++ {
		c := j.of[j.net.to[k]]
		if j.links[c] == 0 {
			j.near = append(j.near, c)
		}
		j.links[c] += j.weight[k]
	}
	j.ends[own] -= j.total[node]
	best, most := own, j.gain(node, own)
	for _, c := range j.near {
		if g := j.gain(node, c); g > most {
			best, most = c, g
		}
	}
	j.ends[best] += j.total[node]
	j.of[node] = best
	for _, c := range j.near {
		j.links[c] = 0
	}
	return best != own, j.step(1 + to - from)
}

// gain is how much modularity gains by a node in a community, times a number
// that is the same for all.
func (j *joiner) gain(node int, community int32) int64 {
	return j.links[community]*j.all - j.total[node]*j.ends[community]
}

// shrink returns the level whose nodes are the communities of this one.
func (l *level) shrink(ctx context.Context, number []int32, communities int) (*level, error) {
	w := work{ctx: ctx}
	arcs := make([][2]int32, 0, len(l.net.to))
	next := &level{inside: make([]int64, communities)}
	for i, c := range number {
		next.inside[c] += l.inside[i]
		for k := l.net.from[i]; k < l.net.from[i+1]; k++ {
			if d := number[l.net.to[k]]; d != c {
				arcs = append(arcs, [2]int32{c, d})
			} else {
				next.inside[c] += l.weight[k]
			}
		}
		if err := w.step(1 + l.net.from[i+1] - l.net.from[i]); err != nil {
			return nil, err
		}
	}
	var err error
	if next.net, err = adjacencyOf(ctx, arcs, communities, communities); err != nil {
		return nil, err
	}
	// place finds the arc to a community from the one that is looked at.
	place := make([]int, communities)
	members, err := adjacencyOf(ctx, pairs(number), communities, len(number))
	if err != nil {
		return nil, err
	}
	next.weight = make([]int64, len(next.net.to))
	for c := range communities {
		for k := next.net.from[c]; k < next.net.from[c+1]; k++ {
			place[next.net.to[k]] = k
		}
		for _, i := range members.of(c) {
			for k := l.net.from[i]; k < l.net.from[i+1]; k++ {
				if d := number[l.net.to[k]]; int(d) != c {
					next.weight[place[d]] += l.weight[k]
				}
			}
			if err := w.step(1 + l.net.from[i+1] - l.net.from[i]); err != nil {
				return nil, err
			}
		}
	}
	next.sum()
	return next, nil
}

// pairs are the numbers with their places.
func pairs(number []int32) [][2]int32 {
	out := make([][2]int32, len(number))
	for i, n := range number {
		out[i] = [2]int32{n, int32(i)}
	}
	return out
}

// modularity is that of the level's nodes as communities.
func (l *level) modularity() float64 {
	if l.all == 0 {
		return 0
	}
	all, q := float64(l.all), 0.0
	for i, total := range l.total {
		part := float64(total) / all
		q += float64(l.inside[i])/all - float64(part*part)
	}
	return q
}
