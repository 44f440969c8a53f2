//go:build linux || darwin

package store

import (
	"bytes"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"quipu/graph/source/sourcetest"
)

// A write that the system refuses midway, as on a full disk, leaves the old
// file, the old state, and no litter.
func TestFileFullDisk(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2000 {
		if err := tx.Add(sourcetest.Q("s", "p", fmt.Sprint("object number ", i), "")); err != nil {
			t.Fatal(err)
		}
	}

	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	small := old
	small.Cur = 4096
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Skipf("the size of files cannot be limited here: %v", err)
	}
	_, err = tx.Commit(ctx)
	if err2 := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err2 != nil {
		t.Fatal(err2)
	}
	if err == nil {
		t.Fatal("a commit that could not be written is reported as done")
	}
	t.Log(err)
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
	if names := list(t, folder); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
	verify(t, s, q1)
	add(t, s, q2)
	verify(t, s, q1, q2)
}
