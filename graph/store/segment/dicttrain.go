package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// A candidate is a string of up to eight bytes that may become a symbol.
type candidate struct {
	head uint64
	size uint8
}

// trainer finds symbols for a sample. It starts from single bytes and, in a
// few rounds, writes the sample in the symbols it has and joins those that
// often follow one another (Boncz, Neumann, Leis: FSST, VLDB 2020).
type trainer struct {
	text  []byte // eight bytes longer than the sample
	ends  []int  // of the pieces of the sample, none empty
	tails [][]byte
	gain  map[candidate]int
}

const trainRounds = 5

// train returns a table for the sample, or nil if none would make it
// smaller.
func train(text []byte, ends []int) *symbolEncoder {
	size := len(text)
	t := &trainer{text: append(text, make([]byte, 8)...), ends: ends}
	t.findTails()
	table := t.table(nil)
	for range trainRounds {
		t.count(table)
		table = t.table(t.best(maxSymbols - len(t.tails)))
	}
	if coded := len(table.marshal(nil)) / 8; coded+t.coded(table) > size*15/16 {
		return nil
	}
	return table
}

// coded is the size of the sample in the symbols of a table.
func (t *trainer) coded(table *symbolEncoder) int {
	var p []byte
	from, n := 0, 0
	for _, to := range t.ends {
		p = table.encode(p[:0], t.text, from, to)
		n += len(p)
		from = to
	}
	return n
}

// findTails finds what several literals have behind their last quotation
// mark: a language or datatype. It is one symbol, whatever its length.
func (t *trainer) findTails() {
	const most = 64
	count := map[string]int{}
	from := 0
	for _, to := range t.ends {
		piece := t.text[from:to]
		if at := bytes.LastIndexByte(piece, '"'); at >= 0 && len(piece)-at > 8 && len(piece)-at <= maxSymbol {
			count[string(piece[at:])]++
		}
		from = to
	}
	var found []string
	for tail, n := range count {
		if n >= 4 {
			found = append(found, tail)
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b]*len(b), count[a]*len(a)), cmp.Compare(a, b))
	})
	for _, tail := range found[:min(most, len(found))] {
		t.tails = append(t.tails, []byte(tail))
	}
}

// table makes a table of the tails and the candidates.
func (t *trainer) table(chosen []candidate) *symbolEncoder {
	texts := slices.Clone(t.tails)
	for _, c := range chosen {
		text := binary.LittleEndian.AppendUint64(nil, c.head)
		texts = append(texts, text[:c.size])
	}
	return newSymbolEncoder(texts)
}

// count writes the sample in the symbols of a table and counts how many bytes
// each symbol, and each pair of neighbours, covers.
func (t *trainer) count(table *symbolEncoder) {
	var single [256 + 256]int // codes, then bytes
	var pairs []uint32
	from := 0
	for _, to := range t.ends {
		before := -1
		for from < to {
			c, size := table.match(t.text, from, to)
			code := int(c)
			if c == escape {
				code = 256 + int(t.text[from])
			}
			single[code]++
			if before >= 0 {
				pairs = append(pairs, uint32(before)<<16|uint32(code))
			}
			before = code
			from += size
		}
	}
	t.gain = make(map[candidate]int, 4096)
	for code, n := range single {
		if c := t.candidate(table, code); n > 0 && c.size > 0 {
			t.gain[c] += n * int(c.size)
			if c.size == 1 { // the alternative is an escape
				t.gain[c] += n
			}
		}
	}
	slices.Sort(pairs)
	for i := 0; i < len(pairs); {
		begin := i
		for i < len(pairs) && pairs[i] == pairs[begin] {
			i++
		}
		if n := i - begin; n > 1 {
			t.countPair(table, int(pairs[begin]>>16), int(pairs[begin]&0xffff), n)
		}
	}
}

func (t *trainer) countPair(table *symbolEncoder, first, second, n int) {
	a, b := t.candidate(table, first), t.candidate(table, second)
	if a.size > 0 && b.size > 0 && a.size+b.size <= 8 {
		t.gain[candidate{a.head | b.head<<(8*a.size), a.size + b.size}] += n * int(a.size+b.size)
	}
}

// candidate is what a code of count stands for; size 0 if it is a tail.
func (t *trainer) candidate(table *symbolEncoder, code int) candidate {
	switch {
	case code >= 256:
		return candidate{uint64(code - 256), 1}
	case table.size[code] > 8:
		return candidate{}
	}
	return candidate{table.head[code], table.size[code]}
}

// best are the n candidates that cover most.
func (t *trainer) best(n int) []candidate {
	type counted struct {
		candidate
		gain int
	}
	all := make([]counted, 0, len(t.gain))
	for c, gain := range t.gain {
		all = append(all, counted{c, gain})
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.size, b.size), cmp.Compare(a.head, b.head))
	})
	best := make([]candidate, min(n, len(all)))
	for i := range best {
		best[i] = all[i].candidate
	}
	return best
}
