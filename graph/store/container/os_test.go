package container_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"quipu/graph/store/container"
	"quipu/graph/store/container/faultfs"
)

// newFile returns an environment with a file in a folder of its own.
func newFile(t *testing.T) *env {
	t.Helper()
	e := &env{fs: container.OS, path: filepath.Join(t.TempDir(), "g.db")}
	t.Cleanup(e.close)
	if err := create(e); err != nil {
		t.Fatal(err)
	}
	return e
}

func do(t *testing.T, e *env, steps ...step) {
	t.Helper()
	for _, s := range steps {
		if err := s.do(e); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
	}
}

// list returns the names in the folder of a file.
func list(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// The operating system does what the disk of the other tests does.
func TestOS(t *testing.T) {
	e := &env{fs: container.OS, path: filepath.Join(t.TempDir(), "g.db")}
	want := states(t, newDisk)
	for i, s := range scenario {
		do(t, e, s)
		if got, err := describe(e.fs, e.path); err != nil || got != want[i+1] {
			t.Errorf("%s: got  %s %v\nwant %s", s.name, got, err, want[i+1])
		}
	}
	e.close()
	if names := list(t, e.path); !slices.Equal(names, []string{"g.db", "g.db.copy"}) {
		t.Errorf("the folder holds %v", names)
	}
	if got, err := describe(e.fs, e.path+".copy"); err != nil || got != want[11] {
		t.Errorf("the copy holds %s %v\nwant %s", got, err, want[11])
	}
}

// What is no store, or not this program's, is told apart and left alone.
func TestRefused(t *testing.T) {
	contents, _ := files(t, 1)
	good := contents[len(contents)-1]
	version := func(v uint32) []byte {
		p := bytes.Clone(good)
		binary.LittleEndian.PutUint32(p[8:], v)
		binary.LittleEndian.PutUint32(p[104:], crc32.Checksum(p[:104], crc32.MakeTable(crc32.Castagnoli)))
		return p
	}
	edit := func(at int, s string) []byte {
		p := bytes.Clone(good)
		copy(p[at:], s)
		return p
	}
	for _, test := range []struct {
		name string
		data []byte
		is   bool
		want error
		text string
	}{
		{"empty", nil, false, container.ErrForeign, "g.db is no Quipu store; nothing was changed (is it an input? then: -i g.db)"},
		{"text", []byte("<a> <b> <c> .\n"), false, container.ErrForeign, ""},
		{"long text", bytes.Repeat([]byte("<a> <b> <c> .\n"), 1000), false, container.ErrForeign, ""},
		{"four bytes", good[:4], true, container.ErrDamaged, "g.db is damaged: it is cut off after 4 bytes; nothing was changed (restore it from a copy)"},
		{"half a superblock", good[:3000], true, container.ErrDamaged, "cut off after 3000 bytes"},
		{"a superblock", good[:4096], true, container.ErrDamaged, "cut off: 4096 of "},
		{"one byte too few", good[:len(good)-1], true, container.ErrDamaged, "cut off: "},
		{"first superblock", edit(20, "?"), true, nil, ""},
		{"second superblock", edit(4096+200, "?"), true, nil, ""},
		{"no magic", edit(0, "????????"), true, nil, ""},
		{"both superblocks", append(edit(20, "?")[:4096], edit(4096+20, "?")[4096:]...), true, container.ErrDamaged, "superblock"},
		{"more behind it", append(bytes.Clone(good), "more"...), true, nil, ""},
		{"newer", version(3), true, container.ErrNewer, "g.db is written by a newer version of Quipu: its format has the version 3, this program knows 2; nothing was changed (use that version)"},
		{"older", version(1), true, container.ErrOld, "g.db is written by an older version of Quipu: its format has the version 1; nothing was changed"},
	} {
		disk := faultfs.New(1)
		disk.WriteFile("g.db", test.data, 0o644)
		_, err := container.Open(disk, "g.db")
		if !errors.Is(err, test.want) || err != nil && !strings.Contains(err.Error(), test.text) {
			t.Errorf("%s: %v", test.name, err)
		}
		if is, err := container.Is(disk, "g.db"); is != test.is || err != nil {
			t.Errorf("%s: Is: %v, %v", test.name, is, err)
		}
		if after, err := disk.ReadFile("g.db"); err != nil || !bytes.Equal(after, test.data) || disk.Ops() > 0 {
			t.Errorf("%s: the file was touched: %v", test.name, disk.Trace())
		}
	}
}

// symlink makes a link, which Windows lets only some users do.
func symlink(t *testing.T, to, link string) {
	t.Helper()
	err := os.Symlink(to, link)
	if err != nil && runtime.GOOS == "windows" {
		t.Skipf("this user may not make links on Windows: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What is no file at all.
func TestNoFile(t *testing.T) {
	folder := t.TempDir()
	link := filepath.Join(folder, "link")
	symlink(t, filepath.Join(folder, "nothing"), link)
	for path, text := range map[string]string{
		folder:                               "is a directory, not a Quipu store",
		link:                                 "is a link to a file that does not exist",
		filepath.Join(folder, "no"):          "there is no such file",
		filepath.Join(folder, "no", "where"): "its folder does not exist",
	} {
		_, err := container.Open(container.OS, path)
		var ours *container.Error
		if !errors.As(err, &ours) || !strings.Contains(err.Error(), text) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := container.Open(container.OS, filepath.Join(folder, "no")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if names := list(t, link); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
}

// A file is replaced where it is, also through a link, and keeps its mode.
func TestReplaceKeeps(t *testing.T) {
	e := newFile(t)
	if runtime.GOOS != "windows" {
		if err := os.Chmod(e.path, 0o660); err != nil { // more than a umask leaves
			t.Fatal(err)
		}
	}
	link := &env{fs: e.fs, path: filepath.Join(t.TempDir(), "link.db")}
	symlink(t, e.path, link.path)
	before, err := os.Stat(e.path)
	if err != nil {
		t.Fatal(err)
	}
	do(t, link, step{"replace", replace}, appends("linked"))
	link.close()
	after, err := os.Stat(e.path)
	if err != nil || after.Mode() != before.Mode() || os.SameFile(before, after) {
		t.Errorf("the mode was %v and is %v, %v", before.Mode(), after.Mode(), err)
	}
	if got, err := describe(e.fs, e.path); err != nil || got != "urn:other: R: 7 remembered | 8 linked" {
		t.Error(got, err)
	}
	if info, err := os.Lstat(link.path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is none any more: %v", err)
	}
}

// What killed processes left is removed, and nothing else.
func TestStale(t *testing.T) {
	e := newFile(t)
	for _, name := range []string{"g.db.lock", "g.db.4711-0.tmp", "g.db.mine.tmp", "g.db-4711-0.tmp"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(e.path), name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do(t, e, step{"replace", replace})
	if got, want := list(t, e.path), []string{"g.db", "g.db-4711-0.tmp", "g.db.mine.tmp"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

// A file that its owner has made read-only is neither written nor replaced.
func TestWriteProtected(t *testing.T) {
	e := newFile(t)
	if err := os.Chmod(e.path, 0o444); err != nil {
		t.Fatal(err)
	}
	for _, s := range []step{appends("a"), {"create", create}} {
		if err := s.do(e); err == nil || !strings.Contains(err.Error(), "write-protected") {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	if err := os.Chmod(e.path, 0o644); err != nil {
		t.Fatal(err)
	}
	do(t, e, appends("a"))
}

// A copy takes no place that is taken, unless it is to, and never its own.
func TestBackup(t *testing.T) {
	e := newFile(t)
	do(t, e, appends("a"))
	to := e.path + ".copy"
	if err := os.WriteFile(to, []byte("taken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := e.f.Backup(ctx, to, false, nil); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "exists already") {
		t.Error(err)
	}
	if err := e.f.Backup(ctx, e.path, true, nil); err == nil {
		t.Error("a store is its own copy")
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := e.f.Backup(cancelled, to, true, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if data, err := os.ReadFile(to); err != nil || string(data) != "taken" {
		t.Errorf("the file in the way was changed: %v", err)
	}
	var done, of int64
	if err := e.f.Backup(ctx, to, true, func(d, o int64) { done, of = d, o }); err != nil {
		t.Fatal(err)
	}
	if done != of || of != e.f.End() {
		t.Errorf("progress ends at %d of %d", done, of)
	}
	do(t, e, appends("b"))
	want, err := describe(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	other := &env{fs: e.fs, path: to}
	defer other.close()
	do(t, other, appends("b"))
	if got, err := describe(e.fs, to); err != nil || got != want {
		t.Errorf("got  %s %v\nwant %s", got, err, want)
	}
	if names := list(t, e.path); !slices.Contains(names, "g.db.lock") || len(names) != 4 {
		t.Errorf("the folder holds %v", names)
	}
}

// Base and root have to fit.
func TestTooLong(t *testing.T) {
	e := newFile(t)
	l, err := container.Acquire(ctx, e.fs, e.path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Create(strings.Repeat("b", container.MaxBase+1)); err == nil {
		t.Error("a base is too long")
	}
	n, err := l.Create(strings.Repeat("b", container.MaxBase))
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Finish(make([]byte, container.MaxRoot+1)); err == nil {
		t.Error("a root is too long")
	}
	root := bytes.Repeat([]byte("r"), container.MaxRoot)
	if err := n.Finish(root); err != nil {
		t.Error(err)
	}
	l.Close()
	f, err := container.Open(e.fs, e.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if h := f.Header(); len(h.Base) != container.MaxBase || !bytes.Equal(h.Root, root) {
		t.Errorf("base and root have %d and %d bytes", len(h.Base), len(h.Root))
	}
}
