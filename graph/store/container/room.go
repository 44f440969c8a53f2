package container

import (
	"fmt"
	"sync"
)

// room is a stretch of a file that is taken piece by piece and filled in any
// order. It is a segment.Sink.
type room struct {
	handle Handle
	path   string // for errors
	start  int64

	mu  sync.Mutex
	end int64 // of what is taken
	err error // of a write that failed
}

// Reserve takes the next n bytes. It is safe for concurrent use.
func (r *room) Reserve(n int) (int64, error) {
	if n < 0 {
		return 0, fmt.Errorf("container: %d bytes cannot be reserved", n)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	offset := r.end
	r.end += int64(n)
	return offset, nil
}

// WriteAt fills reserved bytes; the offset is the file's. It is safe for
// concurrent use.
func (r *room) WriteAt(p []byte, offset int64) (int, error) {
	r.mu.Lock()
	end := r.end
	r.mu.Unlock()
	if offset < r.start || offset > end-int64(len(p)) {
		return 0, fmt.Errorf("container: bytes %d to %d are not reserved", offset, offset+int64(len(p)))
	}
	n, err := r.handle.WriteAt(p, offset)
	if err != nil {
		r.mu.Lock()
		r.err = err
		r.mu.Unlock()
		return n, writeError(r.path, err)
	}
	return n, nil
}

// Bytes maps the file up to the end of what is reserved.
func (r *room) Bytes() (Bytes, error) {
	end, err := r.fill()
	if err != nil {
		return Bytes{}, writeError(r.path, err)
	}
	b, err := r.handle.Map(end)
	if err != nil {
		return Bytes{}, pathError(r.path, err)
	}
	return b, nil
}

// fill makes the file reach to the end of what is reserved, which need not
// have been filled, and returns that end. It fails if a write has failed.
func (r *room) fill() (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return 0, r.err
	}
	r.end = align(r.end)
	info, err := r.handle.Stat()
	if err == nil && info.Size() < r.end {
		err = r.handle.Truncate(r.end)
	}
	return r.end, err
}
