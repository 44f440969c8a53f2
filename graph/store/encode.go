package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"

	"github.com/cayleygraph/quad"
)

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
