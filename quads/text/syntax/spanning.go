package syntax

import "math"

// A spanning finds the best tree over scored arcs (Chu and Liu 1965, Edmonds
// 1967). It keeps its memory.
type spanning struct {
	mark []int
}

// best returns the head of each of n words, -1 for the one root, so that the
// sum of their scores is as high as a tree allows. Row i of scores are those of
// word i's heads: the root and then every word.
func (s *spanning) best(scores []float64, n int, heads []int) []int {
	heads = heads[:0]
	roots := 0
	for i := range n {
		head := argmax(scores[i*(n+1):(i+1)*(n+1)], i+1)
		if head == 0 {
			roots++
		}
		heads = append(heads, head-1)
	}
	if roots == 1 && s.cycle(heads) == nil {
		return heads
	}
	return s.edmonds(scores, n, heads)
}

func argmax(row []float64, not int) int {
	top := -1
	for j, x := range row {
		if j != not && (top < 0 || x > row[top]) {
			top = j
		}
	}
	return top
}

// cycle returns the words of a cycle, or nil where there is none.
func (s *spanning) cycle(heads []int) []int {
	s.mark = append(s.mark[:0], make([]int, len(heads))...)
	for i := range heads {
		at := i
		for at >= 0 && s.mark[at] == 0 {
			s.mark[at] = i + 1
			at = heads[at]
		}
		if at < 0 || s.mark[at] != i+1 {
			continue
		}
		list := []int{at}
		for next := heads[at]; next != at; next = heads[next] {
			list = append(list, next)
		}
		return list
	}
	return nil
}

// edmonds works on a copy of the scores in which arcs from the root cost so
// much that the best tree has but one (after Stanojević and Cohen 2021).
func (s *spanning) edmonds(scores []float64, n int, heads []int) []int {
	low, high := math.Inf(1), math.Inf(-1)
	for i := range n {
		for j, x := range scores[i*(n+1) : (i+1)*(n+1)] {
			if j != i+1 {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	toll := float64(n)*(high-low) + 1
	matrix := make([][]float64, n+1) // by dependent and head, the root is 0
	matrix[0] = make([]float64, n+1)
	for i := range n {
		row := append([]float64(nil), scores[i*(n+1):(i+1)*(n+1)]...)
		row[0] -= toll
		matrix[i+1] = row
	}
	for i, head := range s.arborescence(matrix)[1:] {
		heads[i] = head - 1
	}
	return heads
}

// arborescence contracts one cycle after another; it returns the head of each
// node but the first.
func (s *spanning) arborescence(scores [][]float64) []int {
	n := len(scores)
	heads := make([]int, n)
	heads[0] = -1
	for i := 1; i < n; i++ {
		heads[i] = argmax(scores[i], i)
	}
	ring := s.cycle(heads)
	if ring == nil {
		return heads
	}
	small, names, enter, leave := contract(scores, heads, ring)
	inner := s.arborescence(small)
	made := len(small) - 1 // the node that stands for the ring
	for i := 1; i < made; i++ {
		if head := inner[i]; head == made {
			heads[names[i]] = leave[i]
		} else {
			heads[names[i]] = names[head]
		}
	}
	into := inner[made]
	heads[enter[into]] = names[into]
	return heads
}

// contract makes one node, the last, of a ring. names are the old names of the
// others; enter[i] is where an arc from i enters the ring, leave[i] the head in
// the ring that is best for i.
func contract(scores [][]float64, heads, ring []int) (small [][]float64, names, enter, leave []int) {
	in := make([]bool, len(scores))
	for _, v := range ring {
		in[v] = true
	}
	for v := range scores {
		if !in[v] {
			names = append(names, v)
		}
	}
	n := len(names) + 1
	small = make([][]float64, n)
	for i := range small {
		small[i] = make([]float64, n)
	}
	enter, leave = make([]int, n), make([]int, n)
	for i, v := range names {
		for j, w := range names {
			small[i][j] = scores[v][w]
		}
		enter[i], leave[i] = ring[0], ring[0]
		gain := func(node int) float64 { return scores[node][v] - scores[node][heads[node]] }
		for _, node := range ring[1:] {
			if gain(node) > gain(enter[i]) {
				enter[i] = node
			}
			if scores[v][node] > scores[v][leave[i]] {
				leave[i] = node
			}
		}
		small[n-1][i] = gain(enter[i])
		small[i][n-1] = scores[v][leave[i]]
	}
	return small, names, enter, leave
}
