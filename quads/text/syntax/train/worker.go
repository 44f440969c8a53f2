package train

import (
	"math/rand/v2"

	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax/network"
)

// Rates are the probabilities with which training hides things.
type Rates struct {
	Word, Vector, Affix float32 // a word's learned vector, its fixed one, those of its affixes
	Input, State        float32 // numbers of a layer's input, of what an LSTM keeps
	Hidden              float32 // of the classifiers' hidden layers
}

// tagWeight is what a tag's loss counts beside that of a head or a relation.
const tagWeight = 0.5

// A worker computes the gradient of a part of a batch.
type worker struct {
	sizes    *network.Sizes
	params   *network.Params // shared, read only
	gradient *network.Params
	touched  [2]touched // rows of the two embeddings
	rates    Rates
	random   *rand.Rand
	arena    arena

	batch []*example
	words int
	gold  gold
}

// An example is a sentence as the network sees it.
type example struct {
	types                        []wordType
	heads, upos, xpos, relations []int
}

type wordType struct {
	word    int
	affixes [network.Affixes]int
	vector  []float32
}

// gold are the classes of all words of a batch.
type gold struct{ upos, xpos, relations []int }

// touched are the rows of an embedding that a batch changes.
type touched struct {
	rows []int
	is   []bool
}

func (t *touched) add(row int) {
	if !t.is[row] {
		t.is[row] = true
		t.rows = append(t.rows, row)
	}
}

func newWorker(s *network.Sizes, p *network.Params, rates Rates) *worker {
	w := &worker{sizes: s, params: p, rates: rates, gradient: network.NewParams(s)}
	w.touched[0].is, w.touched[1].is = make([]bool, s.Words), make([]bool, s.Buckets)
	return w
}

// run adds the batch's gradient to the worker's and returns the loss.
func (w *worker) run(batch []*example, seed uint64) (loss float64) {
	w.arena.reset()
	w.random = rand.New(rand.NewPCG(seed, 7))
	w.batch, w.words = batch, 0
	w.gold = gold{w.gold.upos[:0], w.gold.xpos[:0], w.gold.relations[:0]}
	for _, e := range batch {
		w.words += len(e.heads)
		w.gold.upos = append(w.gold.upos, e.upos...)
		w.gold.xpos = append(w.gold.xpos, e.xpos...)
		w.gold.relations = append(w.gold.relations, e.relations...)
	}
	if w.words == 0 {
		return 0
	}
	p, g := w.params, w.gradient
	x0, keep := w.input()
	x1, runs1 := w.layer(x0, &p.Layers[0])
	mask1 := w.lockedMask()
	middle := w.arena.take(len(x1))
	vek32.Mul_Into(middle, x1, mask1)
	x2, runs2 := w.layer(middle, &p.Layers[1])
	mask2 := w.lockedMask()
	top := w.arena.take(len(x2))
	vek32.Mul_Into(top, x2, mask2)

	d := w.arena.take(len(top))
	loss += w.classify(top, d, w.words, w.gold.upos, tagWeight, &p.UPOS, &p.UPOSB, &g.UPOS, &g.UPOSB)
	loss += w.classify(top, d, w.words, w.gold.xpos, tagWeight, &p.XPOS, &p.XPOSB, &g.XPOS, &g.XPOSB)
	loss += w.arcs(top, d)
	loss += w.relations(top, d)

	vek32.Mul_Inplace(d, mask2)
	d = w.layerBack(d, middle, &runs2, &p.Layers[1], &g.Layers[1])
	vek32.Mul_Inplace(d, mask1)
	d = w.layerBack(d, x0, &runs1, &p.Layers[0], &g.Layers[0])
	w.inputBack(d, keep)
	return loss
}

func (t *touched) reset() {
	for _, row := range t.rows {
		t.is[row] = false
	}
	t.rows = t.rows[:0]
}
