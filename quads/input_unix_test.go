//go:build unix

package quads_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quipu/quads"
)

// TestInputNamedPipe reads what a shell's <(…) gives: a file that can be read
// once and has no size.
func TestInputNamedPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	go func() {
		if f, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
			io.WriteString(f, gz(t, one+two))
			f.Close()
		}
	}()
	in, err := quads.OpenInput(context.Background(), name, quads.InputOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	got, err := io.ReadAll(in)
	if err != nil || string(got) != one+two {
		t.Errorf("read %q, %v", got, err)
	}
	if label, err := in.Blank("x"); err != nil || label == "x" {
		t.Errorf("Blank: %q, %v", label, err)
	}
}

// TestInputSpoolUnlinked checks that a killed process would leave no copy of
// standard input behind.
func TestInputSpoolUnlinked(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	in, err := quads.OpenInput(context.Background(), "-", quads.InputOptions{Stdin: strings.NewReader(one)})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
		t.Errorf("while it is read there are %v, %v", list, err)
	}
}
