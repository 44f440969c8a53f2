package segment

import (
	"encoding/binary"
	"errors"
)

// A block of terms has an entry for each, in byte order. What must be looked at
// to find an entry comes first, so that it is in few cache lines:
//
//	a byte: the number of entries n
//	the length of the numbers (unsigned varint)
//	n heads, a byte each: 5 bits for the length of the suffix as it is written,
//	    31 for more; 3 bits for how many bytes the form shares with the one
//	    before, less how many that one shared, plus 3; 7 for anything else
//	the numbers (unsigned varints) for those entries whose head does not say all:
//	    the length less 31; twice what is shared, plus 1 for a large term; the
//	    length of a large term's place (dictlarge.go)
//	the suffixes in symbols, each with the place of a large term behind it
//
// The first entry shares nothing.
const (
	blockTerms = 32
	maxShort   = 1 << 10 // bytes of a form that lie in its block; a form this long or longer is large

	sizeBits  = 5
	manySize  = 1<<sizeBits - 1
	sameDelta = 3
	manyDelta = 7
)

// A blockBuilder puts a block together.
type blockBuilder struct {
	heads, numbers, text []byte
	shared               int // by the entry before
}

func (b *blockBuilder) reset() {
	b.heads, b.numbers, b.text = b.heads[:0], b.numbers[:0], b.text[:0]
	b.shared = 0
}

// add adds an entry; large is the place of a large term, nil for any other.
func (b *blockBuilder) add(shared int, suffix, large []byte) {
	delta := shared - b.shared + sameDelta
	if delta < 0 || delta >= manyDelta || large != nil {
		delta = manyDelta
	}
	b.shared = shared
	b.heads = append(b.heads, byte(delta<<sizeBits|min(manySize, len(suffix))))
	if len(suffix) >= manySize {
		b.numbers = binary.AppendUvarint(b.numbers, uint64(len(suffix)-manySize))
	}
	switch {
	case large != nil:
		b.numbers = binary.AppendUvarint(b.numbers, uint64(shared<<1|1))
		b.numbers = binary.AppendUvarint(b.numbers, uint64(len(large)))
	case delta == manyDelta:
		b.numbers = binary.AppendUvarint(b.numbers, uint64(shared<<1))
	}
	b.text = append(append(b.text, suffix...), large...)
}

// append appends the block to dst.
func (b *blockBuilder) append(dst []byte) []byte {
	dst = append(dst, byte(len(b.heads)))
	dst = binary.AppendUvarint(dst, uint64(len(b.numbers)))
	dst = append(dst, b.heads...)
	dst = append(dst, b.numbers...)
	return append(dst, b.text...)
}

// errBlock stands for damage of a block whose place the caller knows.
var errBlock = errors.New("a block of terms is damaged")

// A termBlock goes through the entries of a block.
type termBlock struct {
	heads, numbers, text []byte // what is left of them
	shared               int
	suffix               []byte
	large                []byte // the place of a large term, nil for any other
}

// openBlock cuts a block into its parts.
func openBlock(p []byte) (b termBlock, ok bool) {
	if len(p) == 0 || p[0] > blockTerms {
		return b, false
	}
	numbers, n := binary.Uvarint(p[1:])
	heads := int(p[0])
	if n <= 0 || numbers > uint64(len(p)) || 1+n+heads+int(numbers) > len(p) {
		return b, false
	}
	b.heads, p = p[1+n:1+n+heads], p[1+n+heads:]
	b.numbers, b.text = p[:numbers], p[numbers:]
	return b, true
}

// next goes to the next entry; there must be one. It returns false where the
// block is damaged.
func (b *termBlock) next() bool {
	head := b.heads[0]
	b.heads = b.heads[1:]
	size, delta := int(head&manySize), int(head>>sizeBits)
	if size == manySize || delta == manyDelta {
		return b.nextMany(size, delta)
	}
	b.shared += delta - sameDelta
	if size > len(b.text) {
		return false
	}
	b.suffix, b.text, b.large = b.text[:size], b.text[size:], nil
	return true
}

// nextMany is next for an entry whose head does not say all.
func (b *termBlock) nextMany(size, delta int) bool {
	ok := true
	number := func() int {
		v, n := binary.Uvarint(b.numbers)
		if n <= 0 || v > 1<<lengthBit {
			ok = false
			return 0
		}
		b.numbers = b.numbers[n:]
		return int(v)
	}
	if size == manySize {
		size += number()
	}
	b.shared += delta - sameDelta
	large := -1
	if delta == manyDelta {
		n := number()
		if b.shared = n >> 1; n&1 == 1 {
			large = number()
		}
	}
	if !ok || size+max(large, 0) > len(b.text) {
		return false
	}
	b.suffix, b.text, b.large = b.text[:size], b.text[size:], nil
	if large >= 0 {
		b.large, b.text = b.text[:large:large], b.text[large:]
	}
	return true
}

// A blockCursor decodes a block from front to back.
type blockCursor struct {
	termBlock
	symbols *symbols
	form    formBuffer
	size    int  // of form; maxShort for a large term
	bad     bool // the block is damaged
}

// start puts the cursor before the first entry of a block.
func (c *blockCursor) start(p []byte, s *symbols) {
	c.symbols, c.size = s, 0
	var ok bool
	c.termBlock, ok = openBlock(p)
	c.bad = !ok
}

// next decodes the next entry. It returns false at the end and where the block
// is damaged.
func (c *blockCursor) next() bool {
	if len(c.heads) == 0 {
		return false
	}
	if !c.termBlock.next() || uint(c.shared) > uint(c.size) {
		c.bad = true
		c.heads = nil
		return false
	}
	c.size = c.symbols.decode(&c.form, c.shared, c.suffix)
	if c.size < 0 || (c.size == maxShort) != (c.large != nil) {
		c.bad = true
		c.heads = nil
	}
	return !c.bad
}
