package rdf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"quipu/quads"
	"quipu/quads/rdf"
)

// TestW3C runs the test suites of the W3C's RDF 1.1 working group, which are
// read through their manifests. All have to pass.
func TestW3C(t *testing.T) {
	for _, suite := range []struct {
		dir    string
		format quads.Format
		total  int
	}{
		{"rdf-n-quads", rdf.NQuads, 87},
		{"rdf-n-triples", rdf.NTriples, 70},
	} {
		t.Run(suite.dir, func(t *testing.T) {
			dir := filepath.Join(suites(t), "w3c-rdf-tests", "rdf", "rdf11", suite.dir)
			entries := manifest(t, filepath.Join(dir, "manifest.ttl"))
			passed := 0
			for _, e := range entries {
				ok := t.Run(e.name, func(t *testing.T) { runW3C(t, dir, e, suite.format) })
				if ok {
					passed++
				}
			}
			t.Logf("%s: passed %d of %d", suite.dir, passed, len(entries))
			if len(entries) != suite.total {
				t.Errorf("the manifest lists %d tests, want %d", len(entries), suite.total)
			}
		})
	}
}

func runW3C(t *testing.T, dir string, e manifestEntry, f quads.Format) {
	input, err := os.ReadFile(filepath.Join(dir, e.action))
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(f, input)
	switch {
	case strings.HasSuffix(e.kind, "NegativeSyntax"):
		if err == nil {
			t.Fatalf("accepted, must be refused:\n%s", input)
		}
		t.Log(err)
		return
	case !strings.HasSuffix(e.kind, "PositiveSyntax"):
		t.Fatalf("unknown kind of test %q", e.kind)
	case err != nil:
		t.Fatalf("refused, must be accepted: %v\n%s", err, input)
	}
	written, err := writeAll(f, got)
	if err != nil {
		t.Fatal(err)
	}
	again, err := readAll(f, written)
	if err != nil {
		t.Fatalf("what was written is refused: %v\n%s", err, written)
	}
	if !slices.Equal(got, again) {
		t.Errorf("round trip: read %v\nthen %v", got, again)
	}
	if rewritten, _ := writeAll(f, again); !bytes.Equal(written, rewritten) {
		t.Errorf("the canonical form is not stable:\n%s%s", written, rewritten)
	}
}

// manifestEntry is a test as the manifest describes it.
type manifestEntry struct{ name, kind, action string }

var (
	manifestList  = regexp.MustCompile(`(?s)mf:entries\s*\((.*?)\)`)
	manifestNode  = regexp.MustCompile(`<#([^>]+)>`)
	manifestTest  = regexp.MustCompile(`(?sm)^<#([^>]+)>\s+(?:a|rdf:type)\s+rdft:(\w+)\s*;(.*?)\.\s*$`)
	manifestInput = regexp.MustCompile(`mf:action\s+<([^>]+)>`)
)

// manifest reads as much Turtle as these two manifests are made of, and
// checks that the list of entries and the descriptions fit.
func manifest(t *testing.T, file string) []manifestEntry {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]manifestEntry{}
	for _, m := range manifestTest.FindAllSubmatch(text, -1) {
		action := manifestInput.FindSubmatch(m[3])
		if action == nil {
			t.Fatalf("%s: test %s has no mf:action", file, m[1])
		}
		described[string(m[1])] = manifestEntry{string(m[1]), string(m[2]), string(action[1])}
	}
	list := manifestList.FindSubmatch(text)
	if list == nil {
		t.Fatalf("%s: no mf:entries", file)
	}
	var entries []manifestEntry
	for _, m := range manifestNode.FindAllSubmatch(list[1], -1) {
		e, ok := described[string(m[1])]
		if !ok {
			t.Fatalf("%s: test %s is listed but not described", file, m[1])
		}
		delete(described, string(m[1]))
		entries = append(entries, e)
	}
	if len(described) > 0 {
		t.Fatalf("%s: described but not listed: %v", file, described)
	}
	return entries
}
