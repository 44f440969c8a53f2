//go:build !windows

package container_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"quipu/graph/store/container"
)

// A pipe is refused, not waited for.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := container.Open(container.OS, path); !errors.Is(err, container.ErrForeign) {
		t.Error(err)
	}
	if is, err := container.Is(container.OS, path); is || err != nil {
		t.Error(is, err)
	}
}

// Mapped bytes outlast their File and its path.
func TestMapped(t *testing.T) {
	e := newFile(t)
	do(t, e, appends("a"))
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	root := string(f.Header().Root)
	f.Close()
	e.close()
	if err := os.Remove(e.path); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	if err := checkExtent(b, root); err != nil {
		t.Error(err)
	}
	runtime.KeepAlive(b.Owner)
}
