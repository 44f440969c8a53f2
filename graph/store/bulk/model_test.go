package bulk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quipu/graph/store/segment"
)

// quad is a quad of forms; the label may be empty.
type quad [4]string

func (q quad) add(b *Builder) error {
	return b.Add([]byte(q[0]), []byte(q[1]), []byte(q[2]), []byte(q[3]))
}

// graph is what a segment should hold.
type graph struct {
	quads map[quad]bool
	dead  map[string]bool
}

func newGraph() *graph { return &graph{map[quad]bool{}, map[string]bool{}} }

// live are the terms of the quads, sorted.
func (g *graph) live() []string {
	set := map[string]bool{}
	for q := range g.quads {
		for i, form := range q {
			if i < 3 || form != "" {
				set[form] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// terms are all terms, sorted.
func (g *graph) terms() []string {
	set := maps.Clone(g.dead)
	for _, form := range g.live() {
		set[form] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func (g *graph) triples() int64 {
	set := map[[3]string]bool{}
	for q := range g.quads {
		set[[3]string(q[:3])] = true
	}
	return int64(len(set))
}

// rows are the quads as rows of ranks, in a permutation.
func (g *graph) rows(perm int) []segment.Row {
	ids := map[string]segment.ID{"": segment.Unlabelled}
	for i, form := range g.terms() {
		ids[form] = segment.FirstTerm + segment.ID(i)
	}
	rows := []segment.Row{}
	for q := range g.quads {
		rows = append(rows, segment.Permute([4]segment.ID{ids[q[0]], ids[q[1]], ids[q[2]], ids[q[3]]}, perm))
	}
	slices.SortFunc(rows, segment.Row.Compare)
	return rows
}

// fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// opened opens a segment and compares all of it with the graph.
func (g *graph) opened(t fataler, m *segment.Memory, merged Merged) *segment.Segment {
	t.Helper()
	s, err := segment.Open(m.Bytes(), merged.Ref)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	if err := s.Verify(context.Background(), func(err error) { t.Fatalf("verify: %v", err) }, func(int64) {}); err != nil {
		t.Fatalf("verify: %v", err)
	}
	var terms []string
	it := s.Dict().Terms()
	for it.Next() {
		terms = append(terms, string(it.Form()))
	}
	if want := g.terms(); it.Err() != nil || !slices.Equal(terms, want) {
		t.Fatalf("terms %q, error %v; want %q", terms, it.Err(), want)
	}
	for perm := range segment.Permutations {
		rows := []segment.Row{}
		source, err := treeRows(s, segment.Added, perm)
		for err == nil {
			var more []segment.Row
			if more, err = source.next(); len(more) == 0 {
				break
			}
			rows = append(rows, more...)
		}
		if want := g.rows(perm); err != nil || !slices.Equal(rows, want) {
			t.Fatalf("permutation %d: %v, error %v; want %v", perm, rows, err, want)
		}
	}
	var dead []segment.ID
	for i, form := range terms {
		if g.dead[form] {
			dead = append(dead, segment.FirstTerm+segment.ID(i))
		}
	}
	want := segment.Meta{Quads: int64(len(g.quads)), Triples: g.triples(), Dead: dead}
	if got := s.Meta(); got.Quads != want.Quads || got.Triples != want.Triples || !slices.Equal(got.Dead, want.Dead) {
		t.Fatalf("meta %+v, want %+v", got, want)
	}
	if merged.Quads != want.Quads || merged.Triples != want.Triples || !slices.Equal(merged.Dead, want.Dead) {
		t.Fatalf("merged %d quads, %d triples, dead %v; want %+v", merged.Quads, merged.Triples, merged.Dead, want)
	}
	return s
}

// forms are terms as tests draw them: short, with common beginnings, with
// bytes of zero, and long ones that differ at their end.
var forms = rapid.OneOf(
	rapid.Map(rapid.IntRange(0, 300), func(n int) string { return fmt.Sprintf("<http://example.org/%d>", n) }),
	rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00")), 1, 12, -1),
	rapid.Map(rapid.IntRange(1, 40), func(n int) string { return string(make([]byte, n)) }),
	rapid.Map(rapid.IntRange(0, 9), func(n int) string { return string(bytes.Repeat([]byte("long "), 2000)) + fmt.Sprint(n) }),
)

func drawQuads(t *rapid.T, name string, among []string) []quad {
	form := rapid.SampledFrom(among)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) quad {
		q := quad{form.Draw(t, "s"), form.Draw(t, "p"), form.Draw(t, "o")}
		if rapid.IntRange(0, 3).Draw(t, "labelled") > 0 {
			q[3] = form.Draw(t, "l")
		}
		return q
	}), 0, 120).Draw(t, name)
}

// load loads quads with several builders.
func load(t fataler, l *Loader, builders int, quads []quad) []*Run {
	t.Helper()
	ctx := context.Background()
	for i := range builders {
		b := l.Builder(ctx)
		for j, q := range quads {
			if j%builders == i {
				if err := q.add(b); err != nil {
					t.Fatalf("add: %v", err)
				}
			}
		}
		if err := b.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
	if got := l.Given(); got != int64(len(quads)) {
		t.Fatalf("%d given, want %d", got, len(quads))
	}
	runs, err := l.Runs(ctx)
	if err != nil {
		t.Fatalf("runs: %v", err)
	}
	return runs
}

// TestModel loads quads into an empty graph, takes some away and loads more
// into what is left, and compares each result with maps.
func TestModel(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		among := rapid.SliceOfNDistinct(forms, 1, 60, rapid.ID).Draw(t, "forms")
		want := newGraph()
		m := segment.NewMemory(0)
		merged := loadInto(t, dir, m, want, Input{}, drawQuads(t, "first", among))
		base := want.opened(t, m, merged)

		in := Input{Segment: base}
		in.Without = takeAway(t, want, base)
		terms := base.Dict().Len()
		keep := rapid.Bool().Draw(t, "keep dead terms")
		deadForms := map[string]bool{}
		live := want.live()
		var dead []segment.ID
		for i := range terms {
			form, err := base.Dict().AppendForm(nil, segment.FirstTerm+segment.ID(i))
			if err != nil {
				t.Fatalf("form: %v", err)
			}
			if _, ok := slices.BinarySearch(live, string(form)); !ok {
				deadForms[string(form)] = true
				dead = append(dead, segment.FirstTerm+segment.ID(i))
			}
		}
		if keep {
			want.dead, in.Dead = deadForms, dead
		} else if len(dead) > 0 {
			in.Drop = func(id segment.ID) bool { return slices.Contains(dead, id) }
		}
		m = segment.NewMemory(0)
		merged = loadInto(t, dir, m, want, in, drawQuads(t, "second", among))
		want.opened(t, m, merged)
	})
}

// takeAway draws quads to remove and returns a segment that removes them.
func takeAway(t *rapid.T, g *graph, base *segment.Segment) *segment.Segment {
	if rapid.Bool().Draw(t, "remove nothing") {
		return nil
	}
	all := g.rows(segment.SPOL)
	var removed []segment.Row
	terms := append([]string{"?", ""}, g.terms()...)
	for _, r := range all {
		if rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
			removed = append(removed, r)
			q := r.IDs()
			delete(g.quads, quad{terms[q[0]], terms[q[1]], terms[q[2]], terms[q[3]]})
		}
	}
	m := segment.NewMemory(0)
	w := segment.NewWriter(m, 7)
	if err := w.Dict(segment.FirstTerm + segment.ID(base.Dict().Len())).Close(); err != nil {
		t.Fatalf("dictionary: %v", err)
	}
	for perm := range segment.Permutations {
		rows := make([]segment.Row, len(removed))
		for i, r := range removed {
			rows[i] = segment.Permute(r.IDs(), perm)
		}
		slices.SortFunc(rows, segment.Row.Compare)
		tree := w.Tree(segment.Removed, perm)
		if err := errors.Join(tree.AddRows(rows), tree.Close()); err != nil {
			t.Fatalf("tree: %v", err)
		}
	}
	ref, err := w.Finish(segment.Meta{})
	if err != nil {
		t.Fatalf("finish: %v", err)
	}
	s, err := segment.Open(m.Bytes(), ref)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

// loadInto merges quads into base and adds them to the graph. It compares what
// was reported as new.
func loadInto(t *rapid.T, dir string, m *segment.Memory, g *graph, base Input, quads []quad) Merged {
	l := New(Options{
		Memory:  int64(rapid.SampledFrom([]int{1, 2 << 10, 20 << 10, 1 << 20}).Draw(t, "memory")),
		Workers: rapid.IntRange(1, 7).Draw(t, "workers"),
		Dir:     dir,
	})
	defer func() {
		if err := l.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}()
	inputs := []Input{base}
	for _, run := range load(t, l, rapid.IntRange(1, 4).Draw(t, "builders"), quads) {
		inputs = append(inputs, Input{Run: run})
	}
	fresh := newGraph()
	for _, q := range quads {
		if !g.quads[q] {
			fresh.quads[q] = true
		}
		g.quads[q] = true
		for _, form := range q {
			delete(g.dead, form)
		}
	}
	var news []segment.Row
	told := int64(0)
	merged, err := Merge(context.Background(), m, 42, inputs, MergeOptions{
		Workers:  rapid.IntRange(1, 7).Draw(t, "merge workers"),
		Old:      1,
		OnNew:    func(rows []segment.Row) error { news = append(news, rows...); return nil },
		Progress: func(done, of int64) { told = of - done },
	})
	if err != nil {
		t.Fatalf("merge: %v", err)
	}
	if told < 0 {
		t.Fatalf("%d more done than there was to do", -told)
	}
	terms := append([]string{"?", ""}, g.terms()...)
	for _, r := range news {
		q := r.IDs()
		if !fresh.quads[quad{terms[q[0]], terms[q[1]], terms[q[2]], terms[q[3]]}] {
			t.Fatalf("reported %v, which is not new", q)
		}
	}
	if int(merged.New) != len(fresh.quads) || len(news) != len(fresh.quads) || !slices.IsSortedFunc(news, segment.Row.Compare) {
		t.Fatalf("%d new, reported %v; want %d", merged.New, news, len(fresh.quads))
	}
	return merged
}
