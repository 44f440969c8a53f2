package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Cayley's own suite, with nothing switched off.
func TestCayleyGraphTest(t *testing.T) {
	chdirToCayley(t)
	t.Run("memory", func(t *testing.T) {
		graphtest.TestAll(t, func(t testing.TB) (graph.QuadStore, graph.Options) {
			return openNamed(t, ""), nil
		}, &graphtest.Config{})
	})
	t.Run("file", func(t *testing.T) {
		graphtest.TestAll(t, func(t testing.TB) (graph.QuadStore, graph.Options) {
			path := filepath.Join(t.TempDir(), "g.db")
			if err := graph.InitQuadStore(CayleyName, path, nil); err != nil {
				t.Fatal(err)
			}
			return openNamed(t, path), nil
		}, &graphtest.Config{})
	})
}

// chdirToCayley goes where the suite looks for its data: inside Cayley's own
// source, which the build knows.
func chdirToCayley(t *testing.T) {
	t.Helper()
	function := runtime.FuncForPC(reflect.ValueOf(graphtest.TestAll).Pointer())
	file, _ := function.FileLine(function.Entry())
	folder := filepath.Join(filepath.Dir(file), "..", "..")
	if _, err := os.Stat(filepath.Join(folder, "data", "testdata.nq")); err != nil {
		t.Skipf("Cayley's test data are not beside its source (a build with -trimpath?): %v", err)
	}
	t.Chdir(filepath.Join(folder, "graph", "kv", "bolt")) // as deep as the suite is used there
}

func openNamed(t testing.TB, path string) graph.QuadStore {
	t.Helper()
	qs, err := graph.NewQuadStore(CayleyName, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	})
	return qs
}

func TestCayleyInit(t *testing.T) {
	if err := graph.InitQuadStore(CayleyName, "", nil); err != nil {
		t.Errorf("in memory: %v", err)
	}
	path := filepath.Join(t.TempDir(), "g.db")
	if _, err := graph.NewQuadStore(CayleyName, path, nil); !errors.Is(err, graph.ErrNotInitialized) {
		t.Errorf("opening what is not there: %v", err)
	}
	if err := graph.InitQuadStore(CayleyName, path, graph.Options{"base": "urn:b:"}); err != nil {
		t.Fatal(err)
	}
	if err := graph.InitQuadStore(CayleyName, path, nil); !errors.Is(err, graph.ErrDatabaseExists) {
		t.Errorf("creating it again: %v", err)
	}
	if base := openNamed(t, path).(*QuadStore).Store().Base(); base != "urn:b:" {
		t.Errorf("base is %s", base)
	}
}

func TestApplyDeltas(t *testing.T) {
	add := func(q quad.Quad) graph.Delta { return graph.Delta{Quad: q, Action: graph.Add} }
	del := func(q quad.Quad) graph.Delta { return graph.Delta{Quad: q, Action: graph.Delete} }
	both := graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}
	unknown := quad.MakeIRI("never", "seen", "before", "")
	underLabel := q2
	underLabel.Label = quad.IRI("ex:unknown")
	tests := []struct {
		name   string
		deltas []graph.Delta
		opts   graph.IgnoreOpts
		want   error
		after  []quad.Quad // of q1 and q2 before; as before on an error
	}{
		{"add", []graph.Delta{add(q3)}, graph.IgnoreOpts{}, nil, []quad.Quad{q1, q2, q3}},
		{"duplicate", []graph.Delta{add(q3), add(q1)}, graph.IgnoreOpts{IgnoreMissing: true}, graph.ErrQuadExists, nil},
		{"duplicate within", []graph.Delta{add(q3), add(q3)}, graph.IgnoreOpts{}, graph.ErrQuadExists, nil},
		{"duplicate ignored", []graph.Delta{add(q3), add(q1), add(q3)}, both, nil, []quad.Quad{q1, q2, q3}},
		{"missing", []graph.Delta{add(q3), del(unknown)}, graph.IgnoreOpts{IgnoreDup: true}, graph.ErrQuadNotExist, nil},
		{"missing under a label", []graph.Delta{del(underLabel)}, graph.IgnoreOpts{}, graph.ErrQuadNotExist, nil},
		{"missing ignored", []graph.Delta{del(q3), del(unknown), del(underLabel), del(q1)}, both, nil, []quad.Quad{q2}},
		{"in order", []graph.Delta{del(q1), add(q1), add(q3), del(q3)}, graph.IgnoreOpts{}, nil, []quad.Quad{q1, q2}},
		{"no action", []graph.Delta{add(q3), {Quad: q4}}, both, graph.ErrInvalidAction, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := Memory("")
			qs := NewQuadStore(s)
			if err := qs.ApplyDeltas([]graph.Delta{add(q1), add(q2)}, graph.IgnoreOpts{}); err != nil {
				t.Fatal(err)
			}
			err := qs.ApplyDeltas(test.deltas, test.opts)
			var deltaError *graph.DeltaError
			if !errors.Is(err, test.want) || err != nil && !errors.As(err, &deltaError) {
				t.Errorf("%v; want %v", err, test.want)
			}
			if test.want != nil {
				test.after = []quad.Quad{q1, q2}
			}
			verify(t, s, test.after...)
		})
	}
}

// Values cross the border as Cayley has them, and nothing is rounded.
func TestCayleyValues(t *testing.T) {
	qs := NewQuadStore(Memory(""))
	const integer, boolean = quads.XSDInteger, quads.XSDBoolean
	about := func(v quad.Value) quad.Quad {
		return quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("p"), Object: v}
	}
	zero := about(quad.TypedString{Value: "01", Type: integer})
	given := []quad.Quad{about(quad.Int(1)), zero, about(quad.Bool(true)), about(quad.String("1"))}
	w, err := qs.NewQuadWriter()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteQuads(given); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	graphtest.ExpectIteratedQuads(t, qs, qs.QuadsAllIterator(), given, true)
	verify(t, qs.Store(),
		about(quad.TypedString{Value: "1", Type: integer}),
		zero,
		about(quad.TypedString{Value: "true", Type: boolean}),
		about(quad.String("1")),
	)
}

// A cancelled iterator says so: it does not pass for one that has ended.
func TestCayleyCancelled(t *testing.T) {
	s := Memory("")
	add(t, s, q1, q2)
	qs := NewQuadStore(s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	quads, nodes := qs.QuadsAllIterator().Iterate(), qs.NodesAllIterator().Iterate()
	if quads.Next(ctx) || !errors.Is(quads.Err(), context.Canceled) {
		t.Errorf("quads: %v", quads.Err())
	}
	if nodes.Next(ctx) || !errors.Is(nodes.Err(), context.Canceled) {
		t.Errorf("nodes: %v", nodes.Err())
	}
}
