package rdf_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// suites returns the folder of the conformance suites.
func suites(t *testing.T) string {
	shared := os.Getenv("QUIPU_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(shared, "suites")
	if _, err := os.Stat(dir); err != nil {
		if slices.Contains(strings.Split(os.Getenv("QUIPU_REQUIRE"), ","), "suites") {
			t.Fatalf("the conformance suites are required: %v", err)
		}
		t.Skipf("the conformance suites are not here (%v); set QUIPU_SHARED", err)
	}
	return dir
}

// readAll reads a text to its end. Blank nodes keep their labels.
func readAll(f quads.Format, text []byte) ([]quad.Quad, error) {
	return drain(f.NewReader(bytes.NewReader(text), quads.ReadOptions{File: "in"}))
}

func drain(r quads.Reader) (all []quad.Quad, err error) {
	for {
		q, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, q)
	}
}

func writeAll(f quads.Format, all []quad.Quad) ([]byte, error) {
	var b bytes.Buffer
	w := f.NewWriter(&b, nil)
	for _, q := range all {
		if err := w.Write(q); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
