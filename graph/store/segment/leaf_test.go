package segment

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// packed is a leaf with what follows it.
func packed(rows []Row) []byte {
	var w leafWriter
	return append(w.append(nil, rows), "what follows"...)
}

var leafExamples = map[string][]Row{
	"one row":        {Pack(1, 2, 3, 4)},
	"least ids":      {Pack(1, 1, 1, 1), Pack(1, 1, 1, 2)},
	"widest":         {Pack(1, MaxTerm, MaxTerm, MaxTerm), Pack(MaxTerm, 1, 1, 1), Pack(MaxTerm, MaxTerm, MaxTerm, MaxTerm)},
	"every level":    {Pack(2, 9, 9, 9), Pack(3, 5, 9, 7), Pack(3, 8, 2, 4), Pack(3, 8, 5, 6), Pack(3, 8, 5, 7)},
	"first level":    {Pack(2, 5, 5, 5), Pack(3, 5, 5, 5), Pack(MaxTerm, 5, 5, 5)},
	"two levels":     {Pack(2, 5, 5, 5), Pack(2, 5, 6, 5), Pack(3, 5, 5, 5)},
	"three levels":   {Pack(2, 5, 5, 5), Pack(2, 5, 6, 5), Pack(2, 5, 6, 6), Pack(3, 5, 5, 5)},
	"any prefix":     {Pack(0, 0, 0, 0), Pack(1, 0, 0, 0), Pack(1<<32-1, 1<<32-1, 1<<32-1, 1<<32-1)},
	"a full leaf":    consecutive(leafRows),
	"a word of rows": consecutive(64),
	"one row more":   consecutive(65),
}

func consecutive(n int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = Pack(5, ID(i/7), ID(i/3), ID(i))
	}
	return rows
}

func TestLeaf(t *testing.T) {
	for name, rows := range leafExamples {
		checkLeaf(t.Errorf, name, rows)
	}
	rapid.Check(t, func(t *rapid.T) {
		if rows := someRows(t, leafRows); len(rows) > 0 {
			checkLeaf(t.Errorf, "drawn rows", rows)
		}
	})
}

// checkLeaf packs rows and reads them: all, and from each to each other.
func checkLeaf(errorf func(string, ...any), name string, rows []Row) {
	var l leaf
	p := packed(rows)
	greatest := Row{1<<64 - 1, 1<<64 - 1}
	l.open(p, len(rows), rows[0])
	if got := l.read(nil, greatest); !slices.Equal(got, rows) {
		errorf("%s: read %v, want %v", name, got, rows)
	}
	step := 1 + len(rows)/16
	for i := 0; i < len(rows); i += step {
		for j := i; j < len(rows); j += step {
			for _, target := range near(rows[j]) {
				l.open(p, len(rows), rows[0])
				l.seek(rows[i])
				l.seek(target)
				at, _ := slices.BinarySearchFunc(rows, target, Row.Compare)
				at = max(at, i)
				last := rows[min(at+2, len(rows)-1)]
				if got := l.read(nil, last); l.at != min(at+3, len(rows)) || !slices.Equal(got, between(rows[at:], Row{}, last)) {
					errorf("%s: from row %d to %v: %v", name, i, target.IDs(), got)
				}
			}
		}
	}
}

// near are a row and others that are before or behind it by a place.
func near(r Row) []Row {
	all := []Row{r}
	for place := range 4 {
		for _, by := range []ID{1, 1<<32 - 1} {
			ids := r.IDs()
			ids[place] += by
			all = append(all, Pack(ids[0], ids[1], ids[2], ids[3]))
		}
	}
	return all
}

// TestTreeNode packs entries and looks for every row and those around it.
func TestTreeNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := someRows(t, 40)
		if len(rows) == 0 {
			return
		}
		base := rapid.Int64Range(0, 1<<50).Draw(t, "offset")
		entries := make([]entry, len(rows))
		for i := range entries {
			entries[i] = entry{rows[i], block{base + rapid.Int64Range(0, 1<<40).Draw(t, "offset"), rapid.IntRange(0, 1<<32-1).Draw(t, "length")}}
		}
		p := appendTreeNode(nil, entries)
		var n treeNode
		n.open(append(p, "what follows"...), len(entries))
		if n.end() != len(p) {
			t.Fatalf("%d bytes, and the entries end at %d", len(p), n.end())
		}
		for i, e := range entries {
			if got := (entry{n.first(i), n.block(i)}); got != e {
				t.Fatalf("entry %d is %v, want %v", i, got, e)
			}
			for _, r := range near(e.first) {
				from := rapid.IntRange(0, len(rows)-1).Draw(t, "from")
				want, found := slices.BinarySearchFunc(rows, r, Row.Compare)
				if !found {
					want--
				}
				if got := n.search(r, from); got != max(want, from) {
					t.Fatalf("search for %v from %d: %d, want %d", r.IDs(), from, got, want)
				}
			}
		}
	})
}

// FuzzLeaf reads leaves of any bytes. Reading ends, gives no more rows
// than there are, and does not fail but by the bounds of a slice.
func FuzzLeaf(f *testing.F) {
	for _, rows := range leafExamples {
		f.Add(packed(rows), uint8(len(rows)), rows[0].Hi, rows[0].Lo, rows[len(rows)-1].Hi, rows[len(rows)-1].Lo)
	}
	f.Fuzz(func(t *testing.T, p []byte, n uint8, hi, lo, hi2, lo2 uint64) {
		defer func() {
			if err, ok := recover().(error); ok && !isBounds(err) {
				t.Fatal(err)
			}
		}()
		rows := int(n)%leafRows + 1
		var l leaf
		l.open(p, rows, Row{hi, lo})
		if got := l.read(nil, Row{1<<64 - 1, 1<<64 - 1}); len(got) != rows {
			t.Fatalf("%d rows of %d", len(got), rows)
		}
		l.open(p, rows, Row{hi, lo})
		l.seek(Row{hi2, lo2})
		if got := l.read(nil, Row{1<<64 - 1, 1<<64 - 1}); len(got) > rows {
			t.Fatalf("%d rows of %d", len(got), rows)
		}
	})
}

// isBounds tells the runtime's error of an index or slice out of bounds.
func isBounds(err error) bool {
	return strings.Contains(err.Error(), "out of range")
}

// FuzzLeafRoundTrip packs the rows that any bytes make.
func FuzzLeafRoundTrip(f *testing.F) {
	for _, rows := range leafExamples {
		var p []byte
		for _, r := range rows {
			p = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(p, r.Hi), r.Lo)
		}
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		var rows []Row
		for len(p) >= 16 && len(rows) < leafRows {
			rows = append(rows, Row{binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])})
			p = p[16:]
		}
		slices.SortFunc(rows, Row.Compare)
		if rows = slices.Compact(rows); len(rows) > 0 {
			checkLeaf(t.Errorf, "rows", rows)
		}
	})
}
