package segment

import (
	"context"
	"errors"
	"fmt"
	"runtime"
)

// Verify checks everything that can be checked without another segment: every
// block and its checksum, the order of terms and rows, that all permutations
// hold the same quads, that ids are those of terms of this segment or of one
// below it, and the numbers in the root. It tells report of each fault, a
// *DamagedError, and goes on behind it where it can; step is told of every so
// many terms and rows that are done. Its own error is that of the context.
func (s *Segment) Verify(ctx context.Context, report func(error), step func(n int64)) error {
	defer runtime.KeepAlive(s)
	if err := s.dict.verify(ctx, report); err != nil {
		return err
	}
	step(int64(s.dict.Len()))
	damaged := func(format string, args ...any) {
		report(&DamagedError{s.ref.Offset, fmt.Sprintf(format, args...)})
	}
	end := uint64(s.dict.First()) + uint64(s.dict.Len())
	for k := range s.trees {
		var first treeVerifier
		for perm, t := range s.trees[k] {
			v := treeVerifier{tree: t, name: treeName(Kind(k), perm), perm: perm, end: end, report: report}
			if err := v.verify(ctx); err != nil {
				return err
			}
			step(t.Len())
			if perm == 0 {
				first = v
			}
			if t.Len() != first.tree.Len() {
				damaged("%s has %d quads, where SPOL has %d", v.name, t.Len(), first.tree.Len())
			} else if !v.broken && !first.broken && v.quads != first.quads {
				damaged("%s has other quads than SPOL", v.name)
			}
		}
	}
	if n := s.Tree(Added, SPOL).Len() - s.Tree(Removed, SPOL).Len(); s.meta.Quads != n {
		damaged("the root says %d quads, where the trees have %d", s.meta.Quads, n)
	}
	for i, id := range s.meta.Dead {
		if id < FirstTerm || uint64(id) >= end || i > 0 && id <= s.meta.Dead[i-1] {
			damaged("the list of unused terms has the id %d, which is no term's or out of order", id)
			break
		}
	}
	return nil
}

func treeName(k Kind, perm int) string {
	name := [...]string{"added ", "removed "}[k]
	for _, place := range Permutations[perm] {
		name += "SPOL"[place : place+1]
	}
	return name
}

// A treeVerifier checks a tree from front to back.
type treeVerifier struct {
	tree   *Tree
	name   string
	perm   int
	end    uint64 // of the ids
	report func(error)

	last   Row
	rows   []Row
	quads  [2]uint64 // a sum over the quads, whatever their order
	broken bool      // the sum is not of all quads
}

func (v *treeVerifier) damaged(at block, format string, args ...any) {
	v.fault(&DamagedError{at.offset, fmt.Sprintf(format, args...)})
}

func (v *treeVerifier) fault(err error) {
	v.broken = true
	if d, ok := errors.AsType[*DamagedError](err); ok {
		err = &DamagedError{d.Offset, v.name + ": " + d.What}
	}
	v.report(err)
}

// verify does not rely on what was found right before.
func (v *treeVerifier) verify(ctx context.Context) error {
	t := v.tree
	if t.root.rows == 0 {
		return nil
	}
	p, err := t.block(t.root.top, nil, 0)
	if err != nil {
		v.fault(err)
		return nil
	}
	var top treeNode
	if top.open(p, int(t.root.nodes())); top.end() > t.root.top.length {
		v.damaged(t.root.top, "the top of an index is cut short")
		return nil
	}
	for i := range top.entries {
		if err := v.node(ctx, &top, i); err != nil {
			return err
		}
	}
	return nil
}

// node checks an index node and what is under it.
func (v *treeVerifier) node(ctx context.Context, top *treeNode, number int) error {
	t := v.tree
	at := top.block(number)
	p, err := t.block(at, nil, 0)
	if err != nil {
		v.fault(err)
		return nil
	}
	var n treeNode
	n.open(p, int(min(nodeLeaves, t.root.leaves()-int64(number)*nodeLeaves)))
	if n.end() > at.length {
		v.damaged(at, "an index node is cut short")
		return nil
	}
	if n.first(0) != top.first(number) {
		v.damaged(at, "an index node begins with another row than the index says")
	}
	for i := range n.entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows := t.root.rows - (int64(number)*nodeLeaves+int64(i))*leafRows
		v.leaf(n.block(i), n.first(i), int(min(leafRows, rows)))
	}
	return nil
}

// leaf checks a leaf and its rows.
func (v *treeVerifier) leaf(at block, first Row, rows int) {
	p, err := v.tree.block(at, nil, 0)
	if err != nil {
		v.fault(err)
		return
	}
	var l leaf
	l.open(p, rows, first)
	if l.end() > at.length*8 {
		v.damaged(at, "a block of rows is cut short")
		return
	}
	v.rows = l.read(v.rows[:0], Row{1<<64 - 1, 1<<64 - 1})
	fault := "" // the first one; they rarely come alone
	for i, r := range v.rows {
		q := r.Quad(v.perm)
		switch {
		case fault != "":
		case !v.last.Less(r):
			fault = fmt.Sprintf("row %d of a block is not behind the one before it", i)
		case q[0] < FirstTerm, q[1] < FirstTerm, q[2] < FirstTerm, q[3] < Unlabelled,
			uint64(max(q[0], q[1], q[2], q[3])) >= v.end:
			fault = fmt.Sprintf("row %d of a block has an id that no term has", i)
		}
		v.last = r
		a, b := mixQuad(q)
		v.quads[0] += a
		v.quads[1] += b
	}
	if fault != "" {
		v.fault(&DamagedError{at.offset, fault})
	}
}

// mixQuad makes two numbers of a quad whose sums tell sets of quads apart that
// differ by accident.
func mixQuad(q [4]ID) (a, b uint64) {
	a = mix(mix(uint64(q[0])<<32|uint64(q[1])) ^ (uint64(q[2])<<32 | uint64(q[3])))
	return a, mix(a ^ 0x9e3779b97f4a7c15)
}

// mix spreads a number over all bits. It is one to one.
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return x ^ x>>32
}
