package bulk

import (
	"bytes"
	"context"
	"fmt"

	"quipu/graph/store/segment"
)

// segmentTerms gives the terms of a segment.
type segmentTerms struct {
	terms *segment.TermIterator
	last  segment.ID
}

func (s *segmentTerms) stays() bool { return false }

func (s *segmentTerms) next() ([]byte, error) {
	if !s.terms.Next() {
		return nil, s.terms.Err()
	}
	s.last++
	if id := s.terms.ID(); id != s.last+segment.FirstTerm-1 {
		return nil, fmt.Errorf("bulk: merging a segment in which the term with rank %d has the id %d", s.last, id)
	}
	return s.terms.Form(), nil
}

// formBatch is terms on their way to the dictionary.
type formBatch struct {
	forms [][]byte
	buf   []byte // of those forms that do not stay where they were
}

const (
	formBatches   = 4
	batchForms    = 512
	batchFormSize = 64 << 10
)

func (b *formBatch) full() bool {
	return len(b.forms) == batchForms || len(b.buf) >= batchFormSize
}

// add adds a form, which it copies unless it stays good.
func (b *formBatch) add(form []byte, stays bool) {
	if !stays {
		if len(b.buf)+len(form) > cap(b.buf) {
			// Earlier forms keep what they lie in.
			b.buf = make([]byte, 0, max(2*batchFormSize, len(form)))
		}
		at := len(b.buf)
		b.buf = append(b.buf, form...)
		form = b.buf[at:]
	}
	b.forms = append(b.forms, form)
}

// dropLast takes back the last form.
func (b *formBatch) dropLast() { b.forms = b.forms[:len(b.forms)-1] }

func (b *formBatch) reset() {
	clear(b.forms)
	b.forms, b.buf = b.forms[:0], b.buf[:0]
	if cap(b.buf) > 2*batchFormSize {
		b.buf = nil
	}
}

// mergeTerms starts the two goroutines that merge the terms of all inputs and
// write the dictionary. mapped is closed when the inputs' new ids are known.
func (m *merge) mergeTerms(g *group) {
	full, free := make(chan *formBatch, formBatches), make(chan *formBatch, formBatches)
	for range formBatches {
		free <- &formBatch{forms: make([][]byte, 0, batchForms)}
	}
	t := &termMerge{merge: m, full: full, free: free}
	for _, in := range m.inputs {
		if in.terms > 0 {
			t.inputs = append(t.inputs, &termInput{input: in, dead: in.Dead})
		}
	}
	t.same = len(t.inputs) == 1 && t.inputs[0].Drop == nil
	for _, in := range t.inputs {
		if in.same = t.same; !t.same {
			in.begin()
		}
	}
	if t.same {
		// The ids are known before the terms are read.
		m.dead = t.inputs[0].Dead
		close(m.mapped)
	}
	g.run(func(ctx context.Context) error {
		defer close(full)
		return t.run(ctx)
	})
	g.run(func(ctx context.Context) error {
		for {
			select {
			case b, ok := <-full:
				if !ok {
					return m.dict.Close()
				}
				for _, form := range b.forms {
					if _, err := m.dict.Add(form); err != nil {
						return err
					}
				}
				b.reset()
				free <- b
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
}

// termMerge merges terms.
type termMerge struct {
	merge  *merge
	inputs []*termInput
	full   chan<- *formBatch
	free   <-chan *formBatch
	batch  *formBatch
	same   bool // there is one input, whose ids stay

	// The term at which the merge is. It is the last of the batch.
	form  []byte
	of    []int        // the inputs that have it
	old   []segment.ID // its ids there
	kept  bool         // by one of them
	alive bool         // in one of them
	next  segment.ID
}

// termInput is an input whose terms are merged.
type termInput struct {
	*input
	source termSource
	stays  bool
	dead   []segment.ID // those that are still to come
	id     segment.ID   // of the term at its head
}

// run reads all terms.
func (t *termMerge) run(ctx context.Context) error {
	heads := make([][]byte, len(t.inputs))
	for i, in := range t.inputs {
		in.source = in.termSource()
		in.stays = in.source.stays()
		var err error
		if heads[i], err = in.read(); err != nil {
			return err
		}
	}
	t.next = segment.FirstTerm
	t.batch = <-t.free
	if len(t.inputs) > 0 {
		if err := t.play(ctx, newFormTournament(heads)); err != nil {
			return err
		}
	}
	t.settle()
	if !t.same {
		close(t.merge.mapped)
	}
	select {
	case t.full <- t.batch:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// play takes the lowest term again and again.
func (t *termMerge) play(ctx context.Context, heads *formTournament) error {
	for n := 1; ; n++ {
		winner := heads.winner()
		form := heads.heads[winner]
		if form == nil {
			t.merge.advance((n - 1) % batchForms)
			return nil
		}
		if n%batchForms == 0 {
			t.merge.advance(batchForms)
		}
		in := t.inputs[winner]
		if t.form == nil || !bytes.Equal(t.form, form) {
			t.settle()
			if err := t.begin(ctx, form, in.stays); err != nil {
				return err
			}
		}
		t.meet(winner, in)
		var err error
		if heads.heads[winner], err = in.read(); err != nil {
			return err
		}
		heads.replay()
	}
}

// read reads the input's next term.
func (in *termInput) read() ([]byte, error) {
	form, err := in.source.next()
	if form == nil || err != nil {
		return nil, err
	}
	if in.id == 0 {
		in.id = segment.FirstTerm
	} else {
		in.id++
	}
	if int(in.id-segment.FirstTerm) >= in.terms {
		return nil, fmt.Errorf("bulk: merging a segment that has more than its %d terms", in.terms)
	}
	return form, nil
}

// begin makes a form the one at which the merge is.
func (t *termMerge) begin(ctx context.Context, form []byte, stays bool) error {
	if t.batch.full() {
		select {
		case t.full <- t.batch:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case t.batch = <-t.free:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	t.batch.add(form, stays)
	t.form = t.batch.forms[len(t.batch.forms)-1]
	return nil
}

// meet takes in that an input has the form.
func (t *termMerge) meet(i int, in *termInput) {
	t.of, t.old = append(t.of, i), append(t.old, in.id)
	dead := len(in.dead) > 0 && in.dead[0] == in.id
	if dead {
		in.dead = in.dead[1:]
	}
	if in.Drop == nil || !in.Drop(in.id) {
		t.kept = true
		t.alive = t.alive || !dead
	}
}

// settle gives the form at which the merge is its new id, or drops it.
func (t *termMerge) settle() {
	if t.form == nil {
		return
	}
	switch {
	case t.same:
	case t.kept:
		for i, input := range t.of {
			t.inputs[input].ids[t.old[i]] = t.next
		}
		if !t.alive {
			t.merge.dead = append(t.merge.dead, t.next)
		}
		t.next++
	default:
		t.batch.dropLast()
	}
	t.form, t.of, t.old, t.kept, t.alive = nil, t.of[:0], t.old[:0], false, false
}
