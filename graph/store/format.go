package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/cayleygraph/quad"
)

// The file, in little-endian numbers, is a header and three sections that
// follow each other and end where the file ends:
//
//	 0  magic "\x89QUIPU\r\n": no text, and damaged by whatever mangles line ends
//	 8  uint32 version of the format
//	12  uint32 0
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
//
// Magic, version, and a CRC-32C at 104 stay where they are in every later
// version, so that this one can tell a newer file from a damaged one.
const (
	magic         = "\x89QUIPU\r\n"
	formatVersion = 1
	headerSize    = 108
	checkedSize   = headerSize - 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

type header struct {
	generation, length, terms, quads uint64
	sections                         [3]uint64
	sum                              [sha256.Size]byte
}

// The kinds of term in a file.
const (
	kindIRI = 1 + iota
	kindBlank
	kindString
	kindLang
	kindTyped
)

// What is wrong with a file: see FileError.
var (
	ErrForeign = errors.New("no Quipu store")
	ErrDamaged = errors.New("damaged")
	ErrNewer   = errors.New("written by a newer version of Quipu")
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// appendTo appends the header in its file form.
func (h *header) appendTo(b []byte) []byte {
	start := len(b)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, formatVersion)
	b = binary.LittleEndian.AppendUint32(b, 0)
	for _, n := range []uint64{h.generation, h.length, h.terms, h.quads, h.sections[0], h.sections[1], h.sections[2]} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = append(b, h.sum[:]...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli))
}

// parseHeader reads and checks the header at the start of a file of some
// length; data is at least the header if the file is that long.
func parseHeader(data []byte, length int64) (header, error) {
	var h header
	if !bytes.HasPrefix(data, []byte(magic)) {
		if len(data) > 0 && bytes.HasPrefix([]byte(magic), data) {
			return h, damaged("it is cut off after %d bytes", length)
		}
		return h, ErrForeign
	}
	if len(data) < headerSize {
		return h, damaged("it is cut off after %d bytes", length)
	}
	if crc32.Checksum(data[:checkedSize], castagnoli) != binary.LittleEndian.Uint32(data[checkedSize:]) {
		return h, damaged("its header does not have the checksum it was written with")
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != formatVersion {
		return h, fmt.Errorf("%w: its format has the version %d, this program knows %d", ErrNewer, v, formatVersion)
	}
	for i, n := range []*uint64{&h.generation, &h.length, &h.terms, &h.quads, &h.sections[0], &h.sections[1], &h.sections[2]} {
		*n = binary.LittleEndian.Uint64(data[16+8*i:])
	}
	h.sum = [sha256.Size]byte(data[72:])
	if uint64(length) < h.length {
		return h, damaged("it is cut off: %d of %d bytes are there", length, h.length)
	}
	if uint64(length) > h.length {
		return h, damaged("%d bytes follow its end", uint64(length)-h.length)
	}
	rest := h.length - headerSize
	for _, n := range h.sections {
		if n > rest {
			return h, damaged("a section reaches beyond its end")
		}
		rest -= n
	}
	// A term takes two bytes at least, a quad four.
	if rest != 0 || h.terms > h.sections[1]/2 || h.terms > maxTerms-firstTerm || h.quads > h.sections[2]/4 {
		return h, damaged("its header contradicts itself")
	}
	return h, nil
}

// contents is what a file holds.
type contents struct {
	header header
	base   string
	terms  []quad.Value // by number
	rows   []row        // of numbers, sorted by spol
}

// decode reads a whole file. Nothing in it is believed before it is checked.
func decode(data []byte) (*contents, error) {
	h, err := parseHeader(data[:min(len(data), headerSize)], int64(len(data)))
	if err != nil {
		return nil, err
	}
	body := data[headerSize:]
	if sha256.Sum256(body) != h.sum {
		return nil, damaged("it does not have the checksum it was written with")
	}
	c := &contents{header: h, base: string(body[:h.sections[0]])}
	body = body[h.sections[0]:]
	if c.terms, err = decodeTerms(string(body[:h.sections[1]]), h.terms); err != nil {
		return nil, err
	}
	c.rows, err = decodeRows(body[h.sections[1]:], h.quads, len(c.terms))
	return c, err
}

func decodeTerms(section string, n uint64) ([]quad.Value, error) {
	terms := make([]quad.Value, firstTerm, firstTerm+n)
	for range n {
		if section == "" {
			return nil, damaged("terms are missing")
		}
		kind := section[0]
		text, rest, ok := cutText(section[1:])
		second := ""
		if ok && (kind == kindLang || kind == kindTyped) {
			second, rest, ok = cutText(rest)
		}
		if !ok {
			return nil, damaged("a term reaches beyond its end")
		}
		section = rest
		switch kind {
		case kindIRI:
			terms = append(terms, quad.IRI(text))
		case kindBlank:
			terms = append(terms, quad.BNode(text))
		case kindString:
			terms = append(terms, quad.String(text))
		case kindLang:
			terms = append(terms, quad.LangString{Value: quad.String(text), Lang: second})
		case kindTyped:
			terms = append(terms, quad.TypedString{Value: quad.String(text), Type: quad.IRI(second)})
		default:
			return nil, damaged("a term has the unknown kind %d", kind)
		}
	}
	if section != "" {
		return nil, damaged("bytes follow its last term")
	}
	return terms, nil
}

// cutText takes a text behind its length off a section.
func cutText(section string) (text, rest string, ok bool) {
	n, size := binary.Uvarint([]byte(section[:min(len(section), binary.MaxVarintLen64)]))
	if size <= 0 || n > uint64(len(section)-size) {
		return "", "", false
	}
	end := size + int(n)
	return section[size:end], section[end:], true
}

func decodeRows(section []byte, n uint64, terms int) ([]row, error) {
	rows := make([]row, 0, n)
	var ids [4]uint32
	for range n {
		for place := range ids {
			v, size := binary.Uvarint(section)
			if size <= 0 {
				return nil, damaged("quads are missing")
			}
			section = section[size:]
			if place == 0 {
				v += uint64(ids[0])
			}
			if v >= uint64(terms) || v < firstTerm && (place != 3 || v != unlabelled) {
				return nil, damaged("a quad has a term that is not there")
			}
			ids[place] = uint32(v)
		}
		r := permuted(ids, spol)
		if len(rows) > 0 && compareRows(rows[len(rows)-1], r) >= 0 {
			return nil, damaged("its quads are not in order")
		}
		rows = append(rows, r)
	}
	if len(section) > 0 {
		return nil, damaged("bytes follow its last quad")
	}
	return rows, nil
}

// encoder writes the sections of a file.
type encoder struct {
	w       *bufio.Writer
	scratch []byte
	written uint64
	err     error
}

func (e *encoder) flushScratch() {
	n, err := e.w.Write(e.scratch)
	e.written += uint64(n)
	if e.err == nil {
		e.err = err
	}
	e.scratch = e.scratch[:0]
}

func (e *encoder) text(s string) {
	e.scratch = append(binary.AppendUvarint(e.scratch, uint64(len(s))), s...)
}

func (e *encoder) term(v quad.Value) {
	switch v := v.(type) {
	case quad.IRI:
		e.scratch = append(e.scratch, kindIRI)
		e.text(string(v))
	case quad.BNode:
		e.scratch = append(e.scratch, kindBlank)
		e.text(string(v))
	case quad.String:
		e.scratch = append(e.scratch, kindString)
		e.text(string(v))
	case quad.LangString:
		e.scratch = append(e.scratch, kindLang)
		e.text(string(v.Value))
		e.text(v.Lang)
	case quad.TypedString:
		e.scratch = append(e.scratch, kindTyped)
		e.text(string(v.Value))
		e.text(string(v.Type))
	}
	e.flushScratch()
}

// encode writes the sections of a state to w and returns the header that goes
// before them. Terms that no quad has are left out.
func encode(ctx context.Context, w io.Writer, s *state, base string, generation uint64) (header, error) {
	h := header{generation: generation, quads: uint64(s.size.Quads), terms: uint64(s.size.Terms)}
	sum := sha256.New()
	e := &encoder{w: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)}
	e.scratch = append(e.scratch, base...)
	e.flushScratch()
	h.sections[0] = e.written

	numbers := make([]uint32, len(s.terms))
	numbers[unlabelled] = unlabelled
	next := uint32(firstTerm)
	for id := firstTerm; id < len(s.terms); id++ {
		if !s.isDead(uint32(id)) {
			numbers[id] = next
			next++
			e.term(s.terms[id])
		}
	}
	h.sections[1] = e.written - h.sections[0]
	if err := e.rows(ctx, s, numbers); err != nil {
		return h, err
	}
	h.sections[2] = e.written - h.sections[0] - h.sections[1]
	h.length = headerSize + e.written
	if err := e.w.Flush(); err != nil {
		return h, err
	}
	sum.Sum(h.sum[:0])
	return h, e.err
}

// rows writes the quads of a state with the numbers of their terms. These
// rise with the ids, so the order stays.
func (e *encoder) rows(ctx context.Context, s *state, numbers []uint32) error {
	all := &cursor{ctx: ctx, state: s, base: s.base.rows(spol), removed: s.removed.rows(spol), added: s.added.rows(spol)}
	var subject uint32
	for i := 0; ; i++ {
		r, ok := all.pop()
		if !ok {
			return nil
		}
		if i%(1<<14) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		ids := r.ids()
		for place, id := range ids {
			n := numbers[id]
			if place == 0 {
				n, subject = n-subject, n
			}
			e.scratch = binary.AppendUvarint(e.scratch, uint64(n))
		}
		e.flushScratch()
	}
}
