package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
	"quipu/graph/store/container"
)

var errBadRead = errors.New("a bad sector")

// badReads is the operating system with one read that fails.
type badReads struct {
	container.FS
	left atomic.Int64 // reads before the one that fails
}

type badHandle struct {
	container.Handle
	fs *badReads
}

func (f *badReads) Open(name string) (container.Handle, error) {
	h, err := f.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return badHandle{h, f}, nil
}

func (h badHandle) ReadAt(p []byte, offset int64) (int, error) {
	if h.fs.left.Add(-1) == 0 {
		return 0, errBadRead
	}
	return h.Handle.ReadAt(p, offset)
}

// A store that could not read what another process has committed does not take
// the state before it for the newest, and does not build on it.
func TestRereadFails(t *testing.T) {
	for _, fold := range []bool{false, true} {
		for bad := int64(1); ; bad++ {
			if rereadFails(t, fold, bad) {
				if bad == 1 {
					t.Errorf("nothing is read: the test does not test it")
				}
				break
			}
		}
	}
}

// rereadFails lets one read fail while a store looks at what another one wrote.
// It returns true where there are not so many.
func rereadFails(t *testing.T, fold bool, bad int64) (through bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), fmt.Sprint(fold, bad, ".db"))
	writer := openFile(t, path, Options{})
	add(t, writer, q1)
	disk := &badReads{FS: container.OS}
	s := openFile(t, path, Options{fs: disk})
	verify(t, s, q1)
	if fold {
		writer.foldAt = 1
	}
	add(t, writer, q2, q3)
	disk.left.Store(bad)
	src, err := s.View(ctx)
	through = disk.left.Swap(0) > 0
	if err != nil && !errors.Is(err, errBadRead) {
		t.Fatalf("read %d: %v", bad, err)
	}
	if err == nil {
		if found, err := source.Quads(ctx, src, source.Pattern{}); err != nil || len(found) == 1 {
			t.Errorf("read %d fails, and nobody says so: %v, %v", bad, found, err)
		}
	}
	verify(t, s, q1, q2, q3)
	add(t, s, q4)
	other := openFile(t, path, Options{ReadOnly: true})
	verify(t, other, q1, q2, q3, q4)
	if err := other.Verify(ctx, func(err error) { t.Error(err) }, nil); err != nil {
		t.Error(err)
	}
	return through
}

// A file of the first format is read anew only if it is another.
func TestOldFileReadOnce(t *testing.T) {
	old, err := os.ReadFile("../../testdata/store/format1.quipu")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "g.db")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openFile(t, path, Options{})
	first, again := s.current.Load(), s.current.Load()
	for range 3 {
		if _, err := s.View(ctx); err != nil {
			t.Fatal(err)
		}
		again = s.current.Load()
	}
	if first != again {
		t.Error("it was read again for each view")
	}
}

// A file that is deleted while it is open is missed at the next view and the
// next commit, which would both be of what nobody else can see. States that
// were handed out stay.
func TestFileDeleted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1)
	kept, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Skipf("an open file cannot be removed here: %v", err)
	}
	for range 2 {
		if _, err := s.View(ctx); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("view: %v", err)
		}
		if _, err := s.Begin(ctx); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("begin: %v", err)
		}
	}
	sourcetest.Verify(t.Fatalf, kept, []quad.Quad{q1})
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	add(t, s, q2)
	verify(t, s, q1, q2)
}
