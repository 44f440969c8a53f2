package segment

import "encoding/binary"

// symbols is a table of up to 255 byte strings that occur often in the terms
// of a stretch of a dictionary. A term is written as the numbers of symbols,
// a byte each; a byte that no symbol covers follows an escape. So a term can
// be decoded without its neighbours, at a few nanoseconds a symbol, and a tail
// like "^^<http://www.w3.org/2001/XMLSchema#integer> costs a byte.
//
// A nil table stands for bytes as they are.
type symbols struct {
	count int
	head  [256]uint64 // the first eight bytes, little-endian, zero behind the symbol
	size  [256]uint8  // zero for numbers without a symbol
	long  [256][]byte // the whole symbol, where it has more than eight bytes
}

const (
	escape     = 255
	maxSymbols = 255
	maxSymbol  = 255 // bytes of a symbol
)

// newSymbols makes a table of symbols, none of them empty or longer than
// maxSymbol.
func newSymbols(texts [][]byte) *symbols {
	s := &symbols{count: len(texts)}
	for i, text := range texts {
		var head [8]byte
		copy(head[:], text)
		s.head[i] = binary.LittleEndian.Uint64(head[:])
		s.size[i] = uint8(len(text))
		if len(text) > 8 {
			s.long[i] = text
		}
	}
	return s
}

// symbol appends a symbol's bytes to dst.
func (s *symbols) symbol(dst []byte, code int) []byte {
	if s.size[code] > 8 {
		return append(dst, s.long[code]...)
	}
	var head [8]byte
	binary.LittleEndian.PutUint64(head[:], s.head[code])
	return append(dst, head[:s.size[code]]...)
}

// marshal appends the table as it is kept: the number of symbols, their
// lengths, their bytes.
func (s *symbols) marshal(dst []byte) []byte {
	dst = append(dst, byte(s.count))
	dst = append(dst, s.size[:s.count]...)
	for i := range s.count {
		dst = s.symbol(dst, i)
	}
	return dst
}

// unmarshalSymbols reads a table; ok is false where p is none.
func unmarshalSymbols(p []byte) (s *symbols, ok bool) {
	if len(p) == 0 || len(p) < 1+int(p[0]) {
		return nil, false
	}
	sizes, text := p[1:1+int(p[0])], p[1+int(p[0]):]
	texts := make([][]byte, len(sizes))
	for i, size := range sizes {
		if size == 0 || int(size) > len(text) {
			return nil, false
		}
		texts[i], text = text[:size:size], text[size:]
	}
	return newSymbols(texts), len(text) == 0
}

// formBuffer has room for the part of a form that lies in a block, and for the
// symbol that is written last.
type formBuffer [maxShort + maxSymbol + 1]byte

// decode writes coded bytes at dst[n] and returns where they end, or -1 if the
// bytes are damaged or the form becomes longer than maxShort.
func (s *symbols) decode(dst *formBuffer, n int, coded []byte) int {
	if s == nil {
		if len(coded) > maxShort-n {
			return -1
		}
		return n + copy(dst[n:], coded)
	}
	for i := 0; i < len(coded); i++ {
		if n > maxShort {
			return -1
		}
		c := coded[i]
		size := s.size[c]
		if size-1 < 8 { // the common case
			binary.LittleEndian.PutUint64(dst[n:], s.head[c])
			n += int(size)
			continue
		}
		switch {
		case c == escape && i+1 < len(coded):
			i++
			dst[n] = coded[i]
			n++
		case size > 8:
			n += copy(dst[n:], s.long[c])
		default:
			return -1
		}
	}
	if n > maxShort {
		return -1
	}
	return n
}
