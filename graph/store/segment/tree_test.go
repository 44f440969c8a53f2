package segment

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// someRows draws ascending rows: few or many leaves, ids that are near one
// another, far apart, or the least and the greatest there are.
func someRows(t *rapid.T, most int) []Row {
	n := rapid.IntRange(0, most).Draw(t, "rows")
	var bound, base [4]uint64
	for i := range bound {
		bound[i] = rapid.SampledFrom([]uint64{1, 2, 7, 300, 1 << 21, 1<<32 - 2}).Draw(t, "ids")
		base[i] = 1 + rapid.Uint64Range(0, 1<<32-2-bound[i]).Draw(t, "least id")
	}
	r := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(t, "seed")))
	rows := make([]Row, n)
	for i := range rows {
		var ids [4]ID
		for k := range ids {
			ids[k] = ID(base[k] + r.Uint64N(bound[k]))
			if r.IntN(50) == 0 {
				ids[k] = 1
			}
			if r.IntN(50) == 0 {
				ids[k] = MaxTerm
			}
		}
		rows[i] = Pack(ids[0], ids[1], ids[2], ids[3])
	}
	slices.SortFunc(rows, Row.Compare)
	return slices.Compact(rows)
}

type fatal interface {
	Helper()
	Fatal(...any)
}

// writeTree writes one tree and returns it as a reader sees it.
func writeTree(t fatal, rows []Row) *Tree {
	t.Helper()
	m := NewMemory(0)
	w := NewWriter(m, 7)
	out := w.Tree(Added, SPOL)
	if err := out.AddRows(rows); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	ref, err := w.Finish(Meta{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(m.Bytes(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return s.Tree(Added, SPOL)
}

// readRange reads a range to its end.
func readRange(c *Cursor, first, last Row) (rows []Row, err error) {
	if err := c.Range(first, last); err != nil {
		return nil, err
	}
	for {
		next, err := c.Next()
		if err != nil || len(next) == 0 {
			return rows, err
		}
		rows = append(rows, next...)
	}
}

// between are the rows in [first, last] of sorted ones.
func between(rows []Row, first, last Row) []Row {
	from, _ := slices.BinarySearchFunc(rows, first, Row.Compare)
	to, found := slices.BinarySearchFunc(rows, last, Row.Compare)
	if found {
		to++
	}
	if from >= to {
		return nil
	}
	return rows[from:to]
}

// TestTree reads ranges of trees, in any order and with one cursor, and
// compares them with a slice.
func TestTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := someRows(t, 3*leafRows*rapid.SampledFrom([]int{1, nodeLeaves}).Draw(t, "size"))
		tree := writeTree(t, rows)
		if tree.Len() != int64(len(rows)) {
			t.Fatalf("%d rows, want %d", tree.Len(), len(rows))
		}
		c := tree.Cursor()
		var before Row
		t.Repeat(map[string]func(*rapid.T){
			"range": func(t *rapid.T) {
				first, last := someRange(t, rows, before)
				before = last
				want := between(rows, first, last)
				got, err := readRange(c, first, last)
				if err != nil || !slices.Equal(got, want) {
					t.Fatalf("rows in [%v, %v]: %v, %v, want %v", first.IDs(), last.IDs(), got, err, want)
				}
				if n, err := tree.Count(first, last); err != nil || n != int64(len(want)) {
					t.Fatalf("count in [%v, %v]: %d, %v, want %d", first.IDs(), last.IDs(), n, err, len(want))
				}
			},
			"leave a range": func(t *rapid.T) {
				first, last := someRange(t, rows, before)
				before = first
				if err := c.Range(first, last); err != nil {
					t.Fatal(err)
				}
				want := between(rows, first, last)
				for range rapid.IntRange(0, 2).Draw(t, "calls") {
					got, err := c.Next()
					if err != nil || len(got) > len(want) || len(got) == 0 && len(want) > 0 || !slices.Equal(got, want[:len(got)]) {
						t.Fatalf("next rows in [%v, %v]: %v, %v, want %v", first.IDs(), last.IDs(), got, err, want)
					}
					want = want[len(got):]
				}
			},
		})
	})
}

// someRange draws a range: of a prefix of a row, from a row to a later one, a
// little behind where the cursor is, or of rows that are not there.
func someRange(t *rapid.T, rows []Row, before Row) (first, last Row) {
	row := Pack(rapid.Uint32().Draw(t, "a"), rapid.Uint32().Draw(t, "b"), 0, rapid.Uint32().Draw(t, "d"))
	at := 0
	if len(rows) > 0 {
		at = rapid.IntRange(0, len(rows)-1).Draw(t, "row")
		row = rows[at]
	}
	switch rapid.IntRange(0, 4).Draw(t, "kind of range") {
	case 0:
		i := rapid.IntRange(0, 4).Draw(t, "bound places")
		mask := [...]Row{{}, {1<<64 - 1<<32, 0}, {1<<64 - 1, 0}, {1<<64 - 1, 1<<64 - 1<<32}, {1<<64 - 1, 1<<64 - 1}}[i]
		return Row{row.Hi & mask.Hi, row.Lo & mask.Lo}, Row{row.Hi | ^mask.Hi, row.Lo | ^mask.Lo}
	case 1:
		to := min(len(rows)-1, at+rapid.IntRange(0, 3*leafRows).Draw(t, "length"))
		if to < 0 {
			return row, row
		}
		return row, rows[to]
	case 2:
		if len(rows) == 0 {
			return row, before
		}
		first, _ = before.following()
		i, _ := slices.BinarySearchFunc(rows, first, Row.Compare)
		i = min(len(rows)-1, i+rapid.IntRange(0, 2*leafRows).Draw(t, "skipped"))
		return rows[i], Row{rows[i].Hi, 1<<64 - 1}
	case 3:
		row.Lo += rapid.Uint64Range(0, 2).Draw(t, "off")
		return row, Row{row.Hi + rapid.Uint64Range(0, 2).Draw(t, "width"), row.Lo}
	default:
		other := Pack(rapid.Uint32().Draw(t, "a"), 3, 1<<32-1, 2)
		return other, row
	}
}

// TestTreeOfPatterns reads every prefix of rows as they are in a store.
func TestTreeOfPatterns(t *testing.T) {
	rows := likeNews(40_000)
	rows = slices.Compact(SortRows(rows, make([]Row, len(rows))))
	for perm := range Permutations {
		sorted := Reorder(slices.Clone(rows), make([]Row, len(rows)), SPOL, perm)
		tree := writeTree(t, sorted)
		c := tree.Cursor()
		for i := 0; i < len(sorted); i += 37 {
			for _, free := range []Row{{1<<32 - 1, 1<<64 - 1}, {0, 1<<64 - 1}, {0, 1<<32 - 1}, {}} {
				first := Row{sorted[i].Hi &^ free.Hi, sorted[i].Lo &^ free.Lo}
				last := Row{sorted[i].Hi | free.Hi, sorted[i].Lo | free.Lo}
				want := between(sorted, first, last)
				got, err := readRange(c, first, last)
				if err != nil || !slices.Equal(got, want) {
					t.Fatalf("permutation %d, rows from %v to %v: %d, %v, want %d", perm, first.IDs(), last.IDs(), len(got), err, len(want))
				}
				if n, err := tree.Count(first, last); err != nil || n != int64(len(want)) {
					t.Fatalf("permutation %d, count from %v to %v: %d, %v, want %d", perm, first.IDs(), last.IDs(), n, err, len(want))
				}
			}
		}
	}
}

// TestTreeConcurrently reads a tree that nobody read before from several
// goroutines, for the race detector.
func TestTreeConcurrently(t *testing.T) {
	rows := likeNews(40_000)
	rows = slices.Compact(SortRows(rows, make([]Row, len(rows))))
	tree := writeTree(t, rows)
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			c := tree.Cursor()
			for range 300 {
				at := r.IntN(len(rows))
				want := rows[at:min(at+300, len(rows))]
				first, last := want[0], want[len(want)-1]
				if got, err := readRange(c, first, last); err != nil || !slices.Equal(got, want) {
					t.Errorf("rows from %d on: %d, %v", at, len(got), err)
				}
				if n, err := tree.Count(first, last); err != nil || n != int64(len(want)) {
					t.Errorf("count from %d on: %d, %v", at, n, err)
				}
			}
		})
	}
	wait.Wait()
}

func TestTreeWriterRefuses(t *testing.T) {
	for _, second := range []Row{Pack(5, 5, 5, 5), Pack(5, 5, 5, 4), {}} {
		w := NewWriter(NewMemory(0), 7)
		out := w.Tree(Added, SPOL)
		if err := out.AddRows([]Row{Pack(5, 5, 5, 5), second}); err == nil {
			t.Errorf("%v after 5 5 5 5 was taken", second.IDs())
		}
		if err := out.Close(); err == nil {
			t.Errorf("a tree with %v after 5 5 5 5 was closed", second.IDs())
		}
		if _, err := w.Finish(Meta{}); err == nil {
			t.Errorf("a segment with %v after 5 5 5 5 was finished", second.IDs())
		}
	}
}

// TestWriteErrors lets every call of the sink fail.
func TestWriteErrors(t *testing.T) {
	rows := likeNews(2 * leafRows * nodeLeaves)
	rows = slices.Compact(SortRows(rows, make([]Row, len(rows))))
	write := func(s Sink) error {
		w := NewWriter(s, 7)
		out := w.Tree(Added, SPOL)
		if err := out.AddRows(rows); err != nil {
			return err
		}
		if err := out.Close(); err != nil {
			return err
		}
		_, err := w.Finish(Meta{})
		return err
	}
	for n := 0; ; n++ {
		s := &failing{Memory: NewMemory(0), after: n}
		if err := write(s); err == nil {
			if n < 6 {
				t.Fatalf("the sink is called %d times only", n)
			}
			return
		}
	}
}

// failing is a sink whose calls fail after some.
type failing struct {
	*Memory
	after int
}

func (f *failing) Reserve(n int) (int64, error) {
	if f.after--; f.after < 0 {
		return 0, fmt.Errorf("no room for %d bytes", n)
	}
	return f.Memory.Reserve(n)
}

func (f *failing) WriteAt(p []byte, at int64) (int, error) {
	if f.after--; f.after < 0 {
		return 0, fmt.Errorf("cannot write %d bytes", len(p))
	}
	return f.Memory.WriteAt(p, at)
}
