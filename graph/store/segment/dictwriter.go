package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// A DictWriter writes a dictionary. It is not for concurrent use.
type DictWriter struct {
	out   blockWriter
	large largeWriter
	first ID
	n     int
	given []ID // by AddID

	// The form before: its bytes in the block and, if it is large, the rest.
	last     []byte
	lastRest []byte

	chunk  dictChunk
	places dictNodeWriter
	stored int64
	top    block
	err    error // what went wrong first
}

func newDictWriter(sink Sink, segment uint64, first ID) *DictWriter {
	d := &DictWriter{first: first}
	d.out = blockWriter{sink: sink, segment: segment}
	d.large.out = d.out
	d.places.table, d.places.since = -1, -1
	return d
}

// Add takes the next term, in ascending byte order, and gives it the next id.
// It is an error if form is not above the one before.
func (d *DictWriter) Add(form []byte) (ID, error) {
	if d.given != nil {
		return 0, errors.New("segment: Add after AddID")
	}
	if err := d.add(form); err != nil {
		return 0, err
	}
	return d.first + ID(d.n-1), nil
}

// AddID takes the next term, in ascending byte order, with an id of its own. In
// the end the ids must be a permutation of first, first+1, …; Close says if
// they are not. A dictionary is written with Add or with AddID.
func (d *DictWriter) AddID(form []byte, id ID) error {
	if d.n > len(d.given) {
		return errors.New("segment: AddID after Add")
	}
	if err := d.add(form); err != nil {
		return err
	}
	d.given = append(d.given, id)
	return nil
}

func (d *DictWriter) add(form []byte) error {
	if d.err != nil {
		return d.err
	}
	if int64(d.n) > int64(MaxTerm)-int64(d.first) {
		return fmt.Errorf("segment: more than %d terms", d.n)
	}
	short, rest := form[:min(len(form), maxShort)], form[min(len(form), maxShort):]
	shared := common(d.last, short)
	if d.n > 0 && !d.above(short, rest, shared) {
		return fmt.Errorf("segment: term %d, %.100q, is not above the one before", d.n+1, short)
	}
	d.last = append(d.last[:0], short...)
	if cap(d.lastRest) > largePiece { // much memory is not kept longer than it serves
		d.lastRest = nil
	}
	d.lastRest = append(d.lastRest[:0], rest...)
	var large []byte
	if len(short) == maxShort {
		if large, d.err = d.large.write(rest); d.err != nil {
			return d.err
		}
	}
	d.chunk.add(short, shared, large)
	if d.n++; d.n%dictNodeTerms == 0 {
		d.err = d.flush()
	}
	return d.err
}

// above reports whether a form, which shares a number of bytes with the one
// before, is above it.
func (d *DictWriter) above(short, rest []byte, shared int) bool {
	switch {
	case shared == maxShort:
		return bytes.Compare(rest, d.lastRest) > 0
	case shared == len(d.last):
		return shared < len(short)
	}
	return shared < len(short) && short[shared] > d.last[shared]
}

// write writes a block and counts it.
func (d *DictWriter) write(p []byte) (block, error) {
	at, err := d.out.add(p)
	d.stored += int64(len(p) + sumSize)
	return at, err
}

// Close writes what is left. It returns an error too where an earlier one
// was.
func (d *DictWriter) Close() error {
	if d.err == nil {
		d.err = d.finish()
	}
	return d.err
}

func (d *DictWriter) finish() error {
	if d.n == 0 {
		return nil
	}
	if d.chunk.terms() > 0 {
		if err := d.flush(); err != nil {
			return err
		}
	}
	maps, err := d.writeIDs()
	if err != nil {
		return err
	}
	if d.top, err = d.write(d.places.appendTop(nil, maps)); err != nil {
		return err
	}
	if err := d.large.out.flush(); err != nil {
		return err
	}
	return d.out.flush()
}

// writeIDs writes the maps of explicit ids and returns their offsets. Ids in
// the order of the terms need none.
func (d *DictWriter) writeIDs() ([]int64, error) {
	ranks, err := invert(d.given, d.first)
	if err != nil {
		return nil, err
	}
	plain := true
	for i, rank := range ranks {
		plain = plain && int(rank) == i
	}
	if plain {
		d.given = nil
		return nil, nil
	}
	var offsets []int64
	var a, b []byte
	for from := 0; from < d.n; from += dictNodeTerms {
		a, b = a[:0], b[:0]
		for i := from; i < min(from+dictNodeTerms, d.n); i++ {
			a = binary.LittleEndian.AppendUint32(a, uint32(d.given[i]-d.first))
			b = binary.LittleEndian.AppendUint32(b, ranks[i])
		}
		for _, p := range [][]byte{a, b} {
			at, err := d.write(p)
			if err != nil {
				return nil, err
			}
			offsets = append(offsets, at.offset)
		}
	}
	return offsets, nil
}

// root describes the dictionary to openDict. It is valid after Close.
func (d *DictWriter) root() []byte {
	r := dictRoot{
		first: uint64(d.first), n: uint64(d.n),
		topOffset: uint64(d.top.offset), topLength: uint64(d.top.length),
		stored: uint64(d.stored + d.large.size),
	}
	if d.given != nil {
		r.explicit = 1
	}
	var root []byte
	for _, field := range r.fields() {
		root = binary.AppendUvarint(root, *field)
	}
	return root
}
