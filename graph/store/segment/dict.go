package segment

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"sync/atomic"
)

// A Dict gives ids to terms and terms to ids. It is safe for concurrent use.
//
// Terms are numbered by rank, in byte order, and lie in blocks of blockTerms,
// each front-coded (dictblock.go) and written in symbols (dictsymbols.go),
// under an index of two levels (dictindex.go). Those of maxShort bytes and
// more have most of their bytes elsewhere (dictlarge.go). A block's checksum is
// computed when the block is read for the first time.
type Dict struct {
	bytes    Bytes
	segment  uint64
	first    ID
	n        int
	explicit bool // ids are not first + rank
	topAt    block
	stored   int64
	loaded   atomic.Pointer[dictIndex]
}

// dictIndex is what is known of a dictionary once its top was read.
type dictIndex struct {
	dictTop
	tables                         []atomic.Pointer[symbols]
	nodesSeen, blocksSeen, idsSeen bitmap
}

// The root of a dictionary, all unsigned varints: the first id, the number of
// terms, 1 if the ids are explicit, the offset and the length of the top, the
// bytes of all blocks.
type dictRoot struct {
	first, n, explicit, topOffset, topLength, stored uint64
}

func (r *dictRoot) fields() []*uint64 {
	return []*uint64{&r.first, &r.n, &r.explicit, &r.topOffset, &r.topLength, &r.stored}
}

// openDict opens the dictionary that a DictWriter's root describes. It reads
// nothing but the root.
func openDict(b Bytes, segment uint64, root []byte) (*Dict, error) {
	var r dictRoot
	for _, field := range r.fields() {
		v, n := binary.Uvarint(root)
		if n <= 0 {
			return nil, &DamagedError{0, "the root of a dictionary is cut short"}
		}
		*field, root = v, root[n:]
	}
	size := uint64(len(b.Data))
	switch {
	case len(root) > 0, r.explicit > 1, r.first > uint64(MaxTerm), r.n > uint64(MaxTerm)+1-r.first,
		r.n > size, r.topOffset > size, r.topLength > size: // a term has a byte at least
		return nil, &DamagedError{0, fmt.Sprintf("the root of a dictionary of %d terms from %d is damaged", r.n, r.first)}
	}
	return &Dict{
		bytes: b, segment: segment,
		first: ID(r.first), n: int(r.n), explicit: r.explicit == 1,
		topAt: block{int64(r.topOffset), int(r.topLength)}, stored: int64(r.stored),
	}, nil
}

// First is the smallest id.
func (d *Dict) First() ID { return d.first }

// Ordered reports whether the ids are in the order of the terms.
func (d *Dict) Ordered() bool { return !d.explicit }

// Len is the number of terms; their ids are First to First+Len-1.
func (d *Dict) Len() int { return d.n }

// size is how many bytes the dictionary takes.
func (d *Dict) size() int64 { return d.stored }

// Find returns the id of a term, and whether there is one. A damaged block
// that it meets is a *DamagedError.
func (d *Dict) Find(form []byte) (ID, bool, error) {
	rank, found, err := d.seek(form)
	if err != nil || !found {
		return 0, false, err
	}
	id, err := d.idAt(rank)
	return id, err == nil, err
}

// Rank returns how many terms are below a form. Where the ids are Ordered it is
// what the id of the first that is not has above First.
func (d *Dict) Rank(form []byte) (int, error) {
	rank, _, err := d.seek(form)
	return rank, err
}

// AppendForm appends the form of a term to dst. An id that the dictionary does
// not have is a *DamagedError.
func (d *Dict) AppendForm(dst []byte, id ID) ([]byte, error) {
	rank, err := d.rankOf(id)
	if err != nil {
		return dst, err
	}
	return d.appendRank(dst, rank)
}

// Last returns the highest form, nil where there is none.
func (d *Dict) Last() ([]byte, error) {
	if d.n == 0 {
		return nil, nil
	}
	return d.appendRank(nil, d.n-1)
}

func (d *Dict) appendRank(dst []byte, rank int) ([]byte, error) {
	p, s, err := d.block(rank / blockTerms)
	if err != nil {
		return dst, err
	}
	form, large, ok := appendEntry(dst, p, s, rank%blockTerms)
	runtime.KeepAlive(d) // see Bytes.Owner
	if !ok {
		return dst, d.damaged(rank/blockTerms, errBlock)
	}
	if large == nil {
		return form, nil
	}
	form, err = d.appendLarge(form, large)
	return form, d.damaged(rank/blockTerms, err)
}

// seek returns the rank of the first term that is not below form, Len if there
// is none, and whether it is form.
func (d *Dict) seek(form []byte) (rank int, found bool, err error) {
	if d.n == 0 {
		return 0, false, nil
	}
	x, err := d.index()
	if err != nil {
		return 0, false, err
	}
	i, err := x.search(form, func(i int) (bool, error) { return d.firstNotAbove(i*dictNodeBlocks, form) })
	if err != nil {
		return 0, false, err
	}
	n, err := d.node(x, i)
	if err != nil {
		return 0, false, err
	}
	j, err := n.search(form, func(j int) (bool, error) { return d.firstNotAbove(i*dictNodeBlocks+j, form) })
	if err != nil {
		return 0, false, err
	}
	number := i*dictNodeBlocks + j
	p, s, err := d.blockIn(x, n, number)
	if err != nil {
		return 0, false, err
	}
	k, found, err := searchBlock(p, s, form, d.compareLarge)
	runtime.KeepAlive(d)
	return number*blockTerms + k, found, d.damaged(number, err)
}

// firstNotAbove reports whether the first form of a block is not above form.
func (d *Dict) firstNotAbove(number int, form []byte) (bool, error) {
	p, s, err := d.block(number)
	if err != nil {
		return false, err
	}
	c, err := compareFirst(p, s, form, d.compareLarge)
	return c <= 0, d.damaged(number, err)
}

// damaged gives an error of a block the place of the block, unless it is nil or
// has one.
func (d *Dict) damaged(number int, err error) error {
	if err != errBlock && err != errLarge {
		return err
	}
	offset := d.topAt.offset
	if x, err := d.index(); err == nil {
		if n, err := d.node(x, number/dictNodeBlocks); err == nil {
			offset = n.block(number % dictNodeBlocks).offset
		}
	}
	return &DamagedError{offset, err.Error()}
}
