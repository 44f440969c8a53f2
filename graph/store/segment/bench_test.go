package segment

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"
	"testing"
)

var benchQuads = flag.Int("quads", 1_000_000, "quads in benchmarks")

// likeNews makes quads like those of a collection of reports: few entities
// that much is said about, as subjects and as 70 % of the objects (Zipf 1.1),
// and many others; 60 predicates; literals; 20,000 sources. Ids are those of
// terms in the order of their forms: literals, entities, predicates, sources.
func likeNews(n int) []Row {
	const predicates, sources = 60, 20_000
	r := rand.New(rand.NewPCG(1, 2))
	literals, entities := n/10+n/100, n/5
	name := r.Perm(entities)
	entity, predicate := zipf(r, entities), zipf(r, predicates)
	rows := make([]Row, n)
	for i := range rows {
		object := r.IntN(literals)
		if r.IntN(10) < 7 {
			object = literals + name[entity()]
		}
		s := literals + name[entity()]
		p := literals + entities + predicate()*37%predicates
		l := literals + entities + predicates + r.IntN(sources)
		rows[i] = Pack(FirstTerm+ID(s), FirstTerm+ID(p), FirstTerm+ID(object), FirstTerm+ID(l))
	}
	return rows
}

// zipf draws numbers below n, lower ones more often, with exponent 1.1.
func zipf(r *rand.Rand, n int) func() int {
	sums := make([]float64, n)
	sum := 0.0
	for i := range sums {
		sum += math.Pow(float64(i+1), -1.1)
		sums[i] = sum
	}
	return func() int { return min(sort.SearchFloat64s(sums, r.Float64()*sum), n-1) }
}

// news are the rows of likeNews in all permutations.
var news = sync.OnceValue(func() (perms [len(Permutations)][]Row) {
	rows := likeNews(*benchQuads)
	scratch := make([]Row, len(rows))
	rows = slices.Clone(slices.Compact(SortRows(rows, scratch)))
	for i := range perms {
		perms[i] = slices.Clone(Reorder(slices.Clone(rows), scratch[:len(rows)], SPOL, i))
	}
	return perms
})

// newsTree is one permutation of them, written.
func newsTree(b *testing.B, perm int) *Tree {
	b.Helper()
	m := NewMemory(0)
	w := NewWriter(m, 7)
	t := w.Tree(Added, perm)
	if err := t.AddRows(news()[perm]); err != nil {
		b.Fatal(err)
	}
	if err := t.Close(); err != nil {
		b.Fatal(err)
	}
	ref, err := w.Finish(Meta{})
	if err != nil {
		b.Fatal(err)
	}
	s, err := Open(m.Bytes(), ref)
	if err != nil {
		b.Fatal(err)
	}
	return s.Tree(Added, perm)
}

func eachPerm(b *testing.B, run func(b *testing.B, perm int)) {
	for perm, order := range Permutations {
		name := ""
		for _, place := range order {
			name += string("SPOL"[place])
		}
		b.Run(name, func(b *testing.B) { run(b, perm) })
	}
}

func BenchmarkWrite(b *testing.B) {
	eachPerm(b, func(b *testing.B, perm int) {
		rows := news()[perm]
		var size int64
		for b.Loop() {
			m := NewMemory(8 * len(rows))
			w := NewWriter(m, 7)
			t := w.Tree(Added, perm)
			if err := t.AddRows(rows); err != nil {
				b.Fatal(err)
			}
			if err := t.Close(); err != nil {
				b.Fatal(err)
			}
			size = t.root.size
		}
		b.ReportMetric(float64(size)/float64(len(rows)), "B/row")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(rows)), "ns/row")
	})
}

func BenchmarkScan(b *testing.B) {
	eachPerm(b, func(b *testing.B, perm int) {
		t := newsTree(b, perm)
		c := t.Cursor()
		for b.Loop() {
			if n := drain(b, c, Row{}, Pack(1<<32-1, 0, 0, 0)); n != len(news()[perm]) {
				b.Fatal(n)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(t.Len()), "ns/row")
	})
}

func drain(b *testing.B, c *Cursor, first, last Row) (n int) {
	if err := c.Range(first, last); err != nil {
		b.Fatal(err)
	}
	for {
		rows, err := c.Next()
		if err != nil {
			b.Fatal(err)
		}
		if len(rows) == 0 {
			return n
		}
		n += len(rows)
	}
}

// BenchmarkSeek reads five rows from a random one on.
func BenchmarkSeek(b *testing.B) {
	eachPerm(b, func(b *testing.B, perm int) {
		rows := news()[perm]
		c := newsTree(b, perm).Cursor()
		drain(b, c, Row{}, Pack(1<<32-1, 0, 0, 0))
		r := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			i := r.IntN(len(rows) - 5)
			if n := drain(b, c, rows[i], rows[i+4]); n != 5 {
				b.Fatal(n)
			}
		}
	})
}

// BenchmarkCount counts the rows of a random prefix of two places.
func BenchmarkCount(b *testing.B) {
	rows := news()[SPOL]
	t := newsTree(b, SPOL)
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		row := rows[r.IntN(len(rows))]
		if n, err := t.Count(Row{row.Hi, 0}, Row{row.Hi, 1<<64 - 1}); err != nil || n == 0 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkFrontier reads what is said about some share of all subjects, in
// order.
func BenchmarkFrontier(b *testing.B) {
	rows := news()[SPOL]
	t := newsTree(b, SPOL)
	for _, share := range []int{1, 10, 100} {
		var subjects []uint64
		r := rand.New(rand.NewPCG(1, 2))
		for i, row := range rows {
			if (i == 0 || row.Hi>>32 != rows[i-1].Hi>>32) && r.IntN(share) == 0 {
				subjects = append(subjects, row.Hi&^(1<<32-1))
			}
		}
		b.Run(fmt.Sprint("1of", share), func(b *testing.B) {
			c := t.Cursor()
			n := 0
			for b.Loop() {
				for _, s := range subjects {
					n += drain(b, c, Row{s, 0}, Row{s | (1<<32 - 1), 1<<64 - 1})
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/row")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(subjects)), "ns/subject")
		})
	}
}

// BenchmarkSort makes all permutations of unsorted rows.
func BenchmarkSort(b *testing.B) {
	unsorted := likeNews(*benchQuads)
	work, spare, branch := make([]Row, len(unsorted)), make([]Row, len(unsorted)), make([]Row, len(unsorted))
	for b.Loop() {
		copy(work, unsorted)
		sorted, spare := apart(SortRows(work, spare), work, spare)
		for _, step := range [][3]int{{SPOL, LSPO, OSPL}, {OSPL, LOSP, POSL}, {POSL, LPOS, POSL}} {
			copy(branch, sorted)
			done, rest := apart(Reorder(branch, spare, step[0], step[1]), branch, spare)
			branch, spare = done, rest
			sorted, spare = apart(Reorder(sorted, spare, step[0], step[2]), sorted, spare)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(unsorted)), "ns/row")
}

// apart returns the sorted one of two slices and the other one.
func apart(sorted, a, b []Row) (same, other []Row) {
	if &sorted[0] == &a[0] {
		return a, b
	}
	return b, a
}
