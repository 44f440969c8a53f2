package store

import (
	"encoding/binary"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/store/segment"
)

// record is what the log keeps of a commit. In bytes it is, in this order and
// with all numbers as uvarints:
//
//	what       1 byte: see the constants
//	time       microseconds since 1970
//	analyst    length and bytes
//	command    length and bytes
//	undoes     number of the commit that it takes back, 0 for none
//	added      number of quads
//	removed    number of quads
//	triples    by how much their number grew (zigzag)
//	first      id of the first new term
//	terms      their number; each as length and form
//	rows       those added, then those removed: see appendRows
//
// A record of a commit that made the whole graph has no terms and no rows: they
// are in the segment.
type record struct {
	what           byte
	commit         Commit // without its number, which the container keeps
	triples        int64
	first          segment.ID
	terms          []quad.Value
	added, removed []row // sorted by spol
}

const (
	changed = 1 // the commit's terms and rows follow
	began   = 2 // the graph was empty before
)

func (r *record) append(dst []byte) []byte {
	text := func(s string) { dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...) }
	dst = append(dst, r.what)
	dst = binary.AppendUvarint(dst, uint64(r.commit.Time.UnixMicro()))
	text(r.commit.Analyst)
	text(r.commit.Command)
	dst = binary.AppendUvarint(dst, r.commit.Undoes)
	dst = binary.AppendUvarint(dst, uint64(r.commit.Added))
	dst = binary.AppendUvarint(dst, uint64(r.commit.Removed))
	dst = binary.AppendVarint(dst, r.triples)
	if r.what == began {
		return dst
	}
	dst = binary.AppendUvarint(dst, uint64(r.first))
	dst = binary.AppendUvarint(dst, uint64(len(r.terms)))
	var form []byte
	for _, v := range r.terms {
		form = appendForm(form[:0], v)
		dst = append(binary.AppendUvarint(dst, uint64(len(form))), form...)
	}
	return appendRows(appendRows(dst, r.added), r.removed)
}

// appendRows appends sorted rows. Of each, a number tells the first place in
// which it differs from the row before and by how much; the places behind that
// follow.
func appendRows(dst []byte, rows []row) []byte {
	var before row
	for _, r := range rows {
		dst, before = appendRow(dst, before, r), r
	}
	return dst
}

func appendRow(dst []byte, before, r row) []byte {
	ids, last := r.IDs(), before.IDs()
	level := 0
	for level < 3 && ids[level] == last[level] {
		level++
	}
	dst = binary.AppendUvarint(dst, uint64(ids[level]-last[level])<<2|uint64(level))
	for _, id := range ids[level+1:] {
		dst = binary.AppendUvarint(dst, uint64(id))
	}
	return dst
}

// recordReader takes a record apart. After a mistake it gives zeros.
type recordReader struct {
	rest []byte
	bad  bool
}

func (d *recordReader) number() uint64 {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[size:]
	return n
}

// count is a number of things that take at least so many bytes each.
func (d *recordReader) count(each int) int {
	n := d.number()
	if n > uint64(len(d.rest)/each) {
		d.bad, d.rest = true, nil
		return 0
	}
	return int(n)
}

func (d *recordReader) text() []byte {
	n := d.count(1)
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

// parseHead reads what a record says of its commit, and leaves the reader
// before the terms.
func parseHead(payload []byte) (*record, *recordReader, error) {
	d := &recordReader{rest: payload}
	if len(payload) == 0 {
		return nil, nil, damaged("a record of the log is empty")
	}
	r := &record{what: payload[0]}
	d.rest = payload[1:]
	r.commit.Time = time.UnixMicro(int64(d.number()))
	r.commit.Analyst = string(d.text())
	r.commit.Command = string(d.text())
	r.commit.Undoes = d.number()
	r.commit.Added = int64(d.number())
	r.commit.Removed = int64(d.number())
	triples := d.number()
	r.triples = int64(triples>>1) ^ -int64(triples&1)
	if d.bad || r.what != began && r.what != changed {
		return nil, nil, damaged("a record of the log makes no sense")
	}
	return r, d, nil
}

// parseRecord reads a whole record.
func parseRecord(payload []byte) (*record, error) {
	r, d, err := parseHead(payload)
	if err != nil || r.what == began {
		return r, err
	}
	r.first = segment.ID(min(d.number(), uint64(segment.MaxTerm)))
	r.terms = make([]quad.Value, d.count(2))
	for i := range r.terms {
		form := d.text()
		if d.bad {
			break
		}
		if r.terms[i], err = parseForm(form); err != nil {
			return nil, err
		}
	}
	end := uint64(r.first) + uint64(len(r.terms))
	r.added = d.rows(r.commit.Added, end)
	r.removed = d.rows(r.commit.Removed, end)
	if d.bad || len(d.rest) > 0 {
		return nil, damaged("a record of the log makes no sense")
	}
	return r, nil
}

// rows reads sorted rows of ids below end.
func (d *recordReader) rows(n int64, end uint64) []row {
	if n < 0 || n > int64(len(d.rest)) {
		d.bad = true
		return nil
	}
	rows := make([]row, 0, n)
	var ids [4]segment.ID
	for range n {
		step := d.number()
		level := int(step & 3)
		next := uint64(ids[level]) + step>>2
		ids[level] = segment.ID(next)
		if step>>2 == 0 || next >= end {
			d.bad = true
		}
		for i := level + 1; i < len(ids); i++ {
			id := d.number()
			if id >= end {
				d.bad = true
			}
			ids[i] = segment.ID(id)
		}
		if d.bad || slices.Min(ids[:]) == segment.Any || slices.Min(ids[:3]) == segment.Unlabelled {
			d.bad = true
			return nil
		}
		rows = append(rows, segment.Pack(ids[0], ids[1], ids[2], ids[3]))
	}
	return rows
}
