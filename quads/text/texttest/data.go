package texttest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Data returns a file or folder of the data that is not part of the repository
// (UD English EWT, CaRB): in $QUIPU_DATA, else in shared/data beside the
// project's folder. Where it is absent the test is skipped, or fails if
// QUIPU_REQUIRE has "data".
func Data(t testing.TB, path ...string) string {
	t.Helper()
	folder := os.Getenv("QUIPU_DATA")
	if folder == "" {
		folder = filepath.Join(root(t), "..", "shared", "data")
	}
	name := filepath.Join(append([]string{folder}, path...)...)
	if _, err := os.Stat(name); err != nil {
		if slices.Contains(strings.Split(os.Getenv("QUIPU_REQUIRE"), ","), "data") {
			t.Fatal(err)
		}
		t.Skipf("this data is not part of the repository (QUIPU_DATA says where it is): %v", err)
	}
	return name
}

// root is the project's folder: that of go.mod.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("no go.mod above the test's folder")
		}
		folder = above
	}
}
