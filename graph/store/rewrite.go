package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"quipu/graph/store/bulk"
	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// rewriting says what a new file, or the one segment of a store in memory, is
// made of.
type rewriting struct {
	from     *state      // all of it
	runs     []*bulk.Run // and what a bulk load brings
	last     *record     // what the history is to say of it, perhaps with from's rows; nil: nothing new
	forget   uint64      // the first commit that the history keeps; 0: all
	options  bulk.Options
	progress func(done, of int64)
}

// rewrite puts everything into one segment, with ids in the order of the terms
// and without terms that nothing needs. In a file it makes a new one, which
// takes the place of the old one only when it is complete.
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
	rows    []row        // of last: what the load really added, as ids of the new segment
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
	r.upper = bulk.New(r.options)
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

// leaveOut tells the merge which rows of the base are not to be taken over,
// and which of its terms.
func (r *rewriter) leaveOut(removed []row) error {
	if r.base == nil {
		return nil
	}
	in := &r.inputs[0]
	if len(removed) > 0 {
		var err error
		if in.Without, err = removedSegment(removed); err != nil {
			return err
		}
	}
	end := r.base.Dict().First() + segment.ID(r.base.Dict().Len())
	drop := map[segment.ID]bool{}
	for _, id := range r.from.dead {
		switch {
		case id >= end:
		case r.kept[id]:
			in.Dead = append(in.Dead, id)
		default:
			drop[id] = true
		}
	}
	if len(drop) > 0 {
		in.Drop = func(id segment.ID) bool { return drop[id] }
	}
	return nil
}

// removedSegment makes a segment that removes rows sorted by spol.
func removedSegment(rows []row) (*segment.Segment, error) {
	m := segment.NewMemory(8 * len(rows))
	w := segment.NewWriter(m, newID())
	if err := w.Dict(segment.FirstTerm).Close(); err != nil {
		return nil, err
	}
	for perm := range segment.Permutations {
		sorted := segment.Reorder(slices.Clone(rows), make([]row, len(rows)), spol, perm)
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			t := w.Tree(kind, perm)
			if kind == segment.Removed {
				if err := t.AddRows(sorted); err != nil {
					return nil, err
				}
			}
			if err := t.Close(); err != nil {
				return nil, err
			}
		}
	}
	ref, err := w.Finish(segment.Meta{Quads: -int64(len(rows))})
	if err != nil {
		return nil, err
	}
	return segment.Open(m.Bytes(), ref)
}

// keepTerms adds an input of the terms above the base that only the history
// mentions.
func (r *rewriter) keepTerms() error {
	var forms [][]byte
	for _, id := range r.from.dead {
		if !r.kept[id] || r.base != nil && id < r.base.Dict().First()+segment.ID(r.base.Dict().Len()) {
			continue
		}
		form, err := r.from.form(nil, id)
		if err != nil {
			return err
		}
		forms = append(forms, form)
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, slices.Compare[[]byte])
	m := segment.NewMemory(1 << 12)
	w := segment.NewWriter(m, newID())
	d := w.Dict(segment.FirstTerm)
	dead := make([]segment.ID, len(forms))
	var err error
	for i, form := range forms {
		if dead[i], err = d.Add(form); err != nil {
			return err
		}
	}
	if err := d.Close(); err != nil {
		return err
	}
	for perm := range segment.Permutations {
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			if err := w.Tree(kind, perm).Close(); err != nil {
				return err
			}
		}
	}
	ref, err := w.Finish(segment.Meta{Dead: dead})
	if err != nil {
		return err
	}
	g, err := segment.Open(m.Bytes(), ref)
	if err != nil {
		return err
	}
	r.inputs = append(r.inputs, bulk.Input{Segment: g, Dead: dead})
	return nil
}

// merge writes the segment and opens it where it was written.
func (r *rewriter) merge(ctx context.Context, sink segment.Sink, bytes func() (segment.Bytes, error)) (err error) {
	defer r.from.guard(faultsPanic(), &err)
	o := bulk.MergeOptions{Workers: r.options.Workers, Progress: r.progress, Old: len(r.inputs) - len(r.runs)}
	if r.last != nil && r.last.what == changed && len(r.runs) > 0 {
		o.OnNew = func(rows []row) error {
			r.rows = append(r.rows, rows...)
			return nil
		}
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
	if s.file != nil && len(r.runs) > 0 && r.target.size.Quads == r.from.size.Quads {
		return 0, nil // the load brought nothing new: there is no commit
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
		return 0, err
	}
	return r.target.size.Quads - r.from.size.Quads, nil
}

// gatherHistory lists the records that stay and, where terms are dead, the
// terms they mention.
func (r *rewriter) gatherHistory(ctx context.Context) error {
	s := r.store
	if s.file == nil {
		return nil
	}
	err := s.eachRecord(ctx, s.file, func(written container.Record) (bool, error) {
		if written.Number < r.forget {
			return false, nil
		}
		r.history = append(r.history, container.Record{Number: written.Number, Offset: written.Offset})
		if len(r.from.dead) == 0 {
			return true, nil
		}
		rec, err := parseRecord(written.Payload)
		if err != nil {
			return false, err
		}
		if r.kept == nil {
			r.kept = map[segment.ID]bool{}
		}
		for _, rows := range [][]row{rec.added, rec.removed} {
			for _, at := range rows {
				for _, id := range at.IDs() {
					if r.from.isDead(id) {
						r.kept[id] = true
					}
				}
			}
		}
		return true, nil
	})
	slices.Reverse(r.history)
	return err
}

// writeHistory writes the records that stay, and the last one, with the ids
// that their terms have now.
func (r *rewriter) writeHistory(ctx context.Context, n *container.New) (err error) {
	defer r.from.guard(faultsPanic(), &err)
	if len(r.history) > 0 {
		n.SetFirst(r.history[0].Number)
	}
	for _, at := range r.history {
		if err := ctx.Err(); err != nil {
			return err
		}
		written, err := r.store.file.Record(at.Offset)
		if err != nil {
			return err
		}
		rec, err := parseRecord(written.Payload)
		if err != nil {
			return err
		}
		if err := r.appendRecord(n, rec); err != nil {
			return err
		}
	}
	if r.last == nil {
		return nil
	}
	rec := *r.last
	if len(r.runs) == 0 {
		return r.appendRecord(n, &rec)
	}
	rec.commit.Added = int64(r.target.size.Quads - r.from.size.Quads)
	rec.triples = r.target.size.Triples - r.from.size.Triples
	rec.added, rec.removed, rec.terms, rec.first = r.rows, nil, nil, segment.ID(r.target.end())
	_, err = n.AppendRecord(rec.append(nil))
	return err
}

// appendRecord writes a record whose rows have from's ids.
func (r *rewriter) appendRecord(n *container.New, rec *record) error {
	for _, rows := range []*[]row{&rec.added, &rec.removed} {
		renumbered := make([]row, len(*rows))
		for i, at := range *rows {
			ids := at.IDs()
			for place, id := range ids {
				var err error
				if ids[place], err = r.renumber(id); err != nil {
					return err
				}
			}
			renumbered[i] = segment.Pack(ids[0], ids[1], ids[2], ids[3])
		}
		slices.SortFunc(renumbered, row.Compare)
		*rows = renumbered
	}
	rec.terms, rec.first = nil, segment.ID(r.target.end())
	_, err := n.AppendRecord(rec.append(nil))
	return err
}

// renumber returns the new id of one of from's terms.
func (r *rewriter) renumber(id segment.ID) (segment.ID, error) {
	if id == segment.Unlabelled {
		return id, nil
	}
	if uint64(id) >= r.from.end() {
		return segment.Any, damaged("a record of the log mentions a term that is not there")
	}
	if r.numbers == nil {
		r.numbers = make([]segment.ID, r.from.end())
	}
	if now := r.numbers[id]; now != segment.Any {
		return now, nil
	}
	var space [256]byte
	form, err := r.from.form(space[:0], id)
	if err != nil {
		return segment.Any, err
	}
	now, err := r.target.findForm(form)
	if err == nil && now == segment.Any {
		err = damaged("a record of the log mentions a term that nothing has")
	}
	r.numbers[id] = now
	return now, err
}

// CompactOptions are the settings of Compact.
type CompactOptions struct {
	// ForgetBefore drops the history before a commit: it becomes the first
	// that can be asked for. 0 keeps all.
	ForgetBefore uint64
	Memory       int64 // bytes that may be used; 0 means a quarter of the machine's
	Progress     func(done, of int64)
}

// Compact rewrites the file without what nothing needs any more. Others may
// read meanwhile; who begins a transaction waits.
func (s *Store) Compact(ctx context.Context, o CompactOptions) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if o.ForgetBefore > t.from.commit {
		return &CommitError{Number: o.ForgetBefore, Last: t.from.commit}
	}
	if s.path != "" && s.file == nil && t.from.size.Terms == 0 {
		return &FileError{Path: s.path, Err: fs.ErrNotExist}
	}
	_, err = s.rewrite(ctx, rewriting{
		from: t.from, forget: o.ForgetBefore, options: s.bulkOptions(o.Memory, 0), progress: o.Progress,
	})
	return err
}

func (s *Store) bulkOptions(memory int64, workers int) bulk.Options {
	o := bulk.Options{Memory: memory, Workers: workers}
	if s.path != "" {
		o.Dir = filepath.Dir(s.path)
	}
	return o
}

// eachRecord calls f for each record of a file's log, the newest first, until it
// returns false.
func (s *Store) eachRecord(ctx context.Context, file *container.File, f func(container.Record) (bool, error)) error {
	last := file.Last()
	if last.Offset == 0 {
		return nil
	}
	r, err := file.Record(last.Offset)
	for ; err == nil; r, err = file.Before(r) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err := f(r); err != nil || !more {
			return s.fileError(err)
		}
	}
	if err == io.EOF {
		return nil
	}
	return s.fileError(err)
}
