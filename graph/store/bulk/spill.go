package bulk

import (
	"context"
	"fmt"
	"os"
	"sync"

	"quipu/graph/store/segment"
)

// A spillFile is the temporary file that runs go to when memory is used up. It
// is created when it is first needed, and where the system lets an open file
// be removed, it has a name only for that moment: nothing is left of it,
// however the process ends.
//
// It is a heap of chunks. A stream (the terms of a run, or its rows in one
// permutation) is a list of chunks, which is kept in memory.
type spillFile struct {
	dir   string
	chunk int // largest size of a chunk

	mu   sync.Mutex
	file *os.File
	name string // not yet removed
	end  int64
}

const (
	minChunk = 4 << 10
	maxChunk = 256 << 10
)

// chunk is a part of a stream.
type chunk struct {
	offset int64
	length int
}

// reserve takes room for n bytes.
func (s *spillFile) reserve(n int) (*os.File, int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		file, err := os.CreateTemp(s.dir, "quipu-load-*.tmp")
		if err != nil {
			return nil, 0, s.failed(err)
		}
		s.file = file
		if os.Remove(file.Name()) != nil {
			s.name = file.Name()
		}
	}
	at := s.end
	s.end += int64(n)
	return s.file, at, nil
}

func (s *spillFile) failed(err error) error {
	return fmt.Errorf("temporary file for what does not fit the memory: %w (give more memory, or room in %s)", err, s.folder())
}

func (s *spillFile) folder() string {
	if s.dir == "" {
		return os.TempDir()
	}
	return s.dir
}

// close removes the file.
func (s *spillFile) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.name != "" {
		if failed := os.Remove(s.name); err == nil {
			err = failed
		}
	}
	s.file, s.name = nil, ""
	return err
}

// write writes a run.
func (s *spillFile) write(ctx context.Context, m *memoryRun) (*Run, error) {
	run := &fileRun{file: s}
	var err error
	if run.terms, err = s.writeTerms(ctx, m); err != nil {
		return nil, err
	}
	if run.lows, err = lowest(ctx, m.spol); err != nil {
		return nil, err
	}
	from := m.permutations()
	defer from.close()
	for _, chain := range chains {
		for _, perm := range chain {
			rows, err := from.rows(ctx, perm)
			if err != nil {
				return nil, err
			}
			if run.rows[perm], err = s.writeRows(ctx, rows, segment.Permute(run.lows, perm)); err != nil {
				return nil, err
			}
		}
	}
	return &Run{len(m.refs), len(m.spol), run}, nil
}

// lowest are the lowest ids of each place.
func lowest(ctx context.Context, spol []row) (lows [4]segment.ID, err error) {
	for i := range lows {
		if lows[i], _, err = bounds(ctx, spol, columnAt(i)); err != nil {
			return lows, err
		}
	}
	return lows, nil
}

// A streamWriter writes a stream.
type streamWriter struct {
	file   *spillFile
	buf    []byte
	chunks []chunk
}

func (s *spillFile) newStream() *streamWriter {
	return &streamWriter{file: s, buf: make([]byte, 0, s.chunk)}
}

// room makes sure that the next n bytes go to one chunk. n is much smaller
// than a chunk.
func (w *streamWriter) room(n int) error {
	if len(w.buf)+n <= cap(w.buf) {
		return nil
	}
	return w.flush()
}

func (w *streamWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	file, at, err := w.file.reserve(len(w.buf))
	if err != nil {
		return err
	}
	if _, err := file.WriteAt(w.buf, at); err != nil {
		return w.file.failed(err)
	}
	w.chunks = append(w.chunks, chunk{at, len(w.buf)})
	w.buf = w.buf[:0]
	return nil
}

// close writes what is left and returns the stream.
func (w *streamWriter) close() ([]chunk, error) {
	err := w.flush()
	return w.chunks, err
}

// A streamReader reads a stream a chunk at a time.
type streamReader struct {
	file *spillFile
	rest []chunk
	buf  []byte // as long as a chunk can be, and slack
	data []byte // what is left of the chunk
}

// slack is how many bytes behind a chunk may be looked at, so that numbers can
// be read without looking how long they are.
const slack = 16

// more reads the next chunk. It returns false at the end of the stream.
func (r *streamReader) more() (bool, error) {
	if len(r.rest) == 0 {
		return false, nil
	}
	if r.buf == nil {
		r.buf = make([]byte, r.file.chunk+slack)
	}
	next := r.rest[0]
	r.rest = r.rest[1:]
	r.data = r.buf[:next.length]
	if _, err := r.file.file.ReadAt(r.data, next.offset); err != nil {
		return false, r.file.failed(err)
	}
	return true, nil
}

// A fileRun is a run in the temporary file.
type fileRun struct {
	file  *spillFile
	terms []chunk
	rows  [6][]chunk
	lows  [4]segment.ID // the lowest ids of subject, predicate, object, label
}

func (f *fileRun) termSource() termSource {
	return &fileTerms{streamReader: streamReader{file: f.file, rest: f.terms}, form: []byte{}}
}

func (f *fileRun) permutations() permutations { return fileRows{f} }

type fileRows struct{ run *fileRun }

func (f fileRows) rows(_ context.Context, perm int) (rowSource, error) {
	return &fileRowSource{
		streamReader: streamReader{file: f.run.file, rest: f.run.rows[perm]},
		lows:         segment.Permute(f.run.lows, perm).IDs(),
	}, nil
}

func (f fileRows) close() {}
