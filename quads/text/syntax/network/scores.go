package network

import "github.com/viterin/vek/vek32"

// A Scorer scores sentences; it is for one goroutine and keeps its memory.
type Scorer struct {
	n     *Network
	types cache

	words               int
	product, a, b       []float32 // of a layer: products with its input; both layers' outputs
	gates               []float32 // what a state adds to the next gates
	cell, squashed      []float32
	classes             []float32 // a row a word: all classifiers' sums
	head, rooted        []float32
	hidden              []float32
	Arcs                []float32 // a row a word: the root, then every word as its head
	UPOS, XPOS, Related []float32 // a row a word
}

// NewScorer returns a scorer.
func NewScorer(n *Network) *Scorer {
	h := n.Sizes.Hidden
	return &Scorer{
		n: n, types: newCache(),
		gates: make([]float32, 4*h), cell: make([]float32, h), squashed: make([]float32, h),
		hidden: make([]float32, n.Sizes.Rel),
	}
}

// Score reads a sentence. It sets UPOS and XPOS, scores before a softmax, and
// Arcs, where no word is kept from being its own head.
func (s *Scorer) Score(forms func(int) string, words int) {
	n, p := s.n, s.n.Params
	s.words = words
	h := n.Sizes.Hidden
	s.product = grow(s.product, words*8*h)
	for i := range words {
		copy(s.product[i*8*h:], s.word(forms(i)))
	}
	s.a, s.b = grow(s.a, words*2*h), grow(s.b, words*2*h)
	s.layer(s.a, &p.Layers[0])
	affine(s.product, s.a, words, &p.Layers[1].X, &p.Layers[1].B)
	s.layer(s.b, &p.Layers[1])

	c := &n.joined
	s.classes = grow(s.classes, words*c.all.Cols)
	affine(s.classes, s.b, words, &c.all, &c.bias)
	s.UPOS, s.XPOS = grow(s.UPOS, words*p.UPOS.Cols), grow(s.XPOS, words*p.XPOS.Cols)
	for i := range words {
		copy(s.UPOS[i*p.UPOS.Cols:], s.class(i, upos))
		copy(s.XPOS[i*p.XPOS.Cols:(i+1)*p.XPOS.Cols], s.class(i, xpos))
	}
	s.arcs()
}

// class is what a classifier makes of a word.
func (s *Scorer) class(word, which int) []float32 {
	c := &s.n.joined
	row := s.classes[word*c.all.Cols:]
	return row[c.starts[which]:c.starts[which+1]]
}

func (s *Scorer) layer(out []float32, l *Layer) {
	h := s.n.Sizes.Hidden
	for dir := range 2 {
		clear(s.cell)
		last := -1
		for step := range s.words {
			row := step
			if dir == 1 {
				row = s.words - 1 - step
			}
			from := (2*row + dir) * h
			gates := s.product[4*from : 4*from+4*h]
			if last >= 0 {
				vek32.MatMul_Into(s.gates, out[last:last+h], l.U[dir].W, h)
				vek32.Add_Inplace(gates, s.gates)
			}
			Step(gates, s.cell, s.squashed, out[from:from+h])
			last = from
		}
	}
}

func (s *Scorer) arcs() {
	p, a, words := s.n.Params, s.n.Sizes.Arc, s.words
	s.head, s.rooted = grow(s.head, (words+1)*a), grow(s.rooted, (words+1)*a)
	copy(s.head, p.ArcRoot.W)
	for i := range words {
		rectify(s.class(i, arcDep))
		copy(s.head[(i+1)*a:], s.class(i, arcHead))
	}
	rectify(s.head[a:])
	affine(s.rooted, s.head, words+1, &p.ArcU, nil)
	s.Arcs = grow(s.Arcs, words*(words+1))
	for j := range words + 1 {
		head, bias := s.rooted[j*a:(j+1)*a], vek32.Dot(s.head[j*a:(j+1)*a], p.ArcV.W)
		for i := range words {
			s.Arcs[i*(words+1)+j] = vek32.Dot(s.class(i, arcDep), head) + bias
		}
	}
}

// Relations scores the relations of a word to a head, -1 for the root.
func (s *Scorer) Relations(word, head int) []float32 {
	p, r := s.n.Params, s.n.Sizes.Rel
	row := p.RelRoot.W
	if head >= 0 {
		row = s.class(head, relHead)
	}
	vek32.Add_Into(s.hidden, s.class(word, relDep), row)
	rectify(s.hidden)
	s.Related = grow(s.Related, p.Relation.Cols)
	for i, bias := range p.RelationBias.W {
		s.Related[i] = vek32.Dot(s.hidden, s.n.joined.relation[i*r:(i+1)*r]) + bias
	}
	return s.Related
}

// affine sets out to x (n rows) times m, plus b, on one core.
func affine(out, x []float32, n int, m, b *Matrix) {
	const alone = 3 // rows of any size that vek multiplies without goroutines
	for from := 0; from < n; from += alone {
		to := min(from+alone, n)
		vek32.MatMul_Into(out[from*m.Cols:to*m.Cols], x[from*m.Rows:to*m.Rows], m.W, m.Rows)
	}
	if b == nil {
		return
	}
	for i := range n {
		vek32.Add_Inplace(out[i*m.Cols:(i+1)*m.Cols], b.W)
	}
}

// rectify is the leaky rectifier: the larger of x and a part of it.
func rectify(x []float32) {
	for i, v := range x {
		x[i] = max(v, Leak*v)
	}
}

// grow returns a slice of n numbers, x's memory if it is enough.
func grow(x []float32, n int) []float32 {
	if cap(x) < n {
		return make([]float32, n, n+n/2)
	}
	return x[:n]
}
