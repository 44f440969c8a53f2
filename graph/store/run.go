package store

import (
	"cmp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"quipu/graph/source"
)

// row is a quad of 32-bit ids in the order of some permutation, packed so
// that comparing two rows is comparing two pairs of numbers.
type row struct{ hi, lo uint64 }

func compareRows(a, b row) int {
	if c := cmp.Compare(a.hi, b.hi); c != 0 {
		return c
	}
	return cmp.Compare(a.lo, b.lo)
}

func pack(a, b, c, d uint32) row {
	return row{uint64(a)<<32 | uint64(b), uint64(c)<<32 | uint64(d)}
}

func (r row) ids() [4]uint32 {
	return [4]uint32{uint32(r.hi >> 32), uint32(r.hi), uint32(r.lo >> 32), uint32(r.lo)}
}

// permutations are the orders that a run can have; the first is the one that
// rows are made in.
var permutations = [...]source.Order{
	source.SPOL, source.POSL, source.OSPL, source.LSPO, source.LPOS, source.LOSP,
}

const spol = 0

// permutationOf gives the permutation that serves each set of bound places.
var permutationOf = func() (of [16]int) {
	for bound := range of {
		var p source.Pattern
		for place := range p {
			if bound&(1<<place) != 0 {
				p[place] = unlabelled
			}
		}
		of[bound] = slices.Index(permutations[:], source.OrderOf(p))
	}
	return of
}()

// permuted returns the row of a quad in a permutation.
func permuted(q [4]uint32, perm int) row {
	o := permutations[perm]
	return pack(q[o[0]], q[o[1]], q[o[2]], q[o[3]])
}

// run is an immutable set of quads, sorted by each permutation that has been
// asked for.
type run struct {
	mu    sync.Mutex // held while a permutation is made
	perms [len(permutations)]atomic.Pointer[[]row]
}

// newRun returns a run of rows that are sorted by spol, without repeats.
func newRun(rows []row) *run {
	r := new(run)
	r.perms[spol].Store(&rows)
	return r
}

func (r *run) len() int { return len(*r.perms[spol].Load()) }

// rows returns the run sorted by a permutation, which is made on first use.
func (r *run) rows(perm int) []row {
	if p := r.perms[perm].Load(); p != nil {
		return *p
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.perms[perm].Load(); p != nil {
		return *p
	}
	from := *r.perms[spol].Load()
	rows := make([]row, len(from))
	for i, f := range from {
		rows[i] = permuted(f.ids(), perm)
	}
	slices.SortFunc(rows, compareRows)
	r.perms[perm].Store(&rows)
	return rows
}

// between returns the rows from first to last, both included.
func between(rows []row, first, last row) []row {
	if len(rows) == 0 {
		return nil
	}
	i := sort.Search(len(rows), func(i int) bool { return compareRows(rows[i], first) >= 0 })
	rows = rows[i:]
	// Most ranges are short: double the step from their start before halving.
	n := 1
	for n < len(rows) && compareRows(rows[n-1], last) <= 0 {
		n *= 2
	}
	n = min(n, len(rows))
	j := sort.Search(n, func(i int) bool { return compareRows(rows[i], last) > 0 })
	return rows[:j]
}

func contains(rows []row, r row) bool {
	_, ok := slices.BinarySearchFunc(rows, r, compareRows)
	return ok
}

// merge returns base without removed, with added, sorted like them. Removed
// rows are all in base and added ones are not.
func merge(base, removed, added []row) []row {
	out := make([]row, 0, len(base)-len(removed)+len(added))
	for len(added) > 0 || len(removed) > 0 {
		if len(removed) == 0 || len(added) > 0 && compareRows(added[0], removed[0]) < 0 {
			i, _ := slices.BinarySearchFunc(base, added[0], compareRows)
			out = append(append(out, base[:i]...), added[0])
			base, added = base[i:], added[1:]
			continue
		}
		i, _ := slices.BinarySearchFunc(base, removed[0], compareRows)
		out = append(out, base[:i]...)
		base, removed = base[i+1:], removed[1:]
	}
	return append(out, base...)
}

// fold returns one run for three, with the permutations that base has: those
// are what readers ask for.
func fold(base, removed, added *run) *run {
	folded := new(run)
	for perm := range permutations {
		if base.perms[perm].Load() != nil {
			rows := merge(base.rows(perm), removed.rows(perm), added.rows(perm))
			folded.perms[perm].Store(&rows)
		}
	}
	return folded
}
