package analysis

import (
	"context"
	"errors"
	"math"
)

// The search for shortest paths takes as many steps as maxSteps, each some
// nanoseconds, which is a few seconds; but it begins from no fewer nodes than
// minStarts.
const (
	maxSteps  = 1 << 27
	minStarts = 64
)

// ErrPaths is a network with more shortest paths between two nodes than a
// float64 can count.
var ErrPaths = errors.New("betweenness: two entities have more shortest paths than can be counted: narrow the patterns")

// Betweenness is how much lies on the way between others.
type Betweenness struct {
	// Share of each node: of the pairs of other nodes, how many have it on
	// the way. A pair with several shortest paths counts by the part of them
	// that it is on.
	Share []float64
	// Starts is from how many nodes shortest paths were searched. Below
	// their number the shares are estimates.
	Starts int
}

// Betweenness returns the betweenness of each node, without regard to the
// direction of links (Brandes, A Faster Algorithm for Betweenness Centrality,
// 2001). It takes time in proportion to nodes × links. Of a large network it is
// estimated from as many nodes as there is time for, at least minStarts,
// spread evenly over the order of terms.
func (n *Network) Betweenness(ctx context.Context) (*Betweenness, error) {
	return n.betweenness(ctx, maxSteps)
}

func (n *Network) betweenness(ctx context.Context, steps int) (*Betweenness, error) {
	count := len(n.Entities)
	b := &Betweenness{Share: make([]float64, count)}
	if count < 3 {
		b.Starts = count
		return b, ctx.Err()
	}
	b.Starts = min(count, max(minStarts, steps/(count+len(n.both.to))))
	s := newBrandes(ctx, n.both, count)
	for i := range b.Starts {
		if err := s.from(int(int64(i)*int64(count)/int64(b.Starts)), b.Share); err != nil {
			return nil, err
		}
	}
	// Each start met every ordered pair that begins with it.
	pairs := float64(count-1) * float64(count-2) / float64(count) * float64(b.Starts)
	for i := range b.Share {
		b.Share[i] /= pairs
	}
	return b, ctx.Err()
}

// brandes searches the shortest paths from one start after the other.
type brandes struct {
	work
	net     adjacency
	nodes   []visit
	reached []int32 // in order of distance; the queue of the search
}

// visit is what a search knows of a node; together, for memory is what takes
// the time.
type visit struct {
	far    int32   // distance from the start, -1: not reached
	paths  float64 // number of shortest paths from the start
	behind float64 // of the nodes behind, the part whose paths run through
}

func newBrandes(ctx context.Context, net adjacency, count int) *brandes {
	s := &brandes{work: work{ctx: ctx}, net: net, nodes: make([]visit, count), reached: make([]int32, 0, count)}
	for i := range s.nodes {
		s.nodes[i].far = -1
	}
	return s
}

// from adds what each node has of the shortest paths from one start.
func (s *brandes) from(start int, share []float64) error {
	s.reached = append(s.reached[:0], int32(start))
	s.nodes[start] = visit{paths: 1}
	for i := 0; i < len(s.reached); i++ {
		v := s.nodes[s.reached[i]]
		if math.IsInf(v.paths, 1) {
			return ErrPaths
		}
		heads := s.net.of(int(s.reached[i]))
		for _, head := range heads {
			w := &s.nodes[head]
			if w.far < 0 {
				w.far = v.far + 1
				s.reached = append(s.reached, head)
			}
			if w.far == v.far+1 {
				w.paths += v.paths
			}
		}
		if err := s.step(1 + len(heads)); err != nil {
			return err
		}
	}
	return s.back(start, share)
}

// back goes from the farthest nodes to the start, and makes ready for the
// next one.
func (s *brandes) back(start int, share []float64) error {
	for i := len(s.reached) - 1; i >= 0; i-- {
		node := s.reached[i]
		w := s.nodes[node]
		part := (1 + w.behind) / w.paths
		heads := s.net.of(int(node))
		for _, head := range heads {
			if v := &s.nodes[head]; v.far == w.far-1 {
				v.behind += float64(v.paths * part)
			}
		}
		if int(node) != start {
			share[node] += w.behind
		}
		if err := s.step(1 + len(heads)); err != nil {
			return err
		}
	}
	for _, node := range s.reached {
		s.nodes[node] = visit{far: -1}
	}
	return nil
}
