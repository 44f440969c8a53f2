package container

import (
	"errors"
	"fmt"
	"path/filepath"
)

// Writer writes at the end of a file, whose lock it holds. It is not safe for
// concurrent use; the File may be read meanwhile.
type Writer struct {
	file   *File
	lock   *Lock
	handle Handle
	newest superblock // as written last, perhaps not synced
	end    int64      // of the log
	tail   Position   // of the last record
	extent *Extent    // that is open
	litter bool       // something uncommitted lies behind the end
	err    error      // why nothing is written any more
}

// Writer makes the file writable under its lock, which the Writer takes over;
// on an error the caller keeps it. It refreshes the File, repairs the
// superblocks, and cuts off what was not committed. With ErrReplaced the path
// has to be opened anew.
func (f *File) Writer(l *Lock) (*Writer, error) {
	if l.unlock == nil || l.path != f.path {
		return nil, errors.New("container: the lock of the file is not held")
	}
	if err := writable(f.fs, f.path); err != nil {
		return nil, err
	}
	if change, err := f.Refresh(); err != nil {
		return nil, err
	} else if change == Replaced {
		return nil, pathError(f.path, ErrReplaced)
	}
	h, err := f.fs.OpenWrite(f.path)
	if err != nil {
		return nil, writeError(f.path, err)
	}
	w := &Writer{file: f, handle: h}
	if err := w.repair(); err != nil {
		h.Close()
		return nil, err
	}
	w.lock = &Lock{fs: l.fs, path: l.path, unlock: l.unlock}
	l.unlock = nil
	w.lock.removeStale()
	return w, nil
}

// repair brings the file into the state that a Writer leaves it in.
func (w *Writer) repair() error {
	f := w.file
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := w.handle.Stat()
	if err != nil {
		return writeError(f.path, err)
	}
	if !f.fs.SameFile(info, f.info) {
		return pathError(f.path, ErrReplaced)
	}
	slots, newest, err := readSuperblocks(w.handle)
	if err != nil {
		return pathError(f.path, err)
	}
	if newest.sequence == placedSequence {
		// Who made the file perhaps did not live to sync its folder, and what
		// is written to it now must not go with it.
		if err := f.fs.SyncDir(filepath.Dir(f.path)); err != nil {
			return writeError(f.path, err)
		}
	}
	w.newest, w.end, w.tail = *newest, f.end, f.tail
	if err := w.rewrite(newest); err != nil {
		return writeError(f.path, err)
	}
	other := slots[1-newest.slot]
	if other == nil || !other.sameRoot(newest) || newest.end < f.end {
		if err := w.handle.Sync(); err != nil {
			return unsureError(f.path, err)
		}
		if err := w.writeSuperblock(f.sb.Header); err != nil {
			return writeError(f.path, err)
		}
		if err := w.handle.Sync(); err != nil {
			return unsureError(f.path, err)
		}
	}
	w.litter = info.Size() > f.end
	if err := w.clean(); err != nil {
		return err
	}
	f.sb, f.writing = w.newest, true
	return nil
}

// rewrite writes what has perhaps never been synced once more, as it is: the
// newest superblock and the records behind its end. After a sync that failed
// the system takes for written what the disk does not have.
func (w *Writer) rewrite(newest *superblock) error {
	if _, err := w.handle.WriteAt(newest.encode(), int64(newest.slot)*superblockSize); err != nil {
		return err
	}
	for offset := newest.end; offset < w.end; {
		r, err := readRecord(w.handle, newest.FileID, offset, w.end)
		if err != nil {
			return err
		}
		if err := w.writeRecord(&r); err != nil {
			return err
		}
		offset = r.next
	}
	return nil
}

// clean cuts off what lies behind the end.
func (w *Writer) clean() error {
	if !w.litter {
		return nil
	}
	if err := w.handle.Truncate(w.end); err != nil {
		return writeError(w.file.path, err)
	}
	w.litter = false
	return nil
}

// writeRecord writes a record around its extent, if it has one.
func (w *Writer) writeRecord(r *Record) error {
	header, payload := r.encode(w.newest.FileID)
	if r.Extent[1] == 0 {
		_, err := w.handle.WriteAt(header[:len(header)+len(payload)], r.Offset)
		return err
	}
	if _, err := w.handle.WriteAt(payload, r.Extent[0]+r.Extent[1]); err != nil {
		return err
	}
	_, err := w.handle.WriteAt(header, r.Offset)
	return err
}

// writeSuperblock writes the one that is older now, with the end of the log
// as it is.
func (w *Writer) writeSuperblock(h Header) error {
	s := superblock{Header: h, slot: 1 - w.newest.slot, sequence: w.newest.sequence + 1, end: w.end, tail: w.tail}
	if _, err := w.handle.WriteAt(s.encode(), int64(s.slot)*superblockSize); err != nil {
		return err
	}
	w.newest = s
	return nil
}

// ready reports why nothing can be written now.
func (w *Writer) ready() error {
	switch {
	case w.err != nil:
		return w.err
	case w.lock.unlock == nil:
		return errors.New("container: the Writer is closed")
	case w.extent != nil:
		return errors.New("container: an extent is open")
	}
	return w.clean()
}

// Append commits a record, which is durable when Append returns. On an error
// nothing is committed and the file is as it was, unless it wraps ErrUnsure.
func (w *Writer) Append(payload []byte) (Record, error) {
	if err := w.ready(); err != nil {
		return Record{}, err
	}
	if len(payload) > MaxPayload {
		return Record{}, fmt.Errorf("container: a record of %d bytes is longer than %d", len(payload), MaxPayload)
	}
	return w.commit(newRecord(w.tail, w.end, 0, payload))
}

// commit writes a record and makes it durable.
func (w *Writer) commit(r Record) (Record, error) {
	if err := w.writeRecord(&r); err != nil {
		return Record{}, w.cutBack(err)
	}
	if err := w.handle.Sync(); err != nil {
		return Record{}, w.poison(err)
	}
	w.end, w.tail, w.litter = r.next, r.position(), false
	f := w.file
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took(r)
	// Where this fails the superblock stays behind; the record is committed
	// all the same, and the next one writes the same slot.
	if w.writeSuperblock(f.sb.Header) == nil {
		f.sb = w.newest
	}
	return r, nil
}

// cutBack undoes a write that failed. The cut is synced: else a later record
// could fail to take the place of this one, which then came back.
func (w *Writer) cutBack(cause error) error {
	w.litter = true
	if w.clean() != nil || w.handle.Sync() != nil {
		return w.poison(cause)
	}
	return writeError(w.file.path, cause)
}

// poison ends all writing after an error that leaves the file's content
// unknown. That the cut may fail too is part of that.
func (w *Writer) poison(cause error) error {
	w.litter = true
	_ = w.clean()
	w.err = unsureError(w.file.path, cause)
	return w.err
}

// Replace begins a new file that takes the place of the Writer's when it is
// finished; the Writer then refuses everything but Close.
func (w *Writer) Replace(base string) (*New, error) {
	if err := w.ready(); err != nil {
		return nil, err
	}
	n, err := w.lock.Create(base)
	if err != nil {
		return nil, err
	}
	n.done = func() { w.err = pathError(w.file.path, ErrReplaced) }
	return n, nil
}

// Close releases the lock. An open extent is given up.
func (w *Writer) Close() error {
	if w.lock.unlock == nil {
		return nil
	}
	if w.extent != nil {
		_ = w.extent.Close()
	}
	err := w.handle.Close()
	w.file.mu.Lock()
	w.file.writing = false
	w.file.mu.Unlock()
	w.lock.Close()
	return err
}
