//go:build unix

package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestFileMode(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "g.db")
	s := openFile(t, path, Options{})
	add(t, s)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	add(t, openFile(t, link, Options{}), q1)
	verify(t, s, q1)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("a commit changed the mode to %v, %v", info.Mode(), err)
	}
}
