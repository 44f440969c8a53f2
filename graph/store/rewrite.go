package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"quipu/graph/store/bulk"
	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// rewriting says what a new file, or the one segment of a store in memory, is
// made of.
type rewriting struct {
	from     *state      // all of it
	isLoad   bool        // it is no commit unless it brings something
	runs     []*bulk.Run // and what a bulk load brings
	last     *record     // what the history is to say of it, perhaps with from's rows; nil: nothing new
	forget   uint64      // the first commit that the history keeps; 0: all
	options  bulk.Options
	progress func(done, of int64)
}

// rewrite puts everything into one segment, with ids in the order of the terms
// and without terms that nothing needs. In a file it makes a new one, which
// takes the place of the old one only when it is complete. It returns how many
// quads the runs brought that were not there.
func (s *Store) rewrite(ctx context.Context, rw rewriting) (int64, error) {
	r := &rewriter{store: s, rewriting: rw}
	defer r.close()
	if err := r.gather(ctx); err != nil {
		return 0, err
	}
	if s.path == "" {
		return r.toMemory(ctx)
	}
	return r.toFile(ctx)
}

// rewriter does it.
type rewriter struct {
	store *Store
	rewriting
	base    *segment.Segment   // of from, if its ids are in the order of its terms
	upper   *bulk.Loader       // what from's other layers add
	inputs  []bulk.Input       // base, if there is one, comes first
	history []container.Record // to be kept, the oldest first
	kept    map[segment.ID]bool
	fresh   freshRows    // what the load really adds, in ids of the new segment: last's rows
	target  *state       // in new ids; without history
	numbers []segment.ID // of the history's terms there, by the old one
	merged  bulk.Merged
}

func (r *rewriter) close() {
	if r.upper != nil {
		_ = r.upper.Close() // temporary files that nobody can name any more
	}
}

// gather finds the inputs of the merge.
func (r *rewriter) gather(ctx context.Context) (err error) {
	defer r.from.guard(faultsPanic(), &err)
	if err := r.gatherHistory(ctx); err != nil {
		return err
	}
	above := 0
	if g := r.from.segments; len(g) > 0 && g[0].Dict().Ordered() {
		r.base, above = g[0], 1
		r.inputs = append(r.inputs, bulk.Input{Segment: r.base})
	}
	o := r.options
	if len(r.runs) > 0 { // which have most of the memory
		o.Memory = cmp.Or(o.Memory, bulk.MachineMemory()/4) / 4
	}
	r.upper = bulk.New(o)
	b := r.upper.Builder(ctx)
	var removed []row
	var forms [4][]byte
	err = eachNet(ctx, r.from, above, spol, func(at row, sum int) error {
		if sum < 0 {
			removed = append(removed, at)
			return nil
		}
		for i, id := range at.IDs() {
			forms[i] = forms[i][:0]
			if id == segment.Unlabelled {
				continue
			}
			if forms[i], err = r.from.form(forms[i], id); err != nil {
				return err
			}
		}
		return b.Add(forms[0], forms[1], forms[2], forms[3])
	})
	if err = errors.Join(err, b.Close()); err != nil {
		return err
	}
	runs, err := r.upper.Runs(ctx)
	if err != nil {
		return err
	}
	for _, run := range runs {
		r.inputs = append(r.inputs, bulk.Input{Run: run})
	}
	if err := r.leaveOut(removed); err != nil {
		return err
	}
	if err := r.keepTerms(); err != nil {
		return err
	}
	for _, run := range r.runs { // behind all that from has
		r.inputs = append(r.inputs, bulk.Input{Run: run})
	}
	return nil
}

// merge writes the segment and opens it where it was written.
func (r *rewriter) merge(ctx context.Context, sink segment.Sink, bytes func() (segment.Bytes, error)) (err error) {
	defer r.from.guard(faultsPanic(), &err)
	o := bulk.MergeOptions{Workers: r.options.Workers, Progress: r.progress, Old: len(r.inputs) - len(r.runs)}
	if r.last != nil && r.last.what == changed && len(r.runs) > 0 {
		r.fresh.limit = r.store.historyLimit
		o.OnNew = r.fresh.add
	}
	if r.merged, err = bulk.Merge(ctx, sink, newID(), r.inputs, o); err != nil {
		return err
	}
	b, err := bytes()
	if err != nil {
		return err
	}
	g, err := r.store.openSegment(b, r.merged.Ref)
	if err != nil {
		return err
	}
	r.target = newState([]*segment.Segment{g}, r.store.fileError)
	return nil
}

func (r *rewriter) toMemory(ctx context.Context) (int64, error) {
	m := segment.NewMemory(1 << 16)
	err := r.merge(ctx, m, func() (segment.Bytes, error) { return m.Bytes(), nil })
	if err != nil {
		return 0, err
	}
	r.store.publish(r.store.number(r.target))
	return r.target.size.Quads - r.from.size.Quads, nil
}

func (r *rewriter) toFile(ctx context.Context) (int64, error) {
	s := r.store
	var n *container.New
	var err error
	if s.writer != nil {
		n, err = s.writer.Replace(s.base)
	} else {
		n, err = s.lock.Create(s.base)
	}
	if err != nil {
		return 0, s.fileError(err)
	}
	defer n.Close()
	err = r.merge(ctx, n, func() (segment.Bytes, error) {
		b, err := n.Bytes()
		return segment.Bytes(b), err
	})
	if err != nil {
		return 0, s.fileError(err)
	}
	if r.isLoad && r.target.size.Quads == r.from.size.Quads { // it is no commit
		if s.file != nil {
			return 0, nil
		}
		r.last = nil
	}
	if err := r.writeHistory(ctx, n); err != nil {
		return 0, s.fileError(err)
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := n.Finish(r.target.root()); err != nil {
		return 0, s.fileError(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.openFile(ctx); err != nil {
		s.lost = true
		return 0, fmt.Errorf("the commit is made, but cannot be read: %w", err)
	}
	return r.target.size.Quads - r.from.size.Quads, nil
}
