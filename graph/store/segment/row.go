package segment

import (
	"cmp"

	"quipu/graph/source"
)

// ID is the id of a term, in the 32 bits that a row has for it. A store holds
// at most 1<<32-3 terms.
type ID = uint32

// The ids of package source, as a row has them.
const (
	Any        ID = ID(source.Any)
	Unlabelled ID = ID(source.Unlabelled)
	FirstTerm  ID = 2
	MaxTerm    ID = 1<<32 - 2 // the largest 32-bit number bounds prefixes
)

// Row is a quad of ids in the order of some permutation, packed so that
// comparing two rows is comparing two pairs of numbers.
type Row struct{ Hi, Lo uint64 }

// Pack makes a row of four ids.
func Pack(a, b, c, d ID) Row {
	return Row{uint64(a)<<32 | uint64(b), uint64(c)<<32 | uint64(d)}
}

// IDs are the four ids, in the order of the row's permutation.
func (r Row) IDs() [4]ID {
	return [4]ID{ID(r.Hi >> 32), ID(r.Hi), ID(r.Lo >> 32), ID(r.Lo)}
}

// Compare returns -1, 0 or 1 as r comes before s, is s, or comes after it.
func (r Row) Compare(s Row) int {
	if c := cmp.Compare(r.Hi, s.Hi); c != 0 {
		return c
	}
	return cmp.Compare(r.Lo, s.Lo)
}

// Less reports whether r comes before s.
func (r Row) Less(s Row) bool {
	return r.Hi < s.Hi || r.Hi == s.Hi && r.Lo < s.Lo
}

// The permutations: their numbers in Permutations.
const (
	SPOL = iota
	POSL
	OSPL
	LSPO
	LPOS
	LOSP
)

// Permutations are the orders that quads are kept in, so that every pattern
// of bound places is the prefix of one.
var Permutations = [6]source.Order{
	source.SPOL, source.POSL, source.OSPL, source.LSPO, source.LPOS, source.LOSP,
}

// Permute returns the row of a quad (subject, predicate, object, label) in a
// permutation.
func Permute(q [4]ID, perm int) Row {
	o := &Permutations[perm]
	return Pack(q[o[0]], q[o[1]], q[o[2]], q[o[3]])
}

// Quad returns the subject, predicate, object and label of a row that is in a
// permutation.
func (r Row) Quad(perm int) (q [4]ID) {
	o := &Permutations[perm]
	q[o[0]], q[o[1]], q[o[2]], q[o[3]] = ID(r.Hi>>32), ID(r.Hi), ID(r.Lo>>32), ID(r.Lo)
	return q
}
