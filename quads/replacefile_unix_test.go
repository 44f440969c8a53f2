//go:build unix

package quads

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "out.nq")
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return err
		}
	}
	if err := ReplaceFile(file, text("one")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("full")
	half := func(w io.Writer) error { return errors.Join(text("ha")(w), full) }
	if err := ReplaceFile(file, half); !errors.Is(err, full) {
		t.Errorf("the writer's error became %v", err)
	}
	if b, _ := os.ReadFile(file); string(b) != "one" {
		t.Errorf("a failed write left %q", b)
	}
	link := filepath.Join(dir, "link.nq")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := ReplaceFile(link, text("two")); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(file); string(b) != "two" {
		t.Errorf("the link's file has %q", b)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode became %v (%v)", info.Mode(), err)
	}
	if all, _ := os.ReadDir(dir); len(all) != 2 {
		t.Errorf("something is left over: %v", all)
	}
	missing := filepath.Join(dir, "none", "out.nq")
	if err := ReplaceFile(missing, text("")); err == nil || err.Error() != "open "+missing+": no such file or directory" {
		t.Errorf("a missing folder: %v", err)
	}
}
