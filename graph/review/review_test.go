package review_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/graph/review/reviewtest"
	"quipu/graph/source"
	"quipu/quads"
)

const sample = `
document | Harbour Gazette | Police say the Northern League took the Old Bridge on Monday. The Northern League denies that it planned the raid. The bridge is 140 metres long. Mayor Ashby fears a second raid.
claim | 0.83 | Northern League → takes → Old Bridge | asserts | Police | the Northern League took the Old Bridge on Monday | when 2024-03-18 | where Port Amber
claim | 0.71 | Northern League → plans → raid | denies | Northern League | it planned the raid
claim | 0.95 | Old Bridge → length → 140 | asserts | - | The bridge is 140 metres long
claim | 0.58 | raid → happens → again | fears | Ashby | a second raid
document | Valley Post | The Northern League planned the raid for a year. Police say it took the Old Bridge.
claim | 0.64 | Northern League → plans → raid | asserts | - | The Northern League planned the raid
claim | 0.88 | Northern League → takes → Old Bridge | asserts | Police | it took the Old Bridge
offer | 0.71 | Valley Post → prov:wasDerivedFrom → Harbour Gazette | 71 % of its text
offer | 0.80 | League → same as → Northern League | the last word of it
`

// load puts the sample into a graph.
func load(t testing.TB, g *graph.Graph) {
	t.Helper()
	qs, err := reviewtest.Quads(g.Names(), sample)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(context.Background(), qs, nil); err != nil {
		t.Fatal(err)
	}
}

func memory(t testing.TB) *graph.Graph {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	load(t, g)
	return g
}

func stored(t testing.TB, path string) *graph.Graph {
	t.Helper()
	g, err := graph.Open(context.Background(), path, graph.Options{Wait: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// lines returns all quads of a graph, sorted.
func lines(t testing.TB, g *graph.Graph) []string {
	t.Helper()
	var out []string
	look(t, g, func(src source.Source) error {
		return source.EachQuad(context.Background(), src, func(q quad.Quad) error {
			out = append(out, fmt.Sprint(q))
			return nil
		}, source.Pattern{})
	})
	slices.Sort(out)
	return out
}

func look(t testing.TB, g *graph.Graph, f func(source.Source) error) {
	t.Helper()
	src, err := g.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if err := f(src); err != nil {
		t.Fatal(err)
	}
}

func queue(t testing.TB, g *graph.Graph, f review.Filter) (nodes []quad.IRI) {
	t.Helper()
	look(t, g, func(src source.Source) (err error) {
		nodes, err = review.Queue(context.Background(), src, g.Names(), f)
		return err
	})
	return nodes
}

func reviewer(t testing.TB, g *graph.Graph, name string) *review.Reviewer {
	t.Helper()
	r, err := review.New(g, name)
	if err != nil {
		t.Fatal(err)
	}
	r.Now = func() time.Time { return time.Date(2024, 3, 27, 10, 0, 0, 0, time.UTC) }
	return r
}

// expected are the errors that a decision may meet; any other is a fault.
func expected(err error) bool {
	return err == nil || errors.As(err, new(*review.DecidedError)) || errors.As(err, new(*review.GoneError)) ||
		errors.As(err, new(*review.RestsError)) || errors.Is(err, review.ErrSame) || errors.Is(err, review.ErrNothing) ||
		strings.Contains(err.Error(), "no claim of this document")
}

// decide takes some decision, whichever is drawn.
func decide(t *rapid.T, r *review.Reviewer, names *quads.Names, nodes []quad.IRI) error {
	ctx := context.Background()
	node := rapid.SampledFrom(nodes).Draw(t, "node")
	name := rapid.Custom(func(t *rapid.T) quad.Value {
		return names.IRI(rapid.SampledFrom([]string{"Northern League", "League", "Old Bridge", "Police", "raid"}).Draw(t, "name"))
	})
	var err error
	switch rapid.IntRange(0, 7).Draw(t, "what") {
	case 0:
		_, err = r.Accept(ctx, "", node)
	case 1:
		_, err = r.Reject(ctx, "", node)
	case 2:
		_, err = r.AcceptAll(ctx, nodes[:rapid.IntRange(0, len(nodes)).Draw(t, "n")])
	case 3:
		_, err = r.Same(ctx, "", name.Draw(t, "a"), names.IRI("other"), rapid.Bool().Draw(t, "same"))
	case 4:
		_, err = r.Rename(ctx, "", names.IRI("Harbour Gazette"), name.Draw(t, "from"), name.Draw(t, "to"))
	case 5:
		_, err = r.Answer(ctx, "", node, rapid.Bool().Draw(t, "yes"))
	case 6:
		_, err = r.Undo(ctx)
	default:
		with := quads.Claim{Subject: name.Draw(t, "s"), Predicate: names.IRI("takes"), Object: name.Draw(t, "o")}
		with.Stance = rapid.SampledFrom([]quads.Stance{quads.Asserts, quads.Denies, quads.Negated}).Draw(t, "stance")
		if rapid.Bool().Draw(t, "spoken") {
			with.Speaker = name.Draw(t, "speaker")
		}
		_, err = r.Edit(ctx, "", node, with)
	}
	return err
}

// Whatever is decided, undoing all of it gives the same graph: in a store by
// its history, in memory by what the Reviewer remembers.
func TestUndoAll(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		g, err := graph.Memory(graph.Options{})
		if rapid.Bool().Draw(rt, "stored") {
			n++
			g, err = graph.Open(context.Background(), filepath.Join(dir, fmt.Sprint(n, ".quipu")), graph.Options{})
		}
		if err != nil {
			rt.Fatal(err)
		}
		defer g.Close()
		load(t, g)
		before, nodes := lines(t, g), queue(t, g, review.Filter{})
		r := reviewer(t, g, "ada")
		for range rapid.IntRange(1, 8).Draw(rt, "decisions") {
			// Offers are no claims: reading one as a claim works, and does no harm.
			if err := decide(rt, r, g.Names(), nodes); !expected(err) {
				rt.Fatal(err)
			}
		}
		for {
			_, err := r.Undo(context.Background())
			if errors.Is(err, review.ErrNothing) {
				break
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		if after := lines(t, g); !slices.Equal(before, after) {
			rt.Fatalf("before\n%s\nafter\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
		}
	})
}

// A rejected claim leaves nothing behind but the decision, from which it can be
// read, and the same extraction is told not to bring it back.
func TestRejected(t *testing.T) {
	g := memory(t)
	defer g.Close()
	ctx, r := context.Background(), reviewer(t, g, "ada")
	node := queue(t, g, review.Filter{Stance: quads.Denies})[0]
	if _, err := r.Reject(ctx, "", node); err != nil {
		t.Fatal(err)
	}
	for _, line := range lines(t, g) {
		if strings.Contains(line, string(node)) && !strings.Contains(line, quads.PROV+"used") && !strings.Contains(line, "withdrawn") {
			t.Errorf("left behind: %s", line)
		}
	}
	look(t, g, func(src source.Source) error {
		record, err := review.Decided(ctx, src, g.Names())
		if err != nil {
			return err
		}
		if !record.Out(node) || record.Kept(node) || !record.Answered(node) {
			t.Errorf("out %v, kept %v, answered %v", record.Out(node), record.Kept(node), record.Answered(node))
		}
		all, err := review.Decisions(ctx, src, g.Names())
		if err != nil || len(all) != 1 {
			return fmt.Errorf("%d decisions: %w", len(all), err)
		}
		c, err := all[0].Claim(ctx, src, g.Names())
		if c.Node(g.Names()) != node || c.Quote != "it planned the raid" {
			t.Errorf("read back %+v", c)
		}
		return err
	})
}

// What an edit wrote is kept, what it replaced is out, and a name that was
// replaced in a document is so in that document alone.
func TestDecided(t *testing.T) {
	g := memory(t)
	defer g.Close()
	ctx, names := context.Background(), g.Names()
	r := reviewer(t, g, "ada")
	gazette, post := names.IRI("Harbour Gazette"), names.IRI("Valley Post")
	old := queue(t, g, review.Filter{Sources: []quad.Value{gazette}})
	if _, err := r.Rename(ctx, "", gazette, names.IRI("Northern League"), names.IRI("League")); err != nil {
		t.Fatal(err)
	}
	look(t, g, func(src source.Source) error {
		record, err := review.Decided(ctx, src, names)
		if err != nil {
			return err
		}
		if !record.Out(old[0]) || record.Out(old[2]) {
			t.Errorf("out: %v %v", record.Out(old[0]), record.Out(old[2]))
		}
		if in, out := record.Name(gazette, names.IRI("Northern League")), record.Name(post, names.IRI("Northern League")); in != names.IRI("League") || out != names.IRI("Northern League") {
			t.Errorf("in the document %v, in another %v", in, out)
		}
		made := quads.Claim{
			Subject: names.IRI("League"), Predicate: names.IRI("takes"), Object: names.IRI("Old Bridge"),
			Speaker: names.IRI("Police"), Stance: quads.Asserts, Document: gazette,
		}
		if !record.Kept(made.Node(names)) {
			t.Error("the renamed claim is not kept")
		}
		return nil
	})
}

// A name that is replaced in a whole document decides nothing about its claims:
// who did not look at them yet is asked, who did is not asked again.
func TestRenamedClaimsWait(t *testing.T) {
	g := memory(t)
	defer g.Close()
	ctx, names := context.Background(), g.Names()
	r := reviewer(t, g, "ada")
	gazette := names.IRI("Harbour Gazette")
	before := queue(t, g, review.Filter{Sources: []quad.Value{gazette}})
	rename := func(from, to string) {
		t.Helper()
		if _, err := r.Rename(ctx, "", gazette, names.IRI(from), names.IRI(to)); err != nil {
			t.Fatal(err)
		}
	}
	rename("Northern League", "League of the North")
	renamed := queue(t, g, review.Filter{Sources: []quad.Value{gazette}})
	if len(renamed) != len(before) || slices.Equal(renamed, before) {
		t.Fatalf("%d claims waited, and now %d", len(before), len(renamed))
	}
	mine := queue(t, g, review.Filter{Entities: []quad.Value{names.IRI("League of the North")}})
	for _, node := range mine {
		if _, err := r.Accept(ctx, "", node); err != nil {
			t.Fatal(err)
		}
	}
	rename("League of the North", "Northern League")
	if got := queue(t, g, review.Filter{Sources: []quad.Value{gazette}}); len(got) != len(before)-len(mine) {
		t.Errorf("%d of %d were accepted, but %d wait", len(mine), len(before), len(got))
	}
}

// Two people who decide on one store at once: each claim is decided once, and
// nothing that either was told is lost.
func TestTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.quipu")
	g := stored(t, path)
	load(t, g)
	nodes := queue(t, g, review.Filter{})
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	done := make([][]quad.IRI, 2)
	for i, name := range []string{"ada", "bob"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			g := stored(t, path) // a handle of its own, as another process has
			defer g.Close()
			r := reviewer(t, g, name)
			for _, node := range nodes {
				_, err := r.Accept(context.Background(), "", node)
				if !expected(err) {
					t.Error(err)
				}
				if err == nil {
					done[i] = append(done[i], node)
				}
			}
		}()
	}
	wg.Wait()
	g = stored(t, path)
	defer g.Close()
	look(t, g, func(src source.Source) error {
		all, err := review.Decisions(context.Background(), src, g.Names())
		if len(all) != len(done[0])+len(done[1]) {
			t.Errorf("%d decisions in the store, %d and %d were told", len(all), len(done[0]), len(done[1]))
		}
		return err
	})
}

// Somebody's undo leaves alone what others decided, and is refused where that
// rests on it.
func TestUndoBetweenOthers(t *testing.T) {
	g := stored(t, filepath.Join(t.TempDir(), "case.quipu"))
	defer g.Close()
	load(t, g)
	ctx, names := context.Background(), g.Names()
	ada, bob := reviewer(t, g, "ada"), reviewer(t, g, "bob")
	nodes := queue(t, g, review.Filter{})
	if _, err := ada.Edit(ctx, "", nodes[0], quads.Claim{
		Subject: names.IRI("League"), Predicate: names.IRI("takes"), Object: names.IRI("raid"), Stance: quads.Asserts,
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := bob.Reject(ctx, "", nodes[1]); err != nil {
		t.Fatal(err)
	}
	made := quads.Claim{
		Subject: names.IRI("League"), Predicate: names.IRI("takes"), Object: names.IRI("raid"),
		Stance: quads.Asserts, Document: names.IRI("Harbour Gazette"),
	}.Node(names)
	if _, err := bob.Accept(ctx, "", made); err != nil {
		t.Fatal(err)
	}
	if _, err := ada.Undo(ctx); !errors.As(err, new(*review.RestsError)) {
		t.Fatalf("ada undoes what bob accepted: %v", err)
	}
	if _, err := bob.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := ada.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if left := queue(t, g, review.Filter{}); slices.Contains(left, nodes[1]) || !slices.Contains(left, nodes[0]) {
		t.Errorf("left to decide: %v", left)
	}
}

// A process that is killed in the middle has kept all that it told.
func TestKilled(t *testing.T) {
	if path := os.Getenv("QUIPU_TEST_KILLED"); path != "" {
		g := stored(t, path)
		r := reviewer(t, g, "ada")
		for _, node := range queue(t, g, review.Filter{})[:3] {
			if _, err := r.Reject(context.Background(), "", node); err != nil {
				t.Fatal(err)
			}
			fmt.Println("told", node)
		}
		p, err := os.FindProcess(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		p.Kill()
		select {}
	}
	path := filepath.Join(t.TempDir(), "case.quipu")
	g := stored(t, path)
	load(t, g)
	before := len(queue(t, g, review.Filter{}))
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$", "-test.v")
	cmd.Env = append(os.Environ(), "QUIPU_TEST_KILLED="+path)
	out, err := cmd.CombinedOutput()
	if told := strings.Count(string(out), "told "); err == nil || told != 3 {
		t.Fatalf("it told of %d decisions and ended with %v:\n%s", told, err, out)
	}
	g = stored(t, path)
	defer g.Close()
	if after := len(queue(t, g, review.Filter{})); after != before-3 {
		t.Errorf("%d wait, %d did", after, before)
	}
	if _, err := reviewer(t, g, "ada").Undo(context.Background()); err != nil {
		t.Errorf("another session cannot undo: %v", err)
	}
}

// Nobody and a nameless one decide nothing.
func TestNew(t *testing.T) {
	g := memory(t)
	defer g.Close()
	if _, err := review.New(g, ""); !errors.Is(err, review.ErrNobody) {
		t.Errorf("got %v", err)
	}
	if _, err := review.New(g, "\u202e"); err == nil {
		t.Error("an invisible name is taken")
	}
}

// A name that was given back is itself again, however many others were given.
func TestRenamedBack(t *testing.T) {
	g := memory(t)
	defer g.Close()
	ctx, names := context.Background(), g.Names()
	r := reviewer(t, g, "ada")
	now := time.Date(2024, 3, 27, 10, 0, 0, 0, time.UTC)
	r.Now = func() time.Time { now = now.Add(time.Second); return now }
	gazette := names.IRI("Harbour Gazette")
	for _, x := range [][2]string{
		{"Northern League", "League of the North"}, {"League of the North", "Northern League"},
		{"Northern League", "League"}, {"League", "Northern League"}, {"Northern League", "Nordic League"},
	} {
		if _, err := r.Rename(ctx, "", gazette, names.IRI(x[0]), names.IRI(x[1])); err != nil {
			t.Fatal(err)
		}
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	record, err := review.Decided(ctx, src, names)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Northern League", "League of the North", "League", "Nordic League"} {
		if got := record.Name(gazette, names.IRI(name)); got != quad.Value(names.IRI("Nordic League")) {
			t.Errorf("%s is now %v", name, got)
		}
	}
}
