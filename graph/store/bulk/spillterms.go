package bulk

import (
	"context"
	"encoding/binary"
)

// The terms in the temporary file: for each, how many bytes it shares with the
// one before, how many follow, and these. The two numbers lie in one chunk;
// the bytes may go over many.
const maxTermHead = 2 * binary.MaxVarintLen64

func (s *spillFile) writeTerms(ctx context.Context, m *memoryRun) ([]chunk, error) {
	w := s.newStream()
	terms := memoryTerms{arenas: m.arenas, rest: m.refs}
	var last []byte
	for i := 0; ; i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		form := terms.form()
		if form == nil {
			return w.close()
		}
		shared := sharedLen(last, form)
		if err := w.room(maxTermHead); err != nil {
			return nil, err
		}
		w.buf = binary.AppendUvarint(w.buf, uint64(shared))
		w.buf = binary.AppendUvarint(w.buf, uint64(len(form)-shared))
		if err := w.write(ctx, form[shared:]); err != nil {
			return nil, err
		}
		last = form
	}
}

// write adds bytes, to as many chunks as they need.
func (w *streamWriter) write(ctx context.Context, p []byte) error {
	for {
		n := min(len(p), cap(w.buf)-len(w.buf))
		w.buf = append(w.buf, p[:n]...)
		if p = p[n:]; len(p) == 0 {
			return nil
		}
		if err := w.flush(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// fileTerms gives the terms of a fileRun.
type fileTerms struct {
	streamReader
	form []byte
}

func (t *fileTerms) stays() bool { return false }

// keptForm is the size of the buffer that is kept when a term was longer.
const keptForm = 64 << 10

func (t *fileTerms) next() ([]byte, error) {
	if len(t.data) == 0 {
		if ok, err := t.more(); !ok {
			return nil, err
		}
	}
	shared, n := binary.Uvarint(t.data)
	t.data = t.data[n:]
	rest, n := binary.Uvarint(t.data)
	t.data = t.data[n:]
	t.form = t.form[:shared]
	if size := int(shared + rest); cap(t.form) > keptForm && size < cap(t.form)/4 {
		t.form = append(make([]byte, 0, size), t.form...)
	} else if size > cap(t.form) {
		t.form = append(make([]byte, 0, size+size/8), t.form...)
	}
	for rest > 0 {
		if len(t.data) == 0 {
			if ok, err := t.more(); !ok {
				return nil, err
			}
		}
		part := min(int(rest), len(t.data))
		t.form = append(t.form, t.data[:part]...)
		t.data = t.data[part:]
		rest -= uint64(part)
	}
	return t.form, nil
}
