package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// little has two triangles over p, q, r, one cyclic and one not.
const little = `<a> <p> <b> <x> .
<b> <q> <c> <x> .
<a> <r> <c> <x> .
<a> <r> <c> <y> .
<c> <r> <a> <x> .
<c> <p> <c> <x> .
<a> <n> "two  words"@en <x> .
<a> <n> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <x> .
`

func readLittle(t *testing.T) *lines {
	t.Helper()
	path := filepath.Join(t.TempDir(), "little.nq")
	if err := os.WriteFile(path, []byte(little), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := readLines(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLines(t *testing.T) {
	l := readLittle(t)
	if len(l.triples) != 7 || len(l.links) != 3 || len(l.between()) != 4 {
		t.Errorf("%d triples, %d predicates between entities, %d links", len(l.triples), len(l.links), len(l.between()))
	}
	if !slices.Contains(l.terms, `"two  words"@en`) {
		t.Errorf("the literal is not as it stands: %q", l.terms)
	}
	if n, err := l.value(l.number[`"7"^^<http://www.w3.org/2001/XMLSchema#integer>`]); n != 7 || err != nil {
		t.Errorf("7 is %d, %v", n, err)
	}
	if l.add([]byte("<a> <b> .")) == nil {
		t.Error("three fields are a quad")
	}
}

func TestPlainAnswers(t *testing.T) {
	l := readLittle(t)
	p := []int32{l.number["<p>"], l.number["<q>"], l.number["<r>"]}
	if open, cyclic := countTriangles(l, p, false), countTriangles(l, p, true); open != 1 || cyclic != 1 {
		t.Errorf("%d and %d triangles", open, cyclic)
	}
	follow := l.out(l.triples)
	if got := len(reached(l, follow, l.number["<b>"])); got != 5 {
		t.Errorf("b leads to %d terms, want 5", got)
	}
	links := l.adjacency(l.between(), true, true)
	m := newMeeting(len(l.terms), links)
	for pair, want := range map[[2]string]int64{{"<a>", "<b>"}: 1, {"<a>", "<c>"}: 1, {"<b>", "<a>"}: 1} {
		if got := m.length(l.number[pair[0]], l.number[pair[1]]); got != want {
			t.Errorf("from %v %d hops, want %d", pair, got, want)
		}
	}
	away := distances(l, l.out(l.between()), l.number["<b>"])
	if away[l.number["<a>"]] != 2 || away[l.number["<q>"]] != -1 {
		t.Errorf("distances %v of %q", away, l.terms)
	}
}

func TestShared(t *testing.T) {
	for _, test := range []struct{ a, b, want []int32 }{
		{nil, []int32{1}, nil},
		{[]int32{1, 3, 5, 9}, []int32{3, 4, 9}, []int32{3, 9}},
		{[]int32{5}, []int32{1, 2, 3, 4}, nil},
	} {
		if got := shared(test.a, test.b); !slices.Equal(got, test.want) {
			t.Errorf("%v and %v share %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

// The tree is the same on every machine, and its root leads to all.
func TestTree(t *testing.T) {
	var b, again strings.Builder
	if err := generateTree(&b, 1000); err != nil {
		t.Fatal(err)
	}
	if err := generateTree(&again, 1000); err != nil || again.String() != b.String() {
		t.Errorf("generated again, it is another: %v", err)
	}
	path := filepath.Join(t.TempDir(), "tree.nq")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := readLines(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(reached(l, l.out(l.triples), 0)); got < 999 {
		t.Errorf("the root reaches %d of 1000", got)
	}
}
