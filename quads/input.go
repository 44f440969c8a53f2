package quads

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
)

// InputOptions are the settings of OpenInput; the zero value has sane ones.
type InputOptions struct {
	Stdin io.Reader // read where the path is "-"
	// MaxRatio is how many times its compressed size an input may expand
	// to; 0 means DefaultMaxRatio, a negative number no limit.
	MaxRatio int64
	// Binary lets through what is not text, for readers of other formats.
	Binary bool
}

// An Input is an opened input: the decompressed bytes of a file or of
// standard input, how far reading has come, and the labels of its blank
// nodes. Reading it is not safe for concurrent use; Progress and Blank are.
type Input struct {
	ctx     context.Context
	name    string
	options InputOptions
	file    *os.File
	size    int64  // of the file, compressed
	spooled string // the temporary file to remove, if it is still there
	text    io.ReadCloser
	read    *atomic.Int64 // compressed bytes read by text
	sum     func() ([sha256.Size]byte, error)
}

// OpenInput opens a file, or standard input where the path is "-". It is
// decompressed where its first bytes are those of gzip, zstd or bzip2,
// whatever its name. Errors name the input and are one of:
//
//   - the operating system's, for a file that is missing or cannot be read;
//   - *InputError for a directory, and for what is not text;
//   - while reading, *InputError for compressed data that is damaged, cut
//     off, wants too much memory, or expands beyond MaxRatio.
//
// What cannot be read twice (standard input, a pipe) is first copied to a
// temporary file that only its owner can read and that goes away with Close,
// because the labels of blank nodes depend on all of the input; see Blank.
// Cancelling ctx ends the copying, reading, and hashing.
func OpenInput(ctx context.Context, path string, o InputOptions) (*Input, error) {
	in := &Input{ctx: ctx, name: path, options: o}
	in.sum = sync.OnceValues(in.hash)
	if err := in.open(path); err != nil {
		return nil, err
	}
	var err error
	if in.text, in.read, err = in.decode(); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return in, nil
}

// Name returns the input's name for messages: its path, or "standard input".
func (in *Input) Name() string { return in.name }

// Read reads decompressed bytes.
func (in *Input) Read(p []byte) (int, error) {
	return in.text.Read(p)
}

// Progress returns how many of the input's (compressed) bytes have been read
// and how many there are.
func (in *Input) Progress() (read, of int64) {
	return min(in.read.Load(), in.size), in.size
}

// Blank returns the label that a blank node has here; it is meant for
// ReadOptions.Blank. See BlankLabel. The first call for a label not already
// of our form reads the whole input once more, to hash it: an input without
// blank nodes costs nothing.
func (in *Input) Blank(label string) (string, error) {
	if isOwnLabel(label) {
		return label, nil
	}
	sum, err := in.sum()
	if err != nil {
		return "", err
	}
	return BlankLabel(sum, label), nil
}

// Close closes the input and removes the temporary file, if there was one.
func (in *Input) Close() error {
	var errs []error
	if in.text != nil {
		errs = append(errs, in.text.Close())
	}
	if in.file != nil {
		errs = append(errs, in.file.Close())
	}
	if in.spooled != "" {
		errs = append(errs, os.Remove(in.spooled))
	}
	return errors.Join(errs...)
}

// hash is the second pass: the SHA-256 of the decompressed input.
func (in *Input) hash() (sum [sha256.Size]byte, err error) {
	text, _, err := in.decode()
	if err != nil {
		return sum, err
	}
	defer text.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(h, text, make([]byte, 256<<10)); err != nil {
		return sum, fmt.Errorf("hashing the input for its blank nodes: %w", err)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// decode returns the decompressed text from the file's start, and the count
// of compressed bytes read so far.
func (in *Input) decode() (io.ReadCloser, *atomic.Int64, error) {
	packed := &countReader{r: &cancelReader{in.ctx, io.NewSectionReader(in.file, 0, in.size)}}
	r := bufio.NewReaderSize(packed, readAhead)
	head, err := r.Peek(sniffLen)
	if err != nil && err != io.EOF {
		return nil, nil, fmt.Errorf("%s: %w", Printable(in.name), err)
	}
	text, err := in.decompress(r, packed, head)
	if err != nil {
		return nil, nil, err
	}
	// What was compressed is looked at once more: an archive inside gzip is
	// no text either.
	plain := bufio.NewReaderSize(text, readAhead)
	head, err = plain.Peek(sniffLen)
	if err == io.EOF {
		err = nil
	}
	if err == nil && !in.options.Binary {
		err = checkText(in.name, head)
	}
	if err != nil {
		text.Close()
		return nil, nil, err
	}
	return &readCloser{plain, text}, &packed.n, nil
}

// readAhead is the size of the buffers on both sides of a decoder. It bounds
// how far the count of compressed bytes runs ahead of what was decoded.
const readAhead = 32 << 10

type readCloser struct {
	io.Reader
	io.Closer
}

// countReader counts bytes; the count may be read from other goroutines. It
// keeps the error that ended reading, which decoders hide behind their own.
type countReader struct {
	r   io.Reader
	n   atomic.Int64
	err error
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}
