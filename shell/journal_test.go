package shell

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/quads"
)

func testJournal(t *testing.T, state string) *journal {
	t.Helper()
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	return newJournal(state, names)
}

func testQuad(s, o string) quad.Quad {
	return quad.Quad{Subject: quad.IRI("urn:quipu:" + s), Predicate: quad.IRI("urn:quipu:p"), Object: quad.String(o)}
}

func TestJournal(t *testing.T) {
	state := t.TempDir()
	j := testJournal(t, state)
	a, b, c := testQuad("a", "line\nbreak"), testQuad("b", "\u202e→"), testQuad("c", "x")
	b.Label = quad.IRI("urn:quipu:S")
	a.Subject = quad.BNode("q0123456789abcdef0123456789abcdef")
	for _, change := range []graph.Applied{
		{Added: []quad.Quad{a, b}},
		{Added: []quad.Quad{c}},
		{Removed: []quad.Quad{b}},
	} {
		if err := j.write([]string{"/case.arrows"}, change); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(j.file.Name())
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the journal has mode %v (%v)", info.Mode(), err)
	}

	// Another shell leaves it alone while its own shell runs.
	other := testJournal(t, state)
	if left, err := other.orphans(); err != nil || len(left) != 0 {
		t.Fatalf("a running shell's journal is offered: %v, %v", left, err)
	}
	// A record that was being written when the machine stopped is no record.
	if _, err := j.file.WriteString(`{"time":"2024-03-22T20:0`); err != nil {
		t.Fatal(err)
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}

	left, err := other.orphans()
	if err != nil || len(left) != 1 {
		t.Fatalf("found %d journals, %v", len(left), err)
	}
	if got := left[0].change; !reflect.DeepEqual(got.Added, []quad.Quad{a, c}) || len(got.Removed) > 0 {
		t.Errorf("it comes to %v", got)
	}
	if got := left[0].on; !reflect.DeepEqual(got, []string{"/case.arrows"}) {
		t.Errorf("it was on %q", got)
	}

	// While it is being asked about, no third shell asks.
	third := testJournal(t, state)
	if again, err := third.orphans(); err != nil || len(again) != 0 {
		t.Errorf("offered twice: %v, %v", again, err)
	}
	if err := left[0].release(); err != nil {
		t.Fatal(err)
	}
	again, err := third.orphans()
	if err != nil || len(again) != 1 {
		t.Fatalf("not offered again: %v, %v", again, err)
	}
	if err := again[0].remove(); err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(filepath.Join(state, "unsaved", "*")); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

func TestJournalForgotten(t *testing.T) {
	state := t.TempDir()
	j := testJournal(t, state)
	if err := j.forget(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := j.write(nil, graph.Applied{Added: []quad.Quad{testQuad("a", "b")}}); err != nil {
			t.Fatal(err)
		}
		if err := j.forget(); err != nil {
			t.Fatal(err)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(state, "unsaved", "*")); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

// What is no journal is told and kept.
func TestJournalDamaged(t *testing.T) {
	state := t.TempDir()
	j := testJournal(t, state)
	if err := os.MkdirAll(j.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(j.folder, "x"+journalExt)
	if err := os.WriteFile(path, []byte(`{"add":["not a quad"]}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := j.orphans(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestStateFolder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	got, err := stateFolder()
	if err != nil || got != filepath.Join(dir, "quipu") {
		t.Errorf("%s, %v", got, err)
	}
	if info, err := os.Stat(got); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	// A relative path would be the current folder's, which is nobody's home.
	t.Setenv("XDG_STATE_HOME", "state")
	t.Setenv("HOME", dir)
	t.Setenv("LocalAppData", dir)
	if got, err := stateHome(); err != nil || !strings.HasPrefix(got, dir) {
		t.Errorf("%s, %v", got, err)
	}
}
