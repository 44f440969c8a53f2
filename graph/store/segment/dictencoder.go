package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// A symbolEncoder writes text in the symbols of a table.
type symbolEncoder struct {
	*symbols
	mask   [maxSymbols]uint64 // ones where head has bytes of the symbol
	single [256]uint8         // by byte: the symbol of this byte alone, or escape
	first  [1<<16 + 1]uint8   // by two bytes, little-endian: the symbols first[b] … first[b+1]-1 begin with them, longest first
}

// newSymbolEncoder makes a table of symbols and the encoder for it.
func newSymbolEncoder(texts [][]byte) *symbolEncoder {
	slices.SortFunc(texts, func(a, b []byte) int {
		return cmp.Or(cmp.Compare(firstTwo(a), firstTwo(b)), cmp.Compare(len(b), len(a)), bytes.Compare(a, b))
	})
	e := &symbolEncoder{symbols: newSymbols(texts)}
	for b := range e.single {
		e.single[b] = escape
	}
	next := 0
	for i, text := range texts {
		e.mask[i] = ^uint64(0) >> (64 - 8*min(8, len(text)))
		two := firstTwo(text)
		if two < 0 {
			e.single[text[0]] = uint8(i)
		}
		for ; next <= two; next++ {
			e.first[next] = uint8(i)
		}
	}
	for ; next < len(e.first); next++ {
		e.first[next] = uint8(len(texts))
	}
	return e
}

// firstTwo is the first two bytes of a symbol as a number, -1 if it has one.
func firstTwo(text []byte) int {
	if len(text) < 2 {
		return -1
	}
	return int(binary.LittleEndian.Uint16(text))
}

// match finds the longest symbol that text[from:to] begins with; escape if
// there is none. There are eight bytes behind text[to].
func (e *symbolEncoder) match(text []byte, from, to int) (code uint8, size int) {
	next := binary.LittleEndian.Uint64(text[from:])
	two := uint16(next)
	for c, end := e.first[two], e.first[int(two)+1]; c < end; c++ {
		size := int(e.size[c])
		if next&e.mask[c] != e.head[c] || size > to-from {
			continue
		}
		if size <= 8 || bytes.Equal(text[from:from+size], e.long[c]) {
			return c, size
		}
	}
	return e.single[uint8(next)], 1
}

// encode appends text[from:to] in symbols to dst; without an encoder, as it
// is. There are eight bytes behind text[to].
func (e *symbolEncoder) encode(dst, text []byte, from, to int) []byte {
	if e == nil {
		return append(dst, text[from:to]...)
	}
	for from < to {
		code, size := e.match(text, from, to)
		dst = append(dst, code)
		if code == escape {
			dst = append(dst, text[from])
		}
		from += size
	}
	return dst
}
