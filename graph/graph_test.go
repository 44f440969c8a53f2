package graph

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/quads"
	"quipu/quads/rdf"
)

// TestData runs testdata/graph: each file is one graph in memory, changed and
// asked command by command. A command's input is arrows unless from= says
// otherwise.
func TestData(t *testing.T) {
	files, err := filepath.Glob("../testdata/graph/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in testdata/graph: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			g, err := Memory(Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				return run(t, g, d)
			})
		})
	}
}

func run(t *testing.T, g *Graph, d *datadriven.TestData) string {
	if d.Cmd == "load" {
		return runLoad(t, g, d)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	text := strings.TrimSpace(d.Input)
	switch d.Cmd {
	case "export":
		var b strings.Builder
		n, err := g.Export(ctx, rdf.NewWriter(&b), ExportOptions{})
		return result(b.String()+fmt.Sprintf("%d quads\n", n), err)
	case "resolve":
		found, err := g.Resolve(ctx, src, text)
		return result(lines(found), err)
	case "similar":
		found, err := g.Similar(ctx, src, text, 5)
		return result(lines(found), err)
	case "find":
		found, err := g.Find(ctx, src, text, 10, nil)
		var b strings.Builder
		for _, f := range found {
			fmt.Fprintf(&b, "%s  %s  %d\n", f.Text, f.Term, f.Triples)
		}
		return result(b.String(), err)
	case "under":
		found, err := g.Under(ctx, src, g.Names().IRI(text))
		return result(lines(found), err)
	case "stats":
		s, err := g.Stats(ctx, src, nil)
		return result(showStats(s), err)
	}
	t.Fatalf("%s: there is no command %s", d.Pos, d.Cmd)
	return ""
}

func runLoad(t *testing.T, g *Graph, d *datadriven.TestData) string {
	o := LoadOptions{Replace: d.HasArg("replace")}
	input := Input{Path: "-", From: "arrows", Stdin: strings.NewReader(d.Input)}
	d.MaybeScanArgs(t, "from", &input.From)
	if name := ""; d.MaybeScanArgs(t, "source", &name) {
		o.Source = g.Names().IRI(name)
	}
	var b strings.Builder
	if d.HasArg("skip-bad") {
		o.OnBad = func(err error) { fmt.Fprintf(&b, "bad: %v\n", err) }
	}
	o.OnRemark = func(text string) { fmt.Fprintf(&b, "remark: %s\n", text) }
	r, err := g.Load(ctx, []Input{input}, o)
	if err == nil {
		fmt.Fprintf(&b, "read %d, added %d, existed %d, removed %d, unchanged %d, bad %d, unlabelled %d, changed %d\n",
			r.Read, r.Added, r.Existed, r.Removed, r.Unchanged, r.Bad, r.Unlabelled, r.Changed)
	}
	return result(b.String(), err)
}

func result(text string, err error) string {
	if err != nil {
		return text + "error: " + err.Error() + "\n"
	}
	if text == "" {
		return "nothing\n"
	}
	return text
}

func lines[T any](list []T) string {
	var b strings.Builder
	for _, v := range list {
		if q, ok := any(v).(quad.Quad); ok {
			line, err := rdf.AppendQuad(nil, q)
			if err != nil {
				line = []byte(err.Error() + "\n")
			}
			b.Write(line)
			continue
		}
		fmt.Fprintln(&b, v)
	}
	return b.String()
}

func showStats(s Stats) string {
	var b strings.Builder
	fmt.Fprintf(&b, "quads %d, triples %d, terms %d\n", s.Quads, s.Triples, s.Terms)
	fmt.Fprintf(&b, "entities %d, predicates %d, unlabelled %d\n", s.Entities, s.Predicates, s.Unlabelled)
	for _, c := range s.Sources {
		fmt.Fprintf(&b, "source %v %d\n", c.Term, c.Count)
	}
	for _, c := range s.Linked {
		fmt.Fprintf(&b, "linked %v %d\n", c.Term, c.Count)
	}
	fmt.Fprintf(&b, "dates %v to %v\n", s.FirstDate, s.LastDate)
	return b.String()
}

// A load of several inputs is all or nothing, and an error says where.
func TestLoadAllOrNothing(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) Input {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return Input{Path: path}
	}
	good := write("good.nq", "<urn:a> <urn:p> <urn:b> .\n")
	tests := []struct {
		name  string
		input Input
		want  string
	}{
		{"bad line", write("bad.nq", "<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> .\n"), "bad.nq:2:"},
		{"missing", Input{Path: filepath.Join(folder, "missing.nq")}, "missing.nq"},
		{"folder", Input{Path: folder, From: "nquads"}, "directory"},
		{"unknown format", write("x.unknown", ""), "unknown format"},
		{"no format", Input{Path: "-", Stdin: strings.NewReader("")}, "standard input"},
		{"wrong format", Input{Path: good.Path, From: "turtle?"}, "turtle?"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g, err := Memory(Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := g.Load(ctx, []Input{good, test.input}, LoadOptions{}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v; want %q in it", err, test.want)
			}
			verify(t, g)
			if _, err := g.Load(ctx, []Input{good}, LoadOptions{}); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	twice := Input{Path: "-", From: "nquads", Stdin: strings.NewReader("")}
	if _, err := g.Load(ctx, []Input{twice, twice}, LoadOptions{}); err == nil {
		t.Error("standard input is read twice")
	}
}

func TestLoadProgress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "many.nq")
	var b strings.Builder
	for i := range 3 * progressEvery {
		fmt.Fprintf(&b, "<urn:a> <urn:p> <urn:%d> .\n", i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var told []Progress
	o := LoadOptions{Progress: func(p Progress) {
		if !p.Merging {
			told = append(told, p)
		}
	}}
	if _, err := g.Load(ctx, []Input{{Path: path}}, o); err != nil {
		t.Fatal(err)
	}
	last := told[len(told)-1]
	if len(told) < 3 || last.Quads != 3*progressEvery || last.Done != int64(b.Len()) || last.Of != last.Done || last.Input != path {
		t.Errorf("%d calls, the last %+v", len(told), last)
	}
}

// What is exported sorts as bytes sort, loads back, and exports the same.
func TestExportSorted(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	terms := []quad.Value{
		quad.String("a"), quad.String("a b"), quad.String("a\nb"), quad.String(""), quad.String("é"), quad.String("\"q\" .\\"),
		quad.LangString{Value: "a", Lang: "en"}, quad.LangString{Value: "a", Lang: "en-us"},
		quad.TypedString{Value: "a", Type: "urn:t"}, quad.TypedString{Value: "1", Type: quads.XSDInteger},
		quad.IRI("urn:a"), quad.IRI("urn:a/b"), quad.IRI("urn:a-b"), quad.IRI("urn:ü"),
		quad.BNode("q0123456789abcdef0123456789abcdef"), quad.BNode("q0123456789abcdef0123456789abcdee"),
	}
	labels := []quad.Value{nil, quad.IRI("urn:l"), quad.IRI("urn:l/m"), quad.BNode("q0123456789abcdef0123456789abcde0")}
	var all []quad.Quad
	for i, o := range terms {
		for _, l := range labels {
			all = append(all, quad.Quad{Subject: quad.IRI("urn:s" + strconv.Itoa(i%3)), Predicate: quad.IRI("urn:p"), Object: o, Label: l})
		}
	}
	mustApply(t, g, all, nil)
	var first strings.Builder
	if n, err := g.Export(ctx, rdf.NewWriter(&first), ExportOptions{}); err != nil || n != int64(len(all)) {
		t.Fatal(n, err)
	}
	previous := ""
	for line := range strings.Lines(first.String()) {
		if line <= previous {
			t.Errorf("%q comes after %q", line, previous)
		}
		previous = line
	}
	again, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Path: "-", From: "nquads", Stdin: strings.NewReader(first.String())}
	if _, err := again.Load(ctx, []Input{in}, LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	var second strings.Builder
	if _, err := again.Export(ctx, rdf.NewWriter(&second), ExportOptions{}); err != nil || first.String() != second.String() {
		t.Errorf("the second export differs: %v\n%s", err, second.String())
	}
}

func TestApply(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := q("a", "p", "b", ""), q("b", "p", "c", "x"), q("c", "p", "d", "")
	mustApply(t, g, []quad.Quad{a, b}, nil)
	done := mustApply(t, g, []quad.Quad{c, c, b, a}, []quad.Quad{a, a, q("z", "p", "z", "")})
	if len(done.Added) != 1 || done.Added[0] != c || len(done.Removed) != 0 {
		t.Errorf("%+v", done)
	}
	verify(t, g, a, b, c)
	done = mustApply(t, g, nil, []quad.Quad{a, a, b})
	if len(done.Removed) != 2 || len(done.Added) != 0 {
		t.Errorf("%+v", done)
	}
	mustApply(t, g, done.Removed, done.Added) // undo
	verify(t, g, a, b, c)
	if _, err := g.Apply(ctx, []quad.Quad{q("n", "p", "n", ""), {}}, nil); err == nil {
		t.Error("what is no quad is taken")
	}
	verify(t, g, a, b, c)
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.db")
	if is, err := IsFile(path); is || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what is not there: %v, %v", is, err)
	}
	g, err := Open(ctx, path, Options{Base: "https://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	mustApply(t, g, []quad.Quad{q("a", "p", "b", "")}, nil)
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if is, err := IsFile(path); !is || err != nil {
		t.Errorf("is no store: %v", err)
	}
	g, err = Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if g.Names().Base() != "https://example.org/" {
		t.Errorf("base is %s", g.Names().Base())
	}
	verify(t, g, q("a", "p", "b", ""))
	if _, err := g.Apply(ctx, []quad.Quad{q("b", "p", "b", "")}, nil); err == nil {
		t.Error("a graph opened for reading takes quads")
	}
	if _, err := Memory(Options{Base: "no base"}); err == nil {
		t.Error("anything is a base")
	}
}

func TestConcurrentReadAndWrite(t *testing.T) {
	t.Run("memory", func(t *testing.T) {
		g, err := Memory(Options{})
		if err != nil {
			t.Fatal(err)
		}
		readAndWrite(t, g)
	})
	t.Run("file", func(t *testing.T) {
		g, err := Open(ctx, filepath.Join(t.TempDir(), "g.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		readAndWrite(t, g)
	})
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b  string
		limit int
		d     int
		ok    bool
	}{
		{"ukraine", "ukraine", 0, 0, true},
		{"ukrane", "ukraine", 1, 1, true},
		{"ukriane", "ukraine", 1, 1, true},
		{"ukraine", "urkain", 1, 0, false},
		{"ukraine", "urkain", 3, 2, true},
		{"", "abc", 3, 3, true},
		{"", "abc", 2, 0, false},
		{"kitten", "sitting", 3, 3, true},
	}
	for _, test := range tests {
		for range 2 {
			d, ok := distance([]rune(test.a), []rune(test.b), test.limit)
			if ok != test.ok || ok && d != test.d {
				t.Errorf("%s, %s: %d, %v; want %d, %v", test.a, test.b, d, ok, test.d, test.ok)
			}
			test.a, test.b = test.b, test.a
		}
	}
}
