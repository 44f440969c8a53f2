package container_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"quipu/graph/store/container"
)

// benchFile returns a file and a Writer of it.
func benchFile(b *testing.B) *env {
	b.Helper()
	e := &env{fs: container.OS, path: filepath.Join(b.TempDir(), "g.db")}
	b.Cleanup(e.close)
	if err := create(e); err != nil {
		b.Fatal(err)
	}
	if _, err := e.writer(); err != nil {
		b.Fatal(err)
	}
	return e
}

var payload = bytes.Repeat([]byte("p"), 700) // about ten quads

func BenchmarkAppend(b *testing.B) {
	e := benchFile(b)
	for b.Loop() {
		if _, err := e.w.Append(payload); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDisk is what BenchmarkAppend has to be measured against: a write
// of as many bytes at the end of a file, and its sync.
func BenchmarkDisk(b *testing.B) {
	h, err := container.OS.Create(filepath.Join(b.TempDir(), "disk"), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	offset := int64(0)
	for b.Loop() {
		if _, err := h.WriteAt(payload, offset); err != nil {
			b.Fatal(err)
		}
		if err := h.Sync(); err != nil {
			b.Fatal(err)
		}
		offset += int64(len(payload))
	}
}

// BenchmarkTransaction takes the lock each time, as the shell does.
func BenchmarkTransaction(b *testing.B) {
	e := benchFile(b)
	e.close()
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for b.Loop() {
		l, err := container.Acquire(ctx, e.fs, e.path, 0)
		if err != nil {
			b.Fatal(err)
		}
		w, err := f.Writer(l)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.Append(payload); err != nil {
			b.Fatal(err)
		}
		w.Close()
	}
}

func BenchmarkRefresh(b *testing.B) {
	e := benchFile(b)
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for b.Loop() {
		if _, err := f.Refresh(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	e := benchFile(b)
	for range 1000 {
		if _, err := e.w.Append(payload); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		f, err := container.Open(e.fs, e.path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Log(f.Header().LogStart); err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
