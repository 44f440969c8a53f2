package container_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"

	"quipu/graph/store/container"
	"quipu/graph/store/container/faultfs"
)

// files returns the file of the scenario after each step that leaves another
// one than before, from the first on, with what is in it.
func files(t testing.TB, seed uint64) (contents [][]byte, states []string) {
	t.Helper()
	disk := faultfs.New(seed)
	e := &env{fs: disk, path: "g.db"}
	for _, s := range scenario {
		if err := s.do(e); err != nil {
			t.Fatal(err)
		}
		data, err := disk.ReadFile("g.db")
		if err != nil {
			t.Fatal(err)
		}
		state, err := describe(disk, "g.db")
		if err != nil {
			t.Fatal(err)
		}
		contents, states = append(contents, data), append(states, state)
	}
	e.close()
	return contents, states
}

// A damage changes a file, given another one.
var damages = []struct {
	name string
	do   func(r *rand.Rand, p, other []byte) []byte
}{
	{"flip", func(r *rand.Rand, p, _ []byte) []byte {
		for range 1 + r.IntN(3) {
			p[r.IntN(len(p))] ^= 1 << r.IntN(8)
		}
		return p
	}},
	{"flip in what is read first", func(r *rand.Rand, p, _ []byte) []byte {
		p[4096*r.IntN(2)+r.IntN(160)] ^= 1 << r.IntN(8)
		return p
	}},
	{"cut", func(r *rand.Rand, p, _ []byte) []byte { return p[:r.IntN(len(p))] }},
	{"cut short", func(r *rand.Rand, p, _ []byte) []byte { return p[:len(p)-1-r.IntN(min(100, len(p)))] }},
	{"extend", func(r *rand.Rand, p, other []byte) []byte { return append(p, other[r.IntN(len(other)):]...) }},
	{"zero a page", func(r *rand.Rand, p, _ []byte) []byte {
		from := r.IntN(len(p)) &^ 4095
		clear(p[from:min(from+4096, len(p))])
		return p
	}},
	{"swap pages", func(r *rand.Rand, p, _ []byte) []byte {
		a, b := r.IntN(len(p)/4096)*4096, r.IntN(len(p)/4096)*4096
		page := bytes.Clone(p[a : a+4096])
		copy(p[a:a+4096], p[b:b+4096])
		copy(p[b:b+4096], page)
		return p
	}},
	{"splice", func(r *rand.Rand, p, other []byte) []byte {
		at := r.IntN(min(len(p), len(other)))
		return append(p[:at:at], other[at:]...)
	}},
}

// A damaged file is read right or refused.
func TestDamage(t *testing.T) {
	contents, states := files(t, 1)
	others, otherStates := files(t, 2)
	r := rand.New(rand.NewPCG(3, 4))
	refused, tries := 0, 6000
	if testing.Short() {
		tries = 600
	}
	for try := range tries {
		i, j := r.IntN(len(contents)), r.IntN(len(others))
		d := damages[try%len(damages)]
		data := d.do(r, bytes.Clone(contents[i]), others[j])
		disk := faultfs.New(1)
		disk.WriteFile("g.db", data, 0o644)
		got, err := describe(disk, "g.db")
		if err != nil {
			refused++
			// Extents are not the container's to check.
			if !errors.Is(err, container.ErrDamaged) && !errors.Is(err, container.ErrForeign) && !strings.HasPrefix(err.Error(), "the extent of") {
				t.Fatalf("%s %d: %v", d.name, try, err)
			}
		} else if got != states[i] && (d.name != "splice" || got != otherStates[j]) {
			t.Fatalf("%s %d: got  %s\nwant %s", d.name, try, got, states[i])
		}
		verifyDamaged(t, disk, got, err)
	}
	if refused < tries/4 {
		t.Errorf("%d of %d were refused", refused, tries)
	}
}

// verifyDamaged checks that Verify finds what reading finds, and that a Writer
// repairs what reading does not mind.
func verifyDamaged(t *testing.T, disk *faultfs.FS, state string, damage error) {
	t.Helper()
	f, err := container.Open(disk, "g.db")
	if err != nil {
		return
	}
	defer f.Close()
	var found []error
	if err := f.Verify(ctx, func(err error) { found = append(found, err) }); err != nil {
		t.Fatal(err)
	}
	if errors.Is(damage, container.ErrDamaged) && len(found) == 0 {
		t.Fatalf("verify does not find: %v", damage)
	}
	if damage != nil {
		return
	}
	e := &env{fs: disk, path: "g.db"}
	if err := appends("repaired").do(e); err != nil {
		t.Fatal(err)
	}
	e.close()
	if got, err := describe(disk, "g.db"); err != nil || !strings.HasPrefix(got, state) || !strings.HasSuffix(got, " repaired") {
		t.Fatalf("after repair: %s %v\nbefore: %s", got, err, state)
	}
	f, err = container.Open(disk, "g.db")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Verify(ctx, func(err error) { t.Errorf("after repair: %v", err) }); err != nil {
		t.Fatal(err)
	}
}

// The last record and a superblock are never both taken for torn.
func TestDamageTwice(t *testing.T) {
	contents, states := files(t, 1)
	for slot := range 2 {
		data := bytes.Clone(contents[4])
		data[4096*slot+50] ^= 1
		data[len(data)-20] ^= 1
		disk := faultfs.New(1)
		disk.WriteFile("g.db", data, 0o644)
		if got, err := describe(disk, "g.db"); !errors.Is(err, container.ErrDamaged) {
			t.Errorf("superblock %d: %s %v\nwas %s", slot+1, got, err, states[4])
		}
	}
}

// A record of a copy that went another way follows no record of the store.
func TestSpliceOfCopies(t *testing.T) {
	contents, states := files(t, 1)
	after := func(payloads ...string) []byte {
		disk := faultfs.New(1)
		disk.WriteFile("g.db", contents[2], 0o644)
		e := &env{fs: disk, path: "g.db"}
		for _, p := range payloads {
			do(t, e, appends(p))
		}
		e.close()
		data, err := disk.ReadFile("g.db")
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	one, two := after("one"), after("two", "three")
	disk := faultfs.New(1)
	disk.WriteFile("g.db", append(one[:len(one):len(one)], two[len(one):]...), 0o644)
	if got, err := describe(disk, "g.db"); err != nil || got != states[2]+" 11 one" {
		t.Errorf("got %s %v", got, err)
	}
}

// Verify goes round a damaged record, and so finds one on either side.
func TestVerify(t *testing.T) {
	contents, states := files(t, 1)
	const last = 12 // with records on both sides of the log's start
	disk := faultfs.New(1)
	disk.WriteFile("g.db", contents[last-1], 0o644)
	f, err := container.Open(disk, "g.db")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var offsets []int64
	r, err := f.Record(f.Last().Offset)
	for ; err == nil; r, err = f.Before(r) {
		offsets = append(offsets, r.Offset)
	}
	if len(offsets) != 9 {
		t.Fatalf("%d records in %s", len(offsets), states[last-1])
	}
	for _, test := range []struct{ flips, want []int }{
		{nil, nil},
		{[]int{0}, []int{0}},
		{[]int{8}, []int{8}},
		{[]int{1}, []int{1}},
		{[]int{1, 4}, []int{1, 4}},
		{[]int{4, 6}, []int{4}}, // no way leads to the other
	} {
		data := bytes.Clone(contents[last-1])
		for _, i := range test.flips {
			data[offsets[i]+20] ^= 4
		}
		disk := faultfs.New(1)
		disk.WriteFile("g.db", data, 0o644)
		f, err := container.Open(disk, "g.db")
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		if err := f.Verify(ctx, func(err error) { fmt.Fprintln(&got, err) }); err != nil {
			t.Fatal(err)
		}
		f.Close()
		for _, i := range test.want {
			if !strings.Contains(got.String(), fmt.Sprintf("byte %d ", offsets[i])) {
				t.Errorf("%v: record %d is not found, only\n%s", test.flips, i, &got)
			}
		}
		if len(test.want) == 0 && got.Len() > 0 {
			t.Errorf("%v: %s", test.flips, &got)
		}
	}
}

// FuzzOpen opens a file that is cut off somewhere and has other bytes in some
// place; the checksums are made right again where they cover that, so that
// what they protect is reached.
func FuzzOpen(f *testing.F) {
	contents, _ := files(f, 1)
	f.Add(uint8(7), uint16(0), []byte(nil), uint16(0), false)
	f.Add(uint8(7), uint16(40), []byte{1}, uint16(0), true)
	f.Add(uint8(3), uint16(4096+64), []byte{0, 0, 0, 1}, uint16(0), true)
	f.Add(uint8(15), uint16(96), []byte{255, 255, 255}, uint16(0), true)
	f.Add(uint8(12), uint16(9000), []byte("?"), uint16(0), false)
	f.Add(uint8(12), uint16(9000), []byte("?"), uint16(5), false)
	f.Add(uint8(0xad), uint16(4214), []byte("-"), uint16(0), true) // a root that the caller would not write
	f.Fuzz(func(t *testing.T, step uint8, at uint16, patch []byte, cut uint16, again bool) {
		data := bytes.Clone(contents[int(step)%len(contents)])
		copy(data[min(int(at), len(data)):], patch)
		if again {
			for slot := range 2 {
				p := data[4096*slot:][:4096]
				table := crc32.MakeTable(crc32.Castagnoli)
				binary.LittleEndian.PutUint32(p[100:], crc32.Checksum(p[108:], table))
				binary.LittleEndian.PutUint32(p[104:], crc32.Checksum(p[:104], table))
			}
		}
		disk := faultfs.New(1)
		disk.WriteFile("g.db", data[:len(data)-min(int(cut), len(data))], 0o644)
		state, err := describe(disk, "g.db")
		if !again {
			verifyDamaged(t, disk, state, err)
		}
	})
}
