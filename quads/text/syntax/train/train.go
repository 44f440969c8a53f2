// Package train learns the weights of quads/text/syntax from trees. It is
// deterministic: the same trees, vectors and options give the same weights on
// the same kind of processor.
package train

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/network"
)

// Options say how to learn.
type Options struct {
	Epochs int
	Batch  int     // sentences a step
	Rate   float64 // of learning, at its highest
	Seed   uint64
	Rates  Rates
}

// Standard are the options of the model that is shipped.
func Standard() Options {
	return Options{Epochs: 60, Batch: 24, Rate: 2e-3, Seed: 1,
		Rates: Rates{Word: 0.25, Vector: 0.1, Affix: 0.1, Input: 0.33, State: 0.25, Hidden: 0.33}}
}

// workers share a batch. Their number changes the result in the last bits, so
// that it does not depend on the machine.
const workers = 2

const (
	longest  = 5    // of a gradient; a longer one is shortened
	every    = 5    // steps between two looks of the mean of the weights
	momentum = 0.99 // of the mean
)

// A trainer goes through the examples again and again.
type trainer struct {
	options Options
	net     *network.Network
	mean    *network.Params // of the weights' last steps
	work    [workers]*worker
	adam    adam
	steps   int
	total   int
}

// Learn changes the network's weights. After each epoch it calls report with
// the mean of the latest weights and the loss a word.
func Learn(ctx context.Context, n *network.Network, trees []syntax.Tree, o Options, report func(epoch int, mean *network.Params, loss float64)) error {
	r := &reader{network: n, types: map[string]wordType{}}
	examples := make([]*example, len(trees))
	for i := range trees {
		examples[i] = r.example(&trees[i])
	}
	random := rand.New(rand.NewPCG(o.Seed, 1))
	n.Params.Init(&n.Sizes, random)
	t := &trainer{options: o, net: n, mean: network.NewParams(&n.Sizes)}
	t.adam = adam{first: network.NewParams(&n.Sizes), second: network.NewParams(&n.Sizes)}
	for i := range t.work {
		t.work[i] = newWorker(&n.Sizes, n.Params, o.Rates)
	}
	t.total = o.Epochs * ((len(examples) + o.Batch - 1) / o.Batch)
	for epoch := range o.Epochs {
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		var loss float64
		words := 0
		for from := 0; from < len(examples); from += o.Batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			l, w := t.step(examples[from:min(from+o.Batch, len(examples))])
			loss, words = loss+l, words+w
		}
		report(epoch+1, t.mean, loss/float64(words))
	}
	n.Params = t.mean
	return nil
}

// step learns from one batch.
func (t *trainer) step(batch []*example) (loss float64, words int) {
	parts := split(batch)
	var losses [workers]float64
	var group sync.WaitGroup
	for i, w := range t.work {
		group.Go(func() {
			losses[i] = w.run(parts[i], t.options.Seed<<32+uint64(t.steps*workers+i))
		})
	}
	group.Wait()
	rows := t.gather()
	for i, w := range t.work {
		loss += losses[i]
		words += w.words
	}
	g := t.work[0].gradient
	scale := 1 / float32(words)
	long := norm(g, rows) * scale
	if math.IsNaN(float64(long)) || math.IsInf(float64(long), 0) {
		g.Clear()
		return 0, words
	}
	if long > longest {
		scale *= longest / long
	}
	t.adam.step(t.net.Params, g, rows, t.rate(), scale)
	t.steps++
	if t.steps%every == 0 {
		t.average()
	}
	return loss, words
}

// split gives each worker about as many words, the same ones every time.
func split(batch []*example) (parts [workers][]*example) {
	var words [workers]int
	for _, e := range batch {
		least := 0
		for i, n := range words {
			if n < words[least] {
				least = i
			}
		}
		parts[least] = append(parts[least], e)
		words[least] += len(e.heads)
	}
	return parts
}

// gather adds all gradients to the first worker's, and returns the rows of the
// embeddings that have one.
func (t *trainer) gather() (rows [2][]int) {
	first := t.work[0]
	for _, w := range t.work[1:] {
		to, from := first.gradient.All(), w.gradient.All()
		for i := range to {
			if i >= len(rows) {
				vek32.Add_Inplace(to[i].W, from[i].W)
				clear(from[i].W)
				continue
			}
			for _, row := range w.touched[i].rows {
				vek32.Add_Inplace(to[i].Row(row), from[i].Row(row))
				clear(from[i].Row(row))
				first.touched[i].add(row)
			}
			w.touched[i].reset()
		}
	}
	for i := range rows {
		rows[i] = append(rows[i], first.touched[i].rows...)
		first.touched[i].reset()
	}
	return rows
}

// rate rises over the first steps and then falls to zero with the cosine.
func (t *trainer) rate() float32 {
	const warm = 200
	r := t.options.Rate * 0.5 * (1 + math.Cos(math.Pi*float64(t.steps)/float64(t.total)))
	return float32(r * min(1, float64(t.steps+1)/warm))
}

// average moves the mean of the weights towards them.
func (t *trainer) average() {
	looks := t.steps / every
	keep := float32(min(momentum, float64(looks-1)/float64(looks+9)))
	mean, now := t.mean.All(), t.net.Params.All()
	for i, m := range mean {
		w := now[i].W
		for j, x := range m.W {
			m.W[j] = w[j] + keep*(x-w[j])
		}
	}
}
