package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/store/segment"
)

// The first format of the file, which is read whole. In little-endian numbers
// it is a header and three sections that follow each other and end where the
// file ends:
//
//	 0  magic, uint32 version 1, uint32 0
//	16  uint64 generation: the number of the commit
//	24  uint64 length of the file
//	32  uint64 number of terms, uint64 number of quads
//	48  uint64 length of each section: base IRI, terms, quads
//	72  SHA-256 of the three sections
//	104 uint32 CRC-32C of all before it
//
// A term is a byte that tells its kind and its one or two texts, each after
// its length. The first term has the number 2. A quad is the difference of
// its subject's number to that of the quad before, then the numbers of its
// predicate, object and label, 1 for none; quads are sorted. Lengths,
// differences and numbers are uvarints.
const oldHeaderSize = 108

// openOld reads a file of the first format.
func (s *Store) openOld(ctx context.Context) error {
	data, info, err := s.readAll()
	if err != nil {
		return &FileError{Path: s.path, Err: err}
	}
	if data == nil {
		return nil
	}
	st, base, err := s.parseOld(ctx, data)
	if err != nil {
		return s.fileError(err)
	}
	if s.base = base; ctx.Err() != nil {
		return ctx.Err()
	}
	s.old = info
	s.publish(s.number(st))
	return nil
}

// readAll reads the whole file; nil if it is the one that was read before. A
// program that writes this format puts a new file into the place of the old.
func (s *Store) readAll() ([]byte, fs.FileInfo, error) {
	h, err := s.fs.Open(s.path)
	if err != nil {
		return nil, nil, err
	}
	defer h.Close()
	info, err := h.Stat()
	if err != nil {
		return nil, nil, err
	}
	if s.old != nil && s.fs.SameFile(info, s.old) && info.Size() == s.old.Size() && info.ModTime().Equal(s.old.ModTime()) {
		return nil, info, nil
	}
	data := make([]byte, info.Size())
	n, err := h.ReadAt(data, 0)
	if n < len(data) {
		return nil, nil, errors.Join(err, fs.ErrInvalid)
	}
	return data, info, nil
}

// parseOld makes a state of a whole file. Nothing in it is believed before it
// is checked.
func (s *Store) parseOld(ctx context.Context, data []byte) (st *state, base string, err error) {
	if len(data) < oldHeaderSize {
		return nil, "", damaged("it is cut off after %d bytes", len(data))
	}
	number := func(at int) uint64 { return binary.LittleEndian.Uint64(data[at:]) }
	body := data[oldHeaderSize:]
	if length := number(24); length != uint64(len(data)) {
		return nil, "", damaged("it has %d bytes in place of %d", len(data), length)
	}
	if sha256.Sum256(body) != [sha256.Size]byte(data[72:oldHeaderSize-4]) {
		return nil, "", damaged("it does not have the checksum it was written with")
	}
	var sections [3]*recordReader
	for i := range sections {
		n := number(48 + 8*i)
		if n > uint64(len(body)) {
			return nil, "", damaged("a section reaches beyond its end")
		}
		sections[i] = &recordReader{rest: body[:n]}
		body = body[n:]
	}
	st = newState(nil, s.fileError)
	if err := st.takeOldTerms(sections[1], number(32)); err != nil {
		return nil, "", err
	}
	rows, err := oldRows(sections[2], number(40), st.dict)
	if err != nil {
		return nil, "", err
	}
	next := st.follow(rows, nil, st.dict.terms)
	if err := next.bury(ctx, st, rows, nil); err != nil {
		return nil, "", err
	}
	triples, err := st.countTriples(ctx, next, rows, nil)
	next.size.Triples = triples
	return next, string(sections[0].rest), err
}

func (s *state) takeOldTerms(d *recordReader, n uint64) error {
	for range n {
		if len(d.rest) == 0 {
			return damaged("terms are missing")
		}
		kind := d.rest[0]
		d.rest = d.rest[1:]
		text := string(d.text())
		var v quad.Value
		switch kind {
		case 1:
			v = quad.IRI(text)
		case 2:
			v = quad.BNode(text)
		case 3:
			v = quad.String(text)
		case 4:
			v = quad.LangString{Value: quad.String(text), Lang: string(d.text())}
		case 5:
			v = quad.TypedString{Value: quad.String(text), Type: quad.IRI(d.text())}
		}
		before := len(s.dict.terms)
		if v == nil || d.bad {
			return damaged("a term makes no sense")
		}
		if _, err := s.dict.intern(v); err != nil {
			return err
		}
		if len(s.dict.terms) == before {
			return damaged("a term is there twice")
		}
	}
	return nil
}

func oldRows(d *recordReader, n uint64, terms *dict) ([]row, error) {
	var rows []row
	var ids [4]segment.ID
	end := uint64(terms.first) + uint64(len(terms.terms))
	for range n {
		for place := range ids {
			v := d.number()
			if place == 0 {
				v += uint64(ids[0])
			}
			if v >= end || v < uint64(segment.FirstTerm) && (place != 3 || v != uint64(segment.Unlabelled)) || d.bad {
				return nil, damaged("a quad has a term that is not there")
			}
			ids[place] = segment.ID(v)
		}
		rows = append(rows, segment.Permute(ids, spol))
	}
	slices.SortFunc(rows, row.Compare)
	return slices.Compact(rows), nil
}
