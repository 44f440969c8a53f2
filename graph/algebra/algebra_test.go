package algebra_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
)

// TestPrint reads trees and prints them back: every node, path, label and
// expression in its one form.
func TestPrint(t *testing.T) {
	for _, text := range []string{
		`(join)`,
		`(pattern :Russia :accuses ?whom)`,
		`(pattern ?x :p ?y (@ ?s))`,
		`(pattern ?x :p ?y (@none))`,
		`(pattern ?x :p ?y (@ :A :B))`,
		`(pattern ?x :p ?y (@= :A))`,
		`(pattern ?x :p ?y (@! :A))`,
		`(pattern ?x :p ?y (@said :A :B))`,
		`(pattern _:b <http://example.org/p> "a\n\"b\""@en)`,
		`(pattern ?x :p "2024-03-22"^^xsd:date)`,
		`(pattern ?x :p "007"^^xsd:integer)`,
		`(pattern ?x :p -7)`,
		`(path ?x (repeat 1 * (/ :a (^ :b) (| :c (! :d (^ :e)) any))) ?y (@ :A))`,
		"(optional\n  (pattern ?x :p ?y)\n  (filter (and (< ?x 5) (starts-with ?y \"a\"))\n    (pattern ?y :q ?z)))",
		"(not\n  (values (?x ?y) (:a unbound) (:b 2))\n  (union))",
		"(minus\n  (pattern ?x :p ?y)\n  (pattern ?y :q ?z))",
		"(extend ?b (not (bound ?x))\n  (group (?x) ((count * ?n) (sum distinct ?y ?m))\n    (distinct\n      (join))))",
		"(group () ((list distinct ?x ?n) (group_concat (separator \"; \\n\") ?x ?m) (group_concat (separator \",\") distinct ?x ?k))\n  (pattern ?x :p ?y))",
		"(project (?x)\n  (slice 5 *\n    (order (?x (desc ?y)) (ties ?z) (top 4)\n      (join))))",
		"(walk ?w (:a ?x) (:b) (directed) (max 4) (limit 3) (via (| :p :q)) (via-any) (including-denied) (@ :D)\n  (join))",
	} {
		n, err := algebratest.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if n.String() != text {
			t.Errorf("printed:\n%s\nread:\n%s", n, text)
		}
	}
}

// TestPrintHostile never prints control characters raw.
func TestPrintHostile(t *testing.T) {
	for _, v := range []quad.Value{
		quad.IRI("urn:quipu:a\x1b[31m"), quad.IRI("a\nb"), quad.BNode("x\x00"), quad.String("\u202e\u009b"),
		quad.LangString{Value: "\x1b", Lang: "en"}, quad.TypedString{Value: "\x07", Type: "urn:quipu:\x07"}, nil,
	} {
		text := algebra.Constant(v).String()
		if strings.ContainsAny(text, "\x1b\n\x00\x07\u009b\u202e") {
			t.Errorf("%q", text)
		}
	}
}

// TestNote puts notes behind nodes.
func TestNote(t *testing.T) {
	n, err := algebratest.Parse("(filter ?x (join (pattern ?x ?y ?z)))")
	if err != nil {
		t.Fatal(err)
	}
	got := algebra.Format(n, func(n algebra.Node) string { return fmt.Sprint(len(algebra.Children(n))) })
	want := "(filter ?x  ; 1\n  (join  ; 1\n    (pattern ?x ?y ?z)  ; 0\n  )\n)"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestVars tells what a tree may bind and what it surely does.
func TestVars(t *testing.T) {
	for _, c := range []struct{ tree, vars, bound string }{
		{"(pattern ?x ?p :o (@ ?s))", "x p s", "p s x"},
		{"(path ?x any ?x (@ :A))", "x", "x"},
		{"(optional (pattern ?x :p ?y) (pattern ?y :q ?z))", "x y z", "x y"},
		{"(not (pattern ?x :p ?y) (pattern ?y :q ?z))", "x y", "x y"},
		{"(minus (pattern ?x :p ?y) (pattern ?y :q ?z))", "x y", "x y"},
		{"(union (pattern ?x :p ?y) (pattern ?x :q ?z))", "x y z", "x"},
		{"(union)", "", ""},
		{"(values (?x ?y) (:a :b) (:a unbound))", "x y", "x"},
		{"(group (?x) ((count ?y ?n) (sum ?y ?m)) (pattern ?x :p ?y))", "x n m", "n x"},
		{"(extend ?b ?y (pattern ?x :p ?y))", "x y b", "x y"},
		{"(project (?y ?new) (pattern ?x :p ?y))", "y new", "y"},
		{"(distinct (pattern ?x :p ?_1))", "x", "x"},
		{"(walk ?w (?x) (:a) (pattern ?x :p ?y))", "x y w", "w x y"},
		{"(join (pattern ?x :p ?y) (filter ?z (slice 0 1 (order (?v) (pattern ?y :p ?w)))))", "x y w", "w x y"},
	} {
		n, err := algebratest.Parse(c.tree)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(algebra.Vars(n), " "); got != c.vars {
			t.Errorf("%s: variables %q", c.tree, got)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(algebra.Bound(n))), " "); got != c.bound {
			t.Errorf("%s: bound %q", c.tree, got)
		}
	}
}
