package segment

import (
	"bytes"
	"encoding/binary"
)

// The index of a dictionary has two levels: nodes, each about dictNodeBlocks
// blocks of terms (the last about what is left), and the top, about the nodes.
// Both find a form by keys. The key of a block is as much of its first form as
// tells it from the form before, but no more than maxKey bytes; so whoever
// meets a key of maxKey bytes that the form sought begins with compares with
// the first form itself.
//
// A node:
//
//	u32 number of its table of symbols plus 1, 0 for none
//	u16 number of blocks n
//	u16 length of what all its keys begin with
//	u64 offset of the first block
//	n × u64 offset of a block less that of the first, shifted by 24; its length
//	n-1 × u16 where the key of a block ends, but for the first, which has none
//	what the keys begin with; the rest of each
//
// The top:
//
//	u32 number of tables t
//	t × u64 offset, u32 length
//	n × u64 offset, u32 length of a node, u32 where its key ends
//	n × u64 offset of the ids of its terms, u64 of the terms of its ids
//	    (only in a dictionary with explicit ids; see dictids.go)
//	the keys
const (
	dictNodeBlocks = 128
	dictNodeTerms  = dictNodeBlocks * blockTerms
	maxKey         = 255

	dictNodeHead = 16
	topTable     = 12
	topNode      = 16
	topIDs       = 16
	lengthBit    = 24 // bits for the length of a block in a node
)

// dictNode is a node as it is kept.
type dictNode []byte

func (n dictNode) table() int  { return int(binary.LittleEndian.Uint32(n)) - 1 }
func (n dictNode) blocks() int { return int(binary.LittleEndian.Uint16(n[4:])) }

// block is the place of block i.
func (n dictNode) block(i int) block {
	place := binary.LittleEndian.Uint64(n[dictNodeHead+8*i:])
	base := binary.LittleEndian.Uint64(n[8:])
	return block{int64(base + place>>lengthBit), int(place & (1<<lengthBit - 1))}
}

// keys are what all keys begin with, where the rests end, and the rests.
func (n dictNode) keys() (prefix, ends, rests []byte) {
	blocks := n.blocks()
	ends = n[dictNodeHead+8*blocks:]
	at := 2 * (blocks - 1)
	size := int(binary.LittleEndian.Uint16(n[6:]))
	return ends[at : at+size], ends[:at], ends[at+size:]
}

// dictNodeKey is the key of block i > 0 without the prefix.
func dictNodeKey(ends, rests []byte, i int) []byte {
	from := 0
	if i > 1 {
		from = int(binary.LittleEndian.Uint16(ends[2*(i-2):]))
	}
	return rests[from:binary.LittleEndian.Uint16(ends[2*(i-1):])]
}

// search returns the last block whose key is not above form. below is asked
// where a key that may be cut short does not say it.
func (n dictNode) search(form []byte, below func(i int) (bool, error)) (int, error) {
	prefix, ends, rests := n.keys()
	low, high := 0, n.blocks()-1 // key low is not above form, key high+1 is
	if high == 0 {
		return 0, nil
	}
	if !bytes.HasPrefix(form, prefix) {
		if bytes.Compare(form, prefix) < 0 {
			return 0, nil
		}
		return high, nil
	}
	form = form[len(prefix):]
	for low < high {
		middle := int(uint(low+high+1) / 2)
		key := dictNodeKey(ends, rests, middle)
		up := bytes.Compare(key, form) <= 0
		if up && len(prefix)+len(key) == maxKey && bytes.HasPrefix(form, key) {
			var err error
			if up, err = below(middle); err != nil {
				return 0, err
			}
		}
		if up {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, nil
}

// appendDictNode appends a node. keys are those of the blocks.
func appendDictNode(dst []byte, table int, blocks []block, keys [][]byte) []byte {
	var prefix []byte
	if len(keys) > 1 {
		prefix = keys[1][:common(keys[1], keys[len(keys)-1])]
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(table+1))
	dst = binary.LittleEndian.AppendUint16(dst, uint16(len(blocks)))
	dst = binary.LittleEndian.AppendUint16(dst, uint16(len(prefix)))
	dst = binary.LittleEndian.AppendUint64(dst, uint64(blocks[0].offset))
	for _, b := range blocks {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(b.offset-blocks[0].offset)<<lengthBit|uint64(b.length))
	}
	end := 0
	for _, key := range keys[1:] {
		end += len(key) - len(prefix)
		dst = binary.LittleEndian.AppendUint16(dst, uint16(end))
	}
	dst = append(dst, prefix...)
	for _, key := range keys[1:] {
		dst = append(dst, key[len(prefix):]...)
	}
	return dst
}

// dictTop is the top of the index, cut into its parts.
type dictTop struct {
	tables, nodes, ids, keys []byte
}

// newDictTop cuts the bytes of the top of n nodes.
func newDictTop(p []byte, n int, explicit bool) (t dictTop, ok bool) {
	if len(p) < 4 {
		return t, false
	}
	sizes := [3]uint64{topTable * uint64(binary.LittleEndian.Uint32(p)), topNode * uint64(n), 0}
	if explicit {
		sizes[2] = topIDs * uint64(n)
	}
	p = p[4:]
	for i, part := range []*[]byte{&t.tables, &t.nodes, &t.ids} {
		if sizes[i] > uint64(len(p)) {
			return t, false
		}
		*part, p = p[:sizes[i]:sizes[i]], p[sizes[i]:]
	}
	t.keys = p
	return t, true
}

func placeAt(p []byte) block {
	return block{int64(binary.LittleEndian.Uint64(p)), int(binary.LittleEndian.Uint32(p[8:]))}
}

func (t *dictTop) table(i int) block { return placeAt(t.tables[topTable*i:]) }
func (t *dictTop) node(i int) block  { return placeAt(t.nodes[topNode*i:]) }

// mapping are the offsets of a node's two blocks of ids.
func (t *dictTop) mapping(i int) [2]int64 {
	p := t.ids[topIDs*i:]
	return [2]int64{int64(binary.LittleEndian.Uint64(p)), int64(binary.LittleEndian.Uint64(p[8:]))}
}

func (t *dictTop) key(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = binary.LittleEndian.Uint32(t.nodes[topNode*i-4:])
	}
	return t.keys[from:binary.LittleEndian.Uint32(t.nodes[topNode*i+12:])]
}

// search returns the last node whose key is not above form, 0 if all are.
func (t *dictTop) search(form []byte, below func(i int) (bool, error)) (int, error) {
	low, high := 0, len(t.nodes)/topNode-1
	for low < high {
		middle := int(uint(low+high+1) / 2)
		key := t.key(middle)
		up := bytes.Compare(key, form) <= 0
		if up && len(key) == maxKey && bytes.HasPrefix(form, key) {
			var err error
			if up, err = below(middle); err != nil {
				return 0, err
			}
		}
		if up {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, nil
}
