package segment

import (
	"encoding/binary"
	"fmt"
)

// Segment is a segment that is read where it lies. It is safe for concurrent
// use.
type Segment struct {
	bytes Bytes
	ref   Ref
	meta  Meta
	dict  *Dict
	trees [2][len(Permutations)]*Tree
	size  int64
}

// Open reads a segment's root, and nothing else. What is wrong with it is a
// *DamagedError.
func Open(b Bytes, ref Ref) (*Segment, error) {
	if ref.Length < sumSize || ref.Length > int64(len(b.Data)) {
		return nil, &DamagedError{ref.Offset, fmt.Sprintf("a root of %d bytes cannot be", ref.Length)}
	}
	p, err := b.check(ref.ID, block{ref.Offset, int(ref.Length - sumSize)})
	if err != nil {
		return nil, err
	}
	if len(p) == 0 || p[0] != rootFormat {
		return nil, &DamagedError{ref.Offset, "the root of a segment is of an unknown format"}
	}
	s := &Segment{bytes: b, ref: ref}
	r := rootReader{p: p[1:]}
	s.size = int64(r.number()) + ref.Length
	s.meta.Quads, s.meta.Triples = r.signed(), r.signed()
	var roots [2][len(Permutations)]treeRoot
	for k := range roots {
		for perm := range roots[k] {
			roots[k][perm] = r.tree()
		}
	}
	s.meta.Dead = r.ids()
	if r.bad {
		return nil, &DamagedError{ref.Offset, "the root of a segment is too short"}
	}
	for k := range roots {
		for perm, root := range roots[k] {
			if s.trees[k][perm], err = openTree(b, ref.ID, root); err != nil {
				return nil, err
			}
		}
	}
	if s.dict, err = openDict(b, ref.ID, r.p); err != nil {
		return nil, err
	}
	s.size += s.dict.size()
	return s, nil
}

// Ref says where the segment is and which one it is.
func (s *Segment) Ref() Ref { return s.ref }

// Meta is what was given to Writer.Finish.
func (s *Segment) Meta() Meta { return s.meta }

// Dict is the segment's dictionary.
func (s *Segment) Dict() *Dict { return s.dict }

// Tree is one of the segment's trees; it may be empty.
func (s *Segment) Tree(k Kind, perm int) *Tree { return s.trees[k][perm] }

// Size is the number of bytes of all parts.
func (s *Segment) Size() int64 { return s.size }

// A rootReader reads the numbers of a root.
type rootReader struct {
	p   []byte
	bad bool
}

func (r *rootReader) number() uint64 {
	x, n := binary.Uvarint(r.p)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.p = r.p[n:]
	return x
}

func (r *rootReader) signed() int64 {
	x, n := binary.Varint(r.p)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.p = r.p[n:]
	return x
}

func (r *rootReader) tree() (t treeRoot) {
	if t.rows = int64(r.number()); t.rows != 0 {
		t.top.offset = int64(r.number())
		t.top.length = int(r.number())
	}
	return t
}

// ids reads ascending ids. There is room for so many in the bytes, or they are
// not made.
func (r *rootReader) ids() []ID {
	n := r.number()
	if n > uint64(len(r.p)) {
		r.bad = true
		return nil
	}
	var ids []ID
	var id ID
	for range n {
		id += ID(r.number())
		ids = append(ids, id)
	}
	return ids
}
