//go:build unix

package shell

import (
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/graph/review/reviewtest"
	"quipu/graph/source"
)

const ptyClaims = `
document | Harbour Gazette | Police say the Northern League took the Old Bridge on Monday. The League met in Port Amber. The League has 40 members.
claim | 0.83 | Northern League → takes → Old Bridge | asserts | Police | the Northern League took the Old Bridge on Monday
claim | 0.60 | League → meets in → Port Amber | asserts | - | The League met in Port Amber
claim | 0.65 | League → has → 40 | asserts | - | The League has 40 members
`

// reviewStore makes a store with claims.
func reviewStore(t *testing.T, path string) {
	t.Helper()
	g, err := graph.Open(context.Background(), path, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	qs, err := reviewtest.Quads(g.Names(), ptyClaims)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(context.Background(), qs, nil); err != nil {
		t.Fatal(err)
	}
}

// decisionsOf returns what was decided in a store, in order.
func decisionsOf(t *testing.T, path string) string {
	t.Helper()
	ctx := context.Background()
	g, err := graph.Open(ctx, path, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	all, err := review.Decisions(ctx, source.Source(src), g.Names())
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, d := range all {
		kinds = append(kinds, string(d.Kind))
	}
	return strings.Join(kinds, " ")
}

// TestReviewTerminal drives a review in a pseudo-terminal: single keys without
// Enter, some of them pressed too early, a prefilled line, Ctrl-C and Ctrl-D.
func TestReviewTerminal(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	db := filepath.Join(dir, "case.quipu")
	reviewStore(t, db)
	p := startTerminal(t, dir, bin, "review", "--db", db, "--as", "ada")
	p.expect("1/3  Northern League → takes → Old Bridge")
	p.expect("«the Northern League took the Old Bridge on Monday»")
	p.expect("a accept · r reject")
	p.expect("review> ")
	p.send("a")
	p.expect("accepted Northern League")
	p.expect("2/3  League → meets in → Port Amber")
	p.expect("review> ")

	// The line stands there already; Ctrl-C leaves the claim as it was.
	p.send("e")
	p.expect("> League → meets in → Port Amber")
	p.send("\x03")
	p.expect("left as it was")
	p.expect("review> ")
	p.send("\x03")
	p.expect("review> ")
	p.send("\x1b[3~z")
	p.expect("z is no key here")
	p.expect("review> ")
	p.send("e")
	p.expect("> League → meets in → Port Amber")
	p.send(" harbour\r")
	p.expect("edited League → meets in → Port Amber to League → meets in → Port Amber harbour")
	p.expect("3/3")

	// Keys pressed before they are asked for: reject, undo, undo.
	p.send("ruu")
	p.expect("rejected League → has → 40")
	p.expect("undone: rejected League → has → 40")
	p.expect("undone: edited League → meets in")
	p.expect("2/3  League → meets in → Port Amber")
	p.send("r")
	p.expect("3/3")
	p.expect("review> ")
	p.send("\x04")
	p.expect("accepted 1, rejected 1 · 1 left")
	if err := p.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if got := decisionsOf(t, db); len(strings.Fields(got)) != 2 || !strings.Contains(got, "accepted") {
		t.Errorf("decided: %s", got)
	}
	checkCooked(t, p)
}

// A review that is ended by a signal gives the terminal back, and what was
// decided is there.
func TestReviewTerminated(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	db := filepath.Join(dir, "case.quipu")
	reviewStore(t, db)
	p := startTerminal(t, dir, bin, "review", "--db", db, "--as", "ada")
	p.expect("review> ")
	p.send("r")
	p.expect("2/3")
	p.expect("review> ")
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.wait() // whatever its status
	checkCooked(t, p)
	if got := decisionsOf(t, db); got != "rejected" {
		t.Errorf("decided: %s", got)
	}
}

// checkCooked wants the terminal as it was at first: lines are edited and
// echoed by the system.
func checkCooked(t *testing.T, p *terminal) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	defer slave.Close()
	want, err := term.GetState(int(slave.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := term.GetState(int(p.pty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	if *got != *want {
		t.Errorf("the terminal is left as %+v, and was %+v", *got, *want)
	}
}
