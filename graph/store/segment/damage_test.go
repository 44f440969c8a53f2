package segment

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestDamage changes every byte of a segment, one at a time, and reads it
// all: what is read is right, or an error.
func TestDamage(t *testing.T) {
	e := smallExample(220, 60)
	m := NewMemory(0)
	ref := e.write(t, m, 9, nil)
	data := m.Bytes().Data
	r := rand.New(rand.NewPCG(5, 6))
	found := 0
	for i := range data {
		damaged := slices.Clone(data)
		damaged[i] ^= byte(1 + r.IntN(255))
		if checkDamaged(t, e, damaged, ref, fmt.Sprintf("byte %d", i)) {
			found++
		}
	}
	if found < len(data)*9/10 {
		t.Errorf("only %d of %d changed bytes were found", found, len(data))
	}
}

// TestDamageOfMany cuts, zeroes, moves and swaps parts, and splices segments.
func TestDamageOfMany(t *testing.T) {
	e := smallExample(3000, 300)
	m, m2 := NewMemory(0), NewMemory(0)
	ref := e.write(t, m, 9, nil)
	e.write(t, m2, 10, nil) // another segment of the same shape
	data, other := m.Bytes().Data, m2.Bytes().Data
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		damaged := slices.Clone(data)
		a, b := r.IntN(len(data)), r.IntN(len(data))
		n := min(1+r.IntN(2000), len(data)-max(a, b))
		kind := r.IntN(5)
		switch kind {
		case 0:
			damaged = damaged[:a]
		case 1:
			clear(damaged[a : a+n])
		case 2:
			copy(damaged[a:a+n], data[b:b+n])
			copy(damaged[b:b+n], data[a:a+n])
		case 3:
			copy(damaged[a:min(a+n, len(other))], other[min(a, len(other)):])
		case 4:
			copy(damaged[min(a+n, len(data)):], data[a:])
		}
		checkDamaged(t, e, damaged, ref, fmt.Sprintf("kind %d of damage at %d, %d, %d", kind, a, b, n))
	}
}

// checkDamaged reads damaged bytes, and reports whether Verify or Open finds
// that they are. The store turns runtime panics of readers into errors, as
// this does.
func checkDamaged(t *testing.T, e example, data []byte, ref Ref, what string) (found bool) {
	read := func(f func() error) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = &DamagedError{What: fmt.Sprint(p)}
			}
		}()
		return f()
	}
	var s *Segment
	if err := read(func() (err error) {
		s, err = Open(Bytes{Data: data}, ref)
		return err
	}); err != nil {
		if !isDamaged(err) {
			t.Errorf("%s: Open: %v", what, err)
		}
		return true
	}
	err := read(func() error { return e.check(s) })
	if err != nil && !isDamaged(err) {
		t.Errorf("%s: %v", what, err)
	}
	verified := read(func() error {
		return s.Verify(context.Background(), func(err error) {
			if !isDamaged(err) {
				t.Errorf("%s: Verify: %v", what, err)
			}
			found = true
		}, func(int64) {})
	})
	if verified != nil {
		t.Errorf("%s: Verify: %v", what, verified)
	}
	if err != nil && !found {
		t.Errorf("%s: reading says %v, and Verify nothing", what, err)
	}
	return found
}

// twoLeaves is a segment of one tree whose leaves are alike in size.
func twoLeaves(t *testing.T) (data []byte, ref Ref, tree *Tree) {
	t.Helper()
	m := NewMemory(0)
	w := NewWriter(m, 7)
	out := w.Tree(Added, SPOL)
	for i := range ID(2 * leafRows) {
		if err := out.Add(Pack(FirstTerm+i, 3, FirstTerm+i%7, 5)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	ref, err := w.Finish(Meta{Quads: 2 * leafRows})
	if err != nil {
		t.Fatal(err)
	}
	data = m.Bytes().Data
	s, err := Open(Bytes{Data: data}, ref)
	if err != nil {
		t.Fatal(err)
	}
	return data, ref, s.Tree(Added, SPOL)
}

// indexOf is the one index node of a tree, and its block.
func indexOf(t *testing.T, tree *Tree) (node treeNode, at block) {
	t.Helper()
	x, err := tree.open()
	if err != nil {
		t.Fatal(err)
	}
	at = x.top.block(0)
	p, err := tree.block(at, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	node.open(p, 2)
	return node, at
}

// TestSwappedBlocks holds that a whole block is not taken for another, though
// it has its checksum.
func TestSwappedBlocks(t *testing.T) {
	data, ref, tree := twoLeaves(t)
	node, _ := indexOf(t, tree)
	a, b := node.block(0), node.block(1)
	if a.length != b.length {
		t.Fatalf("leaves of %d and %d bytes", a.length, b.length)
	}
	for i := range a.length + sumSize {
		x, y := &data[int(a.offset)+i], &data[int(b.offset)+i]
		*x, *y = *y, *x
	}
	s, err := Open(Bytes{Data: data}, ref)
	if err != nil {
		t.Fatal(err)
	}
	c := s.Tree(Added, SPOL).Cursor()
	if rows, err := readRange(c, Row{}, Row{1<<64 - 1, 0}); !isDamaged(err) {
		t.Errorf("read %d rows of swapped leaves: %v", len(rows), err)
	}
}

// TestVerifyIndex changes an index and its checksum.
func TestVerifyIndex(t *testing.T) {
	for want, change := range map[string]func(p []byte, n *treeNode){
		"added SPOL: an index node begins with another row than the index says": func(p []byte, n *treeNode) {
			p[8]-- // the least id of the first place
		},
		"added SPOL: row 0 of a block is not behind the one before it": func(p []byte, n *treeNode) {
			at := treeNodeHead*8 + n.size // the first place of the second entry
			for i := at; i < at+n.width[0]; i++ {
				p[i/8] &^= 1 << (i % 8)
			}
		},
	} {
		data, ref, tree := twoLeaves(t)
		node, at := indexOf(t, tree)
		p := data[at.offset : at.offset+int64(at.length)]
		change(p, &node)
		binary.LittleEndian.PutUint32(data[at.offset+int64(at.length):], sum(ref.ID, at.offset, p))
		s, err := Open(Bytes{Data: data}, ref)
		if err != nil {
			t.Fatal(err)
		}
		var reports []string
		if err := s.Verify(t.Context(), func(err error) { reports = append(reports, err.Error()) }, func(int64) {}); err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(reports, "\n"); !strings.Contains(all, want) {
			t.Errorf("reported %q, want %q", all, want)
		}
	}
}
