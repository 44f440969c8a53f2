package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"os"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/store/segment"
)

// No two values have one form, and each comes back from its own.
func FuzzForm(f *testing.F) {
	for _, text := range []string{"", "urn:a", "a b>", "\xff\x01", "tab\tline\n\"quote\"\\", "\u007f\u0000\ufffe", "n", "日本"} {
		f.Add(text, "en")
		f.Add(text, "EN-gb")
		f.Add(text, "http://www.w3.org/2001/XMLSchema#string")
	}
	f.Fuzz(func(t *testing.T, text, second string) {
		forms := map[string]quad.Value{}
		for _, v := range []quad.Value{
			quad.IRI(text), quad.BNode(text), quad.String(text),
			quad.LangString{Value: quad.String(text), Lang: second},
			quad.TypedString{Value: quad.String(text), Type: quad.IRI(second)},
		} {
			form := appendForm(nil, v)
			if other, taken := forms[string(form)]; taken {
				t.Fatalf("%#v and %#v have the form %q", v, other, form)
			}
			forms[string(form)] = v
			if back, err := parseForm(form); err != nil || back != v {
				t.Fatalf("%#v became %q and that %#v, %v", v, form, back, err)
			}
		}
		if v, err := parseForm([]byte(text)); err == nil && !known(v) {
			t.Fatalf("%q became %#v", text, v)
		}
	})
}

// Whatever a record is, reading it ends, and what was read is written the same.
func FuzzRecord(f *testing.F) {
	r := &record{
		what:   changed,
		commit: Commit{Time: time.UnixMicro(1_774_000_000_000_000), Analyst: "Ada", Command: "load", Undoes: 3, Added: 2, Removed: 1},
		first:  7, terms: []quad.Value{quad.IRI("urn:x"), quad.String("y")}, triples: -1,
		added:   []row{segment.Pack(2, 3, 4, 1), segment.Pack(2, 3, 7, 8)},
		removed: []row{segment.Pack(5, 3, 4, 6)},
	}
	f.Add(r.append(nil))
	r.what = began
	f.Add(r.append(nil))
	f.Add([]byte{changed})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, payload []byte) {
		r, err := parseRecord(payload)
		if err != nil {
			return
		}
		again, err := parseRecord(r.append(nil))
		if err != nil || !bytes.Equal(again.append(nil), r.append(nil)) {
			t.Fatalf("%+v was read again as %+v, %v", r, again, err)
		}
	})
}

// A file of the first format that has the checksum of whatever it holds.
func FuzzOldFormat(f *testing.F) {
	good, err := os.ReadFile("../../testdata/store/format1.quipu")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)-3])
	for _, at := range []int{32, 40, 48, 56, 64, oldHeaderSize + 10, oldHeaderSize + 15, len(good) - 2} {
		bad := bytes.Clone(good)
		bad[at] ^= 0x81
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < oldHeaderSize {
			return
		}
		data = bytes.Clone(data)
		binary.LittleEndian.PutUint64(data[24:], uint64(len(data)))
		sum := sha256.Sum256(data[oldHeaderSize:])
		copy(data[72:], sum[:])
		s := Memory("")
		st, _, err := s.parseOld(ctx, data)
		if err != nil {
			return
		}
		if n, err := st.count(spol, row{}, row{Hi: 1<<64 - 1, Lo: 1<<64 - 1}); err != nil || n != st.size.Quads {
			t.Fatalf("%d quads of %d, %v", n, st.size.Quads, err)
		}
	})
}
