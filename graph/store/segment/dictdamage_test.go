package segment

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

// Each byte of a dictionary in turn is another: every answer is right or a
// *DamagedError, and verify sees it unless the byte is in no block.
func TestDictDamage(t *testing.T) {
	forms := append(exampleForms(20), bytes.Repeat([]byte("large "), 400))
	forms = sortedForms(forms)
	ids := make([]ID, len(forms))
	for i := range ids {
		ids[i] = FirstTerm + ID((i*7)%len(forms))
	}
	data, root := dictBytes(t, forms, FirstTerm, ids)
	seen := 0
	for at := range data {
		damaged := slices.Clone(data)
		damaged[at] ^= byte(1 + at%255)
		d, err := openDict(Bytes{Data: damaged}, testSegment, root)
		if err != nil {
			t.Fatal(err)
		}
		answers(t, d, forms, ids)
		faults := 0
		if err := d.verify(t.Context(), func(error) { faults++ }); err != nil {
			t.Fatal(err)
		}
		if faults > 0 {
			seen++
		}
	}
	d, err := openDict(Bytes{Data: data}, testSegment, root)
	if err != nil {
		t.Fatal(err)
	}
	if int64(seen) != d.size() {
		t.Errorf("verify sees damage of %d bytes, the blocks have %d", seen, d.size())
	}
	for at := range root {
		damaged := slices.Clone(root)
		damaged[at] ^= byte(1 + at%255)
		if d, err := openDict(Bytes{Data: data}, testSegment, damaged); err == nil && d.Len() == len(forms) && d.First() == FirstTerm {
			answers(t, d, forms, ids)
		}
	}
	for n := range root {
		if _, err := openDict(Bytes{Data: data}, testSegment, root[:n]); err == nil {
			t.Errorf("a root of %d bytes instead of %d is opened", n, len(root))
		}
	}
}

// answers compares all answers that are given with the right ones.
func answers(t *testing.T, d *Dict, forms [][]byte, ids []ID) {
	t.Helper()
	good := func(err error) bool {
		if damaged := (*DamagedError)(nil); err != nil && !errors.As(err, &damaged) {
			t.Fatalf("%v is no *DamagedError", err)
		}
		return err == nil
	}
	for i, form := range forms {
		if id, found, err := d.Find(form); good(err) && (!found || id != ids[i]) {
			t.Fatalf("Find(%.50q) = %d, %v; want %d", form, id, found, ids[i])
		}
		if got, err := d.AppendForm(nil, ids[i]); good(err) && !bytes.Equal(got, form) {
			t.Fatalf("AppendForm(%d) = %.50q; want %.50q", ids[i], got, form)
		}
	}
	it := d.Terms()
	i := 0
	for ; it.Next(); i++ {
		if !bytes.Equal(it.Form(), forms[i]) || it.ID() != ids[i] {
			t.Fatalf("term %d is %.50q with id %d", i, it.Form(), it.ID())
		}
	}
	if good(it.Err()) && i != len(forms) {
		t.Fatalf("%d terms without an error; want %d", i, len(forms))
	}
}

// Whatever the bytes of a block and of its table, decoding ends without a
// panic, and the ways to decode agree.
func FuzzDictBlock(f *testing.F) {
	table := newSymbolEncoder([][]byte{[]byte("e"), []byte("number "), []byte(`"@en`), []byte(`"^^<http://www.w3.org/2001/XMLSchema#integer>`)})
	var block, large blockBuilder
	for i, suffix := range []string{`"number 1"`, "2\"@en", "", `3"^^<http://www.w3.org/2001/XMLSchema#integer>`} {
		coded := table.encode(nil, append([]byte(suffix), make([]byte, 8)...), 0, len(suffix))
		block.add(8*min(i, 1), coded, nil)
	}
	large.add(0, make([]byte, maxShort), []byte("place"))
	f.Add([]byte{}, table.marshal(nil), []byte("a"))
	f.Add(block.append(nil), table.marshal(nil), []byte(`"number 12"`))
	f.Add(large.append(nil), []byte{}, make([]byte, 2000))
	f.Add([]byte{2, 10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, []byte{0}, []byte{})
	f.Fuzz(func(t *testing.T, block, table, form []byte) {
		var s *symbols
		if len(table) > 0 {
			var ok bool
			if s, ok = unmarshalSymbols(table); !ok {
				return
			}
		}
		var c blockCursor
		c.start(block, s)
		i := 0
		for ; i < blockTerms && c.next(); i++ {
			got, large, ok := appendEntry(nil, block, s, i)
			if !ok || !bytes.Equal(got, c.form[:c.size]) || !bytes.Equal(large, c.large) {
				t.Fatalf("term %d is %q and %q, %v", i, c.form[:c.size], got, ok)
			}
		}
		searchBlock(block, s, form, func(_, rest []byte) (int, error) { return bytes.Compare([]byte("rest"), rest), nil })
	})
}
