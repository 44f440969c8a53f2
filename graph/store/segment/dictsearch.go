package segment

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// appendEntry appends the form of entry i of a block to dst, for a large term
// its first maxShort bytes, and says where the rest is. It decodes those
// entries only that have a part in it.
func appendEntry(dst, p []byte, s *symbols, i int) (form, large []byte, ok bool) {
	b, ok := openBlock(p)
	if !ok || i >= len(b.heads) {
		return dst, nil, false
	}
	var all [blockTerms]struct{ shared, from, to int32 }
	text := b.text
	for j := range i + 1 {
		if !b.next() {
			return dst, nil, false
		}
		to := len(text) - len(b.text) - len(b.large)
		all[j].shared, all[j].from, all[j].to = int32(b.shared), int32(to-len(b.suffix)), int32(to)
	}
	var buf formBuffer
	need := b.shared
	size := s.decode(&buf, 0, b.suffix)
	if size < 0 || need < 0 || size+need > maxShort || (size+need == maxShort) != (b.large != nil) {
		return dst, nil, false
	}
	begin := len(dst)
	dst = append(dst, buf[:need]...) // filled in below
	dst = append(dst, buf[:size]...)
	for j := i - 1; need > 0; j-- {
		if j < 0 {
			return dst[:begin], nil, false
		}
		shared := int(all[j].shared)
		if shared >= need {
			continue
		}
		size := s.decode(&buf, 0, text[all[j].from:all[j].to])
		if shared < 0 || size < need-shared {
			return dst[:begin], nil, false
		}
		copy(dst[begin+shared:begin+need], buf[:])
		need = shared
	}
	return dst, b.large, true
}

// common is how many bytes a and b begin with that are the same.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// searchBlock returns the number of the first entry of a block that is not
// below form, and whether it is form. compare compares the rest of a large
// term with the rest of form.
func searchBlock(p []byte, s *symbols, form []byte, compare func(large, rest []byte) (int, error)) (i int, found bool, err error) {
	b, ok := openBlock(p)
	if !ok {
		return 0, false, errBlock
	}
	var buf formBuffer
	same := 0 // how many bytes form shares with the entry before, which is below it
	for ; len(b.heads) > 0; i++ {
		if !b.next() {
			return 0, false, errBlock
		}
		if b.shared > same {
			continue // differs from form where the entry before does
		}
		if b.shared < same && b.shared >= 0 {
			return i, false, nil // above the entry before in a byte that form shares with that
		}
		size := s.decode(&buf, 0, b.suffix)
		if size < 0 || b.shared < 0 || size+same > maxShort || (size+same == maxShort) != (b.large != nil) {
			return 0, false, errBlock
		}
		n := common(buf[:size], form[same:])
		same += n
		switch {
		case n == size && b.large != nil:
			c, err := compare(b.large, form[same:])
			if err != nil || c >= 0 {
				return i, c == 0, err
			}
		case n == size && same == len(form):
			return i, true, nil
		case n == size:
		case same == len(form) || buf[n] > form[same]:
			return i, false, nil
		}
	}
	return i, false, nil
}

// compareFirst compares the first entry of a block with form.
func compareFirst(p []byte, s *symbols, form []byte, compare func(large, rest []byte) (int, error)) (int, error) {
	var c blockCursor
	c.start(p, s)
	if !c.next() {
		return 0, errBlock
	}
	first := c.form[:c.size]
	if c.large != nil && bytes.HasPrefix(form, first) {
		return compare(c.large, form[len(first):])
	}
	return bytes.Compare(first, form), nil
}
