package network

import (
	"math"
	"math/rand/v2"
)

// A Matrix is a table of weights. It multiplies a row of numbers from the
// right: Rows is the dimension of what comes in, Cols of what goes out. A bias
// or a vector has one row.
type Matrix struct {
	Rows, Cols int
	W          []float32
}

// Row returns a row; it shares the matrix's memory.
func (m *Matrix) Row(i int) []float32 { return m.W[i*m.Cols : (i+1)*m.Cols] }

// A Layer is a bidirectional LSTM. The columns of X are those of the forward
// and then of the backward direction; of each direction the gates input,
// forget, output and the cell's candidate.
type Layer struct {
	X, B Matrix
	U    [2]Matrix // from a direction's last state
}

// Params are all weights that are learned.
type Params struct {
	Word, Affix            Matrix // a row for each word, each bucket
	Layers                 [2]Layer
	UPOS, UPOSB            Matrix // tags by the top layer's output
	XPOS, XPOSB            Matrix
	ArcDep, ArcDepB        Matrix // a word as dependent
	ArcHead, ArcHeadB      Matrix // a word as head
	ArcRoot, ArcU, ArcV    Matrix // the root as head; the biaffine weights; how likely a word is a head
	RelDep, RelHead        Matrix
	RelB, RelRoot          Matrix
	Relation, RelationBias Matrix
}

// NewParams returns weights, all zero.
func NewParams(s *Sizes) *Params {
	gates, out := 4*s.Hidden, s.Outputs()
	p := &Params{
		Word: zeros(s.Words, s.Word), Affix: zeros(s.Buckets, s.Affix),
		UPOS: zeros(out, len(s.UPOS)), UPOSB: zeros(1, len(s.UPOS)),
		XPOS: zeros(out, len(s.XPOS)), XPOSB: zeros(1, len(s.XPOS)),
		ArcDep: zeros(out, s.Arc), ArcDepB: zeros(1, s.Arc),
		ArcHead: zeros(out, s.Arc), ArcHeadB: zeros(1, s.Arc),
		ArcRoot: zeros(1, s.Arc), ArcU: zeros(s.Arc, s.Arc), ArcV: zeros(1, s.Arc),
		RelDep: zeros(out, s.Rel), RelHead: zeros(out, s.Rel),
		RelB: zeros(1, s.Rel), RelRoot: zeros(1, s.Rel),
		Relation: zeros(s.Rel, len(s.Relations)), RelationBias: zeros(1, len(s.Relations)),
	}
	for i, in := range []int{s.Input(), out} {
		u := [2]Matrix{zeros(s.Hidden, gates), zeros(s.Hidden, gates)}
		p.Layers[i] = Layer{X: zeros(in, 2*gates), B: zeros(1, 2*gates), U: u}
	}
	return p
}

func zeros(rows, cols int) Matrix { return Matrix{rows, cols, make([]float32, rows*cols)} }

// All returns the matrices, always in the same order, the two embeddings first.
func (p *Params) All() []*Matrix {
	all := []*Matrix{&p.Word, &p.Affix}
	for i := range p.Layers {
		l := &p.Layers[i]
		all = append(all, &l.X, &l.B, &l.U[0], &l.U[1])
	}
	return append(all, &p.UPOS, &p.UPOSB, &p.XPOS, &p.XPOSB,
		&p.ArcDep, &p.ArcDepB, &p.ArcHead, &p.ArcHeadB, &p.ArcRoot, &p.ArcU, &p.ArcV,
		&p.RelDep, &p.RelHead, &p.RelB, &p.RelRoot, &p.Relation, &p.RelationBias)
}

// Clear sets all weights to zero.
func (p *Params) Clear() {
	for _, m := range p.All() {
		clear(m.W)
	}
}

// Init draws the weights that learning begins with: embeddings and biases of
// zero, the others by their dimensions (Glorot and Bengio 2010), and forget
// gates that are open.
func (p *Params) Init(s *Sizes, r *rand.Rand) {
	for _, m := range p.All()[2:] {
		scale := float32(math.Sqrt(6 / float64(m.Rows+m.Cols)))
		if m.Rows == 1 && m != &p.ArcRoot && m != &p.RelRoot {
			continue
		}
		for i := range m.W {
			m.W[i] = scale * (2*r.Float32() - 1)
		}
	}
	for i := range p.Layers {
		for dir := range 2 {
			from := (4*dir + 1) * s.Hidden
			for j := range s.Hidden {
				p.Layers[i].B.W[from+j] = 1
			}
		}
	}
}
