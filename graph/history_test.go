package graph

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/source"
	"quipu/quads/rdf"
)

// TestHistory runs testdata/history: each file is one graph with a history
// whose clock is set.
//
//	commit at=TIME by=NAME do=COMMAND    adds and removes the lines "+ s p o" and "- s p o"
//	log                                  the commits
//	changes N [about=NAME]               what one changed
//	at MOMENT                            the graph as it was
//	undoable, undo N                     the next commit to undo, its undoing
//	compact MOMENT                       the commit before which all is forgotten
func TestHistory(t *testing.T) {
	files, err := filepath.Glob("../testdata/history/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in testdata/history: %v", err)
	}
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	time.Local = time.FixedZone("", 3600)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			g, err := Memory(Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			f := &fakeHistory{Store: g.store, first: 1}
			g.store, g.history = f, f
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				out, err := runHistory(g, f, d)
				if err != nil {
					out += "error: " + err.Error() + "\n"
				}
				return out
			})
		})
	}
}

func runHistory(g *Graph, f *fakeHistory, d *datadriven.TestData) (string, error) {
	var b strings.Builder
	switch d.Cmd {
	case "commit":
		return f.commit(g, d)
	case "log":
		err := g.Log(ctx, func(c Commit) bool {
			fmt.Fprintf(&b, "%d %s %s +%d -%d %s\n", c.Number, c.Time.Local().Format(time.RFC3339), c.Analyst, c.Added, c.Removed, c.Command)
			return true
		})
		return b.String(), err
	case "undoable":
		c, err := g.Undoable(ctx)
		return fmt.Sprintf("%d\n", c.Number), err
	}
	m, err := ParseMoment(d.CmdArgs[0].Key)
	if err != nil {
		return "", err
	}
	switch d.Cmd {
	case "changes":
		var about quad.Value
		if name := value(d, "about"); name != "" {
			about = g.names.IRI(name)
		}
		err := g.Changes(ctx, m.number, about, func(q quad.Quad, removed bool) error {
			fmt.Fprintf(&b, "%s %s\n", map[bool]string{true: "-", false: "+"}[removed], q)
			return nil
		})
		return b.String(), err
	case "at":
		return exportAt(g, m)
	case "undo":
		return "", g.Undo(source.WithNote(ctx, source.Note{Analyst: "eve", Command: ".undo"}), m.number)
	case "compact":
		if err := g.Compact(ctx, CompactOptions{ForgetBefore: &m}); err != nil {
			return "", err
		}
		return fmt.Sprintf("the first is %d\n", f.first), nil
	}
	return "", fmt.Errorf("unknown command %s", d.Cmd)
}

// value returns the words of an argument.
func value(d *datadriven.TestData, name string) string {
	for _, a := range d.CmdArgs {
		if a.Key == name {
			return strings.Join(a.Vals, " ")
		}
	}
	return ""
}

func exportAt(g *Graph, m Moment) (string, error) {
	number, err := g.CommitAt(ctx, m)
	if err != nil {
		return "", err
	}
	past, err := g.At(ctx, number)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	_, err = past.Export(ctx, rdf.NewWriter(&b), ExportOptions{})
	return fmt.Sprintf("commit %d\n%s", number, b.String()), err
}

// A graph of the past is for reading, and one in memory has none.
func TestPast(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.At(ctx, 0); !errors.Is(err, ErrNoHistory) {
		t.Errorf("the past of a graph in memory: %v", err)
	}
	f := &fakeHistory{Store: g.store, first: 1}
	g.history = f
	past, err := g.At(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := past.Apply(ctx, []quad.Quad{quad.MakeIRI("a", "b", "c", "")}, nil); err == nil {
		t.Error("the past was changed")
	}
	if _, err := past.At(ctx, 0); !errors.Is(err, ErrNoHistory) {
		t.Errorf("the past of the past: %v", err)
	}
}

// A backup replaces nothing but a store, and that only on purpose.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	g, err := Open(ctx, in("old.quipu"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	mustApply(t, g, []quad.Quad{quad.MakeIRI("a", "b", "c", "")}, nil)
	g.Close()
	if err := os.WriteFile(in("notes"), []byte("notes"), 0o666); err != nil {
		t.Fatal(err)
	}
	if g, err = Memory(Options{}); err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if err := g.Backup(ctx, in("x"), BackupOptions{}); !errors.Is(err, ErrNoHistory) {
		t.Errorf("a backup of a graph in memory: %v", err)
	}
	g.history = &fakeHistory{}
	overwrite := BackupOptions{Overwrite: true}
	if err := g.Backup(ctx, in("old.quipu"), BackupOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	for name, want := range map[string]string{"notes": "is no store", "": "is a directory"} {
		if err := g.Backup(ctx, in(name), overwrite); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"new.quipu", "old.quipu"} {
		if err := g.Backup(ctx, in(name), overwrite); err != nil {
			t.Error(err)
		}
		if b, err := os.ReadFile(in(name)); err != nil || string(b) != "a backup" {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
}
