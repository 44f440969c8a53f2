package syntax

import (
	"math"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax/network"
)

// longest is how many words are parsed at once. The scores of heads are
// quadratic in them; a longer sentence is parsed in pieces.
const longest = 160

// A Parser parses sentences with a model; it is for one goroutine. It keeps
// at most 30 MB of memory between sentences.
type Parser struct {
	model  *Model
	scores *network.Scorer
	arcs   []float64
	heads  []int
	tree   spanning
}

// NewParser returns a parser that uses the model.
func (m *Model) NewParser() *Parser {
	return &Parser{model: m, scores: network.NewScorer(m.network)}
}

// Parse tells each token its lemma, its parts of speech, its head and its
// relation. The answer is a tree with one root, whatever the tokens are, and
// depends on nothing but their texts. Pieces of a sentence of more than 160
// tokens depend on the first piece's root as parataxis.
func (p *Parser) Parse(tokens []sentence.Token) Tree {
	t := Tree{Words: make([]Word, len(tokens)), Sure: make([]float32, len(tokens))}
	for i, token := range tokens {
		t.Words[i] = Word{Token: token, Head: -1}
	}
	root := -1
	for from := 0; from < len(tokens); from += longest {
		to := min(from+longest, len(tokens))
		own := p.piece(t.Words[from:to], t.Sure[from:to])
		for i := from; i < to; i++ {
			if t.Words[i].Head >= 0 {
				t.Words[i].Head += from
			}
		}
		if root < 0 {
			root = own
		} else {
			t.Words[from+own].Head, t.Words[from+own].Relation = root, "parataxis"
		}
	}
	return t
}

// piece parses words as a sentence of their own and returns its root.
func (p *Parser) piece(words []Word, sure []float32) (root int) {
	p.scores.Score(func(i int) string { return words[i].Text }, len(words))
	p.tags(words)
	p.scoreArcs(len(words))
	p.heads = p.tree.best(p.arcs, len(words), p.heads)
	for i := range words {
		words[i].Head = p.heads[i]
		if p.heads[i] < 0 {
			root = i
		}
		relation, chance := p.relation(i, p.heads[i])
		words[i].Relation = relation
		sure[i] = float32(math.Exp(p.arcs[i*(len(words)+1)+p.heads[i]+1])) * chance
	}
	return root
}

// tags chooses the universal part of speech and, of the Penn tags that occur
// with it, the best one; then the lemma, which depends on them.
func (p *Parser) tags(words []Word) {
	s := &p.model.network.Sizes
	for i := range words {
		w := &words[i]
		upos := best(p.scores.UPOS[i*len(s.UPOS):(i+1)*len(s.UPOS)], nil)
		xpos := best(p.scores.XPOS[i*len(s.XPOS):(i+1)*len(s.XPOS)], p.model.network.Allowed[upos])
		w.UPOS, w.XPOS = s.UPOS[upos], s.XPOS[xpos]
		if i == 0 && w.XPOS == "NN" && p.model.isName(w.Text) {
			w.UPOS, w.XPOS = "PROPN", "NNP"
		}
		w.Lemma = p.model.lemmas.lemma(w.Text, w.XPOS)
	}
}

// best is the place of the highest score, of those allowed if they are told.
func best(scores []float32, allowed []bool) int {
	top := -1
	for i, x := range scores {
		if (allowed == nil || allowed[i]) && (top < 0 || x > scores[top]) {
			top = i
		}
	}
	return max(top, 0)
}

// scoreArcs turns scores into logarithms of probabilities, head by head.
func (p *Parser) scoreArcs(n int) {
	p.arcs = p.arcs[:0]
	for i := range n {
		row := p.scores.Arcs[i*(n+1) : (i+1)*(n+1)]
		row[i+1] = -1e9
		network.Softmax(row)
		for _, x := range row {
			p.arcs = append(p.arcs, math.Log(math.Max(float64(x), 1e-12)))
		}
	}
}

// relation is the likeliest relation to a head. The root's word has the
// relation root and no other has.
func (p *Parser) relation(word, head int) (string, float32) {
	names := p.model.network.Sizes.Relations
	scores := p.scores.Relations(word, head)
	network.Softmax(scores)
	top := -1
	for i, x := range scores {
		if (names[i] == "root") == (head < 0) && (top < 0 || x > scores[top]) {
			top = i
		}
	}
	if top < 0 {
		return "root", 0
	}
	return names[top], scores[top]
}
