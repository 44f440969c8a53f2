package query

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// cayleyTests is how many tests Cayley's table of Gizmo queries has.
const cayleyTests = 77

// ours are the tests whose answer is another one here, and why that is right.
// The test fails where one of them passes after all.
var ours = map[string]struct {
	reason string
	rows   int // that our answer has
}{
	"use .getLimit": {"which five of all vertices come first is the order of ids in memstore, and of the plan here", 5},
}

// TestCayleyGizmo asks Cayley's own Gizmo tests, as its source has them,
// through Cayley's interface of sessions: over our store and over memstore.
func TestCayleyGizmo(t *testing.T) {
	folder := cayleySource(t)
	tests := gizmoTests(t, filepath.Join(folder, "query", "gizmo", "gizmo_test.go"))
	if len(tests) != cayleyTests {
		t.Errorf("found %d tests, want %d", len(tests), cayleyTests)
	}
	RegisterCayley()
	for _, backend := range []string{"quipu", "memstore"} {
		passed := 0
		listed := make(map[string]bool)
		for _, test := range tests {
			t.Run(backend+"/"+test.Message, func(t *testing.T) {
				data := test.Data
				if data == nil {
					data = cayleyData(t, folder, test.File)
				}
				got, err := askCayley(filled(t, backend, data), test)
				slices.Sort(got)
				slices.Sort(test.Expect)
				ok := (err != nil) == test.Err && (err != nil || slices.Equal(got, test.Expect))
				own, isOurs := ours[test.Message]
				switch {
				case ok && isOurs:
					t.Errorf("passes, and is listed with a reason why not: %s", own.reason)
				case ok:
					passed++
				case !isOurs:
					t.Errorf("%s\ngot  %q, %v\nwant %q", test.Query, got, err, test.Expect)
				case err != nil || len(got) != own.rows:
					t.Errorf("%s\ngot  %q, %v\nwant %d rows of ours", test.Query, got, err, own.rows)
				}
				listed[test.Message] = true
			})
		}
		for message := range ours {
			if !listed[message] {
				t.Errorf("no test %q, which is listed", message)
			}
		}
		t.Logf("%s: %d of %d pass, %d have another answer", backend, passed, len(tests), len(ours))
	}
}

// cayleySource returns the folder of Cayley's source among Go's modules.
func cayleySource(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	folder := strings.TrimSpace(string(out))
	if err == nil && folder != "" {
		if _, err = os.Stat(filepath.Join(folder, "query", "gizmo", "gizmo_test.go")); err == nil {
			return folder
		}
	}
	if slices.Contains(strings.Split(os.Getenv("QUIPU_REQUIRE"), ","), "suites") {
		t.Fatalf("Cayley's tests are required, and its source is not here: '%s', %v", folder, err)
	}
	t.Skipf("Cayley's source is not here ('%s', %v): go mod download fetches it", folder, err)
	return ""
}

// cayleyData reads a file of Cayley's test data; file is as the test has it,
// relative to its own folder.
func cayleyData(t *testing.T, folder, file string) []quad.Quad {
	t.Helper()
	if file == "" {
		file = "../../data/testdata.nq"
	}
	f, err := os.Open(filepath.Join(folder, "query", "gizmo", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := quad.ReadAll(nquads.NewReader(f, false))
	if err != nil || len(data) == 0 {
		t.Fatalf("%s: %d quads, %v", file, len(data), err)
	}
	return data
}

// filled returns a Cayley store with quads.
func filled(t testing.TB, backend string, data []quad.Quad) cayley.QuadStore {
	t.Helper()
	qs, err := cayley.NewQuadStore(backend, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { qs.Close() })
	w, err := cayley.NewQuadWriter("single", qs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddQuadSet(data); err != nil {
		t.Fatal(err)
	}
	return qs
}

// askCayley returns the column that a test looks at, in Cayley's texts.
func askCayley(qs cayley.QuadStore, test gizmoTest) ([]string, error) {
	tag := test.Tag
	if tag == "" {
		tag = "id"
	}
	ctx := context.Background()
	it, err := query.NewSession(qs, "quipu-gizmo").Execute(ctx, test.Query, query.Options{Collation: query.Raw, Limit: test.Limit})
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var got []string
	for it.Next(ctx) {
		v := it.Result()
		if row, ok := v.(map[string]any); ok {
			v = row[tag]
		}
		switch v := v.(type) {
		case nil:
		case quad.String:
			got = append(got, string(v))
		case quad.Value:
			got = append(got, quad.StringOf(v))
		default: // emitted
			got = append(got, fmt.Sprint(v))
		}
	}
	return got, it.Err()
}
