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

	// What a bad block may have declared, which the blocks behind it lean on.
	lostSource, lostBase bool
}

// NewReader returns a *Reader. Its errors are *quads.SyntaxError, or those of
// r. A block of statements yields all of its quads or none. With o.OnBad a
// bad block is told and skipped; blocks that lean on a directive lost with it
// are skipped too, so that nothing is filed under a wrong source.
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
			r.o.OnBad(err)
			continue
		}
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
			given, _ := r.lines.End()
			given.Text += string(line)
			r.lose(given, &Block{})
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

// block returns the quads of one block's text.
func (r *Reader) block(c Chunk) ([]quad.Quad, error) {
	block, _, parseErr := parseChunk(c, r.o.File, r.builder.Names())
	if err := r.checkLost(block, parseErr); err != nil {
		return nil, err
	}
	qs, err := r.builder.Quads(block)
	if parseErr != nil {
		r.lose(c, block)
		return nil, parseErr
	}
	return qs, err
}

// lose notes which directives of a block were not reached: of a kind that
// stands more often in its text than in what was read.
func (r *Reader) lose(c Chunk, block *Block) {
	found := map[string]int{}
	for line := range strings.Lines(c.Text) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		found[word]++
	}
	for _, item := range block.Items {
		switch item.(type) {
		case *SourceDecl:
			found["@source"]--
		case *BaseDecl:
			found["@base"]--
		}
	}
	r.lostSource = r.lostSource || found["@source"] > 0
	r.lostBase = r.lostBase || found["@base"] > 0
}

// checkLost refuses a block whose names or source are not known because the
// directive stands in a block that was skipped. A @source that begins the
// block makes good for one that was lost.
func (r *Reader) checkLost(block *Block, parseErr error) error {
	for _, item := range block.Items {
		switch item := item.(type) {
		case *SourceDecl:
			r.lostSource = false
		case *BaseDecl:
			r.lostBase = false
		case *Triple:
			what := ""
			switch {
			case parseErr != nil:
			case r.lostBase:
				what = "the @base of this block stands in a block that was skipped"
			case r.lostSource && item.Label == nil:
				what = "the @source of this block stands in a block that was skipped"
			}
			if what != "" {
				return block.src.syntaxError(item.Pos, what, "", "")
			}
		}
	}
	return nil
}
