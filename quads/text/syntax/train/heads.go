package train

import (
	"math"

	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax/network"
)

// classify is a softmax over x times m plus b for each row whose gold class is
// told; it returns the loss, and adds to dx what changes in x do to it.
func (w *worker) classify(x, dx []float32, n int, gold []int, weight float32, m, b, gm, gb *matrix) float64 {
	scores := w.affine(x, n, m, b)
	var loss float64
	for i := range n {
		loss += crossEntropy(scores[i*m.Cols:(i+1)*m.Cols], gold[i], weight)
	}
	vek32.Add_Inplace(dx, w.affineBack(scores, x, n, m, gm, gb))
	return loss
}

// crossEntropy turns scores into their gradient, times weight.
func crossEntropy(scores []float32, gold int, weight float32) float64 {
	network.Softmax(scores)
	loss := -math.Log(math.Max(float64(scores[gold]), 1e-12))
	scores[gold]--
	vek32.MulNumber_Inplace(scores, weight)
	return loss * float64(weight)
}

// hidden is a leaky rectifier over x times m plus b, with dropout.
func (w *worker) hidden(x []float32, m, b *matrix) (y, mask []float32) {
	y = w.affine(x, w.words, m, b)
	activate(y)
	mask = w.dropout(len(y), w.rates.Hidden)
	vek32.Mul_Inplace(y, mask)
	return y, mask
}

func (w *worker) hiddenBack(d, y, mask, x, dx []float32, m, b, gm, gb *matrix) {
	vek32.Mul_Inplace(d, mask)
	activateBack(d, y)
	vek32.Add_Inplace(dx, w.affineBack(d, x, w.words, m, gm, gb))
}

// arcs scores every head for every word: dep·U·head + V·head, where the first
// head of a sentence is the root.
func (w *worker) arcs(x, dx []float32) float64 {
	p, g, a := w.params, w.gradient, w.sizes.Arc
	dep, depMask := w.hidden(x, &p.ArcDep, &p.ArcDepB)
	words, wordsMask := w.hidden(x, &p.ArcHead, &p.ArcHeadB)
	rows := w.words + len(w.batch)
	head := w.arena.take(rows * a)
	w.eachSentence(func(from, n, rooted int) {
		copy(head[rooted*a:], p.ArcRoot.W)
		copy(head[(rooted+1)*a:(rooted+1+n)*a], words[from*a:])
	})
	product := w.multiply(head, rows, &p.ArcU)
	ddep, dproduct, dhead := w.arena.take(len(dep)), w.arena.take(len(product)), w.arena.take(len(head))
	var loss float64
	s := 0
	w.eachSentence(func(from, n, rooted int) {
		loss += w.arcsOf(w.batch[s].heads, a, dep[from*a:(from+n)*a], head[rooted*a:(rooted+n+1)*a], product[rooted*a:(rooted+n+1)*a],
			ddep[from*a:], dhead[rooted*a:], dproduct[rooted*a:])
		s++
	})
	vek32.Add_Inplace(dhead, w.multiplyBack(dproduct, head, rows, &p.ArcU, &g.ArcU))
	dwords := w.arena.take(len(words))
	w.eachSentence(func(from, n, rooted int) {
		vek32.Add_Inplace(g.ArcRoot.W, dhead[rooted*a:(rooted+1)*a])
		copy(dwords[from*a:(from+n)*a], dhead[(rooted+1)*a:])
	})
	w.hiddenBack(ddep, dep, depMask, x, dx, &p.ArcDep, &p.ArcDepB, &g.ArcDep, &g.ArcDepB)
	w.hiddenBack(dwords, words, wordsMask, x, dx, &p.ArcHead, &p.ArcHeadB, &g.ArcHead, &g.ArcHeadB)
	return loss
}

// eachSentence tells where a sentence's words start among the batch's, how
// many they are, and where they start if every sentence has its root first.
func (w *worker) eachSentence(f func(from, n, rooted int)) {
	from := 0
	for i, e := range w.batch {
		f(from, len(e.heads), from+i)
		from += len(e.heads)
	}
}

func (w *worker) arcsOf(heads []int, a int, dep, head, product, ddep, dhead, dproduct []float32) float64 {
	n := len(heads)
	bias := w.arena.take(n + 1)
	network.Multiply(bias, head, w.params.ArcV.W, a)
	scores := w.arena.take(n * (n + 1))
	network.Multiply(scores, dep, w.transpose(product, n+1, a), a)
	var loss float64
	for i, h := range heads {
		row := scores[i*(n+1) : (i+1)*(n+1)]
		vek32.Add_Inplace(row, bias)
		row[i+1] = -1e4 // no word is its own head
		loss += crossEntropy(row, h+1, 1)
		row[i+1] = 0
	}
	network.Multiply(ddep[:n*a], scores, product, n+1)
	network.Multiply(dproduct[:(n+1)*a], w.transpose(scores, n, n+1), dep, n)
	clear(bias)
	sumRows(bias, scores, n)
	for j, d := range bias {
		row := head[j*a : (j+1)*a]
		out := dhead[j*a : (j+1)*a]
		for k, v := range w.params.ArcV.W {
			out[k] += d * v
			w.gradient.ArcV.W[k] += d * row[k]
		}
	}
	return loss
}

// relations scores the relation of each word to its gold head.
func (w *worker) relations(x, dx []float32) float64 {
	p, g, r, n := w.params, w.gradient, w.sizes.Rel, w.words
	hidden := w.affine(x, n, &p.RelDep, &p.RelB)
	heads := w.multiply(x, n, &p.RelHead)
	w.eachHead(func(word, head int) {
		row := p.RelRoot.W
		if head >= 0 {
			row = heads[head*r : (head+1)*r]
		}
		vek32.Add_Inplace(hidden[word*r:(word+1)*r], row)
	})
	activate(hidden)
	mask := w.dropout(len(hidden), w.rates.Hidden)
	vek32.Mul_Inplace(hidden, mask)
	d := w.arena.take(len(hidden))
	loss := w.classify(hidden, d, n, w.gold.relations, 1, &p.Relation, &p.RelationBias, &g.Relation, &g.RelationBias)
	vek32.Mul_Inplace(d, mask)
	activateBack(d, hidden)
	dheads := w.arena.take(len(heads))
	w.eachHead(func(word, head int) {
		row := g.RelRoot.W
		if head >= 0 {
			row = dheads[head*r : (head+1)*r]
		}
		vek32.Add_Inplace(row, d[word*r:(word+1)*r])
	})
	vek32.Add_Inplace(dx, w.affineBack(d, x, n, &p.RelDep, &g.RelDep, &g.RelB))
	vek32.Add_Inplace(dx, w.multiplyBack(dheads, x, n, &p.RelHead, &g.RelHead))
	return loss
}

// eachHead tells the rows of every word and of its head, -1 for the root.
func (w *worker) eachHead(f func(word, head int)) {
	from := 0
	for _, e := range w.batch {
		for i, h := range e.heads {
			if h >= 0 {
				h += from
			}
			f(from+i, h)
		}
		from += len(e.heads)
	}
}
