package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"crypto/sha256"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

var ctx = context.Background()

func openFile(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func add(t testing.TB, s *Store, quads ...quad.Quad) {
	t.Helper()
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, q := range quads {
		if err := tx.Add(q); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
}

func verify(t testing.TB, s *Store, want ...quad.Quad) {
	t.Helper()
	src, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.Verify(t.Fatalf, src, want)
}

var (
	q1 = sourcetest.Q("a", "p", "b", "x")
	q2 = sourcetest.Q("a", "p", `"b`, "")
	q3 = quad.Quad{
		Subject: quad.BNode("n"), Predicate: quad.IRI("ex:p"),
		Object: quad.LangString{Value: "Kyjív\n", Lang: "cs"}, Label: quad.IRI("ex:x"),
	}
	q4 = quad.Quad{
		Subject: quad.BNode("n"), Predicate: quad.IRI("ex:p"),
		Object: quad.TypedString{Value: "130", Type: "http://www.w3.org/2001/XMLSchema#integer"},
	}
)

func TestFile(t *testing.T) {
	sourcetest.Run(t, func(t *testing.T) source.Store {
		return openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	})
}

func TestFileModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp("", "quipu-model-*")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(folder)
		path := filepath.Join(folder, "g.db")
		open := func() *Store {
			s, err := Open(ctx, path, Options{})
			if err != nil {
				rt.Fatal(err)
			}
			return s
		}
		s := open()
		sourcetest.Model(rt, func() source.Store { return s }, func() {
			if err := s.Close(); err != nil {
				rt.Fatal(err)
			}
			s = open()
		})
	})
}

func TestFileReopened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{Base: "http://example.org/"})
	add(t, s, q1, q2, q3, q4)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openFile(t, path, Options{Base: "urn:other:", ReadOnly: true})
	verify(t, s, q1, q2, q3, q4)
	if s.Base() != "http://example.org/" {
		t.Errorf("base is %s", s.Base())
	}
}

// Two openers of one file see each other's commits and lose none of them.
func TestFileTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	a, b := openFile(t, path, Options{}), openFile(t, path, Options{})
	add(t, a, q1)
	reader := openFile(t, path, Options{ReadOnly: true})
	add(t, b, q2, q3)
	add(t, a, q4)
	for _, s := range []*Store{a, b, reader} {
		verify(t, s, q1, q2, q3, q4)
	}
	old, err := b.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := a.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(tx.Remove(q1), tx.Remove(q2)); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	verify(t, b, q3, q4)
	sourcetest.Verify(t.Fatalf, old, []quad.Quad{q1, q2, q3, q4})
}

func TestFileLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	a := openFile(t, path, Options{})
	b := openFile(t, path, Options{Wait: 30 * time.Millisecond})
	tx, err := a.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Begin(ctx)
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || !strings.Contains(err.Error(), path) {
		t.Errorf("a second writer gets %v", err)
	}
	verify(t, b) // reading goes on
	tx.Rollback()
	add(t, b, q1)
	verify(t, a, q1)
}

func TestFileReadOnly(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	if _, err := Open(ctx, path, Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening what is not there: %v", err)
	}
	if names := list(t, folder); len(names) > 0 {
		t.Errorf("opening for reading created %v", names)
	}
	add(t, openFile(t, path, Options{}), q1)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := openFile(t, path, Options{ReadOnly: true})
	verify(t, s, q1)
	if _, err := s.Begin(ctx); !errors.Is(err, ErrReadOnly) {
		t.Errorf("begin: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) || len(list(t, folder)) != 1 {
		t.Errorf("reading changed the folder: %v, %v", list(t, folder), err)
	}
}

func list(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFileMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	s := openFile(t, path, Options{})
	add(t, s)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	add(t, openFile(t, link, Options{}), q1)
	verify(t, s, q1)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("a commit changed the mode to %v, %v", info.Mode(), err)
	}
}

func TestFileErrors(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	add(t, openFile(t, path, Options{}), q1, q2, q3, q4)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	newer := slices.Clone(good)
	newer[8] = 2
	binary.LittleEndian.PutUint32(newer[checkedSize:], crc32.Checksum(newer[:checkedSize], castagnoli))
	tests := []struct {
		name string
		data []byte
		want error
		text string
	}{
		{"empty", nil, ErrForeign, "no Quipu store"},
		{"text", []byte("Russia → accuses → Ukraine\n"), ErrForeign, "nothing was changed"},
		{"only a part of the magic", good[:3], ErrDamaged, "cut off after 3 bytes"},
		{"only a part of the header", good[:50], ErrDamaged, "cut off after 50 bytes"},
		{"only the header", good[:headerSize], ErrDamaged, "cut off: 108 of"},
		{"truncated", good[:len(good)-1], ErrDamaged, "cut off"},
		{"appended to", append(slices.Clone(good), 0), ErrDamaged, "follow its end"},
		{"newer", newer, ErrNewer, "version 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bad := filepath.Join(folder, "bad.db")
			if err := os.WriteFile(bad, test.data, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, readOnly := range []bool{true, false} {
				_, err := Open(ctx, bad, Options{ReadOnly: readOnly})
				if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) || !strings.Contains(err.Error(), bad) {
					t.Errorf("%v; want %v with %q", err, test.want, test.text)
				}
			}
			if after, err := os.ReadFile(bad); err != nil || !bytes.Equal(after, test.data) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
	if _, err := Open(ctx, folder, Options{}); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Open(ctx, filepath.Join(folder, "none", "g.db"), Options{}); err == nil || !strings.Contains(err.Error(), "its folder does not exist") {
		t.Errorf("a missing folder: %v", err)
	}
}

// No bit of the file can flip unnoticed.
func TestFileFlippedBits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1, q2, q3, q4)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8 * len(good) {
		bad := slices.Clone(good)
		bad[i/8] ^= 1 << (i % 8)
		if _, err := decode(bad); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) {
			t.Fatalf("bit %d of byte %d flipped: %v", i%8, i/8, err)
		}
	}
	// An open store says so too, and does not write over what may be saved.
	good[len(good)-1] ^= 1
	good[20] ^= 1
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.View(ctx); !errors.Is(err, ErrDamaged) {
		t.Errorf("view: %v", err)
	}
	if _, err := s.Begin(ctx); !errors.Is(err, ErrDamaged) {
		t.Errorf("begin: %v", err)
	}
}

// stampFile gives a body the checksums that it would have been written with,
// so that what is behind them can be tested.
func stampFile(h header, body []byte) []byte {
	h.length = uint64(headerSize + len(body))
	h.sum = sha256.Sum256(body)
	return append(h.appendTo(nil), body...)
}

func FuzzDecode(f *testing.F) {
	path := filepath.Join(f.TempDir(), "g.db")
	s := openFile(f, path, Options{})
	add(f, s, q1, q2, q3, q4)
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)-3])
	for _, i := range []int{33, 40, 48, 56, headerSize + 10, headerSize + 15, len(good) - 2} {
		flipped := slices.Clone(good)
		flipped[i] ^= 0x80
		f.Add(flipped)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := decode(data); err == nil {
			return
		}
		if len(data) < headerSize {
			return
		}
		// The same with honest checksums: now the contents are looked at.
		var h header
		fields := []*uint64{&h.generation, &h.length, &h.terms, &h.quads, &h.sections[0], &h.sections[1], &h.sections[2]}
		for i, n := range fields {
			*n = binary.LittleEndian.Uint64(data[16+8*i:])
		}
		c, err := decode(stampFile(h, data[headerSize:]))
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("an error without its kind: %v", err)
			}
			return
		}
		if err := Memory("").replace(c); err != nil {
			t.Fatal(err)
		}
	})
}
