package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
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
