package segment

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// writeDict writes a dictionary of sorted forms; ids may be nil.
func writeDict(t testing.TB, forms [][]byte, first ID, ids []ID) *Dict {
	t.Helper()
	data, root := dictBytes(t, forms, first, ids)
	d, err := openDict(Bytes{Data: data}, testSegment, root)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const testSegment = 0x5eed

func dictBytes(t testing.TB, forms [][]byte, first ID, ids []ID) (data, root []byte) {
	t.Helper()
	m := NewMemory(0)
	w := newDictWriter(m, testSegment, first)
	for i, form := range forms {
		var err error
		if ids != nil {
			err = w.AddID(form, ids[i])
		} else {
			var id ID
			if id, err = w.Add(form); err == nil && id != first+ID(i) {
				t.Fatalf("term %d got id %d", i, id)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return m.Bytes().Data, w.root()
}

// checkDict compares a dictionary with the slice that it was made of.
func checkDict(t testing.TB, d *Dict, forms [][]byte, ids []ID) {
	t.Helper()
	if d.Len() != len(forms) {
		t.Fatalf("%d terms, want %d", d.Len(), len(forms))
	}
	idOf := func(i int) ID {
		if ids != nil {
			return ids[i]
		}
		return d.First() + ID(i)
	}
	reader, all := d.Reader(), d.Terms()
	for i, form := range forms {
		if id, found, err := d.Find(form); err != nil || !found || id != idOf(i) {
			t.Fatalf("Find(%.80q) = %d, %v, %v; want %d", form, id, found, err, idOf(i))
		}
		if got, err := d.AppendForm([]byte("before"), idOf(i)); err != nil || string(got) != "before"+string(form) {
			t.Fatalf("AppendForm(%d) = %.80q, %v; want %.80q", idOf(i), got, err, form)
		}
		if got, err := reader.Form(idOf(i)); err != nil || !bytes.Equal(got, form) {
			t.Fatalf("Form(%d) = %.80q, %v; want %.80q", idOf(i), got, err, form)
		}
		if !all.Next() || !bytes.Equal(all.Form(), form) || all.ID() != idOf(i) {
			t.Fatalf("term %d is %.80q with id %d, %v; want %.80q with %d", i, all.Form(), all.ID(), all.Err(), form, idOf(i))
		}
	}
	if all.Next() || all.Err() != nil {
		t.Fatalf("a term behind the last: %.80q, %v", all.Form(), all.Err())
	}
	last, err := d.Last()
	if err != nil || len(forms) > 0 && !bytes.Equal(last, forms[len(forms)-1]) || len(forms) == 0 && last != nil {
		t.Fatalf("the last is %.80q, %v", last, err)
	}
}

// checkSeek compares what is found at a form, present or not.
func checkSeek(t testing.TB, d *Dict, it *TermIterator, forms [][]byte, form []byte) {
	t.Helper()
	want, present := slices.BinarySearchFunc(forms, form, bytes.Compare)
	if _, found, err := d.Find(form); err != nil || found != present {
		t.Fatalf("Find(%.80q) = %v, %v; want %v", form, found, err, present)
	}
	it.Seek(form)
	for i := want; i < min(want+3, len(forms)); i++ {
		if !it.Next() || !bytes.Equal(it.Form(), forms[i]) {
			t.Fatalf("after Seek(%.80q) term %d is %.80q, %v; want %.80q", form, i, it.Form(), it.Err(), forms[i])
		}
	}
	if want == len(forms) && (it.Next() || it.Err() != nil) {
		t.Fatalf("after Seek(%.80q), behind the last: %.80q, %v", form, it.Form(), it.Err())
	}
}

// formGenerator draws forms that often begin alike, some of them near the
// limit of large ones.
func formGenerator() *rapid.Generator[[]byte] {
	word := rapid.SampledFrom([]string{"a", "b", "\x00", "\xff", " about", `"`, `"@en`, "<http://example.org/entity/", ">",
		`"^^<http://www.w3.org/2001/XMLSchema#integer>`, "12"})
	filler := rapid.SampledFrom([]int{0, 0, 0, 0, 0, 0, 200, 254, 255, 256, maxShort - 2, maxShort - 1, maxShort, maxShort + 1, 5000})
	return rapid.Custom(func(t *rapid.T) []byte {
		form := bytes.Repeat([]byte("x"), filler.Draw(t, "filler"))
		for _, w := range rapid.SliceOfN(word, 0, 5).Draw(t, "words") {
			form = append(form, w...)
		}
		return form
	})
}

func sortedForms(forms [][]byte) [][]byte {
	slices.SortFunc(forms, bytes.Compare)
	return slices.CompactFunc(forms, bytes.Equal)
}

func TestDict(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		forms := sortedForms(rapid.SliceOfN(formGenerator(), 0, 300).Draw(rt, "forms"))
		first := ID(rapid.SampledFrom([]int{0, 2, 1000, int(MaxTerm) - 400}).Draw(rt, "first"))
		var ids []ID
		if rapid.Bool().Draw(rt, "explicit") {
			ids = make([]ID, len(forms))
			for i := range ids {
				ids[i] = first + ID(i)
			}
			ids = rapid.Permutation(ids).Draw(rt, "ids")
		}
		d := writeDict(t, forms, first, ids)
		checkDict(t, d, forms, ids)
		reader := d.Reader()
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, max(0, len(forms)-1)), 0, 2*len(forms)).Draw(rt, "read") {
			id := first + ID(i)
			if ids != nil {
				id = ids[i]
			}
			if got, err := reader.Form(id); err != nil || !bytes.Equal(got, forms[i]) {
				t.Fatalf("Form(%d) = %.80q, %v; want %.80q", id, got, err, forms[i])
			}
		}
		if _, err := reader.Form(first + ID(len(forms))); err == nil {
			t.Fatal("no error for an id behind the last")
		}
		it := d.Terms()
		for _, form := range rapid.SliceOfN(formGenerator(), 0, 50).Draw(rt, "sought") {
			checkSeek(t, d, it, forms, form)
		}
		if err := d.verify(t.Context(), func(err error) { t.Error(err) }); err != nil {
			t.Error(err)
		}
	})
}

// exampleForms are terms as a store has them.
func exampleForms(n int) [][]byte {
	var forms [][]byte
	for i := range n {
		h := uint32(i) * 0x9e3779b1
		forms = append(forms,
			fmt.Appendf(nil, "<https://example.org/entity/Q%d>", i),
			fmt.Appendf(nil, `"number %d of the strings %x"`, h, i),
			fmt.Appendf(nil, `"number %d of the strings"@en`, h>>3),
			fmt.Appendf(nil, `"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i),
			fmt.Appendf(nil, "_:q%032x", h),
		)
	}
	return sortedForms(forms)
}

// Several nodes of the index, tables of symbols, absent forms between all
// terms.
func TestDictNodes(t *testing.T) {
	forms := exampleForms(4000)
	d := writeDict(t, forms, FirstTerm, nil)
	if d.nodes() < 3 {
		t.Fatalf("only %d nodes", d.nodes())
	}
	checkDict(t, d, forms, nil)
	it := d.Terms()
	for i, form := range forms {
		checkSeek(t, d, it, forms, form[:len(form)-1])
		if i%7 == 0 {
			checkSeek(t, d, it, forms, append(slices.Clone(form), 0))
		}
	}
	ids := make([]ID, len(forms))
	for i := range ids {
		ids[i] = FirstTerm + ID((i*7919)%len(forms))
	}
	d = writeDict(t, forms, FirstTerm, ids)
	checkDict(t, d, forms, ids)
}

// Forms that share more than a key has, in several nodes.
func TestDictCutKeys(t *testing.T) {
	var forms [][]byte
	for i := range 3 * dictNodeTerms {
		forms = append(forms, fmt.Appendf(nil, "%0*d", maxKey+20, 10*i))
	}
	d := writeDict(t, forms, FirstTerm, nil)
	it := d.Terms()
	for i, form := range forms {
		checkSeek(t, d, it, forms, form)
		if i%97 == 0 {
			checkSeek(t, d, it, forms, append(form[:len(form)-1:len(form)-1], '5'))
		}
	}
}
