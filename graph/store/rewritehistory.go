package store

import (
	"context"
	"io"
	"slices"

	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

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
	rec.added, rec.removed, rec.terms, rec.first = nil, nil, nil, segment.ID(r.target.end())
	_, err = n.AppendRecord(append(rec.append(nil), r.fresh.bytes...))
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
