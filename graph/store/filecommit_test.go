package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// Nothing is left where nothing was, before a commit or when one fails.
func TestFileCreatedByFirstCommit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	s := openFile(t, path, Options{Base: "http://example.org/"})
	verify(t, s)
	for _, end := range []func(source.Tx){
		source.Tx.Rollback,
		func(tx source.Tx) {
			cancelled, cancel := context.WithCancel(ctx)
			cancel()
			if _, err := tx.Commit(cancelled); err == nil {
				t.Error("a cancelled commit succeeds")
			}
		},
	} {
		tx, err := s.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.Add(q1); err != nil {
			t.Fatal(err)
		}
		end(tx)
		if names := list(t, folder); len(names) > 0 {
			t.Errorf("the folder holds %v", names)
		}
	}
	add(t, s)
	if names := list(t, folder); len(names) != 1 || names[0] != "g.db" {
		t.Errorf("after a commit the folder holds %v", names)
	}
	if s := openFile(t, path, Options{}); s.Base() != "http://example.org/" {
		t.Errorf("base is %s", s.Base())
	}
}

// A commit without changes leaves the file as it is.
func TestFileUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, q1)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the file was changed: %v", err)
	}
	add(t, s, q2)
	verify(t, openFile(t, path, Options{}), q1, q2)
}

// The lock's file comes and goes with each commit, and still no two writers
// ever hold it.
func TestFileManyWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	const writers, commits = 4, 12
	ended := make(chan error, writers)
	var want []quad.Quad
	for w := range writers {
		s := openFile(t, path, Options{Wait: time.Minute})
		var own []quad.Quad
		for n := range commits {
			own = append(own, sourcetest.Q(fmt.Sprint("writer ", w), "p", fmt.Sprint("commit ", n), ""))
		}
		want = append(want, own...)
		go func() { ended <- commitEach(s, own) }()
	}
	for range writers {
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	}
	verify(t, openFile(t, path, Options{}), want...)
}

// commitEach adds each quad in a transaction of its own.
func commitEach(s *Store, quads []quad.Quad) error {
	for _, q := range quads {
		tx, err := s.Begin(ctx)
		if err != nil {
			return err
		}
		if err := tx.Add(q); err != nil {
			return err
		}
		if _, err := tx.Commit(ctx); err != nil {
			return err
		}
	}
	return nil
}

// A process that was killed leaves half a file and a lock that nobody holds.
// The next commit is not kept by them, and takes the half file away.
func TestFileAfterKill(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	add(t, openFile(t, path, Options{}), q1)
	left := []string{"g.db.lock", "g.db.4711-0.tmp", "g.db.mine.tmp", "g.db-4711-0.tmp"}
	for _, name := range left {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := openFile(t, path, Options{})
	verify(t, s, q1)
	add(t, s, q2)
	verify(t, s, q1, q2)
	got, want := list(t, folder), []string{"g.db", "g.db-4711-0.tmp", "g.db.mine.tmp"}
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

// A file that its owner has made read-only is not replaced.
func TestFileWriteProtected(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1)
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(ctx); err == nil || !strings.Contains(err.Error(), "write-protected") {
		t.Errorf("begin: %v", err)
	}
	verify(t, s, q1)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	add(t, s, q2)
}
