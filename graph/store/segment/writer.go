package segment

import (
	"encoding/binary"
	"errors"
)

// Writer writes a segment to a Sink: its parts, then its root.
type Writer struct {
	sink    Sink
	segment uint64
	dict    *DictWriter
	trees   [2][len(Permutations)]*TreeWriter
}

// NewWriter returns a writer of a segment with an id, which is random.
func NewWriter(sink Sink, id uint64) *Writer { return &Writer{sink: sink, segment: id} }

// Dict begins the dictionary, whose lowest id is first. It is called once.
func (w *Writer) Dict(first ID) *DictWriter {
	w.dict = newDictWriter(w.sink, w.segment, first)
	return w.dict
}

// Tree begins a tree. Each is begun at most once; different ones may be
// written by different goroutines at once.
func (w *Writer) Tree(k Kind, perm int) *TreeWriter {
	t := &TreeWriter{sink: w.sink, segment: w.segment}
	w.trees[k][perm] = t
	return t
}

// The root of a segment: a block of
//
//	format        1 byte
//	size          all numbers are varints; of all parts, in bytes
//	quads         signed
//	triples       signed
//	trees         number of rows of each of the twelve; where there are some,
//	              offset and length of the top node
//	dead          how many, then the differences
//	dictionary    to the end
const rootFormat = 1

// Finish writes the root. The parts that were begun must have been closed.
func (w *Writer) Finish(m Meta) (Ref, error) {
	if w.dict == nil {
		if err := w.Dict(FirstTerm).Close(); err != nil {
			return Ref{}, err
		}
	}
	dict := w.dict.root()
	var size int64
	var trees []byte
	for k := range w.trees {
		for _, t := range w.trees[k] {
			root := treeRoot{}
			if t != nil {
				if !t.closed || t.err != nil {
					return Ref{}, errors.New("segment: a tree was not closed")
				}
				root = t.root
			}
			size += root.size
			trees = root.append(trees)
		}
	}
	p := binary.AppendUvarint([]byte{rootFormat}, uint64(size))
	p = binary.AppendVarint(p, m.Quads)
	p = binary.AppendVarint(p, m.Triples)
	p = append(p, trees...)
	p = binary.AppendUvarint(p, uint64(len(m.Dead)))
	var before ID
	for i, id := range m.Dead {
		if i > 0 && id <= before {
			return Ref{}, errors.New("segment: dead terms are not in ascending order")
		}
		p = binary.AppendUvarint(p, uint64(id-before))
		before = id
	}
	at, err := writeBlock(w.sink, w.segment, append(p, dict...))
	return Ref{w.segment, at.offset, int64(at.length) + sumSize}, err
}

// append appends what the root of a segment says about a tree.
func (t *treeRoot) append(p []byte) []byte {
	p = binary.AppendUvarint(p, uint64(t.rows))
	if t.rows > 0 {
		p = binary.AppendUvarint(p, uint64(t.top.offset))
		p = binary.AppendUvarint(p, uint64(t.top.length))
	}
	return p
}
