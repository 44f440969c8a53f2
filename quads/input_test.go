package quads_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"quipu/quads"
)

const one, two = "<urn:a> <urn:b> \"one\" .\n", "_:x <urn:b> \"two\" .\n"

func gz(t testing.TB, text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zst(t testing.TB, text string) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// bz returns one or two as bzip2, which no library here writes.
func bz(t testing.TB, text string) string {
	b, err := base64.StdEncoding.DecodeString(map[string]string{
		one: "QlpoOTFBWSZTWW2pVKcAAATZgAAQUAEAFTIBkgAgACEqBkbQhAAA2/Mwwh9JQNRSss+LuSKcKEg21KpTgA==",
		two: "QlpoOTFBWSZTWb0nz+0AAAXbgAAQUAEAFQAAkAGWwCAAIo0zUNqNqFMABNMh0RYyx5PUjSHxdyRThQkL0nz+0A==",
	}[text])
	if err != nil || len(b) == 0 {
		t.Fatalf("no bzip2 of %q: %v", text, err)
	}
	return string(b)
}

// file writes an input to a file of a name that says nothing.
func file(t testing.TB, content string) string {
	name := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// read opens an input and reads it to its end.
func read(t testing.TB, path string, o quads.InputOptions) (string, error) {
	in, err := quads.OpenInput(context.Background(), path, o)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(in)
	if err == nil {
		if done, of := in.Progress(); done != of {
			t.Errorf("at the end %d of %d bytes are read", done, of)
		}
	}
	if err := in.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	return string(text), err
}

func TestInputDecompresses(t *testing.T) {
	large := strings.Repeat(one+two, 20_000)
	for _, c := range []struct{ name, content, want string }{
		{"empty", "", ""},
		{"plain", one, one},
		{"plain, large", large, large},
		{"not compressed, but begins alike", "BZh9 is no bzip2\n", "BZh9 is no bzip2\n"},
		{"one byte", "\x1f", "\x1f"},
		{"gzip", gz(t, one), one},
		{"gzip, large", gz(t, large), large},
		{"gzip of nothing", gz(t, ""), ""},
		{"gzip, two members", gz(t, one) + gz(t, two), one + two},
		{"zstd", zst(t, one), one},
		{"zstd, large", zst(t, large), large},
		{"zstd, two frames", zst(t, one) + zst(t, two), one + two},
		{"zstd, a skippable frame", "\x50\x2a\x4d\x18\x03\x00\x00\x00abc" + zst(t, one), one},
		{"bzip2", bz(t, one), one},
		{"bzip2, two streams", bz(t, one) + bz(t, two), one + two},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(t, file(t, c.content), quads.InputOptions{})
			if err != nil || got != c.want {
				t.Errorf("file: read %.60q, %v, want %.60q", got, err, c.want)
			}
			got, err = read(t, "-", quads.InputOptions{Stdin: strings.NewReader(c.content)})
			if err != nil || got != c.want {
				t.Errorf("standard input: read %.60q, %v, want %.60q", got, err, c.want)
			}
		})
	}
}

func TestInputRefuses(t *testing.T) {
	flip := func(s string, at int) string {
		b := []byte(s)
		b[at] ^= 0xff
		return string(b)
	}
	for _, c := range []struct{ name, content, want string }{
		{"gzip with a wrong checksum", flip(gz(t, one), len(gz(t, one))-8), "damaged"},
		{"zstd with a wrong checksum", flip(zst(t, one), len(zst(t, one))-1), "damaged"},
		{"bzip2 with a wrong checksum", flip(bz(t, one), 12), "damaged"},
		{"gzip with something behind it", gz(t, one) + "and more than a header is long", "damaged"},
		{"gzip that expands too far", gz(t, strings.Repeat("\n", 24<<20)), "expands to more than 500 times"},
		{"zstd that expands too far", zst(t, strings.Repeat("\n", 24<<20)), "expands to more than 500 times"},
		{"zstd that wants a window of 1 GiB", "\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00", "more than 128 MiB of memory"},
		{"gzip in gzip", gz(t, gz(t, one)), "gzip data inside compressed data"},
		{"zip in gzip", gz(t, "PK\x03\x04…"), "a zip archive"},
		{"zip", "PK\x03\x04\x14\x00", "a zip archive"},
		{"xz", "\xfd7zXZ\x00\x00", "an xz archive"},
		{"PDF", "%PDF-1.7\n", "a PDF document"},
		{"UTF-16", "\xff\xfe<\x00u\x00", "iconv"},
		{"binary", "\x00\x01\x02\x03rubbish\xff\xfe\xfd", "not text: it has NUL bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			name := file(t, c.content)
			_, err := read(t, name, quads.InputOptions{})
			checkRefused(t, err, name, c.want)
			_, err = read(t, "-", quads.InputOptions{Stdin: strings.NewReader(c.content)})
			checkRefused(t, err, "standard input", c.want)
		})
	}
}

func checkRefused(t *testing.T, err error, name, want string) {
	t.Helper()
	var refused *quads.InputError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), name) {
		t.Errorf("got %v\nwant an InputError: %s: … %s …", err, name, want)
	}
}

// TestInputCutOff cuts compressed data at every place.
func TestInputCutOff(t *testing.T) {
	for name, content := range map[string]string{"gzip": gz(t, one), "zstd": zst(t, one), "bzip2": bz(t, one)} {
		for n := 10; n < len(content); n++ {
			text, err := read(t, file(t, content[:n]), quads.InputOptions{})
			var refused *quads.InputError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), "cut off") {
				t.Fatalf("%s, the first %d of %d bytes: read %q, %v", name, n, len(content), text, err)
			}
		}
	}
}

func TestInputRatio(t *testing.T) {
	bomb := file(t, gz(t, strings.Repeat("\n", 24<<20)))
	if _, err := read(t, bomb, quads.InputOptions{MaxRatio: 2000}); err != nil {
		t.Errorf("with a higher limit: %v", err)
	}
	if _, err := read(t, bomb, quads.InputOptions{MaxRatio: -1}); err != nil {
		t.Errorf("without a limit: %v", err)
	}
	small := file(t, gz(t, strings.Repeat("\n", 4<<20)))
	if _, err := read(t, small, quads.InputOptions{MaxRatio: 2}); err != nil {
		t.Errorf("four MiB are always allowed: %v", err)
	}
}

// TestInputNulInLiteral checks that a text with a NUL in it is left to the
// format: N-Quads allows it in a literal.
func TestInputNulInLiteral(t *testing.T) {
	text := "<urn:a> <urn:b> \"a NUL, \x00, in a literal that is otherwise text\" .\n"
	if got, err := read(t, file(t, text), quads.InputOptions{}); err != nil || got != text {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestInputMissing(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "\x1b[31mmissing.nq")
	_, err := read(t, missing, quads.InputOptions{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), dir) || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("a missing file: %q", err)
	}
	_, err = read(t, dir, quads.InputOptions{})
	checkRefused(t, err, dir, "is a directory")
	_, err = read(t, "-", quads.InputOptions{})
	checkRefused(t, err, "standard input", "there is none")
}

func TestInputBlank(t *testing.T) {
	text := two + strings.Repeat(one, 10_000)
	label := func(path string, o quads.InputOptions, label string) string {
		in, err := quads.OpenInput(context.Background(), path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		if _, err := io.ReadFull(in, make([]byte, 10)); err != nil { // in the middle of reading
			t.Fatal(err)
		}
		got, err := in.Blank(label)
		if err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(in)
		if err != nil || len(rest) != len(text)-10 {
			t.Fatalf("behind Blank: read %d bytes, %v", len(rest), err)
		}
		return got
	}
	want := label(file(t, text), quads.InputOptions{}, "x")
	if len(want) != 33 || want[0] != 'q' {
		t.Fatalf("got %q, want q and 32 digits", want)
	}
	for name, got := range map[string]string{
		"gzip":           label(file(t, gz(t, text)), quads.InputOptions{}, "x"),
		"zstd":           label(file(t, zst(t, text)), quads.InputOptions{}, "x"),
		"standard input": label("-", quads.InputOptions{Stdin: strings.NewReader(text)}, "x"),
		"our own label":  label(file(t, text), quads.InputOptions{}, want),
	} {
		if got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	other := label(file(t, text), quads.InputOptions{}, "y")
	text = strings.Replace(text, "two", "too", 1)
	if elsewhere := label(file(t, text), quads.InputOptions{}, "x"); other == want || elsewhere == want {
		t.Errorf("another label gives %s, another input %s, this one %s", other, elsewhere, want)
	}
}

// TestInputSpool checks that the copy of standard input is private and goes
// away.
func TestInputSpool(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	copies := func() []os.DirEntry {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	in, err := quads.OpenInput(context.Background(), "-", quads.InputOptions{Stdin: strings.NewReader(one)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range copies() { // there is none where an open file can be unlinked
		if info, err := c.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("the copy has mode %v, %v", info.Mode(), err)
		}
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	broken := errors.New("the pipe broke")
	failing := io.MultiReader(strings.NewReader(one), &failingReader{broken})
	if _, err := quads.OpenInput(context.Background(), "-", quads.InputOptions{Stdin: failing}); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if _, err := quads.OpenInput(context.Background(), "-", quads.InputOptions{Stdin: strings.NewReader("PK\x03\x04")}); err == nil {
		t.Error("opened an archive")
	}
	if left := copies(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

type failingReader struct{ err error }

func (f *failingReader) Read([]byte) (int, error) { return 0, f.err }

func TestInputCancel(t *testing.T) {
	stopped := errors.New("the user pressed Ctrl-C")
	ctx, cancel := context.WithCancelCause(context.Background())
	idle, feed := io.Pipe() // a terminal where nobody types
	defer feed.Close()
	time.AfterFunc(10*time.Millisecond, func() { cancel(stopped) })
	if _, err := quads.OpenInput(ctx, "-", quads.InputOptions{Stdin: idle}); !errors.Is(err, stopped) {
		t.Errorf("waiting for standard input: %v", err)
	}

	for name, content := range map[string]string{"plain": strings.Repeat(one, 100_000), "gzip": gz(t, strings.Repeat(one+two, 1<<20))} {
		ctx, cancel := context.WithCancelCause(context.Background())
		in, err := quads.OpenInput(ctx, file(t, content), quads.InputOptions{})
		if err != nil {
			t.Fatal(err)
		}
		cancel(stopped)
		_, readErr := io.Copy(io.Discard, in)
		_, hashErr := in.Blank("x")
		for _, err := range []error{readErr, hashErr} {
			if !errors.Is(err, stopped) || strings.Contains(err.Error(), "damaged") {
				t.Errorf("%s: got %v, want %v", name, err, stopped)
			}
		}
		in.Close()
	}
}
