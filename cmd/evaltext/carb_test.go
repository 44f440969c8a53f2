package main

import (
	"context"
	"math"
	"path/filepath"
	"quipu/quads/text/texttest"
	"strings"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestMatch(t *testing.T) {
	gold := tuple{relation: "was sold to", args: []string{"The mill", "a baker", "in May"}}
	for _, c := range []struct {
		name  string
		found tuple
		want  score
	}{
		{"the same", gold, score{1, 1}},
		{"arguments after the first are one", tuple{relation: "was sold to", args: []string{"The mill", "in May", "a baker"}}, score{1, 1}},
		{"no word of the relation", tuple{relation: "went", args: gold.args}, score{0, 0}},
		{"half the object", tuple{relation: "was sold to", args: []string{"The mill", "a baker"}}, score{1, 7. / 9}},
		{"too long", tuple{relation: "was sold", args: []string{"The old mill", "a baker in May"}}, score{8. / 9, 8. / 9}},
		{"a word counts once", tuple{relation: "was was was", args: gold.args}, score{7. / 9, 7. / 9}},
		{"be is any form of it", tuple{relation: "be sold to", args: gold.args}, score{1, 1}},
		{"subject and object do not meet", tuple{relation: "was sold to", args: []string{"a baker in May", "The mill"}}, score{3. / 9, 3. / 9}},
	} {
		if got := match(&gold, &c.found); !near(got.precision, c.want.precision) || !near(got.recall, c.want.recall) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	said := tuple{relation: "said", args: []string{"Varga", "it rains"}}
	if got := match(&said, &tuple{relation: "said", args: []string{"it rains", "Varga"}}); !near(got.precision, 1) {
		t.Errorf("what is said may come first: %v", got)
	}
}

// TestCurve scores two sentences by hand. Two extractions meet one gold tuple:
// only one counts for precision.
func TestCurve(t *testing.T) {
	a := tuple{relation: "sees", args: []string{"A", "B"}}
	b := tuple{relation: "hears", args: []string{"A", "C"}}
	with := func(u tuple, c float64) tuple { u.confidence = c; return u }
	gold := [][]tuple{{a, b}, {a}}
	found := [][]tuple{{with(a, .9), with(a, .5)}, nil}
	points := curve(gold, found)
	want := []point{{.5, .5, 1. / 3}, {.9, 1, 1. / 3}}
	if len(points) != len(want) {
		t.Fatalf("points %v, want %v", points, want)
	}
	for i := range want {
		if !near(points[i].precision, want[i].precision) || !near(points[i].recall, want[i].recall) || points[i].confidence != want[i].confidence {
			t.Errorf("point %d: %v, want %v", i, points[i], want[i])
		}
	}
	if p := best(points); p.confidence != .9 || !near(p.f1(), .5) {
		t.Errorf("best %v, F1 %v", p, p.f1())
	}
	if a := area(points); !near(a, 1./3) {
		t.Errorf("area %v, want a third", a)
	}
	if p := at(points, .6); p.confidence != .9 {
		t.Errorf("at .6: %v", p)
	}
}

// TestCarb holds the floor on the data itself, on all sentences.
func TestCarb(t *testing.T) {
	data := filepath.Dir(texttest.Data(t, "carb"))
	var out strings.Builder
	if err := evalCarb(context.Background(), []string{"--data", data}, &out); err != nil {
		t.Fatal(err)
	}
	t.Log(out.String())
	_, rest, _ := strings.Cut(out.String(), "F1 ")
	if f1, _, _ := strings.Cut(rest, " "); f1 < "0.495" {
		t.Errorf("F1 %s on all sentences, want at least 0.495", f1)
	}
	if err := evalCarb(context.Background(), []string{"--data", t.TempDir()}, &out); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("without data: %v", err)
	}
}
