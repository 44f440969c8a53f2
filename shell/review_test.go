package shell

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/graph/review/reviewtest"
	"quipu/quads"
	"quipu/shell/line"
	"quipu/shell/render"
)

// TestReviews runs the reviews in testdata/review. Each file is one store, and
// these commands:
//
//	claims   adds documents and claims (see reviewtest.Quads)
//	review   reviews with the lines as a script: one command a line
//	keys     reviews with the lines as keys and answers on a terminal
//	ask      runs a query and shows its rows
//	shell    runs the lines as a script of the shell
//
// review and keys take as=ANALYST, width=COLUMNS, color and, as args=(…), the
// flags of .review.
func TestReviews(t *testing.T) {
	root, err := filepath.Abs("../testdata/review")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no reviews in %s (%v)", root, err)
	}
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	time.Local = time.UTC
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Setenv("NO_COLOR", "")
			t.Chdir(t.TempDir())
			g, err := graph.Open(context.Background(), "case.quipu", graph.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				out, err := runReview(t, g, d)
				if err != nil {
					out += fmt.Sprintf("error: %v\n", err)
				}
				return volatile.ReplaceAllString(out, "SOME TIME")
			})
		})
	}
}

func runReview(t *testing.T, g *graph.Graph, d *datadriven.TestData) (string, error) {
	ctx := context.Background()
	var out bytes.Buffer
	switch d.Cmd {
	case "claims":
		qs, err := reviewtest.Quads(g.Names(), d.Input)
		if err != nil {
			return "", err
		}
		_, err = g.Apply(ctx, qs, nil)
		return "", err
	case "ask":
		rows, err := query.Run(ctx, g, d.Input, query.Options{})
		if err != nil {
			return "", err
		}
		defer rows.Close()
		_, err = render.Write(&out, "tsv", rows, render.Options{Names: g.Names()})
		return out.String(), err
	}
	width := 100
	c := Config{
		Graph: g, DB: "case.quipu", Analyst: "alice", In: strings.NewReader(d.Input), File: "<review>",
		Out: &out, Err: &noteWriter{w: &out}, Terminal: d.Cmd == "keys", Color: d.HasArg("color"),
		Width: func() int { return width },
	}
	if d.HasArg("width") {
		d.ScanArgs(t, "width", &width)
	}
	if d.HasArg("as") {
		d.ScanArgs(t, "as", &c.Analyst)
	}
	if d.Cmd == "shell" {
		err := Run(ctx, c)
		return out.String(), err
	}
	args := ""
	if i := slices.IndexFunc(d.CmdArgs, func(a datadriven.CmdArg) bool { return a.Key == "args" }); i >= 0 {
		args = strings.Join(d.CmdArgs[i].Vals, " ")
	}
	s, err := newSession(c)
	if err != nil {
		return "", err
	}
	defer s.close()
	s.in = &typist{lines: strings.Split(d.Input, "\n"), out: &out}
	if !c.Terminal {
		s.in = line.NewPlain(c.In)
	}
	err = s.reviewCommand(ctx, args)
	return out.String(), err
}

// Nothing that is loaded reaches a terminal as a control character, wherever a
// review shows it.
func TestReviewIsHarmless(t *testing.T) {
	const evil = "\x1b[2J\u202e\u009b\x01\x02\x07 "
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	qs, err := reviewtest.Quads(g.Names(), `
document | Post | The mayor laughed.
claim | 0.60 | mayor → laughs at → us | asserts | Guild | mayor laughed
document | Copy | The mayor cried.
claim | 0.60 | mayor → laughs at → us | denies | Guild | mayor cried
offer | 0.71 | Copy → prov:wasDerivedFrom → Post | a reason
`)
	if err != nil {
		t.Fatal(err)
	}
	hostile := func(v quad.Value) quad.Value {
		switch v := v.(type) {
		case quad.String:
			return evil + v
		case quad.IRI:
			if name, ok := g.Names().Name(v); ok && strings.HasPrefix(string(v), g.Names().Base()) {
				return g.Names().IRI(evil + name)
			}
		}
		return v
	}
	for i, q := range qs {
		qs[i] = quad.Quad{Subject: hostile(q.Subject), Predicate: q.Predicate, Object: hostile(q.Object), Label: hostile(q.Label)}
	}
	if _, err := g.Apply(context.Background(), qs, nil); err != nil {
		t.Fatal(err)
	}
	for _, color := range []bool{false, true} {
		t.Setenv("NO_COLOR", "")
		var out bytes.Buffer
		s, err := newSession(Config{Graph: g, Analyst: "alice", Out: &out, Err: &out, Terminal: true, Color: color, Width: func() int { return 60 }})
		if err != nil {
			t.Fatal(err)
		}
		s.in = &typist{lines: strings.Split("l\ns\nr\nu\ns\ny\nu\n?\nm\nx\n^C\nz\nq", "\n"), out: &bytes.Buffer{}}
		if err := s.reviewCommand(context.Background(), ""); err != nil {
			t.Fatal(err)
		}
		shown := strings.NewReplacer("\x1b[1;4m", "", "\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", "", "\n", "").Replace(out.String())
		if i := strings.IndexFunc(shown, func(r rune) bool { return !quads.Visible(r) }); i >= 0 {
			t.Errorf("a control character got through: %q", shown[max(0, i-40):i+10])
		}
		if !strings.Contains(shown, "rejected") || !strings.Contains(shown, "undone") {
			t.Errorf("nothing was decided: %q", shown)
		}
		s.close()
	}
}
