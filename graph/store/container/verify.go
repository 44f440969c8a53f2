package container

import (
	"context"
	"errors"
	"io"
)

// Verify checks the superblocks and all records back to the first, and reports
// what is damaged; extents are the caller's to check. Its error is the
// context's or the system's.
func (f *File) Verify(ctx context.Context, report func(error)) error {
	if err := f.verifySuperblocks(report); err != nil {
		return err
	}
	f.mu.Lock()
	sb, end, tail := f.sb, f.end, f.tail
	f.mu.Unlock()
	broken, err := f.walkBack(ctx, tail, end, report)
	if err != nil || broken < sb.LogStart {
		return err
	}
	// What lies before the damage is reached from the other side.
	position, offset := sb.Last, sb.LogStart
	for offset < broken && ctx.Err() == nil {
		r, err := f.Record(offset)
		if err == nil && !r.follows(position) {
			err = pathError(f.path, damaged("the record at byte %d does not follow the one before", offset))
		}
		if err != nil {
			report(err)
			break
		}
		position, offset = r.position(), r.next
	}
	_, err = f.walkBack(ctx, sb.Last, sb.LogStart, report)
	return err
}

func (f *File) verifySuperblocks(report func(error)) error {
	p := make([]byte, dataStart)
	n, err := f.handle.ReadAt(p, 0)
	if err != nil && err != io.EOF {
		return pathError(f.path, err)
	}
	for slot := range 2 {
		from := slot * superblockSize
		if _, err := parseSuperblock(p[min(from, n):min(from+superblockSize, n)], slot); err != nil {
			if errors.Is(err, ErrForeign) { // but the other one made it a store
				err = damaged("superblock %d is not there", slot+1)
			}
			report(pathError(f.path, err))
		}
	}
	return nil
}

// walkBack checks the records from the one at a position, which ends before
// an offset, to the first. It returns where it could not go on, 0 if it went
// all the way.
func (f *File) walkBack(ctx context.Context, last Position, before int64, report func(error)) (broken int64, err error) {
	if last.Offset == 0 {
		return 0, ctx.Err()
	}
	r, err := f.at(last, before)
	for err == nil {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		last = Position{Offset: r.Prev}
		r, err = f.Before(r)
	}
	if err == io.EOF {
		return 0, nil
	}
	report(err)
	return last.Offset, nil
}
