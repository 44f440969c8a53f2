package train

import (
	"cmp"
	"slices"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/network"
)

// sizes returns the dimensions of a network for the tags, relations and words
// of the trees.
func sizes(trees []syntax.Tree, vector int) (network.Sizes, []string) {
	s := network.Sizes{Vector: vector, Word: 64, Affix: 64, Hidden: 96, Arc: 96, Rel: 128, Buckets: 16384}
	words, upos, xpos, relations := counts{}, counts{}, counts{}, counts{}
	for _, t := range trees {
		for _, w := range t.Words {
			words[network.Fold(w.Text)]++
			upos[w.UPOS]++
			xpos[w.XPOS]++
			relations[w.Relation]++
		}
	}
	learned := words.atLeast(2)
	s.Words = 1 + len(learned)
	s.UPOS, s.XPOS, s.Relations = upos.atLeast(1), xpos.atLeast(1), relations.atLeast(1)
	return s, learned
}

type counts map[string]int

// atLeast returns what was counted so often, in alphabetic order.
func (c counts) atLeast(n int) []string {
	var list []string
	for s, seen := range c {
		if seen >= n {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return list
}

// A reader turns trees into examples.
type reader struct {
	network *network.Network
	types   map[string]wordType
}

func (r *reader) example(t *syntax.Tree) *example {
	n := r.network
	e := &example{}
	for _, w := range t.Words {
		e.types = append(e.types, r.wordType(w.Text))
		e.heads = append(e.heads, w.Head)
		e.upos = append(e.upos, index(n.Sizes.UPOS, w.UPOS))
		e.xpos = append(e.xpos, index(n.Sizes.XPOS, w.XPOS))
		e.relations = append(e.relations, index(n.Sizes.Relations, w.Relation))
	}
	return e
}

func (r *reader) wordType(form string) wordType {
	if t, ok := r.types[form]; ok {
		return t
	}
	n := r.network
	t := wordType{
		word:    n.LearnedWord(form),
		affixes: network.AffixBuckets(form, n.Sizes.Buckets),
		vector:  make([]float32, n.Sizes.Vector),
	}
	n.Vectors.Look(t.vector, network.Fold(form))
	r.types[form] = t
	return t
}

// index is the place in a sorted list, or the first where it is not in it.
func index(list []string, s string) int {
	i, ok := slices.BinarySearchFunc(list, s, cmp.Compare[string])
	if !ok {
		return 0
	}
	return i
}

// Prepare makes a network for the trees, its weights not learned yet.
func Prepare(trees []syntax.Tree, v *network.Vectors) *network.Network {
	s, learned := sizes(trees, v.Dim)
	n := &network.Network{Sizes: s, Params: network.NewParams(&s), Learned: network.Pack(learned), Vectors: *v}
	for range s.UPOS {
		n.Allowed = append(n.Allowed, make([]bool, len(s.XPOS)))
	}
	for _, t := range trees {
		for _, w := range t.Words {
			n.Allowed[index(s.UPOS, w.UPOS)][index(s.XPOS, w.XPOS)] = true
		}
	}
	return n
}
