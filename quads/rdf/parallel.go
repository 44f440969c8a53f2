package rdf

import (
	"context"
	"io"
	"sync"

	"quipu/quads"
)

// pieceSize is how many bytes a worker takes at a time.
const pieceSize = 1 << 20

// ScanParallel scans all of the input on several goroutines: each worker gets
// whole lines, a megabyte at a time. It is used instead of Scan.
//
// The function worker is called once for each number below workers and returns
// the function that this worker gives its quads to, which is only ever called
// by one goroutine; the spans are good until it returns. Quads come in no
// order. Where the input is not larger than a piece, or there is one worker,
// no goroutine is started and worker is called for 0 alone.
//
// What is wrong is told as by Scan, whatever the timing: OnBad in the order of
// lines, one call at a time, and the error is the first by its place in the
// input: a *quads.SyntaxError, that of a worker's function, or that of the
// reader beneath. The end of ctx is an error, too. The reader is used by one
// goroutine at a time.
func (s *Scanner) ScanParallel(ctx context.Context, workers int, worker func(n int) func(*Spans) error) error {
	return s.scanParallel(ctx, workers, pieceSize, worker)
}

func (s *Scanner) scanParallel(ctx context.Context, workers, size int, worker func(n int) func(*Spans) error) error {
	s.r = &fullReader{r: s.r}
	p := &pieces{ctx: ctx, size: size, cutter: s, told: newTeller(s.options.OnBad)}
	if s.options.OnBad != nil {
		s.options.OnBad = func(err error) { p.tooLong = append(p.tooLong, err.(*quads.SyntaxError)) }
	}
	first := newPiece(s.options, p.told)
	more := p.next(first)
	if s.eof || !more {
		workers = 1 // one piece was all
	}
	var others sync.WaitGroup
	for n := 1; n < workers; n++ {
		take := worker(n)
		others.Go(func() {
			w := newPiece(s.options, p.told)
			for p.next(w) {
				p.told.finish(w.number, w.scan(take))
			}
		})
	}
	take := worker(0)
	for ; more; more = p.next(first) {
		p.told.finish(first.number, first.scan(take))
	}
	others.Wait()
	return p.told.err
}

// pieces cuts the input into pieces.
type pieces struct {
	ctx  context.Context
	size int
	told *teller

	mu      sync.Mutex
	cutter  *Scanner             // only fills its buffer: with whole lines
	rest    []byte               // the beginning of the next piece
	tooLong []*quads.SyntaxError // of lines that did not get into the piece
	count   int                  // pieces so far
	ended   bool
}

// next fills w with the next piece, and returns false where there is none.
func (p *pieces) next(w *piece) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.told.failed() {
		return false
	}
	if err := p.ctx.Err(); err != nil {
		return p.end(outcome{err: err})
	}
	c := p.cutter
	if len(w.buf) <= len(p.rest)+p.size/2+padding { // the rest of a very long line
		w.buf = make([]byte, len(p.rest)+p.size+padding)
	}
	c.buf = w.buf
	c.pos, c.limit, c.end = 0, 0, copy(c.buf, p.rest)
	c.line = min(c.line, 1) // 0 before the start
	more := c.fill()
	w.begin(p.count, c, p.tooLong)
	p.tooLong = p.tooLong[:0]
	if !more {
		w.err = c.err
		return p.end(w.outcome())
	}
	p.rest = append(p.rest[:0], c.buf[c.limit:c.end]...)
	p.count++
	return true
}

// end notes what came behind the last piece.
func (p *pieces) end(last outcome) bool {
	p.ended = true
	p.told.finish(p.count, last)
	return false
}

// A piece is whole lines of the input and the Scanner that reads them, whose
// line numbers begin with the piece.
type piece struct {
	Scanner
	number int
	bad    []*quads.SyntaxError
}

func newPiece(o ScanOptions, told *teller) *piece {
	w := &piece{}
	w.options = o
	if o.OnBad != nil {
		w.options.OnBad = func(err error) {
			if w.bad = append(w.bad, err.(*quads.SyntaxError)); len(w.bad) == mostWaiting/4 {
				told.inTurn(w.number, w.bad)
				w.bad = w.bad[:0]
			}
		}
	}
	return w
}

// begin takes the lines that were cut, in front of which some were too long.
func (w *piece) begin(number int, cut *Scanner, tooLong []*quads.SyntaxError) {
	w.number, w.bad = number, append([]*quads.SyntaxError(nil), tooLong...)
	w.buf, w.pos, w.limit, w.end = cut.buf, cut.pos, cut.limit, cut.limit
	w.line, w.lineStart = cut.line, cut.lineStart
	w.eof, w.err = true, nil
}

// scan gives the quads of the piece to take.
func (w *piece) scan(take func(*Spans) error) outcome {
	for w.Scan() {
		if err := take(&w.quad); err != nil {
			return outcome{bad: w.bad, err: err}
		}
	}
	return w.outcome()
}

// outcome is what came of the piece that was scanned to its end.
func (w *piece) outcome() outcome {
	o := outcome{lines: w.line - 1, bad: w.bad}
	switch err := w.Err().(type) {
	case *quads.SyntaxError:
		o.bad = append(o.bad, err)
	default:
		o.err = err
	}
	return o
}

// fullReader fills what it is given, as long as there is something to read.
type fullReader struct {
	r   io.Reader
	err error // met behind bytes that were read
}

func (f *fullReader) Read(p []byte) (n int, err error) {
	for n < len(p) && f.err == nil {
		var m int
		m, f.err = f.r.Read(p[n:])
		n += m
	}
	if n == 0 || f.err == io.EOF {
		err = f.err
	}
	return n, err
}
