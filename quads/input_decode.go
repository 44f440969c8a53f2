package quads

import (
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// DefaultMaxRatio is how many times its compressed size an input may expand
// to unless told otherwise. Real quads reach 20 to 100; the densest gzip of
// nothing but zeros reaches 1,030, bzip2 and zstd far more.
const DefaultMaxRatio = 500

const (
	// ratioFloor is what an input may always expand to.
	ratioFloor = 4 << 20
	// maxWindow is the most memory that a zstd frame may ask for: what
	// zstd itself grants without --long.
	maxWindow = 128 << 20
)

// decompress puts the decoder that the first bytes call for in front of r.
// Concatenated members are read as one text.
func (in *Input) decompress(r io.Reader, packed *countReader, head []byte) (io.ReadCloser, error) {
	limit := in.options.MaxRatio
	if limit == 0 {
		limit = DefaultMaxRatio
	}
	d := &decoder{input: in.name, packed: packed, ratio: limit}
	switch {
	case hasPrefix(head, "\x1f\x8b"):
		d.method = "gzip"
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, d.describe(err)
		}
		d.r, d.close = z, z.Close
	case isZstd(head):
		d.method = "zstd"
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, d.describe(err)
		}
		d.r, d.close = z, func() error { z.Close(); return nil }
	case len(head) >= 10 && hasPrefix(head, "BZh") && head[3] >= '1' && head[3] <= '9' &&
		(string(head[4:10]) == "1AY&SY" || string(head[4:10]) == "\x17\x72\x45\x38\x50\x90"):
		d.method = "bzip2"
		d.r, d.close = bzip2.NewReader(r), func() error { return nil }
	default:
		return io.NopCloser(r), nil
	}
	return d, nil
}

// isZstd recognises a frame and a skippable frame (RFC 8878, section 3.1).
func isZstd(head []byte) bool {
	return hasPrefix(head, "\x28\xb5\x2f\xfd") ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && hasPrefix(head[1:], "\x2a\x4d\x18")
}

// decoder is decompressed text with its errors told in the user's words and
// its expansion limited.
type decoder struct {
	r       io.Reader
	close   func() error
	input   string
	method  string
	packed  *countReader
	ratio   int64
	written int64
}

func (d *decoder) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.written += int64(n)
	if d.ratio > 0 && d.written > ratioFloor && d.written/d.ratio > d.packed.n.Load() {
		return 0, &InputError{
			Input: d.input,
			What:  fmt.Sprintf("expands to more than %d times its compressed size", d.ratio),
			Hint:  "such a file is rarely honest: decompress it yourself if you trust it",
		}
	}
	if err != nil && err != io.EOF {
		err = d.describe(err)
	}
	return n, err
}

func (d *decoder) Close() error { return d.close() }

// describe turns a decoder's error into ours.
func (d *decoder) describe(err error) error {
	if d.packed.err != nil { // not the data: the disk, or the user's Ctrl-C
		return fmt.Errorf("%s: %w", Printable(d.input), d.packed.err)
	}
	e := &InputError{Input: d.input, Err: err}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		e.What = "the " + d.method + " data is cut off: the end is missing"
		e.Hint = "get the file again"
	case errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded):
		e.What = fmt.Sprintf("the zstd data wants more than %d MiB of memory to decompress", maxWindow>>20)
		e.Hint = "decompress it yourself: zstd -d --long=31"
	default:
		e.What = "the " + d.method + " data is damaged: " + err.Error()
		e.Hint = "get the file again"
	}
	return e
}
