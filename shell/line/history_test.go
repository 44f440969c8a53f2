package line

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func openTestHistory(t *testing.T, path string) *history {
	t.Helper()
	h, err := openHistory(path)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := openTestHistory(t, path)
	for _, s := range []string{"one", "one", " ", "two\nlines", "\"quoted\" → ⏎", "one"} {
		if err := h.add(s); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"one", "two\nlines", "\"quoted\" → ⏎", "one"}
	if got := openTestHistory(t, path).entries; !reflect.DeepEqual(got, want) {
		t.Errorf("read back %q, want %q", got, want)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v (%v)", info.Mode(), err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(raw), "\n"); n != len(want) {
		t.Errorf("the file has %d lines for %d entries:\n%s", n, len(want), raw)
	}
}

// A file of another program, or one that others could read.
func TestHistoryOfOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	if err := os.WriteFile(path, []byte("not json\n\"kept\"\n{\"a\":1}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	h := openTestHistory(t, path)
	if len(h.entries) != 1 || h.entries[0] != "kept" {
		t.Errorf("read %q", h.entries)
	}
	if err := h.add("more"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file still has mode %v (%v)", info.Mode(), err)
	}
}

func TestHistoryIsShortened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h := openTestHistory(t, path)
	const n = 2*maxHistory + 10
	for i := range n {
		if err := h.add(fmt.Sprint("entry ", i)); err != nil {
			t.Fatal(err)
		}
	}
	h = openTestHistory(t, path)
	if h.inFile > 2*maxHistory || len(h.entries) != maxHistory {
		t.Errorf("%d lines in the file, %d entries", h.inFile, len(h.entries))
	}
	if last := h.entries[len(h.entries)-1]; last != fmt.Sprint("entry ", n-1) {
		t.Errorf("the last entry is %q", last)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".history-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
