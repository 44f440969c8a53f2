package bulk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quipu/graph/store/segment"
)

// someQuads are quads many of which share terms.
func someQuads(n int) []quad {
	r := rand.New(rand.NewPCG(1, 2))
	quads := make([]quad, n)
	for i := range quads {
		quads[i] = quad{
			fmt.Sprintf("<http://example.org/%d>", r.IntN(n/4+1)),
			fmt.Sprintf("<http://example.org/p%d>", r.IntN(20)),
			fmt.Sprintf("<http://example.org/%d>", r.IntN(n/4+1)),
			fmt.Sprintf("<http://example.org/source/%d>", r.IntN(n/100+1)),
		}
	}
	return quads
}

func mergeRuns(t *testing.T, runs []*Run) (*segment.Memory, Merged) {
	t.Helper()
	inputs := make([]Input, len(runs))
	for i, run := range runs {
		inputs[i].Run = run
	}
	m := segment.NewMemory(0)
	merged, err := Merge(context.Background(), m, 1, inputs, MergeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return m, merged
}

func graphOf(quads []quad) *graph {
	g := newGraph()
	for _, q := range quads {
		g.quads[q] = true
	}
	return g
}

// TestConcurrentBuilders has all builders add at once, in memory and with
// many spilled runs.
func TestConcurrentBuilders(t *testing.T) {
	quads := someQuads(20_000)
	want := graphOf(quads)
	for _, memory := range []int64{64 << 20, 200 << 10} {
		l := New(Options{Memory: memory, Workers: 3, Dir: t.TempDir()})
		err := each(context.Background(), 3, 3, func(ctx context.Context, i int) error {
			b := l.Builder(ctx)
			for _, q := range quads[i*len(quads)/3 : (i+1)*len(quads)/3] {
				if err := q.add(b); err != nil {
					return err
				}
			}
			return b.Close()
		})
		if err != nil {
			t.Fatal(err)
		}
		runs, err := l.Runs(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if spilled := memory < 1<<20; (len(runs) > 5) != spilled {
			t.Errorf("%d runs with %d bytes of memory", len(runs), memory)
		}
		m, merged := mergeRuns(t, runs)
		want.opened(t, m, merged)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLargeForms loads terms of megabytes, some of which agree up to their
// last byte, with memory for all and for less than one.
func TestLargeForms(t *testing.T) {
	long := strings.Repeat("many words ", 300_000)
	quads := []quad{
		{"<a>", "<p>", `"` + long + `1"`, ""},
		{"<a>", "<p>", `"` + long + `2"`, "<s>"},
		{"<b>", "<p>", `"` + long + `1"`, ""},
		{"<b>", "<p>", `"` + long[:len(long)/2] + `"`, ""},
		{"<c>", "<p>", `"short"`, ""},
	}
	for _, memory := range []int64{64 << 20, 1 << 20} {
		l := New(Options{Memory: memory, Dir: t.TempDir()})
		m, merged := mergeRuns(t, load(t, l, 2, quads))
		graphOf(quads).opened(t, m, merged)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMemory holds batches to their share: what they use, with what sorting
// and writing will, goes beyond it by less than a few stages.
func TestMemory(t *testing.T) {
	const memory = 1 << 20
	l := New(Options{Memory: memory, Workers: 1, Dir: t.TempDir()})
	defer l.Close()
	b := l.Builder(context.Background())
	most := 0
	for _, q := range someQuads(50_000) {
		if err := q.add(b); err != nil {
			t.Fatal(err)
		}
		most = max(most, b.batch.bytes())
	}
	if most > memory || most < memory*3/4 {
		t.Errorf("%d bytes used of %d", most, memory)
	}
	if len(l.spilled) < 3 {
		t.Fatalf("%d runs", len(l.spilled))
	}
	rows := 0
	for _, run := range l.spilled {
		rows += run.rows
	}
	if size := int(l.spill.end) / rows; size > 75 {
		t.Errorf("%d bytes a quad in the temporary file", size)
	}
}

// TestWork counts what a merge reads: every term once and every row once for
// each permutation, whatever the number of runs.
func TestWork(t *testing.T) {
	for _, memory := range []int64{64 << 20, 200 << 10} {
		l := New(Options{Memory: memory, Workers: 2, Dir: t.TempDir()})
		runs := load(t, l, 2, someQuads(10_000))
		m := &merge{options: MergeOptions{Workers: 2}, mapped: make(chan struct{})}
		for _, run := range runs {
			if err := m.take(Input{Run: run}); err != nil {
				t.Fatal(err)
			}
		}
		w := segment.NewWriter(segment.NewMemory(0), 1)
		m.dict = w.Dict(segment.FirstTerm)
		for perm := range m.trees {
			m.trees[perm] = w.Tree(segment.Added, perm)
		}
		if err := m.run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if done := m.done.Load(); done != m.of {
			t.Errorf("%d runs: %d read, want %d", len(runs), done, m.of)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	l := New(Options{Memory: 1 << 10, Dir: dir})
	load(t, l, 1, someQuads(100))
	if l.spill.file == nil {
		t.Fatal("nothing was spilled")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 && l.spill.name == "" {
		t.Errorf("%v while it is in use, error %v", left, err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left, error %v", left, err)
	}
	if err := l.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}

// TestSpillErrors lets the temporary file fail at once, and when it is written
// to.
func TestSpillErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	readOnly := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(readOnly, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, open := range []bool{false, true} {
		l := New(Options{Memory: 1 << 10, Dir: missing})
		if open {
			file, err := os.Open(readOnly)
			if err != nil {
				t.Fatal(err)
			}
			l.spill.file = file
		}
		b := l.Builder(context.Background())
		var err error
		for _, q := range someQuads(1000) {
			if err = q.add(b); err != nil {
				break
			}
		}
		if err == nil || !strings.Contains(err.Error(), missing) || b.Close() == nil {
			t.Errorf("error %v", err)
		}
		if _, again := l.Runs(context.Background()); again == nil {
			t.Error("runs of a builder that failed")
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestRunsNeedClosedBuilders(t *testing.T) {
	l := New(Options{})
	defer l.Close()
	l.Builder(context.Background())
	if _, err := l.Runs(context.Background()); !errors.Is(err, errOpen) {
		t.Errorf("error %v", err)
	}
}

// TestCancel ends the work at each of its steps.
func TestCancel(t *testing.T) {
	quads := someQuads(3000)
	ended, end := context.WithCancel(context.Background())
	end()
	for _, memory := range []int64{64 << 20, 100 << 10} {
		l := New(Options{Memory: memory, Dir: t.TempDir()})
		b := l.Builder(ended)
		var err error
		for _, q := range quads {
			if err = q.add(b); err != nil {
				break
			}
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("add: %v", err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}

		l = New(Options{Memory: memory, Dir: t.TempDir()})
		runs := load(t, l, 2, quads)
		inputs := make([]Input, len(runs))
		for i, run := range runs {
			inputs[i].Run = run
		}
		if _, err := Merge(ended, segment.NewMemory(0), 1, inputs, MergeOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("merge: %v", err)
		}
		middle, end := context.WithCancel(context.Background())
		stop := func([]segment.Row) error { end(); return nil }
		if _, err := Merge(middle, segment.NewMemory(0), 1, inputs, MergeOptions{OnNew: stop}); !errors.Is(err, context.Canceled) {
			t.Errorf("merge, in the middle: %v", err)
		}
		end()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
	l := New(Options{})
	defer l.Close()
	b := l.Builder(context.Background())
	for _, q := range quads {
		if err := q.add(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Runs(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("runs: %v", err)
	}
}

// TestBadInputs merges segments that do not hold together.
func TestBadInputs(t *testing.T) {
	write := func(first segment.ID, terms int, rows ...segment.Row) *segment.Segment {
		m := segment.NewMemory(0)
		w := segment.NewWriter(m, 1)
		d := w.Dict(first)
		for i := range terms {
			if _, err := d.Add(fmt.Appendf(nil, "%05d", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		for perm := range segment.Permutations {
			tree := w.Tree(segment.Added, perm)
			if err := errors.Join(tree.AddRows(rows), tree.Close()); err != nil {
				t.Fatal(err)
			}
		}
		ref, err := w.Finish(segment.Meta{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := segment.Open(m.Bytes(), ref)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	good := write(segment.FirstTerm, 2, segment.Pack(2, 2, 3, 1))
	second := func(id segment.ID) bool { return id == 3 }
	for _, test := range []struct {
		inputs []Input
		want   string
	}{
		{[]Input{{Segment: write(5, 2)}}, "ids begin at 5"},
		{[]Input{{Segment: good}, {Segment: write(segment.FirstTerm, 2, segment.Pack(2, 2, 4, 1))}}, "does not have"},
		{[]Input{{Segment: good, Drop: second}}, "left out"},
		{[]Input{{Segment: good}, {}}, ""},
		{nil, ""},
	} {
		_, err := Merge(context.Background(), segment.NewMemory(0), 1, test.inputs, MergeOptions{})
		if got := fmt.Sprint(err); test.want == "" && err != nil || !strings.Contains(got, test.want) {
			t.Errorf("error %v, want %q", err, test.want)
		}
	}
}

func TestGroupHandsPanicOn(t *testing.T) {
	defer func() {
		if p := recover(); p != "damaged" {
			t.Errorf("panic %v", p)
		}
	}()
	_ = each(context.Background(), 2, 4, func(_ context.Context, i int) error {
		if i == 2 {
			panic("damaged")
		}
		return nil
	})
	t.Error("no panic")
}

func TestTotalMemory(t *testing.T) {
	for info, want := range map[string]int64{
		"MemTotal:       16 kB\nMemFree: 1 kB\n": 16 << 10,
		"MemFree: 1 kB\n":                        7,
		"MemTotal:\nMemTotal: x kB\n":            7,
	} {
		if got := totalMemory([]byte(info), 7); got != want {
			t.Errorf("%q: %d, want %d", info, got, want)
		}
	}
	if MachineMemory() < 1<<20 {
		t.Error("no memory")
	}
}

// TestEach reads runs through their own methods.
func TestEach(t *testing.T) {
	ctx := context.Background()
	quads := someQuads(2000)
	for _, memory := range []int64{64 << 20, 100 << 10} {
		l := New(Options{Memory: memory, Dir: t.TempDir()})
		got := newGraph()
		for _, run := range load(t, l, 2, quads) {
			terms := []string{"?", ""}
			err := run.EachTerm(ctx, func(form []byte) error {
				terms = append(terms, string(form))
				return nil
			})
			if err != nil || len(terms) != run.Terms()+int(segment.FirstTerm) {
				t.Fatalf("%d terms of %d, error %v", len(terms), run.Terms(), err)
			}
			err = run.EachRow(ctx, func(r segment.Row) error {
				q := r.IDs()
				got.quads[quad{terms[q[0]], terms[q[1]], terms[q[2]], terms[q[3]]}] = true
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if !maps.Equal(got.quads, graphOf(quads).quads) {
			t.Errorf("other quads than were given, with %d bytes of memory", memory)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
