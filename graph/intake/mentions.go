package intake

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
)

// mentions adds which known names stand in passages that gave no claims, as
// document → schema:mentions → entity. What is English gives claims, which say
// more than that a name stands there.
func (e *entry) mentions() error {
	if e.terms == nil && len(e.doc.Foreign) > 0 {
		var err error
		if e.terms, err = readNames(e.ctx, e.graph, e.src); err != nil {
			return err
		}
		for _, before := range e.done { // of this batch
			e.terms.addDocument(before, e.names)
		}
	}
	e.done = append(e.done, e.doc)
	if e.terms == nil {
		return nil
	}
	counts := make(map[string]*Mentions)
	met := make(map[string]map[quad.IRI]bool)
	for _, f := range e.doc.Foreign {
		if counts[f.Language] == nil {
			counts[f.Language] = &Mentions{Language: f.Language}
			met[f.Language] = make(map[quad.IRI]bool)
		}
		counts[f.Language].Sentences += f.Sentences
		if f.Start < 0 || f.End > len(e.doc.Text) || f.Start > f.End {
			continue
		}
		for _, entity := range e.terms.find(e.doc.Text[f.Start:f.End]) {
			met[f.Language][entity] = true
		}
	}
	all := make(map[quad.IRI]bool)
	for language, m := range counts {
		m.Names = len(met[language])
		e.out.Mentions = append(e.out.Mentions, *m)
		for entity := range met[language] {
			all[entity] = true
		}
	}
	slices.SortFunc(e.out.Mentions, func(a, b Mentions) int {
		return cmp.Or(cmp.Compare(b.Sentences, a.Sentences), strings.Compare(a.Language, b.Language))
	})
	for _, entity := range sortedIRIs(all) {
		if entity != e.doc.Node {
			e.add(e.about(mentions, entity))
		}
	}
	e.terms.addDocument(e.doc, e.names)
	return nil
}

func sortedIRIs(set map[quad.IRI]bool) []quad.IRI {
	all := make([]quad.IRI, 0, len(set))
	for iri := range set {
		all = append(all, iri)
	}
	slices.Sort(all)
	return all
}

// readNames reads the names that a graph knows: those of the base namespace
// and all labels, in whatever language.
func readNames(ctx context.Context, g *graph.Graph, src source.Source) (*knownNames, error) {
	k := newKnownNames()
	err := g.EachName(ctx, src, func(name string) bool { return k.add(name, g.Names().IRI(name)) })
	if err != nil {
		return nil, err
	}
	err = g.EachLabel(ctx, src, func(entity quad.Value, label string) bool {
		iri, ok := entity.(quad.IRI)
		return !ok || k.add(label, iri)
	})
	return k, err
}
