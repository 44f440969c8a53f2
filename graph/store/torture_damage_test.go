package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// A damaged file gives each question the right answer or an error: no other
// answer, no panic, no hang, no memory by the gigabyte.
func TestDamage(t *testing.T) {
	h := newHospital(t)
	count := times(130, 10_000)
	for n := range count {
		h.treat(uint64(n))
		if t.Failed() {
			return
		}
	}
	t.Logf("%d damages to a file of %d bytes: %d of them without an effect, %d questions answered, %d refused",
		count, len(h.good), h.harmless, h.answered, h.refused)
	for _, injury := range injuries {
		t.Logf("%-24s %5d, of them refused when opened %5d, found by verify %5d", injury.name, h.given[injury.name], h.shut[injury.name], h.found[injury.name])
	}
}

// hospital has a sound file, what it answers, and what became of the others.
type hospital struct {
	t           *testing.T
	dir         string
	good, other []byte // of a file, and of one with another content
	questions   []question
	answers     []string
	others      []string // answers of the other file

	harmless, answered, refused int
	given, shut, found          map[string]int
}

func newHospital(t *testing.T) *hospital {
	h := &hospital{t: t, dir: t.TempDir(), given: map[string]int{}, shut: map[string]int{}, found: map[string]int{}}
	h.good = h.layers(1)
	h.other = h.layers(2)
	s, src := h.sound(h.good)
	if now := s.current.Load(); len(now.segments) < 2 || now.added.len() == 0 || now.removed.len() == 0 {
		t.Fatalf("the file has %d segments: the test does not test it", len(now.segments))
	}
	h.questions = questionsFor(t, s, src)
	h.answers = h.answersOf(s, src)
	h.others = h.answersOf(h.sound(h.other))
	mustVerify(t, "the sound file", s)
	return h
}

// sound opens a file that is not damaged.
func (h *hospital) sound(data []byte) (*Store, source.Source) {
	path := filepath.Join(h.t.TempDir(), "sound.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		h.t.Fatal(err)
	}
	s := openFile(h.t, path, Options{ReadOnly: true})
	src, err := s.View(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	return s, src
}

func (h *hospital) answersOf(s *Store, src source.Source) (answers []string) {
	for _, q := range h.questions {
		answer, err := q.ask(s, src)
		if err != nil {
			h.t.Fatalf("%s: %v", q.name, err)
		}
		answers = append(answers, answer)
	}
	return answers
}

// layers makes a file with a base, segments on top of it, and a log.
func (h *hospital) layers(seed uint64) []byte {
	path := filepath.Join(h.dir, "layers.db")
	os.Remove(path)
	s := openFile(h.t, path, Options{})
	s.foldAt, s.tinyLoad = 70, 0
	m := newModel()
	r := rand.New(rand.NewPCG(seed, 5))
	number := 0
	do := func(k kind, removes, adds int) {
		number++
		d := deed{number: number, kind: k}
		for range removes {
			d.remove = append(d.remove, m.quads[r.IntN(len(m.quads))])
		}
		for range adds {
			d.add = append(d.add, someQuad(r, number))
		}
		for _, q := range d.remove {
			m.remove(q)
		}
		for _, q := range d.add {
			m.add(q)
		}
		if err := d.do(s); err != nil {
			h.t.Fatal(err)
		}
	}
	do(doLoad, 0, 700)
	for range 24 {
		do(doChange, 4, 12)
	}
	do(doChange, 3, 5) // what stays in the log
	do(doChange, 3, 5)
	if err := s.Close(); err != nil {
		h.t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	return data
}

const (
	patience = 30 * time.Second // with one damaged file
	greed    = 256 << 20        // bytes allocated for it
)

// treat damages the file in one way and asks all questions.
func (h *hospital) treat(seed uint64) {
	r := rand.New(rand.NewPCG(seed, 77))
	injury := injuries[int(seed)%len(injuries)]
	data := injury.do(r, bytes.Clone(h.good), h.other)
	what := fmt.Sprintf("damage %d (%s)", seed, injury.name)
	h.given[injury.name]++
	path := filepath.Join(h.dir, fmt.Sprint(seed, ".db"))
	defer func() {
		os.Remove(path)
		if h.t.Failed() {
			h.t.Logf("%s is kept as %s", what, keep(data))
		}
	}()
	write := data
	if injury.name == "truncated while open" {
		if runtime.GOOS == "windows" {
			return // an open file cannot be truncated there
		}
		write = h.good
	}
	if err := os.WriteFile(path, write, 0o600); err != nil {
		h.t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				h.t.Errorf("%s: panic: %v\n%s", what, p, debug.Stack())
			}
		}()
		h.ask(what, injury.name, path, len(data), r)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		stacks := make([]byte, 1<<16)
		h.t.Fatalf("%s: no end\n%s", what, stacks[:runtime.Stack(stacks, true)])
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > greed {
		h.t.Errorf("%s: %d bytes were allocated", what, n)
	}
}

// keep puts a damaged file where it stays.
func keep(data []byte) string {
	f, err := os.CreateTemp("", "quipu-damaged-*.db")
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	_, _ = f.Write(data)
	return f.Name()
}

// ask asks a damaged file everything: as it is, and, now and then, after it
// was written to or compacted.
func (h *hospital) ask(what, injury, path string, length int, r *rand.Rand) {
	write := injury != "truncated while open" && r.IntN(4) == 0
	s, err := Open(ctx, path, Options{ReadOnly: !write})
	if err != nil {
		h.shut[injury]++
		h.found[injury]++
		h.mustBeDamage(what, "open", err)
		h.refused += len(h.questions)
		return
	}
	defer s.Close()
	src, err := s.View(ctx)
	if err != nil {
		h.t.Errorf("%s: opened, but not viewed: %v", what, err)
		return
	}
	if injury == "truncated while open" {
		if err := os.Truncate(path, int64(length)); err != nil {
			h.t.Error(err)
			return
		}
	}
	refused := h.askAll(what, s, src)
	sound := true
	err = s.Verify(ctx, func(err error) {
		sound = false
		h.mustBeDamage(what, "verify", err)
	}, nil)
	if err != nil {
		sound = false
		h.mustBeDamage(what, "verify", err)
	}
	switch {
	case !sound:
		h.found[injury]++
	case refused > 0:
		h.t.Errorf("%s: verify finds nothing, but %d questions were refused", what, refused)
	default:
		h.harmless++
	}
	if !write {
		return
	}
	// What is written now must not make damage look sound.
	s.foldAt = 1
	if r.IntN(2) == 0 {
		if s.Compact(ctx, CompactOptions{}) == nil {
			h.askAnew(what+", compacted", s)
		}
		return
	}
	d := deed{kind: doChange, add: []quad.Quad{{Subject: quad.IRI("ex:later"), Predicate: quad.IRI("ex:later"), Object: quad.IRI("ex:later")}}}
	if d.do(s) == nil && (deed{kind: doChange, remove: d.add}).do(s) == nil {
		h.askAnew(what+", written to", s)
	}
}

// askAnew asks the newest state.
func (h *hospital) askAnew(what string, s *Store) {
	src, err := s.View(ctx)
	if err != nil {
		h.mustBeDamage(what, "view", err)
		return
	}
	defer src.Close()
	h.askAll(what, s, src)
}

// askAll asks all questions and counts those that were refused. A file that
// begins inside a superblock of one store and goes on with another store is
// that other one, but for a superblock; then all answers are.
func (h *hospital) askAll(what string, s *Store, src source.Source) (refused int) {
	later := strings.HasSuffix(what, "written to") // has two commits more
	want := h.answers
	if size, err := h.questions[0].ask(s, src); err == nil && size == h.others[0] && strings.Contains(what, "spliced") {
		want = h.others
	}
	for i, q := range h.questions {
		if later && q.name == "history" {
			continue
		}
		got, err := q.ask(s, src)
		switch {
		case err != nil:
			h.mustBeDamage(what, q.name, err)
			refused++
		case got != want[i]:
			h.t.Errorf("%s: %s: a wrong answer:\n%.300s\nwant\n%.300s", what, q.name, got, want[i])
			return refused // one is enough
		default:
			h.answered++
		}
	}
	h.refused += refused
	return refused
}

// mustBeDamage checks that an error says that the file is damaged, or none of
// ours.
func (h *hospital) mustBeDamage(what, doing string, err error) {
	var e *FileError
	if !errors.As(err, &e) || !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) && !errors.Is(err, ErrNewer) {
		h.t.Errorf("%s: %s: an error that does not say so: %v", what, doing, err)
	}
}
