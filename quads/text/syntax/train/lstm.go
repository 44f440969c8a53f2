package train

import (
	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax/network"
)

// A run is what a direction of a layer did in a batch: a row for each word.
type run struct {
	gates    []float32 // after their sigmoid or tanh
	cells    []float32
	squashed []float32 // tanh of the cells
	before   []float32 // the state that came in, after dropout
	masks    [][]float32
}

// layer runs both directions over the batch's sentences; x has a row a word.
func (w *worker) layer(x []float32, l *network.Layer) (out []float32, runs [2]run) {
	n, h := w.words, w.sizes.Hidden
	product := w.affine(x, n, &l.X, &l.B)
	out = w.arena.take(n * 2 * h)
	for dir := range runs {
		r := run{w.arena.take(n * 4 * h), w.arena.take(n * h), w.arena.take(n * h), w.arena.take(n * h), nil}
		for i := range n {
			copy(r.gates[i*4*h:(i+1)*4*h], product[(2*i+dir)*4*h:])
		}
		from := 0
		for _, e := range w.batch {
			r.masks = append(r.masks, w.dropout(h, w.rates.State))
			w.runSentence(&r, dir, from, len(e.heads), &l.U[dir], out)
			from += len(e.heads)
		}
		runs[dir] = r
	}
	return out, runs
}

// place returns the row of a step, and of the step before it or -1.
func place(dir, from, n, step int) (row, last int) {
	row, last = from+step, from+step-1
	if dir == 1 {
		row, last = from+n-1-step, from+n-step
	}
	if step == 0 {
		last = -1
	}
	return row, last
}

func (w *worker) runSentence(r *run, dir, from, n int, u *matrix, out []float32) {
	h := w.sizes.Hidden
	mask := r.masks[len(r.masks)-1]
	recurrent := w.arena.take(4 * h)
	for step := range n {
		row, last := place(dir, from, n, step)
		gates, cell := r.gates[row*4*h:(row+1)*4*h], r.cells[row*h:(row+1)*h]
		if last >= 0 {
			before := r.before[row*h : (row+1)*h]
			vek32.Mul_Into(before, out[last*2*h+dir*h:last*2*h+(dir+1)*h], mask)
			network.Multiply(recurrent, before, u.W, h)
			vek32.Add_Inplace(gates, recurrent)
			copy(cell, r.cells[last*h:(last+1)*h])
		}
		network.Step(gates, cell, r.squashed[row*h:(row+1)*h], out[row*2*h+dir*h:row*2*h+(dir+1)*h])
	}
}

// layerBack returns what changes in x do to the loss, given what those in the
// layer's output do.
func (w *worker) layerBack(d, x []float32, runs *[2]run, l, g *network.Layer) []float32 {
	n, h := w.words, w.sizes.Hidden
	product := w.arena.take(n * 8 * h)
	for dir := range runs {
		r := &runs[dir]
		dg := w.arena.take(n * 4 * h)
		turned := w.transpose(l.U[dir].W, h, 4*h)
		from := 0
		for s, e := range w.batch {
			w.backSentence(r, dg, d, dir, from, len(e.heads), turned, r.masks[s])
			from += len(e.heads)
		}
		w.weightsBack(dg, r.before, n, &g.U[dir])
		for i := range n {
			copy(product[(2*i+dir)*4*h:], dg[i*4*h:(i+1)*4*h])
		}
	}
	return w.affineBack(product, x, n, &l.X, &g.X, &g.B)
}

func (w *worker) backSentence(r *run, dg, d []float32, dir, from, n int, turned, mask []float32) {
	h := w.sizes.Hidden
	state, cell := w.arena.take(h), w.arena.take(h) // gradients that come from later steps
	for step := n - 1; step >= 0; step-- {
		row, last := place(dir, from, n, step)
		vek32.Add_Inplace(state, d[row*2*h+dir*h:row*2*h+(dir+1)*h])
		gates, out := r.gates[row*4*h:(row+1)*4*h], dg[row*4*h:(row+1)*4*h]
		squashed := r.squashed[row*h : (row+1)*h]
		for j := range h {
			in, forget, open, candidate := gates[j], gates[h+j], gates[2*h+j], gates[3*h+j]
			dc := cell[j] + state[j]*open*(1-squashed[j]*squashed[j])
			var past float32
			if last >= 0 {
				past = r.cells[last*h+j]
			}
			out[j] = dc * candidate * in * (1 - in)
			out[h+j] = dc * past * forget * (1 - forget)
			out[2*h+j] = state[j] * squashed[j] * open * (1 - open)
			out[3*h+j] = dc * in * (1 - candidate*candidate)
			cell[j] = dc * forget
		}
		network.Multiply(state, out, turned, 4*h)
		vek32.Mul_Inplace(state, mask)
	}
}
