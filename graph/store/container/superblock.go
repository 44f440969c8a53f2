package container

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

const (
	magic          = "\x89QUIPU\r\n"
	formatVersion  = 2
	superblockSize = 4096
	fixedSize      = 108 // of a superblock, before base and root
	checkedSize    = fixedSize - 4
	dataStart      = 2 * superblockSize // of what follows the superblocks
)

// MaxBase is the length of the longest base; MaxRoot is the length of a root
// that fits beside any base.
const (
	MaxBase = 1024
	MaxRoot = superblockSize - fixedSize - MaxBase
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Position is the place of a record.
type Position struct {
	Offset int64  // 0: there is no record
	Number uint64 // where there is no record: one less than that of the first
	Sum    uint32 // checksum
}

// Header is what the superblock says.
type Header struct {
	FileID   [16]byte
	Base     string
	Root     []byte   // the caller's words; not to be changed
	LogStart int64    // offset of the first record that the root does not cover
	Last     Position // of the record before LogStart
}

// superblock is one of the two, in the form of doc.go.
type superblock struct {
	Header
	slot     int
	sequence uint64
	end      int64
	tail     Position // of the last record before end
}

// checkHeader says why a superblock cannot hold a base and a root.
func checkHeader(base string, root []byte) error {
	switch {
	case len(base) > MaxBase:
		return fmt.Errorf("the base has %d bytes, more than %d", len(base), MaxBase)
	case len(base)+len(root) > superblockSize-fixedSize:
		return fmt.Errorf("base and root have %d bytes, more than %d", len(base)+len(root), superblockSize-fixedSize)
	}
	return nil
}

// encode returns the superblock for a slot.
func (s *superblock) encode() []byte {
	p := make([]byte, superblockSize)
	order := binary.LittleEndian
	copy(p, magic)
	order.PutUint32(p[8:], formatVersion)
	order.PutUint32(p[12:], uint32(s.slot))
	copy(p[16:], s.FileID[:])
	for i, n := range []uint64{
		s.sequence, uint64(s.LogStart), uint64(s.Last.Offset), s.Last.Number,
		uint64(s.end), uint64(s.tail.Offset), s.tail.Number,
	} {
		order.PutUint64(p[32+8*i:], n)
	}
	order.PutUint32(p[88:], s.Last.Sum)
	order.PutUint32(p[92:], s.tail.Sum)
	order.PutUint16(p[96:], uint16(len(s.Base)))
	order.PutUint16(p[98:], uint16(len(s.Root)))
	copy(p[fixedSize:], s.Base)
	copy(p[fixedSize+len(s.Base):], s.Root)
	order.PutUint32(p[100:], crc32.Checksum(p[fixedSize:], castagnoli))
	order.PutUint32(p[checkedSize:], crc32.Checksum(p[:checkedSize], castagnoli))
	return p
}

// parseSuperblock reads what lies in a slot, which may be cut off.
func parseSuperblock(p []byte, slot int) (*superblock, error) {
	order := binary.LittleEndian
	switch {
	case len(p) > 0 && len(p) < len(magic) && magic[:len(p)] == string(p):
		return nil, damaged("it is cut off after %d bytes", slot*superblockSize+len(p))
	case !bytes.HasPrefix(p, []byte(magic)):
		return nil, ErrForeign
	case len(p) < fixedSize:
		return nil, damaged("it is cut off after %d bytes", slot*superblockSize+len(p))
	case crc32.Checksum(p[:checkedSize], castagnoli) != order.Uint32(p[checkedSize:]):
		return nil, damaged("superblock %d does not have the checksum it was written with", slot+1)
	}
	switch v := order.Uint32(p[8:]); {
	case v > formatVersion:
		return nil, fmt.Errorf("%w: its format has the version %d, this program knows %d", ErrNewer, v, formatVersion)
	case v < formatVersion:
		return nil, fmt.Errorf("%w: its format has the version %d", ErrOld, v)
	}
	if len(p) < superblockSize {
		return nil, damaged("it is cut off after %d bytes", slot*superblockSize+len(p))
	}
	s := &superblock{slot: slot}
	base, root := int(order.Uint16(p[96:])), int(order.Uint16(p[98:]))
	if crc32.Checksum(p[fixedSize:], castagnoli) != order.Uint32(p[100:]) || order.Uint32(p[12:]) != uint32(slot) ||
		base+root > superblockSize-fixedSize {
		return nil, damaged("superblock %d is not what was written there", slot+1)
	}
	s.FileID = [16]byte(p[16:])
	s.sequence = order.Uint64(p[32:])
	s.LogStart, s.end = int64(order.Uint64(p[40:])), int64(order.Uint64(p[64:]))
	s.Last = Position{int64(order.Uint64(p[48:])), order.Uint64(p[56:]), order.Uint32(p[88:])}
	s.tail = Position{int64(order.Uint64(p[72:])), order.Uint64(p[80:]), order.Uint32(p[92:])}
	s.Base = string(p[fixedSize : fixedSize+base])
	s.Root = bytes.Clone(p[fixedSize+base : fixedSize+base+root])
	if !s.consistent() {
		return nil, damaged("superblock %d contradicts itself", slot+1)
	}
	return s, nil
}

func (s *superblock) consistent() bool {
	return s.LogStart >= dataStart && s.LogStart <= s.end && s.LogStart%alignment == 0 && s.end%alignment == 0 &&
		s.Last.before(s.LogStart) && s.tail.before(s.end) && s.Last.Offset <= s.tail.Offset && s.Last.Number <= s.tail.Number &&
		(s.LogStart < s.end || s.Last == s.tail)
}

// before reports whether there is no record or it ends before an offset.
func (p Position) before(offset int64) bool {
	return p.Offset == 0 || p.Offset >= dataStart && p.Offset%alignment == 0 && p.Offset <= offset-recordSize
}

// readSuperblocks returns the valid superblocks in their slots, at least one,
// and the one that counts.
func readSuperblocks(h io.ReaderAt) (slots [2]*superblock, newest *superblock, err error) {
	p := make([]byte, dataStart)
	n, err := h.ReadAt(p, 0)
	if err != nil && err != io.EOF {
		return slots, nil, err
	}
	p = p[:n]
	first, err := parseSuperblock(p[:min(n, superblockSize)], 0)
	if errors.Is(err, ErrNewer) || errors.Is(err, ErrOld) {
		return slots, nil, err
	}
	second, err2 := parseSuperblock(p[min(n, superblockSize):], 1)
	slots = [2]*superblock{first, second}
	switch {
	case first == nil && second == nil:
		if errors.Is(err, ErrForeign) || errors.Is(err2, ErrNewer) {
			err = err2
		}
		return slots, nil, err
	case first == nil:
		return slots, second, nil
	case second == nil:
		return slots, first, nil
	case first.FileID != second.FileID:
		return slots, nil, damaged("its superblocks are of two stores")
	case first.sequence < second.sequence:
		return slots, second, nil
	}
	return slots, first, nil
}
