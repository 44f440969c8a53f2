package line

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestKeys(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"text", "Kyiv → größer 東京", "Kyiv → größer 東京"},
		{"enter and Ctrl-C and Ctrl-D", "a\r\x03\x04", "a\r\x03\x04"},
		{"arrows", "\x1b[A\x1b[B\x1b[C\x1b[D", "\x10\x0e\x06\x02"},
		{"arrows of application mode", "\x1bOA\x1bOD", "\x10\x02"},
		{"Home and End", "\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~\x1bOH\x1bOF", "\x01\x05\x01\x05\x01\x05\x01\x05"},
		{"Ctrl and arrows", "\x1b[1;5C\x1b[1;5D", "\x1bf\x1bb"},
		{"Alt and arrows", "\x1b[1;3C\x1b[1;3D", "\x1bf\x1bb"},
		{"Shift and arrows", "\x1b[1;2C", "\x06"},
		{"Delete", "\x1b[3~", "\x1c"},
		{"Ctrl-Delete", "\x1b[3;5~", "\x1bd"},
		{"Alt and letters", "\x1bb\x1bf\x1bd\x1b\x7f", "\x1bb\x1bf\x1bd\x1b\x7f"},
		{"Alt and others", "\x1bx\x1b\x14", "x"},
		{"Escape twice", "\x1b\x1b[A", "\x10"},
		{"unknown sequences", "a\x1b[15~\x1b[200;3R\x1b[<35;1;1Mb\x1b[[Ac", "abc"},
		{"Ctrl-Z, Ctrl-T, NUL, Ctrl-\\, Ctrl-]", "a\x1a\x14\x00\x1c\x1db", "ab"},
		{"Ctrl-R and Tab", "\x12x\t", "\x12x\t"},
		{"a sequence broken off by Ctrl-C", "\x1b[1\x03x", "\x03x"},
		{"paste", "a\x1b[200~one\ntwo\x1b[201~b", "a\x1db"},
		{"empty paste", "\x1b[200~\n\x1b[201~b", "b"},
		{"Ctrl-C in a paste without end", "\x1b[200~one\x03x", "\x03x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, src := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				k := newKeys(src)
				got, err := io.ReadAll(iotest.OneByteReader(k))
				if err != nil || string(got) != tt.want {
					t.Errorf("%q becomes %q (%v), want %q", tt.in, got, err, tt.want)
				}
				if !k.ended.Load() {
					t.Error("the end was not noticed")
				}
			}
		})
	}
}

func TestKeysError(t *testing.T) {
	gone := errors.New("gone")
	k := newKeys(iotest.ErrReader(gone))
	if _, err := k.Read(make([]byte, 8)); err != gone || !k.ended.Load() {
		t.Errorf("got %v, ended %v", err, k.ended.Load())
	}
}

func TestPaste(t *testing.T) {
	tests := []struct{ in, want string }{
		{"one", "one"},
		{"one\ntwo", "one⏎two"},
		{"one\r\ntwo\rthree\r\n\r\n", "one⏎two⏎three"},
		{"\n\none", "⏎⏎one"},
		{"a\tb", "a b"},
		{"a\x1b[31mred\x07\u009b\x00", "a[31mred"},
		{"\xff\xfea", "a"},
		{"東京 → 大阪", "東京 → 大阪"},
	}
	for _, tt := range tests {
		k := newKeys(strings.NewReader("\x1b[200~" + tt.in + "\x1b[201~"))
		if _, err := io.ReadAll(k); err != nil {
			t.Fatal(err)
		}
		if got := k.takePaste(); got != tt.want {
			t.Errorf("%q is pasted as %q, want %q", tt.in, got, tt.want)
		}
		if got := k.takePaste(); got != "" {
			t.Errorf("a second paste %q out of one", got)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, seed := range []string{"", "a\x1b[1;5C", "\x1b[200~x\ny\x1b[201~z", "\x1b[[A", "\x1bO\x03", "\x1b[200~\x1b[20", "\x00\x1a\x14"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		k := newKeys(strings.NewReader(string(in)))
		got, err := io.ReadAll(k)
		if err != nil {
			t.Fatal(err)
		}
		pastes := 0
		for i, b := range got {
			switch {
			case b == keyPaste:
				pastes++
			case b == 0 || b == 0x1a || b == 0x14:
				t.Fatalf("%q lets %#x through", in, b)
			case b == 0x1b && (i+1 == len(got) || !strings.ContainsRune("bfd\x7f", rune(got[i+1]))):
				t.Fatalf("%q lets an escape sequence through: %q", in, got)
			}
		}
		for ; pastes > 0; pastes-- {
			if k.takePaste() == "" {
				t.Fatalf("%q announces a paste and has none", in)
			}
		}
	})
}
