package segment

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// A block is a stretch of bytes with a checksum behind it. The checksum takes
// in which segment the block is of and where it lies, so that a block that
// was swapped, moved, or comes from another file is not taken for this one.
type block struct {
	offset int64
	length int // without the checksum
}

const sumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sum is the checksum of a block's bytes.
func sum(segment uint64, offset int64, p []byte) uint32 {
	var seed [16]byte
	binary.LittleEndian.PutUint64(seed[:], segment)
	binary.LittleEndian.PutUint64(seed[8:], uint64(offset))
	return crc32.Update(crc32.Checksum(seed[:], castagnoli), castagnoli, p)
}

// read returns the bytes of a block without looking at the checksum. The
// block's place is checked: it may have been read from damaged bytes.
func (b Bytes) read(at block) ([]byte, error) {
	end := int64(len(b.Data))
	if at.offset < 0 || at.length < 0 || at.offset > end || int64(at.length)+sumSize > end-at.offset {
		return nil, &DamagedError{at.offset, fmt.Sprintf("a block of %d bytes reaches beyond the end", at.length)}
	}
	return b.Data[at.offset : at.offset+int64(at.length) : at.offset+int64(at.length)+sumSize], nil
}

// check returns the bytes of a block that has the checksum it was written
// with.
func (b Bytes) check(segment uint64, at block) ([]byte, error) {
	p, err := b.read(at)
	if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(p[len(p):cap(p)]) != sum(segment, at.offset, p) {
		return nil, &DamagedError{at.offset, fmt.Sprintf("a block of %d bytes does not have its checksum", at.length)}
	}
	return p, nil
}

// writeBlock writes one block, in exactly the room that it needs.
func writeBlock(sink Sink, segment uint64, p []byte) (block, error) {
	offset, err := sink.Reserve(len(p) + sumSize)
	if err != nil {
		return block{}, err
	}
	_, err = sink.WriteAt(binary.LittleEndian.AppendUint32(p, sum(segment, offset, p)), offset)
	return block{offset, len(p)}, err
}

// A blockWriter gathers blocks and writes many of them to a Sink at a time. It
// belongs to one goroutine; several may share the Sink.
type blockWriter struct {
	sink    Sink
	segment uint64
	buf     []byte
	start   int64 // offset of buf, reserved; meaningless while buf is empty
	room    int   // bytes that are reserved for buf
	size    int64 // bytes reserved in all
}

// How many bytes are reserved, and mostly written, at once: a sixteenth of
// what was reserved so far, within these bounds. What is left of the last
// reservation is lost, and a small part must not lose more than it holds.
const (
	minGather = 512
	maxGather = 256 << 10
)

// add takes a block and says where it will lie. It is written by flush at the
// latest.
func (w *blockWriter) add(p []byte) (block, error) {
	if len(w.buf)+len(p)+sumSize > w.room {
		if err := w.flush(); err != nil {
			return block{}, err
		}
		w.room = max(int(min(max(w.size/16, minGather), maxGather)), len(p)+sumSize)
		var err error
		if w.start, err = w.sink.Reserve(w.room); err != nil {
			w.room = 0
			return block{}, err
		}
		w.size += int64(w.room)
	}
	at := block{w.start + int64(len(w.buf)), len(p)}
	w.buf = append(w.buf, p...)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, sum(w.segment, at.offset, p))
	return at, nil
}

// flush writes what was gathered. What is left of the reserved room stays as
// it is, zero.
func (w *blockWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	_, err := w.sink.WriteAt(w.buf, w.start)
	w.buf, w.room = w.buf[:0], 0
	return err
}
