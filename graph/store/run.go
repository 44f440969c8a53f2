package store

import (
	"math"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// row is a quad of ids in the order of some permutation.
type row = segment.Row

const spol = segment.SPOL

// lastRow is behind all rows, or the last.
var lastRow = row{Hi: math.MaxUint64, Lo: math.MaxUint64}

// permutationOf gives the permutation that serves each set of bound places.
var permutationOf = func() (of [16]int) {
	for bound := range of {
		var p source.Pattern
		for place := range p {
			if bound&(1<<place) != 0 {
				p[place] = source.Unlabelled
			}
		}
		of[bound] = slices.Index(segment.Permutations[:], source.OrderOf(p))
	}
	return of
}()

// run is an immutable set of quads, sorted by each permutation that has been
// asked for.
type run struct {
	mu    sync.Mutex // held while a permutation is made
	perms [len(segment.Permutations)]atomic.Pointer[[]row]
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
	rows := segment.Reorder(slices.Clone(from), make([]row, len(from)), spol, perm)
	r.perms[perm].Store(&rows)
	return rows
}

// between returns the rows from first to last, both included.
func between(rows []row, first, last row) []row {
	if len(rows) == 0 {
		return nil
	}
	i := sort.Search(len(rows), func(i int) bool { return !rows[i].Less(first) })
	rows = rows[i:]
	// Most ranges are short: double the step from their start before halving.
	n := 1
	for n < len(rows) && !last.Less(rows[n-1]) {
		n *= 2
	}
	n = min(n, len(rows))
	j := sort.Search(n, func(i int) bool { return last.Less(rows[i]) })
	return rows[:j]
}

func contains(rows []row, r row) bool {
	_, ok := slices.BinarySearchFunc(rows, r, row.Compare)
	return ok
}

// merge returns base without removed, with added, sorted like them. Removed
// rows are all in base and added ones are not.
func merge(base, removed, added []row) []row {
	out := make([]row, 0, len(base)-len(removed)+len(added))
	for len(added) > 0 || len(removed) > 0 {
		if len(removed) == 0 || len(added) > 0 && added[0].Less(removed[0]) {
			i, _ := slices.BinarySearchFunc(base, added[0], row.Compare)
			out = append(append(out, base[:i]...), added[0])
			base, added = base[i:], added[1:]
			continue
		}
		i, _ := slices.BinarySearchFunc(base, removed[0], row.Compare)
		out = append(out, base[:i]...)
		base, removed = base[i+1:], removed[1:]
	}
	return append(out, base...)
}

// change returns the run without some of its rows and with others, all sorted
// by spol. It has the permutations that r has: those are what readers ask for.
func (r *run) change(removed, added *run) *run {
	if removed.len()+added.len() == 0 {
		return r
	}
	changed := new(run)
	for perm := range segment.Permutations {
		if r.perms[perm].Load() != nil {
			rows := merge(r.rows(perm), removed.rows(perm), added.rows(perm))
			changed.perms[perm].Store(&rows)
		}
	}
	return changed
}
