package document_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"quipu/quads/text/document"
)

// TestOpenFile reads a file, the same compressed, and standard input: one text,
// one hash.
func TestOpenFile(t *testing.T) {
	const text = "# The port\n\nThe port was shut on Friday.\n"
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(text))
	z.Close()
	plain, gz := filepath.Join(dir, "a.md"), filepath.Join(dir, "b.md.gz")
	for name, content := range map[string]string{plain: text, gz: packed.String()} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		path    string
		options document.Options
	}{{plain, document.Options{}}, {gz, document.Options{}}, {"-", document.Options{Format: "markdown"}}} {
		d, err := document.OpenFile(context.Background(), c.path, strings.NewReader(text), c.options)
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
		} else if d.Format != "markdown" || d.Meta.Title != "The port" || d.Original != sha256.Sum256([]byte(text)) {
			t.Errorf("%s: got %s, %q, %x", c.path, d.Format, d.Meta.Title, d.Original)
		}
	}
	pdf := filepath.Join(dir, "c.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{pdf: "save it as text", filepath.Join(dir, "none.txt"): "no such file", dir: "is a directory"} {
		if _, err := document.OpenFile(context.Background(), path, nil, document.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
}
