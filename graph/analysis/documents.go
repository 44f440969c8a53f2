package analysis

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// documents counts the documents that labels stand for: of "speaker, in
// document" it is the document, of others the label itself.
type documents struct {
	src   source.Source
	names *quads.Names
	of    map[source.ID][]source.ID
}

func newDocuments(src source.Source, names *quads.Names) *documents {
	return &documents{src: src, names: names, of: make(map[source.ID][]source.ID)}
}

// learn reads the documents of labels together.
func (d *documents) learn(ctx context.Context, labels []source.ID) error {
	derived, err := source.IDOf(ctx, d.src, quads.WasDerivedFrom)
	if err != nil || derived == source.Any {
		return err
	}
	var ask []source.ID
	for _, label := range labels {
		if _, known := d.of[label]; !known && label != source.Unlabelled {
			d.of[label] = nil
			ask = append(ask, label)
		}
	}
	terms := make([]quad.Value, len(ask))
	if err := d.src.Terms(ctx, ask, terms); err != nil {
		return err
	}
	var patterns []source.Pattern
	for i, label := range ask {
		if iri, ok := terms[i].(quad.IRI); ok && d.names.IsSaid(iri) {
			patterns = append(patterns, source.Pattern{label, derived})
		}
	}
	return eachBatch(ctx, d.src, patterns, func(some []found) error {
		for _, f := range some {
			d.of[f.S] = append(d.of[f.S], f.O)
		}
		return nil
	})
}

// count counts those of labels that were learnt.
func (d *documents) count(labels []source.ID) int {
	all := make(map[source.ID]bool)
	for _, label := range labels {
		from := d.of[label]
		if len(from) == 0 && label != source.Unlabelled {
			all[label] = true
		}
		for _, document := range from {
			all[document] = true
		}
	}
	return len(all)
}
