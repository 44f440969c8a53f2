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
	"slices"
	"strings"
	"testing"
	"time"

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

// A load may begin while a transaction of the same process runs.
func TestFileLoadBesideTransaction(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{Wait: time.Millisecond})
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.Load(ctx, LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	tx.Rollback()
	b := l.Builder()
	if err := errors.Join(b.Add(q1), b.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	verify(t, s, q1)
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

func TestFileErrors(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	add(t, openFile(t, path, Options{}), q1, q2, q3, q4)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	newer := slices.Clone(good)
	for _, slot := range []int{0, 4096} {
		newer[slot+8] = 3
		binary.LittleEndian.PutUint32(newer[slot+104:], crc32.Checksum(newer[slot:slot+104], crc32.MakeTable(crc32.Castagnoli)))
	}
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
		{"only a superblock", good[:4096], ErrDamaged, "cut off"},
		{"truncated", good[:len(good)-1], ErrDamaged, "cut off"},
		{"newer", newer, ErrNewer, "version 3"},
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

// A file of the first format is read, and becomes one of the present format
// with the first commit.
func TestFileOldFormat(t *testing.T) {
	old, err := os.ReadFile("../../testdata/store/format1.quipu")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "g.db")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	had := []quad.Quad{
		{Subject: quad.IRI("urn:quipu:Russia"), Predicate: quad.IRI("urn:quipu:accuses"), Object: quad.IRI("urn:quipu:Ukraine"), Label: quad.IRI("urn:quipu:Reuters")},
		{Subject: quad.IRI("urn:quipu:Russia"), Predicate: quad.IRI("urn:quipu:accuses"), Object: quad.IRI("urn:quipu:Ukraine")},
		{Subject: quad.IRI("urn:quipu:Kyiv"), Predicate: quad.IRI("http://www.w3.org/2000/01/rdf-schema#label"), Object: quad.LangString{Value: "Kyjív\n", Lang: "cs"}, Label: quad.IRI("urn:quipu:Reuters")},
		{Subject: quad.IRI("urn:quipu:Kyiv"), Predicate: quad.IRI("urn:quipu:killed"), Object: quad.TypedString{Value: "130", Type: "http://www.w3.org/2001/XMLSchema#integer"}},
		{Subject: quad.BNode("q0123456789abcdef0123456789abcdef"), Predicate: quad.IRI("urn:quipu:says"), Object: quad.String("no"), Label: quad.IRI("urn:quipu:BBC")},
	}
	verify(t, openFile(t, path, Options{ReadOnly: true}), had...)
	s := openFile(t, path, Options{})
	verify(t, s, had...)
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
		t.Errorf("reading changed the file: %v", err)
	}
	add(t, s, q1)
	verify(t, s, append(had, q1)...)
	verify(t, openFile(t, path, Options{ReadOnly: true}), append(had, q1)...)
	before, err := s.At(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.Verify(t.Fatalf, before, had)

	for i := range old {
		bad := slices.Clone(old)
		bad[i] ^= 1
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(ctx, path, Options{ReadOnly: true}); err == nil {
			verify(t, s, had...) // what nobody reads, as the generation
		}
	}
}

// No bit of the file can flip unnoticed: what is read is right, or an error.
func TestFileFlippedBits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	add(t, s, q1, q2)
	add(t, s, q3, q4)
	s.Close()
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := readAll(t, path)
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 1 << (i % 8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(ctx, path, Options{ReadOnly: true})
		var got []quad.Quad
		if err == nil {
			got, err = readStore(s)
			s.Close()
		}
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) && !errors.Is(err, ErrNewer) {
				t.Fatalf("byte %d: an error without its kind: %v", i, err)
			}
		} else if !slices.Equal(got, want) {
			t.Fatalf("byte %d flipped: read %v", i, got)
		}
	}
}

func readAll(t *testing.T, path string) []quad.Quad {
	t.Helper()
	quads, err := readStore(openFile(t, path, Options{ReadOnly: true}))
	if err != nil {
		t.Fatal(err)
	}
	return quads
}

func readStore(s *Store) ([]quad.Quad, error) {
	src, err := s.View(ctx)
	if err != nil {
		return nil, err
	}
	return source.Quads(ctx, src, source.Pattern{})
}
