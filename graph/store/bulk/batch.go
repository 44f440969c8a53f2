package bulk

import (
	"context"

	"quipu/graph/store/segment"
)

// A batch is quads as a builder gathers them: rows of the numbers that its
// table has for their terms, in the order in which they came.
type batch struct {
	table table
	quads slab[row]
	rows  int // of quads

	// Used while the batch is sorted; x and y while it is written, too.
	ranks slab[uint32] // by number of term, from FirstTerm
	order slab[uint64] // places of forms, in the order of the forms
	x, y  slab[row]
}

// reserve makes room in a new batch that will be used up to some bytes.
func (b *batch) reserve(budget int) {
	b.table.reserve(budget)
	for _, s := range []*slab[row]{&b.quads, &b.x, &b.y} {
		s.reserve(budget / 16)
	}
	b.ranks.reserve(budget / 16)
	b.order.reserve(budget / 16)
}

// reset empties the batch and keeps its room.
func (b *batch) reset() {
	b.table.reset()
	b.rows = 0
}

func (b *batch) free() {
	b.table.free()
	for _, s := range []*slab[row]{&b.quads, &b.x, &b.y} {
		s.free()
	}
	b.ranks.free()
	b.order.free()
	b.rows = 0
}

// bytes is what the batch uses, with what sorting and writing it will.
func (b *batch) bytes() int {
	return b.table.bytes() + 16*b.rows + 2*16*max(b.rows, b.table.terms) + (4+8)*b.table.terms
}

// add takes the quads that are staged.
func (b *batch) add(st *stage) {
	var hashes [4 * stageQuads]uint32
	t := &b.table
	for i := range st.n {
		hashes[i] = t.hash(st.form(i))
	}
	t.touch(hashes[:st.n])
	for i := 0; i < st.n; i += 4 {
		b.addHashed([4]uint32(hashes[i:]), st.form(i), st.form(i+1), st.form(i+2), st.form(i+3))
	}
}

// addOne takes one quad.
func (b *batch) addOne(s, p, o, l []byte) {
	t := &b.table
	b.addHashed([4]uint32{t.hash(s), t.hash(p), t.hash(o), t.hash(l)}, s, p, o, l)
}

func (b *batch) addHashed(hashes [4]uint32, s, p, o, l []byte) {
	t := &b.table
	label := segment.Unlabelled
	if len(l) > 0 {
		label = t.intern(hashes[3], l) + segment.FirstTerm
	}
	if b.rows == len(b.quads.all) {
		b.quads.grow(b.rows+1, b.rows)
	}
	b.quads.all[b.rows] = segment.Pack(
		t.intern(hashes[0], s)+segment.FirstTerm,
		t.intern(hashes[1], p)+segment.FirstTerm,
		t.intern(hashes[2], o)+segment.FirstTerm,
		label)
	b.rows++
}

// sortTerms puts the places of the forms into order, and into ranks the rank
// of each term. x and y are as long as there are terms.
func (b *batch) sortTerms(ctx context.Context, x, y []row) error {
	terms, arena := b.table.terms, b.table.arena.all
	b.order.grow(terms, 0)
	b.ranks.grow(terms+int(segment.FirstTerm), 0)
	place := uint32(1)
	for i := range x {
		x[i].Lo = uint64(i)<<32 | uint64(place)
		place += places(len(formAt(arena, place)))
	}
	s := termSort{ctx, arena}
	if err := s.sort(x, y, 0); err != nil {
		return err
	}
	ranks := b.ranks.all[segment.FirstTerm:]
	for rank, item := range x {
		b.order.all[rank] = uint64(uint32(item.Lo))
		ranks[item.Lo>>32] = uint32(rank)
	}
	return ctx.Err()
}

// newIDs turns ranks into ids: FirstTerm and the rank, or what to has for the
// rank.
func (b *batch) newIDs(to []uint32) {
	ids := b.ranks.all[:b.table.terms+int(segment.FirstTerm)]
	ids[segment.Any], ids[segment.Unlabelled] = segment.Any, segment.Unlabelled
	ids = ids[segment.FirstTerm:]
	for i, rank := range ids {
		if to != nil {
			rank = to[rank]
		}
		ids[i] = rank + segment.FirstTerm
	}
}

// renumber copies the rows to dst, which may be where they are, with the ids
// that newIDs made.
func (b *batch) renumber(ctx context.Context, dst []row) error {
	ids := b.ranks.all
	return stretches(ctx, b.quads.all[:b.rows], func(rows []row) {
		for i, r := range rows {
			q := r.IDs()
			dst[i] = segment.Pack(ids[q[0]], ids[q[1]], ids[q[2]], ids[q[3]])
		}
		dst = dst[len(rows):]
	})
}

// spill sorts the batch and writes it to the temporary file.
func (b *batch) spill(ctx context.Context, file *spillFile) (*Run, error) {
	run, err := b.sorted(ctx)
	if err != nil {
		return nil, err
	}
	return file.write(ctx, run)
}
