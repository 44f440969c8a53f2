package segment

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

// Large terms that begin with the same megabyte and more, their neighbours on
// both sides, and the ends of pieces.
func TestDictLarge(t *testing.T) {
	alike := strings.Repeat("All happy families are alike. ", 3*largePiece/30+1)
	var noise [3 * largePiece]byte // does not become smaller
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	var forms [][]byte
	for _, size := range []int{1, maxShort - 1, maxShort, maxShort + 1, maxShort + largePiece - 1, maxShort + largePiece,
		maxShort + largePiece + 1, maxShort + 2*largePiece, 3 * largePiece} {
		for _, end := range []string{"", "\x00", "b", "c"} {
			forms = append(forms, []byte(alike[:size]+end))
		}
		forms = append(forms, noise[:size])
	}
	forms = sortedForms(forms)
	d := writeDict(t, forms, FirstTerm, nil)
	checkDict(t, d, forms, nil)
	it := d.Terms()
	for _, form := range forms {
		checkSeek(t, d, it, forms, append(form[:len(form):len(form)], "a"...))
		checkSeek(t, d, it, forms, form[:len(form)-1])
	}
	if err := d.verify(t.Context(), func(err error) { t.Error(err) }); err != nil {
		t.Error(err)
	}
}

// A term that is not large is found and read without a look at the large ones
// beside it.
func TestDictLargeApart(t *testing.T) {
	long := bytes.Repeat([]byte("long "), 1000)
	forms := sortedForms([][]byte{[]byte("long"), long[:maxShort-1], long, append(long[:len(long):len(long)], '.'), []byte("longer")})
	data, root := dictBytes(t, forms, FirstTerm, nil)
	good, err := openDict(Bytes{Data: data}, testSegment, root)
	if err != nil {
		t.Fatal(err)
	}
	x, err := good.index()
	if err != nil {
		t.Fatal(err)
	}
	n, err := good.node(x, 0)
	if err != nil {
		t.Fatal(err)
	}
	blocks := n.block(0)
	for i := range data { // all but the block, the node and the top
		if int64(i) < blocks.offset || int64(i) > good.topAt.offset+int64(good.topAt.length)+sumSize {
			data[i] ^= 0x55
		}
	}
	d, err := openDict(Bytes{Data: data}, testSegment, root)
	if err != nil {
		t.Fatal(err)
	}
	for i, form := range forms {
		id, found, err := d.Find(form)
		if len(form) < maxShort {
			if err != nil || !found || id != FirstTerm+ID(i) {
				t.Errorf("Find(%.20q) = %d, %v, %v", form, id, found, err)
			}
		} else if damaged := (*DamagedError)(nil); !errors.As(err, &damaged) {
			t.Errorf("Find of a damaged large term = %d, %v, %v", id, found, err)
		}
	}
}
