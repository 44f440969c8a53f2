package segment

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// example is what a segment is made of, for tests.
type example struct {
	terms int
	trees [2][len(Permutations)][]Row
	meta  Meta
}

// smallExample is like a delta of some quads.
func smallExample(quads, terms int) example {
	r := rand.New(rand.NewPCG(3, 4))
	rows := make([]Row, 0, quads)
	for range quads {
		id := func() ID { return FirstTerm + ID(r.IntN(terms)) }
		label := id()
		if r.IntN(10) == 0 {
			label = Unlabelled
		}
		rows = append(rows, Pack(id(), FirstTerm+ID(r.IntN(9)), id(), label))
	}
	slices.SortFunc(rows, Row.Compare)
	rows = slices.Compact(rows)
	cut := len(rows) * 3 / 4
	e := example{terms: terms, meta: Meta{
		Quads: int64(2*cut - len(rows)), Triples: -3, Dead: []ID{FirstTerm + 7, FirstTerm + 20},
	}}
	for k, rows := range [][]Row{rows[:cut], rows[cut:]} {
		for perm := range Permutations {
			e.trees[k][perm] = Reorder(slices.Clone(rows), make([]Row, len(rows)), SPOL, perm)
		}
	}
	return e
}

func (e example) form(i int) []byte { return fmt.Appendf(nil, "<http://example.org/term/%04d>", i) }

// write writes the parts, each in its own goroutine. Trees go through change,
// if there is one.
func (e example) write(t testing.TB, sink Sink, id uint64, change func(k Kind, perm int, rows []Row) []Row) Ref {
	t.Helper()
	w := NewWriter(sink, id)
	var wait sync.WaitGroup
	d := w.Dict(FirstTerm)
	wait.Go(func() {
		for i := range e.terms {
			if _, err := d.Add(e.form(i)); err != nil {
				t.Error(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, k := range []Kind{Added, Removed} {
		for perm := range Permutations {
			out := w.Tree(k, perm)
			rows := slices.Clone(e.trees[k][perm])
			if change != nil {
				rows = change(k, perm, rows)
			}
			wait.Go(func() {
				if err := errors.Join(out.AddRows(rows), out.Close()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
	ref, err := w.Finish(e.meta)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// check reads all of a segment and compares it. What is wrong is an error that
// says so, a *DamagedError is returned.
func (e example) check(s *Segment) error {
	if got := s.Meta(); !reflect.DeepEqual(got, e.meta) {
		return fmt.Errorf("meta %v, want %v", got, e.meta)
	}
	if s.Dict().First() != FirstTerm || s.Dict().Len() != e.terms {
		return fmt.Errorf("%d terms from %d on, want %d", s.Dict().Len(), s.Dict().First(), e.terms)
	}
	for i := range e.terms {
		if form, err := s.Dict().AppendForm(nil, FirstTerm+ID(i)); err != nil {
			return err
		} else if string(form) != string(e.form(i)) {
			return fmt.Errorf("term %d is %q", i, form)
		}
		if id, ok, err := s.Dict().Find(e.form(i)); err != nil {
			return err
		} else if !ok || id != FirstTerm+ID(i) {
			return fmt.Errorf("term %d is found as %d, %t", i, id, ok)
		}
	}
	for _, k := range []Kind{Added, Removed} {
		for perm := range Permutations {
			if err := checkTree(s.Tree(k, perm), e.trees[k][perm]); err != nil {
				return fmt.Errorf("%s: %w", treeName(k, perm), err)
			}
		}
	}
	return nil
}

// checkTree reads all of a tree, and the rows of each first place.
func checkTree(t *Tree, want []Row) error {
	if t.Len() != int64(len(want)) {
		return fmt.Errorf("%d rows, want %d", t.Len(), len(want))
	}
	c := t.Cursor()
	if got, err := readRange(c, Row{}, Row{1<<64 - 1, 1<<64 - 1}); err != nil {
		return err
	} else if !slices.Equal(got, want) {
		return fmt.Errorf("other rows than were written")
	}
	for i, r := range want {
		if i%11 != 0 && i < len(want)-1 {
			continue
		}
		first, last := Row{r.Hi &^ (1<<32 - 1), 0}, Row{r.Hi | (1<<32 - 1), 1<<64 - 1}
		rows := between(want, first, last)
		if got, err := readRange(c, first, last); err != nil {
			return err
		} else if !slices.Equal(got, rows) {
			return fmt.Errorf("%d rows of %d, want %d", len(got), r.Hi>>32, len(rows))
		}
		if n, err := t.Count(first, last); err != nil {
			return err
		} else if n != int64(len(rows)) {
			return fmt.Errorf("counted %d rows of %d, want %d", n, r.Hi>>32, len(rows))
		}
	}
	return nil
}

// TestSegment writes segments one behind the other and reads them.
func TestSegment(t *testing.T) {
	m := NewMemory(0)
	if _, err := m.Reserve(4096); err != nil {
		t.Fatal(err)
	}
	examples := []example{smallExample(700, 300), smallExample(0, 30), smallExample(1, 30), smallExample(40_000, 5000), {}}
	refs := make([]Ref, len(examples))
	for i, e := range examples {
		refs[i] = e.write(t, m, uint64(i)+1, nil)
	}
	for i, e := range examples {
		s, err := Open(m.Bytes(), refs[i])
		if err != nil {
			t.Fatal(err)
		}
		if s.Ref() != refs[i] {
			t.Errorf("segment %d has the reference %v, want %v", i, s.Ref(), refs[i])
		}
		if err := e.check(s); err != nil {
			t.Errorf("segment %d: %v", i, err)
		}
		for _, other := range []Ref{
			{refs[i].ID + 1, refs[i].Offset, refs[i].Length}, {refs[i].ID, refs[i].Offset - 1, refs[i].Length},
			{refs[i].ID, refs[i].Offset, 1 << 60}, {refs[i].ID, -1, refs[i].Length}, {},
		} {
			if _, err := Open(m.Bytes(), other); !isDamaged(err) {
				t.Errorf("segment %v as %v: %v", refs[i], other, err)
			}
		}
	}
}

func isDamaged(err error) bool {
	_, ok := errors.AsType[*DamagedError](err)
	return ok
}

// TestSegmentSize holds that a small segment takes little, and that Size is
// what it takes.
func TestSegmentSize(t *testing.T) {
	for quads, most := range map[int]int64{0: 1500, 100: 9000, 1000: 50_000} {
		m := NewMemory(0)
		e := smallExample(quads, 40)
		ref := e.write(t, m, 9, nil)
		s, err := Open(m.Bytes(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := int64(len(m.Bytes().Data)); got > most || s.Size() > got || s.Size() < got-1024 {
			t.Errorf("%d quads: %d bytes, %d of them used, want at most %d", quads, got, s.Size(), most)
		}
	}
}

// TestVerify holds that Verify finds nothing in what is right, and names what
// is wrong even where the checksums are right.
func TestVerify(t *testing.T) {
	base := smallExample(2000, 300)
	same := func(_ Kind, _ int, rows []Row) []Row { return rows }
	in := func(k Kind, perm int, change func(rows []Row) []Row) func(Kind, int, []Row) []Row {
		return func(k2 Kind, perm2 int, rows []Row) []Row {
			if k == k2 && perm == perm2 {
				return change(rows)
			}
			return rows
		}
	}
	noMeta, badDead, noTerms := base, base, base
	noMeta.meta.Quads++
	badDead.meta.Dead = []ID{FirstTerm + ID(base.terms)}
	noTerms.terms = 100
	for _, c := range []struct {
		name   string
		e      example
		change func(Kind, int, []Row) []Row
		want   string // part of a report; none if empty
	}{
		{"right", base, same, ""},
		{"empty", example{}, same, ""},
		{"a row less", base, in(Added, OSPL, func(rows []Row) []Row { return rows[1:] }), "added OSPL has 1499 quads, where SPOL has 1500"},
		{"another row", base, in(Removed, LPOS, func(rows []Row) []Row {
			rows[0].Lo--
			return rows
		}), "removed LPOS has other quads than SPOL"},
		{"a label that is none", base, in(Added, SPOL, func(rows []Row) []Row {
			rows[0].Lo &^= 1<<32 - 1
			return rows
		}), "added SPOL: row 0 of a block has an id that no term has"},
		{"terms that are not there", noTerms, same, "has an id that no term has"},
		{"number of quads", noMeta, same, "the root says"},
		{"unused terms", badDead, same, "list of unused terms"},
	} {
		m := NewMemory(0)
		ref := c.e.write(t, m, 5, c.change)
		s, err := Open(m.Bytes(), ref)
		if err != nil {
			t.Fatal(err)
		}
		var reports []string
		err = s.Verify(context.Background(), func(err error) {
			if !isDamaged(err) {
				t.Errorf("%s: a report of another type: %v", c.name, err)
			}
			reports = append(reports, err.Error())
		}, func(int64) {})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if all := strings.Join(reports, "\n"); !strings.Contains(all, c.want) || (c.want == "") != (all == "") {
			t.Errorf("%s: reported %q, want %q", c.name, all, c.want)
		}
	}
}

func TestVerifyStops(t *testing.T) {
	m := NewMemory(0)
	ref := smallExample(2000, 300).write(t, m, 5, nil)
	s, err := Open(m.Bytes(), ref)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Verify(ctx, func(error) {}, func(int64) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify of a cancelled context: %v", err)
	}
}
