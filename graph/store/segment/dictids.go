package segment

import (
	"encoding/binary"
	"fmt"
)

// A dictionary whose ids are not its ranks maps both ways: the terms of a node
// have a block with their ids (less First), and the ids of the same stretch
// have one with their ranks; both are arrays of 32-bit numbers. For node i the
// offsets are in the top.
const (
	idsOfRanks = iota
	ranksOfIDs
)

// mapped looks up rank or id n (less First) in one of the two maps.
func (d *Dict) mapped(which, n int) (int, error) {
	x, err := d.index()
	if err != nil {
		return 0, err
	}
	i := n / dictNodeTerms
	at := block{x.mapping(i)[which], 4 * min(dictNodeTerms, d.n-i*dictNodeTerms)}
	p, err := d.once(&x.idsSeen, 2*i+which, at)
	if err != nil {
		return 0, err
	}
	v := binary.LittleEndian.Uint32(p[n%dictNodeTerms*4:])
	if int64(v) >= int64(d.n) {
		return 0, &DamagedError{at.offset, "an id leads out of the dictionary"}
	}
	return int(v), nil
}

// idAt is the id of the term with a rank.
func (d *Dict) idAt(rank int) (ID, error) {
	if !d.explicit {
		return d.first + ID(rank), nil
	}
	n, err := d.mapped(idsOfRanks, rank)
	return d.first + ID(n), err
}

// rankOf is the rank of the term with an id.
func (d *Dict) rankOf(id ID) (int, error) {
	n := int64(id) - int64(d.first)
	if n < 0 || n >= int64(d.n) {
		return 0, &DamagedError{d.topAt.offset, fmt.Sprintf("there is no term %d in a dictionary of %d terms from %d", id, d.n, d.first)}
	}
	if !d.explicit {
		return int(n), nil
	}
	return d.mapped(ranksOfIDs, int(n))
}

// invert makes ranks of ids, which must be a permutation of first, first+1, …
func invert(ids []ID, first ID) ([]uint32, error) {
	const none = 1<<32 - 1
	ranks := make([]uint32, len(ids))
	for i := range ranks {
		ranks[i] = none
	}
	for rank, id := range ids {
		n := int64(id) - int64(first)
		if n < 0 || n >= int64(len(ids)) || ranks[n] != none {
			return nil, fmt.Errorf("segment: id %d is given twice or is not one of the %d from %d", id, len(ids), first)
		}
		ranks[n] = uint32(rank)
	}
	return ranks, nil
}
