package container

import (
	"context"
	"errors"
	"io"
	"io/fs"
)

// Backup writes a copy of what is committed, as of opening or Refresh, beside
// a path, and renames it into place; readers and a writer of the File go on.
// It takes the path's lock. A file that is there already is fs.ErrExist,
// unless it is to be replaced. Progress, which may be nil, is told how many
// bytes are written.
func (f *File) Backup(ctx context.Context, to string, replace bool, progress func(done, of int64)) error {
	f.mu.Lock()
	head := f.sb
	head.end, head.tail = f.end, f.tail
	f.mu.Unlock()

	l, err := Acquire(ctx, f.fs, to, 0)
	if err != nil {
		return err
	}
	defer l.Close()
	switch info, err := f.fs.Stat(l.path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return pathError(l.path, err)
	case f.fs.SameFile(info, f.info) || l.path == f.path:
		return pathError(l.path, errors.New("is the store itself; nothing was changed (name another file for the copy)"))
	case !replace:
		return pathError(l.path, existsError{})
	}
	n, err := l.beside(f.info.Mode().Perm())
	if err != nil {
		return err
	}
	defer n.Close()
	n.head = head
	if err := f.copyTo(ctx, n.handle, l.path, head.end, progress); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return err
	}
	return n.place()
}

// existsError is fs.ErrExist with what to do.
type existsError struct{}

func (existsError) Error() string { return "exists already; nothing was changed (name another file)" }
func (existsError) Unwrap() error { return fs.ErrExist }

// copyTo copies the bytes from the superblocks to an end.
func (f *File) copyTo(ctx context.Context, h Handle, to string, end int64, progress func(done, of int64)) error {
	buf := make([]byte, min(1<<20, end-dataStart))
	for offset := int64(dataStart); offset < end; {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p := buf[:min(int64(len(buf)), end-offset)]
		if _, err := f.handle.ReadAt(p, offset); err == io.EOF {
			return pathError(f.path, damaged("it was cut off while it was copied"))
		} else if err != nil {
			return pathError(f.path, err)
		}
		if _, err := h.WriteAt(p, offset); err != nil {
			return writeError(to, err)
		}
		offset += int64(len(p))
		if progress != nil {
			progress(offset, end)
		}
	}
	return nil
}
