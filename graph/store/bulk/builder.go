package bulk

import (
	"context"
	"fmt"
)

// A Builder takes quads. It belongs to one goroutine.
type Builder struct {
	ctx    context.Context // of the goroutine's work, in which Add may sort and write for seconds
	loader *Loader
	stage  stage
	batch  batch
	budget int
	given  int64
	err    error // of an Add; all later ones fail too
	closed bool
}

// newBuilder takes a little less than its share, because slabs are rounded up
// to large pages, and chunks and stages count as well.
func newBuilder(ctx context.Context, l *Loader) *Builder {
	share := l.memory / int64(l.workers)
	b := &Builder{ctx: ctx, loader: l, budget: int(share - share/16)}
	b.batch.reserve(b.budget)
	return b
}

// Add takes a quad of forms; the label is empty for a quad that has none. It
// keeps no reference to the forms.
func (b *Builder) Add(s, p, o, l []byte) error {
	if b.err != nil {
		return b.err
	}
	size := len(s) + len(p) + len(o) + len(l)
	if size > stageBytes {
		return b.addLarge(s, p, o, l)
	}
	if len(b.stage.buf)+size > stageBytes {
		b.unstage()
	}
	b.stage.put(s, p, o, l)
	if b.stage.n == len(b.stage.ends) {
		b.unstage()
	}
	return b.err
}

// addLarge takes a quad that is too large to be copied more than once.
func (b *Builder) addLarge(s, p, o, l []byte) error {
	if max(len(s), len(p), len(o), len(l)) > maxForm {
		return fmt.Errorf("a term has more than %d bytes, which is the most that the store takes", maxForm)
	}
	b.unstage()
	if b.err != nil {
		return b.err
	}
	b.given++
	b.batch.addOne(s, p, o, l)
	b.makeRoom()
	return b.err
}

// unstage hands what is staged on.
func (b *Builder) unstage() {
	b.given += int64(b.stage.n / 4)
	b.batch.add(&b.stage)
	b.stage.reset()
	b.makeRoom()
}

// makeRoom makes a run of the batch if its memory is used up.
func (b *Builder) makeRoom() {
	if b.err == nil {
		b.err = b.ctx.Err()
	}
	if b.err == nil && (b.batch.bytes() >= b.budget || b.batch.table.full()) {
		b.flush()
	}
}

// flush makes a run in the temporary file of what the builder has.
func (b *Builder) flush() {
	run, err := b.batch.spill(b.ctx, &b.loader.spill)
	if err != nil {
		b.err = err
		return
	}
	b.loader.keep(run)
	b.batch.reset()
}

// Close ends the builder's work. What it has is counted and waits for Runs.
func (b *Builder) Close() error {
	if b.closed {
		return nil
	}
	b.closed = true
	if b.err == nil {
		b.unstage()
	}
	b.loader.mu.Lock()
	defer b.loader.mu.Unlock()
	b.loader.given += b.given
	return b.err
}
