package bulk

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quipu/graph/store/segment"
)

// sortedForms are forms in the order that termSort gives them.
func sortedForms(t fataler, forms []string) []string {
	var b batch
	b.table.reserve(1 << 10)
	defer b.free()
	for _, form := range forms {
		b.table.intern(b.table.hash([]byte(form)), []byte(form))
	}
	n := b.table.terms
	if err := b.sortTerms(context.Background(), make([]row, n), make([]row, n)); err != nil {
		t.Fatalf("sort: %v", err)
	}
	var sorted []string
	for _, ref := range b.order.all[:n] {
		sorted = append(sorted, string(formAt(b.table.arena.all, uint32(ref))))
	}
	for i, form := range forms {
		id := b.table.intern(b.table.hash([]byte(form)), []byte(form))
		if got := sorted[b.ranks.all[segment.FirstTerm+id]]; got != form {
			t.Fatalf("form %d, %q, has the rank of %q", i, form, got)
		}
	}
	if b.table.terms != n {
		t.Fatalf("a form was taken twice")
	}
	return sorted
}

func checkTermSort(t fataler, forms []string) {
	want := slices.Clone(forms)
	slices.Sort(want)
	want = slices.Compact(want)
	if got := sortedForms(t, forms); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
}

// TestTermSort sorts forms of few different bytes, with zeros, which keys are
// filled up with, many of which begin alike.
func TestTermSort(t *testing.T) {
	piece := rapid.SampledFrom([]string{"", "\x00", "a", "\xff", "aaaaaaa", "\x00\x00\x00\x00\x00\x00\x00\x00", "<http://example.org/"})
	form := rapid.Map(rapid.SliceOfN(piece, 0, 6), func(p []string) string { return strings.Join(p, "") })
	rapid.Check(t, func(t *rapid.T) {
		checkTermSort(t, rapid.SliceOfN(form, 1, 150).Draw(t, "forms"))
	})
}

// TestTermSortMany sorts groups that are large enough for every way of
// sorting.
func TestTermSortMany(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var forms []string
	for range 20_000 {
		forms = append(forms,
			fmt.Sprintf("<http://example.org/%d>", r.IntN(100_000)),
			fmt.Sprintf(`"%x"`, r.Uint64()),
			strings.Repeat("\x00", r.IntN(300)),
			strings.Repeat("same beginning ", 3)+fmt.Sprint(r.IntN(3000)))
	}
	checkTermSort(t, forms)
}

// randomRows are rows with skewed ids, many of which occur twice, with labels
// or without.
func randomRows(n int, labelled bool) []row {
	r := rand.New(rand.NewPCG(5, 6))
	id := func(n int) segment.ID { return segment.FirstTerm + segment.ID(r.IntN(r.IntN(n)+1)) }
	rows := make([]row, n)
	for i := range rows {
		if i > 0 && r.IntN(4) == 0 {
			rows[i] = rows[r.IntN(i)]
			continue
		}
		rows[i] = segment.Pack(id(n), id(50), id(n), segment.Unlabelled)
		if labelled {
			rows[i].Lo += uint64(id(1000))
		}
	}
	return rows
}

// TestSortRows sorts rows in several pieces, by one worker and by several, and
// takes them through all permutations.
func TestSortRows(t *testing.T) {
	ctx := context.Background()
	for _, n := range []int{0, 1, 1000, 5 * pieceRows, 5*pieceRows + 17} {
		rows := randomRows(n, n%2 == 1)
		want := slices.Clone(rows)
		slices.SortFunc(want, segment.Row.Compare)
		want = slices.Compact(want)
		for _, workers := range []int{1, 3} {
			dst := make([]row, n)
			left, err := sortRows(ctx, workers, slices.Clone(rows), dst, make([]row, n))
			if err != nil || !slices.Equal(dst[:left], want) {
				t.Fatalf("%d rows, %d workers: wrong order or error %v", n, workers, err)
			}
		}
		from := &memoryRows{run: &memoryRun{spol: want}}
		defer from.close()
		for _, perm := range []int{segment.LSPO, segment.LOSP, segment.OSPL, segment.POSL, segment.LPOS, segment.SPOL} {
			source, err := from.rows(ctx, perm)
			if err != nil {
				t.Fatal(err)
			}
			permuted := make([]row, len(want))
			for i, r := range want {
				permuted[i] = segment.Permute(r.IDs(), perm)
			}
			slices.SortFunc(permuted, segment.Row.Compare)
			if got := allRows(t, source); !slices.Equal(got, permuted) {
				t.Fatalf("%d rows: wrong order in permutation %d", n, perm)
			}
		}
	}
}

func allRows(t fataler, source rowSource) []row {
	t.Helper()
	var all []row
	for {
		rows, err := source.next()
		if err != nil {
			t.Fatalf("rows: %v", err)
		}
		if len(rows) == 0 {
			return all
		}
		all = append(all, rows...)
	}
}

// TestSpilledRows writes rows to the temporary file and reads them back.
func TestSpilledRows(t *testing.T) {
	dir := t.TempDir()
	id := rapid.Custom(func(t *rapid.T) segment.ID {
		bits := rapid.IntRange(1, 32).Draw(t, "bits")
		return 1 + rapid.Uint32Max(segment.MaxTerm-1).Draw(t, "id")>>(32-bits)
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) row {
			return segment.Pack(id.Draw(t, "a"), id.Draw(t, "b"), id.Draw(t, "c"), id.Draw(t, "d"))
		}), 0, 200).Draw(t, "rows")
		slices.SortFunc(rows, segment.Row.Compare)
		rows = slices.Compact(rows)
		lows, err := lowest(context.Background(), rows)
		if err != nil {
			t.Fatal(err)
		}
		file := &spillFile{dir: dir, chunk: rapid.IntRange(maxRowCode, 300).Draw(t, "chunk")}
		defer file.close()
		run := &fileRun{file: file, lows: lows}
		if run.rows[0], err = file.writeRows(context.Background(), &memoryRowSource{rows}, segment.Permute(lows, 0)); err != nil {
			t.Fatal(err)
		}
		source, _ := run.permutations().rows(context.Background(), 0)
		if got := allRows(t, source); !slices.Equal(got, rows) {
			t.Fatalf("%v, want %v", got, rows)
		}
	})
}
