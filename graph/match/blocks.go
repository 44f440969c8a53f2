package match

import (
	"context"
	"hash/maphash"
	"math"
	"slices"
)

// Bounds of blocks.
const (
	maxBlock   = 48 // entities that have a key in common: of more, none is compared for it
	shortest   = 3  // letters of a code that is a key
	deletionOf = 5  // letters of a code whose shorter ones are keys too
)

// blocks say which entities are worth comparing: those that have a key in
// common.
type blocks struct {
	keys    [][]uint64         // of each entity, ascending
	members map[uint64][]int32 // by key
	words   map[string]int32   // in how many entities a word's code stands
}

// newBlocks puts entities into blocks.
func newBlocks(ctx context.Context, all []entity) (*blocks, error) {
	b := &blocks{keys: make([][]uint64, len(all)), members: make(map[uint64][]int32), words: make(map[string]int32)}
	seed := maphash.MakeSeed()
	for i := range all {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		k := keyring{seed: seed}
		seen := make(map[string]bool)
		for j := range all[i].forms {
			f := &all[i].forms[j]
			k.form(f)
			for w, c := range f.codes {
				if !f.light[w] && !seen[c] {
					seen[c] = true
					b.words[c]++
				}
			}
		}
		slices.Sort(k.keys)
		b.keys[i] = slices.Compact(k.keys)
		for _, key := range b.keys[i] {
			if m := b.members[key]; len(m) <= maxBlock {
				b.members[key] = append(m, int32(i))
			}
		}
	}
	return b, nil
}

// keyring collects the keys of an entity.
type keyring struct {
	seed maphash.Seed
	keys []uint64
}

func (k *keyring) add(kind, text string) {
	var h maphash.Hash
	h.SetSeed(k.seed)
	h.WriteString(kind)
	h.WriteString(text)
	k.keys = append(k.keys, h.Sum64())
}

// form adds the keys of a form: all its letters, its consonants whatever the
// order of words, each word's consonants with and without one of them, and
// initials.
func (k *keyring) form(f *form) {
	letters, sounds := "", []string{}
	for i, w := range f.words {
		letters += w
		if f.light[i] {
			continue
		}
		sounds = append(sounds, f.codes[i])
		c := f.codes[i]
		if len(c) >= shortest || len(w) >= 4 {
			k.add("w", c)
		}
		if len(c) >= deletionOf {
			for at := range len(c) {
				k.add("w", c[:at]+c[at+1:])
			}
		}
	}
	k.add("l", letters)
	slices.Sort(sounds)
	all := ""
	for _, s := range sounds {
		all += s + " "
	}
	k.add("s", all)
	if f.acronym != "" {
		k.add("i", f.acronym)
	} else if len(f.words) > 1 {
		all, heavy := f.initials()
		k.add("i", all)
		k.add("i", heavy)
	}
}

// with calls f with each entity behind i, or with each other one if all is set,
// that shares a block with it, once, ascending.
func (b *blocks) with(i int32, all bool, f func(j int32)) {
	var found []int32
	for _, key := range b.keys[i] {
		if m := b.members[key]; len(m) <= maxBlock {
			for _, j := range m {
				if j > i || all && j != i {
					found = append(found, j)
				}
			}
		}
	}
	slices.Sort(found)
	for _, j := range slices.Compact(found) {
		f(j)
	}
}

// rare is how much a word tells: 1 of one in a single entity.
func (b *blocks) rare(code string) float64 {
	return 1 / (1 + math.Log2(math.Max(1, float64(b.words[code]-1)))/4)
}
