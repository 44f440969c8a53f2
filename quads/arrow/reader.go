package arrow

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// maxBlock bounds the text of one block.
const maxBlock = 64 << 20

// Reader reads the format "arrows": blocks of statements, block by block. It
// is a quads.Reader.
type Reader struct {
	in      *bufio.Reader
	o       quads.ReadOptions
	lines   Lines
	builder *Builder
	queue   []quad.Quad
	ended   error // what Read returns when the queue is empty
	started bool
	givenUp int // first line of the block that a limit's error gives up
	skipping
}

// NewReader returns a *Reader. Its errors are *quads.SyntaxError, or those of
// r. A block of statements yields all of its quads or none.
//
// With o.OnBad a bad statement is told as *quads.Skipped and skipped, with the
// lines on which it goes on. A bad description of a source is skipped, and
// what follows is filed under that source; where not even its name could be
// read, what follows is skipped up to the next @source, so that nothing is
// filed under a wrong one. A block that asks is skipped whole: its statements
// are conditions.
func NewReader(r io.Reader, o quads.ReadOptions) quads.Reader {
	if o.MaxLine <= 0 {
		o.MaxLine = quads.DefaultMaxLine
	}
	return &Reader{in: bufio.NewReader(r), o: o, builder: NewBuilder(o.Names, o.Blank)}
}

// Declared returns the sources that @source named so far.
func (r *Reader) Declared() []quad.Value { return r.builder.Declared() }

// Changed returns how many names were brought to normal form so far.
func (r *Reader) Changed() int { return r.builder.Changed() }

// Remarks returns the remarks since it was last called.
func (r *Reader) Remarks() []Remark { return r.builder.Remarks() }

// Read returns the next quad, or io.EOF.
func (r *Reader) Read() (quad.Quad, error) {
	for len(r.queue) == 0 {
		if r.ended != nil {
			return quad.Quad{}, r.ended
		}
		chunk, err := r.chunk()
		if err == nil {
			r.queue, err = r.block(chunk)
		}
		if err == nil {
			continue
		}
		var syntax *quads.SyntaxError
		if r.o.OnBad != nil && errors.As(err, &syntax) {
			r.skip(r.givenUp, r.lines.line, r.lines.line-r.givenUp+1, err)
			continue
		}
		r.tell()
		r.ended = err
	}
	q := r.queue[0]
	r.queue = r.queue[1:]
	return q, nil
}

// chunk returns the next block's text.
func (r *Reader) chunk() (Chunk, error) {
	for {
		line, err := r.line()
		if err == io.EOF {
			if c, ok := r.lines.End(); ok {
				return c, nil
			}
			return Chunk{}, io.EOF
		}
		if err != nil {
			return Chunk{}, err
		}
		if c, ok := r.lines.Add(line); ok {
			return c, nil
		}
		if r.lines.text.Len() > maxBlock {
			c, _ := r.lines.End()
			r.giveUp(c)
			return Chunk{}, &quads.SyntaxError{File: r.o.File, Line: c.Line, Column: 1,
				What: fmt.Sprintf("a block longer than %d MiB", maxBlock>>20), Hint: "an empty line ends a block"}
		}
	}
}

// line returns the next line with its end. One that is too long is an error;
// it is skipped, and the block that holds it is given up.
func (r *Reader) line() (string, error) {
	var line []byte
	size := 0
	for {
		part, err := r.in.ReadSlice('\n')
		if size += len(part); size <= r.o.MaxLine {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return "", err
		case size > r.o.MaxLine:
			given, ok := r.lines.End()
			if !ok {
				given.Line = r.lines.line + 1
			}
			given.Text += string(line)
			r.giveUp(given)
			r.lines.Add("")
			return "", &quads.SyntaxError{File: r.o.File, Line: r.lines.line, Column: 1,
				What: fmt.Sprintf("a line longer than %d bytes", r.o.MaxLine), Hint: "--max-line allows longer ones"}
		case size == 0:
			return "", io.EOF
		}
		text := string(line)
		if !r.started {
			r.started = true
			text = strings.TrimPrefix(text, "\uFEFF")
		}
		return text, nil
	}
}

// giveUp notes a block that is not read any further.
func (r *Reader) giveUp(c Chunk) {
	r.givenUp = c.Line
	r.lose(c)
}

// block returns the quads of one block's text.
func (r *Reader) block(c Chunk) ([]quad.Quad, error) {
	before := *r.builder
	block, _, err := parseChunk(c, r.o.File, r.builder.Names())
	var qs []quad.Quad
	if err == nil {
		qs, err = r.builder.Quads(block)
	}
	switch {
	case r.o.OnBad == nil:
		return qs, err
	case err == nil && !r.lost():
		r.tell()
		return qs, nil
	}
	*r.builder = before
	qs, bad := r.pieces(c)
	if err != nil && !bad { // none of its pieces is to blame
		*r.builder = before
		n := strings.Count(c.Text, "\n")
		r.skip(c.Line, c.Line+n-1, n, err)
		r.lose(c)
		return nil, nil
	}
	return qs, nil
}
