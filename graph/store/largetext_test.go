package store

import (
	"flag"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

var largeText = flag.Int("large-text", 5, "megabytes of the texts in TestLargeTexts; the most is 64")

// article makes a text of some bytes that begins like all others.
func article(seed uint64, size int) quad.String {
	r := rand.New(rand.NewPCG(seed, 0))
	words := []string{"Kyiv", "said", "on", "Tuesday", "\"no\"", "to", "Россия", "a\\b", "report\n", "of"}
	var b strings.Builder
	b.WriteString(strings.Repeat("The same beginning. ", size/40))
	for b.Len() < size {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(' ')
	}
	return quad.String(b.String())
}

// Long texts go all ways: by a bulk load, in a small transaction, through a
// fold, a rewrite, and the history, and are read by place and as lines.
func TestLargeTexts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	s := openFile(t, path, Options{})
	s.tinyLoad = 0
	about := func(name string, text quad.Value) quad.Quad {
		return quad.Quad{Subject: quad.IRI("ex:" + name), Predicate: quad.IRI("ex:text"), Object: text}
	}
	size := *largeText << 20
	first, second, third := about("first", article(1, size)), about("second", article(2, size)), about("third", article(3, size))
	if _, err := load(s, first, q1, q2); err != nil {
		t.Fatal(err)
	}
	add(t, s, second, q3) // so much text is folded at once
	if n := len(s.current.Load().segments); n != 2 {
		t.Errorf("%d segments", n)
	}
	holdsTexts(t, s, first, second, q1, q2, q3)
	if _, err := load(s, third, second, q4); err != nil {
		t.Fatal(err)
	}
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Remove(first); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(ctx, CompactOptions{}); err != nil {
		t.Fatal(err)
	}
	holdsTexts(t, openFile(t, path, Options{ReadOnly: true}), second, third, q1, q2, q3, q4)
	then, err := s.At(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.Verify(t.Fatalf, then, []quad.Quad{first, q1, q2})
	if size := s.file.End(); size > 3*int64(*largeText)<<20 {
		t.Errorf("the texts are not compressed: the file has %d bytes", size)
	}
}

func holdsTexts(t *testing.T, s *Store, want ...quad.Quad) {
	t.Helper()
	verify(t, s, want...)
	mustVerify(t, "texts", s)
	src, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	lines, ok, err := linesIn(src)
	if err != nil || !ok {
		t.Fatalf("lines: %v, %v", ok, err)
	}
	found, err := source.Quads(ctx, src, source.Pattern{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := lines.differs(contentOf(found)); diff != "" {
		t.Errorf("lines and quads differ: %.200s", diff)
	}
}
