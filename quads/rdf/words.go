package rdf

import (
	"encoding/binary"
	"math/bits"
)

// The two loops that see every byte of the input look at eight of them at
// once, as a word with the first byte lowest. Each makes a word "stop" in
// which the highest bit of a byte is set where that byte has to be looked at
// on its own; that is always so for those that end or break the term, and
// now and then for others, so callers must look. Bytes beyond ASCII do not
// stop: their bits are gathered in seen, and UTF-8 is checked once a term.
//
// For a byte x below 0x80, x-n has its highest bit set where x < n, and x+n
// where x >= 0x80-n. Borrows and carries only reach bytes behind one that
// stops, or behind one that is never UTF-8.
//
// The loops stand in functions of their own, without calls, so that all they
// need stays in registers; the slice's capacity saves the compiler a guard
// against a pointer behind the buffer.

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// iriEnd returns the index of the first byte from i on that ends or breaks
// an IRI, or is one of the harmless !, ~ and DEL, which are cheaper looked at
// than told apart.
func iriEnd(b []byte, i int) (end int, seen uint64) {
	for ; ; i += 8 {
		w := binary.LittleEndian.Uint64(b[i : i+8 : i+8])
		even := w | 0x02*ones // makes < to >, and \ to ^
		stop := w - 0x23*ones // controls, space, !, "
		stop |= (even ^ '>'*ones) - ones
		stop |= (even ^ '^'*ones) - ones
		stop |= (w ^ '`'*ones) - ones
		stop |= w + (0x80-'{')*ones // { | } ~ DEL
		stop &= ^w & highs
		if stop != 0 {
			return i + bits.TrailingZeros64(stop)>>3, seen | w&(stop&-stop-1)
		}
		seen |= w
	}
}

// textEnd returns the index of the first byte from i on that is a quotation
// mark, a backslash or a control.
func textEnd(b []byte, i int) (end int, seen uint64) {
	for ; ; i += 8 {
		w := binary.LittleEndian.Uint64(b[i : i+8 : i+8])
		stop := w - 0x20*ones
		stop |= (w ^ '"'*ones) - ones
		stop |= (w ^ '\\'*ones) - ones
		stop &= ^w & highs
		if stop != 0 {
			return i + bits.TrailingZeros64(stop)>>3, seen | w&(stop&-stop-1)
		}
		seen |= w
	}
}
