package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The first maxShort bytes of a large term lie among its neighbours, where
// they tell it from all others but for large ones that begin with the same
// bytes. The rest is cut into pieces that are compressed and checksummed each
// for itself, so that comparing two large terms reads no more of them than
// they have in common. The entry of the term says where they are:
//
//	the length of the rest (unsigned varint)
//	for each piece the offset of its block, after the first less that of the
//	one before, and its length (unsigned varints)
const largePiece = 1 << 20

// mostAhead is how much memory is taken for a large term before its pieces
// were found right: its length may be damaged.
const mostAhead = 64 << 20

// zstdDecoder is one for all; it is safe for concurrent use.
var zstdDecoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxWindow(largePiece),
		zstd.WithDecodeAllCapLimit(true))
})

func newZstdEncoder() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(largePiece),
		zstd.WithEncoderCRC(false), zstd.WithLowerEncoderMem(true))
}

// largeRest is the rest of a large term, which is read piece by piece.
type largeRest struct {
	bytes   Bytes
	segment uint64
	places  []byte
	left    int // bytes
	offset  int64
}

var errLarge = errors.New("the place of a large term is damaged")

func (d *Dict) openLarge(large []byte) (largeRest, error) {
	size, n := binary.Uvarint(large)
	r := largeRest{d.bytes, d.segment, large[max(n, 0):], int(size), 0}
	// A piece takes at least two bytes here.
	if n <= 0 || size/largePiece > uint64(len(large)) {
		return r, errLarge
	}
	return r, nil
}

// append appends the next piece to dst; at the end it appends nothing.
func (r *largeRest) append(dst []byte) ([]byte, error) {
	if r.left == 0 {
		return dst, nil
	}
	delta, n := binary.Uvarint(r.places)
	length, m := binary.Uvarint(r.places[max(n, 0):])
	if n <= 0 || m <= 0 || length > uint64(len(r.bytes.Data)) {
		return dst, errLarge
	}
	r.places = r.places[n+m:]
	r.offset += int64(delta)
	p, err := r.bytes.check(r.segment, block{r.offset, int(length)})
	if err != nil {
		return dst, err
	}
	decoder, err := zstdDecoder()
	if err != nil {
		return dst, err
	}
	size := min(r.left, largePiece)
	dst = slices.Grow(dst, size)
	out, err := decoder.DecodeAll(p, dst[len(dst):len(dst):len(dst)+size])
	if err != nil || len(out) != size {
		return dst, &DamagedError{r.offset, "a piece of a large term cannot be decompressed"}
	}
	r.left -= size
	return dst[:len(dst)+size], nil
}

// appendLarge appends the rest of a large term to dst.
func (d *Dict) appendLarge(dst, large []byte) ([]byte, error) {
	r, err := d.openLarge(large)
	if err != nil {
		return dst, err
	}
	dst = slices.Grow(dst, min(r.left, mostAhead))
	for r.left > 0 && err == nil {
		dst, err = r.append(dst)
	}
	runtime.KeepAlive(d)
	return dst, err
}

// compareLarge compares the rest of a large term with that of a form.
func (d *Dict) compareLarge(large, rest []byte) (int, error) {
	r, err := d.openLarge(large)
	if err != nil {
		return 0, err
	}
	var piece []byte
	for r.left > 0 {
		if piece, err = r.append(piece[:0]); err != nil {
			return 0, err
		}
		if c := bytes.Compare(piece, rest[:min(len(rest), len(piece))]); c != 0 {
			return c, nil
		}
		rest = rest[len(piece):]
	}
	if len(rest) > 0 {
		return -1, nil
	}
	return 0, nil
}

// A largeWriter writes the rests of large terms.
type largeWriter struct {
	out     blockWriter
	encoder *zstd.Encoder
	size    int64 // bytes written
	buf     []byte
}

// write writes a rest and returns what its entry says of it.
func (w *largeWriter) write(rest []byte) ([]byte, error) {
	if w.encoder == nil {
		var err error
		if w.encoder, err = newZstdEncoder(); err != nil {
			return nil, err
		}
	}
	large := binary.AppendUvarint(nil, uint64(len(rest)))
	last := int64(0)
	for piece := range slices.Chunk(rest, largePiece) {
		w.buf = w.encoder.EncodeAll(piece, w.buf[:0])
		at, err := w.out.add(w.buf)
		if err != nil {
			return nil, err
		}
		w.size += int64(at.length + sumSize)
		large = binary.AppendUvarint(large, uint64(at.offset-last))
		large = binary.AppendUvarint(large, uint64(at.length))
		last = at.offset
	}
	return large, nil
}
