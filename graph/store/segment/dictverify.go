package segment

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
)

// verify checks every block of the dictionary, the order of its terms and its
// maps of ids, and tells report of each fault. Its error is that of the
// context.
func (d *Dict) verify(ctx context.Context, report func(error)) error {
	if d.n == 0 {
		return nil
	}
	p, err := d.bytes.check(d.segment, d.topAt)
	if err != nil {
		report(err)
		return nil
	}
	t, ok := newDictTop(p, d.nodes(), d.explicit)
	if !ok {
		report(&DamagedError{d.topAt.offset, "the top of a dictionary is cut short"})
		return nil
	}
	v := dictVerifier{dict: d, report: report}
	v.index = &dictIndex{dictTop: t}
	for i := range len(t.tables) / topTable {
		v.table(t.table(i))
	}
	for i := range d.nodes() {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.node(i)
	}
	v.ids()
	return nil
}

// dictVerifier checks a dictionary from front to back, without the bitmaps of
// blocks that were found right before.
type dictVerifier struct {
	dict   *Dict
	index  *dictIndex
	report func(error)
	tables []*symbols
	last   []byte // the form before, nil if it is not known
}

func (v *dictVerifier) damaged(offset int64, format string, args ...any) {
	v.report(&DamagedError{offset, fmt.Sprintf(format, args...)})
}

func (v *dictVerifier) table(at block) {
	p, err := v.dict.bytes.check(v.dict.segment, at)
	if err != nil {
		v.report(err)
		v.tables = append(v.tables, nil)
		return
	}
	s, ok := unmarshalSymbols(p)
	if !ok {
		v.damaged(at.offset, "a table of symbols is damaged")
	}
	v.tables = append(v.tables, s)
}

func (v *dictVerifier) node(i int) {
	d := v.dict
	at := v.index.node(i)
	p, err := d.bytes.check(d.segment, at)
	if err != nil {
		v.report(err)
		v.last = nil
		return
	}
	n := dictNode(p)
	if len(n) < dictNodeHead || n.blocks() != min(dictNodeBlocks, d.blocks()-i*dictNodeBlocks) || n.table() >= len(v.tables) {
		v.damaged(at.offset, "a node of a dictionary is damaged")
		return
	}
	var s *symbols
	if n.table() >= 0 {
		if s = v.tables[n.table()]; s == nil {
			v.last = nil
			return // reported with the table
		}
	}
	prefix, ends, rests := n.keys()
	for j := range n.blocks() {
		key := v.index.key(i)
		if j > 0 {
			key = append(prefix[:len(prefix):len(prefix)], dictNodeKey(ends, rests, j)...)
		}
		v.block(i*dictNodeBlocks+j, n.block(j), s, key)
	}
}

// block checks a block of terms whose key in the index is key.
func (v *dictVerifier) block(number int, at block, s *symbols, key []byte) {
	d := v.dict
	p, err := d.bytes.check(d.segment, at)
	if err != nil {
		v.report(err)
		v.last = nil
		return
	}
	var c blockCursor
	c.start(p, s)
	i := 0
	for ; c.next(); i++ {
		form := bytes.Clone(c.form[:c.size])
		if c.large != nil {
			if form, err = d.appendLarge(form, c.large); err != nil {
				v.damaged(at.offset, "term %d: %v", number*blockTerms+i, err)
				v.last = nil
				continue
			}
		}
		if v.last != nil && bytes.Compare(v.last, form) >= 0 {
			v.damaged(at.offset, "term %d is not above the one before", number*blockTerms+i)
		}
		if i == 0 && (!bytes.HasPrefix(form, key) || v.last != nil && len(key) < maxKey && bytes.Compare(v.last, key) >= 0) {
			v.damaged(at.offset, "the index has a wrong key for a block of terms")
		}
		v.last = form
	}
	if c.bad || i != min(blockTerms, d.n-number*blockTerms) {
		v.damaged(at.offset, "a block of terms is damaged")
		v.last = nil
	}
}

// ids checks that the maps of ids are permutations, each the inverse of the
// other.
func (v *dictVerifier) ids() {
	d := v.dict
	if !d.explicit {
		return
	}
	var maps [2][]uint32
	for i := range d.nodes() {
		for which, offset := range v.index.mapping(i) {
			at := block{offset, 4 * min(dictNodeTerms, d.n-i*dictNodeTerms)}
			p, err := d.bytes.check(d.segment, at)
			if err != nil {
				v.report(err)
				return
			}
			for ; len(p) > 0; p = p[4:] {
				maps[which] = append(maps[which], binary.LittleEndian.Uint32(p))
			}
		}
	}
	for rank, id := range maps[idsOfRanks] {
		if int64(id) >= int64(d.n) || int64(maps[ranksOfIDs][id]) != int64(rank) {
			v.damaged(d.topAt.offset, "the maps of ids do not fit one another at term %d", rank)
			return
		}
	}
}
