package container

import (
	"bytes"
	"errors"
	"fmt"
)

// Extent is a place for segments behind the log's end. Nobody sees it until it
// is committed.
type Extent struct {
	room
	w *Writer
}

// Extent begins an extent. The Writer writes nothing else until it is
// committed or closed.
func (w *Writer) Extent() (*Extent, error) {
	if err := w.ready(); err != nil {
		return nil, err
	}
	start := w.end + recordSize // the header of its record stays zero
	w.extent = &Extent{room: room{handle: w.handle, path: w.file.path, start: start, end: start}, w: w}
	w.litter = true
	return w.extent, nil
}

var errExtentDone = errors.New("container: the extent is committed or closed")

// Commit makes the extent durable, and then a record that refers to it. It
// ends the extent. Its errors are those of Append.
func (e *Extent) Commit(payload []byte) (Record, error) {
	w := e.w
	if w.extent != e {
		return Record{}, errExtentDone
	}
	if len(payload) > MaxPayload {
		return Record{}, fmt.Errorf("container: a record of %d bytes is longer than %d", len(payload), MaxPayload)
	}
	end, err := e.sync()
	if err != nil {
		return Record{}, err
	}
	return w.commit(newRecord(w.tail, w.end, end-e.start, payload))
}

// sync ends the extent and makes it durable.
func (e *Extent) sync() (end int64, err error) {
	e.w.extent = nil
	if end, err = e.fill(); err != nil {
		return 0, e.w.cutBack(err)
	}
	if err := e.w.handle.Sync(); err != nil {
		return 0, e.w.poison(err)
	}
	return end, nil
}

// Reroot makes the extent durable, and then a root that covers all records so
// far; the log begins anew behind the extent. It ends the extent. Its errors
// are those of Append.
func (e *Extent) Reroot(root []byte) error {
	w, f := e.w, e.w.file
	if w.extent != e {
		return errExtentDone
	}
	h := f.Header()
	if err := checkHeader(h.Base, root); err != nil {
		return fmt.Errorf("container: %w", err)
	}
	end, err := e.sync()
	if err != nil {
		return err
	}
	h.Root, h.LogStart, h.Last = bytes.Clone(root), end, w.tail
	w.end = end
	for range 2 {
		err := w.writeSuperblock(h)
		if err == nil {
			err = w.handle.Sync()
		}
		if err != nil {
			// Not cut back: a superblock may refer to the extent by now.
			w.err = unsureError(f.path, err)
			return w.err
		}
	}
	w.litter = false
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sb, f.end, f.extent = w.newest, end, end
	return nil
}

// Close cuts the file back unless the extent is committed.
func (e *Extent) Close() error {
	if e.w.extent != e {
		return nil
	}
	e.w.extent = nil
	return e.w.clean()
}
