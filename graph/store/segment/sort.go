package segment

import (
	"math/bits"
	"slices"

	"quipu/graph/source"
)

// fewRows are sorted by comparing them.
const fewRows = 512

// SortRows sorts rows. It needs a scratch slice of the same length, and
// returns the one of the two that the sorted rows are in.
func SortRows(rows, scratch []Row) []Row {
	if len(rows) < fewRows {
		slices.SortFunc(rows, Row.Compare)
		return rows
	}
	return sortPlaces(rows, scratch, 4)
}

// Reorder turns rows that are sorted in one permutation into the sorted rows
// of another. It needs a scratch slice of the same length, and returns the one
// of the two that they are in. It costs most where the order of many places
// is new; SPOL to OSPL, OSPL to POSL, and from each of these to the one with L
// before it, are cheap.
func Reorder(rows, scratch []Row, from, to int) []Row {
	old, wanted := Permutations[from], Permutations[to]
	var move [4]int // where each place of the new rows is in the old ones
	for i, place := range wanted {
		move[i] = slices.Index(old[:], place)
	}
	for i, r := range rows {
		ids := r.IDs()
		rows[i] = Pack(ids[move[0]&3], ids[move[1]&3], ids[move[2]&3], ids[move[3]&3])
	}
	if len(rows) < fewRows {
		slices.SortFunc(rows, Row.Compare)
		return rows
	}
	return sortPlaces(rows, scratch, newPlaces(old, wanted))
}

// newPlaces is the number of places that rows have to be sorted by for another
// order: of those behind them the old order is the wanted one.
func newPlaces(old, wanted source.Order) int {
	for n := range wanted {
		rest := slices.DeleteFunc(slices.Clone(old[:]), func(place int) bool {
			return slices.Contains(wanted[:n], place)
		})
		if slices.Equal(rest, wanted[n:]) {
			return n
		}
	}
	return len(wanted)
}

// A digit is a part of the number in one place of a row.
type digit struct {
	place int
	least uint64 // in this place
	shift uint
}

const digitBits = 11

// sortPlaces sorts rows by their first places, stably: by radix, beginning
// with the lowest digit. The numbers of a place have digits only as far as
// they differ.
func sortPlaces(rows, scratch []Row, places int) []Row {
	scratch = scratch[:len(rows)]
	least, most := bounds(rows)
	for place := places - 1; place >= 0; place-- {
		width := bits.Len64(most[place] - least[place])
		digits := (width + digitBits - 1) / digitBits
		for i := range digits {
			size := uint(width+digits-1) / uint(digits)
			scatter(scratch, rows, digit{place, least[place], uint(i) * size}, 1<<size-1)
			rows, scratch = scratch, rows
		}
	}
	return rows
}

// bounds are the least and the greatest number in each place.
func bounds(rows []Row) (least, most [4]uint64) {
	a, b, c, d := rows[0].split()
	least, most = [4]uint64{a, b, c, d}, [4]uint64{a, b, c, d}
	for _, r := range rows {
		a, b, c, d := r.split()
		least = [4]uint64{min(least[0], a), min(least[1], b), min(least[2], c), min(least[3], d)}
		most = [4]uint64{max(most[0], a), max(most[1], b), max(most[2], c), max(most[3], d)}
	}
	return least, most
}

func (r Row) split() (a, b, c, d uint64) {
	return r.Hi >> 32, r.Hi & (1<<32 - 1), r.Lo >> 32, r.Lo & (1<<32 - 1)
}

// scatter moves rows to where their digit belongs; rows of the same digit stay
// in order.
func scatter(to, rows []Row, d digit, mask uint64) {
	var next [1 << digitBits]uint32
	const all = uint64(len(next) - 1)
	mask &= all
	least, shift := d.least, d.shift&31
	word := uint(32 * (d.place&1 ^ 1))
	if d.place < 2 {
		for i := range rows {
			next[(rows[i].Hi>>word-least)>>shift&mask]++
		}
	} else {
		for i := range rows {
			next[(rows[i].Lo>>word-least)>>shift&mask]++
		}
	}
	sum := uint32(0)
	for i, n := range next {
		next[i] = sum
		sum += n
	}
	if d.place < 2 {
		for _, r := range rows {
			n := &next[(r.Hi>>word-least)>>shift&mask]
			to[*n] = r
			*n++
		}
	} else {
		for _, r := range rows {
			n := &next[(r.Lo>>word-least)>>shift&mask]
			to[*n] = r
			*n++
		}
	}
}
