package network

// A Network is all that is needed to score a sentence.
type Network struct {
	Sizes   Sizes
	Params  *Params
	Learned Strings // sorted; the word at i has the row i+1 of Params.Word
	Vectors Vectors
	Allowed [][]bool // for each UPOS, which XPOS it was seen with

	joined classifiers
}

// classifiers are the weights on the top layer's output side by side, so that
// one multiplication does for all of them, and those of the relations turned.
type classifiers struct {
	all, bias Matrix
	starts    [classifierCount + 1]int // where the columns of each start, and the end
	relation  []float32
}

// The classifiers in the order of their columns.
const (
	upos = iota
	xpos
	arcDep
	arcHead
	relDep
	relHead
	classifierCount
)

// join fills the classifiers from the weights.
func (n *Network) join() {
	p := n.Params
	parts := [classifierCount][2]*Matrix{
		upos: {&p.UPOS, &p.UPOSB}, xpos: {&p.XPOS, &p.XPOSB},
		arcDep: {&p.ArcDep, &p.ArcDepB}, arcHead: {&p.ArcHead, &p.ArcHeadB},
		relDep: {&p.RelDep, &p.RelB}, relHead: {&p.RelHead, nil},
	}
	c := &n.joined
	for i, part := range parts {
		c.starts[i+1] = c.starts[i] + part[0].Cols
	}
	const lane = 8 // numbers that a processor multiplies at once
	cols := (c.starts[classifierCount] + lane - 1) / lane * lane
	c.all, c.bias = zeros(n.Sizes.Outputs(), cols), zeros(1, cols)
	for i, part := range parts {
		for row := range c.all.Rows {
			copy(c.all.Row(row)[c.starts[i]:], part[0].Row(row))
		}
		if part[1] != nil {
			copy(c.bias.W[c.starts[i]:], part[1].W)
		}
	}
	c.relation = make([]float32, len(p.Relation.W))
	Transpose(c.relation, p.Relation.W, p.Relation.Rows, p.Relation.Cols)
}

// LearnedWord returns the row of a word's learned vector, 0 for any other.
func (n *Network) LearnedWord(form string) int {
	if i, ok := n.Learned.Find(Fold(form)); ok {
		return i + 1
	}
	return 0
}

// Pack makes one string of many.
func Pack(list []string) (s Strings) {
	var text []byte
	for _, word := range list {
		text = append(text, word...)
		s.Ends = append(s.Ends, uint32(len(text)))
	}
	s.Text = string(text)
	return s
}
