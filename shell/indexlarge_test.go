package shell

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"quipu/graph"
)

// The index of a large graph offers the predicates and sources that one made
// by reading all quads does, and entities by how they begin.
func TestLargeIndex(t *testing.T) {
	ctx := context.Background()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	text := `@prefix ex: <http://example.org/>
@source Reuters { title: "One"; date: 2024-03-23 }
Russia → accuses → Ukraine
Russia → blames → 'Moscow, Idaho'
Ukraine → denies → [Ukraine → took part in → attack]
Ukraine → accuses → Russia @ TASS
ex:one → <http://example.org/knows> → rural life
`
	if _, err := g.Load(ctx, []graph.Input{{Path: "-", From: "arrows", Stdin: strings.NewReader(text)}}, graph.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	s, err := newSession(Config{Graph: g, Out: io.Discard, Err: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	small, err := s.newIndex(ctx)
	if err != nil {
		t.Fatal(err)
	}
	large, err := s.newLargeIndex(ctx, src)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []place{atPredicate, atSource} {
		got, want := large.match(at, "", nil), small.match(at, "", nil)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("place %d: %q, want %q", at, got, want)
		}
	}
	for typed, want := range map[string]string{
		"":                           "",
		"ru":                         "Russia|rural life",
		"UKR":                        "Ukraine",
		"'Mos":                       "'Moscow, Idaho'",
		"<http://example.org/o":      "<http://example.org/one>",
		"<http://example.org/nobody": "",
		"%":                          "",
	} {
		got, err := s.matchLarge(ctx, typed, nil)
		if err != nil || strings.Join(got, "|") != want {
			t.Errorf("%s: %q, %v; want %q", typed, got, err, want)
		}
	}
	// What stands near by comes first, without a letter of it.
	near, err := s.near(ctx, spot{at: atEntity, subject: "Russia", predicate: "accuses"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.matchLarge(ctx, "", near); err != nil || !slices.Equal(got, []string{"Ukraine", "Russia"}) && !slices.Equal(got, []string{"Russia", "Ukraine"}) {
		t.Errorf("near by: %q, %v", got, err)
	}
}
