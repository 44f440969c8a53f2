package container

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"math"
)

const (
	alignment   = 8
	recordMagic = 0x71766e51
	recordSize  = 40 // of a record's header
)

// MaxPayload is the length of the longest payload.
const MaxPayload = 1 << 30

// Record is one commit.
type Record struct {
	Number  uint64
	Offset  int64
	Prev    int64    // offset of the record before; 0: none
	Extent  [2]int64 // offset and length of the extent committed with it; length 0: none
	Payload []byte

	chain uint32 // checksum of the record before
	sum   uint32
	next  int64
}

// Next returns the offset behind the record, where File.Log goes on.
func (r *Record) Next() int64 { return r.next }

func (r *Record) position() Position { return Position{r.Offset, r.Number, r.sum} }

// follows reports whether a record is the one behind a position.
func (r *Record) follows(p Position) bool {
	return r.Number == p.Number+1 && r.Prev == p.Offset && r.chain == p.Sum
}

// newRecord makes the record behind a position, at an offset, with an extent
// of some length between its header and its payload.
func newRecord(behind Position, offset, extent int64, payload []byte) Record {
	r := Record{Number: behind.Number + 1, Offset: offset, Prev: behind.Offset, chain: behind.Sum, Payload: payload}
	if extent > 0 {
		r.Extent = [2]int64{offset + recordSize, extent}
	}
	r.next = align(offset + recordSize + extent + int64(len(payload)))
	return r
}

func align(offset int64) int64 { return (offset + alignment - 1) &^ (alignment - 1) }

// encode returns the header and the padded payload, and sets the checksum.
func (r *Record) encode(id [16]byte) (header, payload []byte) {
	order := binary.LittleEndian
	room := r.next - r.Offset - r.Extent[1] // of both
	p := make([]byte, room)
	order.PutUint32(p, recordMagic)
	order.PutUint32(p[8:], uint32(len(r.Payload)))
	order.PutUint32(p[12:], r.chain)
	order.PutUint64(p[16:], r.Number)
	order.PutUint64(p[24:], uint64(r.Prev))
	order.PutUint64(p[32:], uint64(r.Extent[1]))
	copy(p[recordSize:], r.Payload)
	r.sum = recordSum(id, r.Offset, p[:recordSize], p[recordSize:])
	order.PutUint32(p[4:], r.sum)
	return p[:recordSize], p[recordSize:]
}

func recordSum(id [16]byte, offset int64, header, payload []byte) uint32 {
	var seed [24]byte
	copy(seed[:], id[:])
	binary.LittleEndian.PutUint64(seed[16:], uint64(offset))
	c := crc32.Checksum(seed[:], castagnoli)
	return crc32.Update(crc32.Update(c, castagnoli, header[8:]), castagnoli, payload)
}

// readRecord reads the record at an offset, all of which lies before an end.
// What is no record there is ErrDamaged.
func readRecord(h io.ReaderAt, id [16]byte, offset, end int64) (Record, error) {
	if offset < dataStart || offset%alignment != 0 || offset > end-recordSize {
		return Record{}, damaged("no record can be at byte %d", offset)
	}
	var first [512]byte // header and payload of most
	n, err := h.ReadAt(first[:min(int64(len(first)), end-offset)], offset)
	if err != nil && err != io.EOF {
		return Record{}, err
	}
	order := binary.LittleEndian
	header := first[:recordSize]
	if n < recordSize || order.Uint32(header) != recordMagic {
		return Record{}, damaged("no record is at byte %d", offset)
	}
	length, extent := int64(order.Uint32(header[8:])), order.Uint64(header[32:])
	if length > MaxPayload || extent > math.MaxInt64/2 || offset+recordSize+int64(extent) > end-length {
		return Record{}, damaged("the record at byte %d reaches beyond the end", offset)
	}
	r := newRecord(Position{int64(order.Uint64(header[24:])), order.Uint64(header[16:]) - 1, order.Uint32(header[12:])},
		offset, int64(extent), nil)
	payloadAt := offset + recordSize + int64(extent)
	r.next = align(payloadAt + length)
	if r.next > end {
		return Record{}, damaged("the record at byte %d reaches beyond the end", offset)
	}
	var payload []byte
	if extent == 0 && r.next-offset <= int64(n) {
		payload = bytes.Clone(first[recordSize : r.next-offset])
	} else {
		payload = make([]byte, r.next-payloadAt)
		if _, err := h.ReadAt(payload, payloadAt); err == io.EOF {
			return Record{}, damaged("the record at byte %d is cut off", offset)
		} else if err != nil {
			return Record{}, err
		}
	}
	r.sum = recordSum(id, offset, header, payload)
	if r.sum != order.Uint32(header[4:]) {
		return Record{}, damaged("the record at byte %d does not have the checksum it was written with", offset)
	}
	r.Payload = payload[:length:length]
	return r, nil
}
