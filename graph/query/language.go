package query

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/gizmo"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// Language is a language queries are written in.
type Language struct {
	Name       string
	Extensions []string // of saved queries, with the dot
	About      string
	comment    string                 // begins a comment, besides the # of the head of a saved query; "" is nothing
	complete   func(text string) bool // whether a typed text can run, or waits for more
	lower      func(ctx context.Context, in input) (*question, error)
}

// languages is the one list. Each only lowers to the algebra; planning,
// running and showing are the same for all.
var languages = []Language{
	{Name: "arrow", Extensions: []string{".query"}, About: "the arrow notation", complete: arrow.Complete, lower: lowerArrow},
	{Name: "gizmo", Extensions: []string{".gizmo"}, About: "Gizmo, Cayley's JavaScript of paths", comment: "//", complete: gizmo.Complete, lower: lowerGizmo},
}

// Languages returns the languages there are, the default first.
func Languages() []Language { return slices.Clone(languages) }

// input is what a language is given.
type input struct {
	graph  *graph.Graph
	src    source.Source // what names mean something in
	state  source.Source // that src is a view of
	file   string        // for messages
	text   string
	params map[string]arrow.Term // values, read
	o      Options
}

// question is what a language makes of a query.
type question struct {
	node     algebra.Node
	parts    []part   // instead of node: the results of a script, one after the other
	compute  compute  // instead of node: the rows of an operator
	operator string   // its line
	vars     []string // shown, in order
	coined   []string // those of vars whose values are words of ours: denied, asserts
	kind     Kind
	oneThing bool // the ends of a walk are, and a note says so
	names    *quads.Names
	used     map[string]bool // parameters the query has
	notes    []string
	src      source.Source // what it runs over; nil is the graph's newest state
	said     bool          // a label was taken apart: what its nodes are is no evidence
	chains   bool          // a walk joins statements: its paths say what they rest on
}

func languageNamed(name string) (*Language, error) {
	if name == "" {
		return &languages[0], nil
	}
	var have []string
	for i, l := range languages {
		if l.Name == name {
			return &languages[i], nil
		}
		have = append(have, l.Name)
	}
	return nil, &UsageError{What: fmt.Sprintf("no language '%s'; there is %s", quads.Printable(name), strings.Join(have, ", "))}
}

// languageOfFile returns the language of a saved query's extension, or nil.
func languageOfFile(file string) *Language {
	for i, l := range languages {
		if slices.Contains(l.Extensions, strings.ToLower(filepath.Ext(file))) {
			return &languages[i]
		}
	}
	return nil
}
