package faultfs

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"quipu/graph/store/container"
)

// inode is a file. Its mode is always durable.
type inode struct {
	mode    fs.FileMode
	data    []byte  // as seen
	disk    []byte  // as on the disk
	pending []write // since the last sync, whether it failed or not
}

// write is one, or a truncation.
type write struct {
	offset   int64
	data     []byte
	truncate bool // to offset
}

// sector is what a disk writes whole.
const sector = 512

func (w write) apply(p []byte) []byte {
	if w.truncate {
		return resize(p, w.offset)
	}
	end := w.offset + int64(len(w.data))
	if int64(len(p)) < end {
		p = resize(p, end)
	}
	copy(p[w.offset:], w.data)
	return p
}

func resize(p []byte, size int64) []byte {
	if int64(len(p)) >= size {
		return slices.Clip(p[:size])
	}
	return append(p, make([]byte, size-int64(len(p)))...)
}

// pieces cuts a write into what gets to the disk or not.
func (w write) pieces() []write {
	var all []write
	for offset, p := w.offset, w.data; len(p) > 0; {
		n := min(int64(len(p)), sector-offset%sector)
		all = append(all, write{offset: offset, data: p[:n]})
		offset, p = offset+n, p[n:]
	}
	return all
}

func (i *inode) do(w write) {
	i.data = w.apply(i.data)
	i.pending = append(i.pending, w)
}

func (i *inode) sync() {
	for _, w := range i.pending {
		i.disk = w.apply(i.disk)
	}
	i.pending = nil
}

// tear puts some of what was not synced on the disk; the rest is forgotten.
func (i *inode) tear(keep func() bool) {
	for _, w := range i.pending {
		switch {
		case w.truncate:
			if keep() {
				i.disk = w.apply(i.disk)
			}
		case keep(): // the size, before what is in it
			if end := w.offset + int64(len(w.data)); int64(len(i.disk)) < end {
				i.disk = resize(i.disk, end)
			}
			fallthrough
		default:
			for _, piece := range w.pieces() {
				if keep() {
					i.disk = piece.apply(i.disk)
				}
			}
		}
	}
	i.pending = nil
}

func (i *inode) info(name string) fs.FileInfo {
	return info{filepath.Base(name), int64(len(i.data)), i.mode, i}
}

type info struct {
	name string
	size int64
	mode fs.FileMode
	file *inode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return i.file }

// handle implements container.Handle.
type handle struct {
	fs   *FS
	file *inode
	name string
}

func (h *handle) ReadAt(p []byte, offset int64) (int, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if h.fs.crashed {
		return 0, ErrCrashed
	}
	if offset >= int64(len(h.file.data)) {
		return 0, io.EOF
	}
	n := copy(p, h.file.data[offset:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (h *handle) WriteAt(p []byte, offset int64) (int, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	fault, err := h.fs.op("write", h.name)
	if errors.Is(err, ErrCrashed) {
		return 0, err
	}
	n := len(p)
	switch {
	case err == nil || fault == Late:
	case fault == Short:
		n = len(p) / 2
	default:
		n = 0
	}
	if n > 0 {
		h.file.do(write{offset: offset, data: slices.Clone(p[:n])})
	}
	if err == nil {
		err = h.fs.afterOp()
	}
	return n, err
}

func (h *handle) Truncate(size int64) error {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if _, err := h.fs.op("truncate", h.name); err != nil {
		return err
	}
	h.file.do(write{offset: size, truncate: true})
	return h.fs.afterOp()
}

func (h *handle) Sync() error {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	_, err := h.fs.op("sync", h.name)
	switch {
	case errors.Is(err, ErrCrashed):
		return err
	case h.fs.crashed:
		return ErrCrashed
	case err != nil:
		h.file.tear(func() bool { return h.fs.rand.IntN(2) == 0 })
		return err
	}
	h.file.sync()
	return nil
}

func (h *handle) Stat() (fs.FileInfo, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if h.fs.crashed {
		return nil, ErrCrashed
	}
	return h.file.info(h.name), nil
}

func (h *handle) Chmod(mode fs.FileMode) error {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	h.file.mode = mode
	return nil
}

// Map returns a copy.
func (h *handle) Map(length int64) (container.Bytes, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if h.fs.crashed {
		return container.Bytes{}, ErrCrashed
	}
	if length > int64(len(h.file.data)) {
		return container.Bytes{}, syscall.EINVAL
	}
	return container.Bytes{Data: slices.Clone(h.file.data[:length])}, nil
}

func (h *handle) Close() error { return nil }
