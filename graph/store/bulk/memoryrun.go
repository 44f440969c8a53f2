package bulk

import (
	"context"

	"quipu/graph/store/segment"
)

// A memoryRun is a run in memory, in slabs that belong to batches.
type memoryRun struct {
	arenas [][]byte
	refs   []uint64 // the forms in order: number of the arena, place in it
	spol   []row
	// Room for two copies of the rows, for a run that is written as one
	// permutation after the other; nil: taken when it is needed.
	x, y []row
	// spare is how many bytes there are for copies in a merge.
	spare int64
}

func (m *memoryRun) bytes() int64 {
	n := int64(len(m.refs))*(8+4) + int64(len(m.spol))*16
	for _, a := range m.arenas {
		n += int64(len(a))
	}
	return n
}

func (m *memoryRun) termSource() termSource { return &memoryTerms{arenas: m.arenas, rest: m.refs} }

// memoryTerms gives the forms of a memoryRun. They lie all over the arenas, so
// their places are looked up for many at a time, which lets the processor wait
// for several accesses to memory at once.
type memoryTerms struct {
	arenas [][]byte
	rest   []uint64
	window [64][]byte
	ready  [][]byte
}

func (t *memoryTerms) stays() bool { return true }

func (t *memoryTerms) next() ([]byte, error) { return t.form(), nil }

func (t *memoryTerms) form() []byte {
	if len(t.ready) == 0 {
		if len(t.rest) == 0 {
			return nil
		}
		t.rest, t.ready = lookUp(t.arenas, t.rest, t.window[:])
	}
	form := t.ready[0]
	t.ready = t.ready[1:]
	return form
}

// lookUp finds the forms of the first refs, as many as there is room for. It
// returns the other refs and the forms.
func lookUp(arenas [][]byte, refs []uint64, room [][]byte) ([]uint64, [][]byte) {
	n := min(len(refs), len(room))
	for i, ref := range refs[:n] {
		room[i] = formAt(arenas[ref>>32], uint32(ref))
	}
	return refs[n:], room[:n]
}

func (m *memoryRun) permutations() permutations { return &memoryRows{run: m, a: m.x, b: m.y} }

// memoryRows sorts the rows of a memoryRun into one permutation after the
// other, each from the one before.
type memoryRows struct {
	run    *memoryRun
	a, b   []row // the rows in permutation perm are in a
	perm   int
	begun  bool
	ra, rb slab[row] // what a and b lie in, if it is not the run's
}

func (p *memoryRows) rows(ctx context.Context, perm int) (rowSource, error) {
	if perm == segment.SPOL {
		return &memoryRowSource{p.run.spol}, nil
	}
	if p.a == nil {
		n := len(p.run.spol)
		p.ra.grow(n, 0)
		p.rb.grow(n, 0)
		p.a, p.b = p.ra.all[:n], p.rb.all[:n]
	}
	var err error
	if p.begun {
		if err = reorder(ctx, p.a, p.b, p.a, p.perm, perm); err == nil {
			p.a, p.b = p.b, p.a
		}
	} else {
		err = reorder(ctx, p.run.spol, p.a, p.b, segment.SPOL, perm)
	}
	p.begun, p.perm = true, perm
	return &memoryRowSource{p.a}, err
}

func (p *memoryRows) close() {
	p.a, p.b = nil, nil
	p.ra.free()
	p.rb.free()
}

// memoryRowSource gives sorted rows a few at a time.
type memoryRowSource struct{ rest []row }

func (s *memoryRowSource) next() ([]row, error) {
	n := min(len(s.rest), batchRows)
	rows := s.rest[:n]
	s.rest = s.rest[n:]
	return rows, nil
}
