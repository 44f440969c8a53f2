package container

import (
	"bytes"
	"errors"
	"io/fs"
	"sync"
	"time"
)

// File is an open file, read as of a moment. It is safe for concurrent use.
type File struct {
	fs     FS
	path   string
	handle Handle
	info   fs.FileInfo // tells it from one that replaces it

	mu      sync.Mutex
	sb      superblock // the newest that was read
	end     int64      // of the log, at or behind that of the superblock
	tail    Position   // of the last record before end
	extent  int64      // no extent ends behind it
	mapped  Bytes
	writing bool // there is a Writer, so nobody else writes
}

// Open opens a file for reading; it is never created. The error is an *Error.
func Open(fsys FS, path string) (*File, error) {
	full, err := fsys.Resolve(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	handle, err := fsys.Open(full)
	if err != nil {
		return nil, pathError(full, err)
	}
	f := &File{fs: fsys, path: full, handle: handle}
	if err := f.open(); err != nil {
		handle.Close()
		return nil, pathError(full, err)
	}
	return f, nil
}

func (f *File) open() error {
	slots, sb, err := f.superblocks()
	if err != nil {
		return err
	}
	// The size is asked for after the superblock, whose end it must cover.
	if f.info, err = f.handle.Stat(); err != nil {
		return err
	}
	f.sb = *sb
	if err := f.restart(f.info.Size()); err != nil {
		return err
	}
	if f.end == sb.end && (slots[0] == nil || slots[1] == nil) && f.hasMore() {
		// A superblock is written when the record that it counts is durable, so
		// a crash may spoil the one or the other, never both.
		return damaged("the record at byte %d is not what was written there, and neither is a superblock", f.end)
	}
	return nil
}

// hasMore reports whether a record has ever been written behind the end.
func (f *File) hasMore() bool {
	var header [recordSize]byte
	_, _ = f.handle.ReadAt(header[:], f.end)
	return header != [recordSize]byte{}
}

// superblocks reads them. That they are damaged is said only after some
// tries, because a writer may be about to write them.
func (f *File) superblocks() (slots [2]*superblock, newest *superblock, err error) {
	for range 5 {
		slots, newest, err = readSuperblocks(f.handle)
		if !errors.Is(err, ErrDamaged) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return slots, newest, err
}

// restart takes the end of the log from the superblock and looks for what
// follows it.
func (f *File) restart(size int64) error {
	if f.sb.end > size {
		return damaged("it is cut off: %d of %d bytes are there", size, f.sb.end)
	}
	f.end, f.tail, f.extent = f.sb.end, f.sb.tail, f.sb.end
	return f.advance(size)
}

// advance moves the end behind all valid records. What is not valid is not
// there: it is being written, or its writing was broken off.
func (f *File) advance(size int64) error {
	for {
		r, err := readRecord(f.handle, f.sb.FileID, f.end, size)
		if errors.Is(err, ErrDamaged) || err == nil && !r.follows(f.tail) {
			return nil
		}
		if err != nil {
			return err
		}
		f.took(r)
	}
}

// took moves the end behind a record.
func (f *File) took(r Record) {
	f.end, f.tail = r.next, r.position()
	if r.Extent[1] > 0 {
		f.extent = r.Extent[0] + r.Extent[1]
	}
}

// Is reports whether a path is a file of ours, of whatever version, damaged or
// not.
func Is(fsys FS, path string) (bool, error) {
	info, err := fsys.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	h, err := fsys.Open(path)
	if err != nil {
		return false, err
	}
	defer h.Close()
	_, _, err = readSuperblocks(h)
	return err == nil || errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) || errors.Is(err, ErrOld), nil
}

// Path returns the path of the file itself, not of a link to it.
func (f *File) Path() string { return f.path }

// Close closes the file; what Bytes returned stays good.
func (f *File) Close() error { return f.handle.Close() }

// Header returns what the superblock says.
func (f *File) Header() Header {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sb.Header
}

// End returns the end of the log as read: how many bytes are committed.
func (f *File) End() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.end
}

// Last returns the position of the last record, whether it lies before the
// start of the log or behind.
func (f *File) Last() Position {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tail
}

// Bytes maps the file, at least up to the end of the last committed extent.
func (f *File) Bytes() (Bytes, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if int64(len(f.mapped.Data)) < f.extent {
		m, err := f.handle.Map(f.end)
		if err != nil {
			return Bytes{}, pathError(f.path, err)
		}
		f.mapped = m
	}
	return f.mapped, nil
}

// Change is what Refresh found.
type Change int

// The changes.
const (
	Same     Change = iota
	Appended        // the log has grown
	Rerooted        // the header is another, and the log begins elsewhere
	Replaced        // the path has to be opened anew: another file is there, or a write that was seen has failed
)

// Refresh looks whether others have written, which takes microseconds where
// they have not. The error is an *Error.
func (f *File) Refresh() (Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change, err := f.refresh()
	if err != nil {
		return Same, pathError(f.path, err)
	}
	return change, nil
}

func (f *File) refresh() (Change, error) {
	named, err := f.fs.Stat(f.path)
	if err != nil {
		return Same, err
	}
	if !f.fs.SameFile(named, f.info) {
		return Replaced, nil
	}
	if f.writing {
		return Same, nil
	}
	_, sb, err := f.superblocks()
	if err != nil {
		return Same, err
	}
	now, err := f.handle.Stat()
	if err != nil {
		return Same, err
	}
	size := now.Size()
	switch {
	case sb.FileID != f.sb.FileID || size < f.end:
		return Replaced, nil
	case sb.LogStart > f.sb.LogStart:
		f.sb = *sb
		return Rerooted, f.restart(size)
	case sb.sequence >= f.sb.sequence: // equal, and yet another, where one was taken back
		f.sb = *sb
	}
	before := f.end
	if err := f.advance(size); err != nil {
		return Same, err
	}
	switch {
	case f.end < f.sb.end || f.end == f.sb.end && f.tail != f.sb.tail:
		return Replaced, nil
	case f.end > before:
		return Appended, nil
	}
	return Same, nil
}

// sameRoot reports whether two superblocks say the same of all but the end of
// the log.
func (s *superblock) sameRoot(t *superblock) bool {
	return s.LogStart == t.LogStart && s.Last == t.Last && s.Base == t.Base && bytes.Equal(s.Root, t.Root)
}
