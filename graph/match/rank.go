package match

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// Options are the settings of Rank; the zero value has sane ones.
type Options struct {
	Only  []quad.IRI // pairs that have one of these; none: all pairs
	Limit int        // how many pairs; 0 or less: all that are likely enough
	Above float64    // the least score; 0: 0.5
	// Progress, if not nil, is told how many names were compared.
	Progress func(done, of int64)
}

// defaultAbove is the least score of a pair worth looking at.
const defaultAbove = 0.5

// A Pair is two names that may mean one thing.
type Pair struct {
	A, B    quad.IRI // in the order of terms
	Score   float64  // 0 to 1: to rank by; see docs for what share is right
	Reasons []string // in words, printable
}

// Work counts what ranking took.
type Work struct {
	Names    int   // entities with a name
	Compared int64 // pairs of them
}

// Rank returns the pairs of names in a graph that may mean one thing, the most
// likely first, without those about which somebody said so or denied it.
func Rank(ctx context.Context, g *graph.Graph, src source.Source, o Options) ([]Pair, Work, error) {
	if o.Above <= 0 {
		o.Above = defaultAbove
	}
	all, err := readEntities(ctx, g, src)
	if err != nil {
		return nil, Work{}, err
	}
	r := &ranking{ctx: ctx, graph: g, src: src, options: o, all: all, work: Work{Names: len(all)}}
	if r.blocks, err = newBlocks(ctx, all); err != nil {
		return nil, r.work, err
	}
	if r.settled, err = readSettled(ctx, src, g.Names()); err != nil {
		return nil, r.work, err
	}
	if err := r.compareAll(); err != nil {
		return nil, r.work, err
	}
	pairs, err := r.weigh()
	return pairs, r.work, err
}

// ranking is one run of Rank.
type ranking struct {
	ctx     context.Context
	graph   *graph.Graph
	src     source.Source
	options Options
	all     []entity
	blocks  *blocks
	settled *settled
	linking map[source.ID]bool // predicates that say something of the world; nil until asked
	found   []candidate
	work    Work
}

// candidate is a pair whose names are alike.
type candidate struct {
	a, b int32 // of all
	likeness
}

// maxFound is how many candidates are kept while comparing; of more, the worst
// go.
const maxFound = 1 << 18

// compareAll finds the candidates.
func (r *ranking) compareAll() error {
	only := make(map[quad.IRI]bool)
	for _, iri := range r.options.Only {
		only[iri] = true
	}
	for i := range r.all {
		if i%256 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if r.options.Progress != nil {
				r.options.Progress(int64(i), int64(len(r.all)))
			}
		}
		if len(only) > 0 && !only[r.all[i].term] {
			continue
		}
		r.blocks.with(int32(i), len(only) > 0, func(j int32) {
			if int(j) < i && only[r.all[j].term] {
				return // compared from the other side
			}
			r.compare(int32(i), j)
		})
		if len(r.found) > 2*maxFound {
			r.thin()
		}
	}
	r.thin()
	return nil
}

func (r *ranking) thin() {
	slices.SortFunc(r.found, r.order)
	r.found = r.found[:min(len(r.found), maxFound)]
}

func (r *ranking) order(a, b candidate) int {
	return cmp.Or(
		cmp.Compare(b.score, a.score),
		cmp.Compare(r.all[a.a].term, r.all[b.a].term),
		cmp.Compare(r.all[a.b].term, r.all[b.b].term),
	)
}

// mostEvidence is what evidence can add to a score.
const mostEvidence = 0.09

// compare notes a pair whose best forms are alike.
func (r *ranking) compare(i, j int32) {
	a, b := &r.all[i], &r.all[j]
	r.work.Compared++
	if a.kind != 0 && b.kind != 0 && a.kind&b.kind == 0 || r.settled.about(a.id, b.id) {
		return
	}
	var best likeness
	for x := range a.forms {
		for y := range b.forms {
			if l := compare(&a.forms[x], &b.forms[y], r.blocks.rare); l.score > best.score {
				best = l
			}
		}
	}
	if best.score+mostEvidence < r.options.Above {
		return
	}
	if b.term < a.term {
		i, j = j, i
	}
	r.found = append(r.found, candidate{i, j, best})
}

// weigh adds what the graph tells of the candidates, and ranks them. It looks
// at the best first, and stops where no other can be among those asked for.
func (r *ranking) weigh() ([]Pair, error) {
	var pairs []Pair
	limit := r.options.Limit
	for _, c := range r.found {
		if limit > 0 && len(pairs) >= limit && c.score+mostEvidence < pairs[limit-1].Score {
			break
		}
		a, b := r.all[c.a], r.all[c.b]
		e, err := r.evidence(a.id, b.id)
		if err != nil {
			return nil, err
		}
		p := Pair{A: a.term, B: b.term, Score: min(c.score+e.more, 0.99), Reasons: append([]string{c.reason}, e.reasons...)}
		if e.linked || p.Score < r.options.Above {
			continue
		}
		at, _ := slices.BinarySearchFunc(pairs, p, comparePairs)
		pairs = slices.Insert(pairs, at, p)
		if limit > 0 && len(pairs) > limit {
			pairs = pairs[:limit]
		}
	}
	return pairs, nil
}

func comparePairs(a, b Pair) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
}

// shown is a term as a person reads it.
func (r *ranking) shown(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		if name, ok := r.graph.Names().Name(iri); ok {
			return quads.Printable(name)
		}
		return quads.Printable(string(iri))
	}
	return quads.Printable(quads.Cut(fmt.Sprint(v), 60))
}
