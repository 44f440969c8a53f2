package intake

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// A revision is what a document's claims were taken from, and by what. The zero
// value is that of a document without any.
type revision struct{ sha256, extractor string }

// readRevisions returns the revisions that a graph has, by document.
func readRevisions(ctx context.Context, src source.Source, names *quads.Names) (map[quad.IRI]revision, error) {
	known := make(map[quad.IRI]revision)
	predicates := []quad.Value{names.SHA256Predicate(), names.ExtractorPredicate()}
	err := eachDescribed(ctx, src, predicates, func(node quad.IRI, predicate int, value string) {
		r := known[node]
		if predicate == 0 {
			r.sha256 = value
		} else {
			r.extractor = value
		}
		known[node] = r
	})
	return known, err
}

// eachDescribed calls f with each plain string that a source says of itself by
// one of some predicates; those come one after the other.
func eachDescribed(ctx context.Context, src source.Source, predicates []quad.Value, f func(node quad.IRI, predicate int, value string)) error {
	ids := make([]source.ID, len(predicates))
	if err := src.IDs(ctx, predicates, ids); err != nil {
		return err
	}
	for i, id := range ids {
		if id == source.Any {
			continue
		}
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			node, isIRI := q.Subject.(quad.IRI)
			value, isString := q.Object.(quad.String)
			if isIRI && isString && q.Label == q.Subject {
				f(node, i, string(value))
			}
			return nil
		}, source.Pattern{source.P: id})
		if err != nil {
			return err
		}
	}
	return nil
}

// readAddresses returns the sources of a graph by their canonical addresses. A
// source is what stands as a label; other things have addresses too. Of two
// with one address it is the first in the order of terms.
func readAddresses(ctx context.Context, src source.Source) (map[string]quad.IRI, error) {
	urls := make(map[string]quad.IRI)
	id, err := source.IDOf(ctx, src, quads.URL)
	if err != nil || id == source.Any {
		return urls, err
	}
	var nodes []quad.IRI
	var addresses []string
	err = source.EachQuad(ctx, src, func(q quad.Quad) error {
		node, isIRI := q.Subject.(quad.IRI)
		if address, ok := Canonical(addressOf(q.Object)); ok && isIRI {
			nodes, addresses = append(nodes, node), append(addresses, address)
		}
		return nil
	}, source.Pattern{source.P: id})
	if err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(nodes))
	for i, n := range nodes {
		terms[i] = n
	}
	ids := make([]source.ID, len(nodes))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	for i, node := range nodes {
		before, several := urls[addresses[i]]
		if several && before <= node {
			continue
		}
		says, _, err := src.Count(ctx, source.Pattern{source.L: ids[i]})
		if err != nil {
			return nil, err
		}
		if says > 0 {
			urls[addresses[i]] = node
		}
	}
	return urls, nil
}

// addressOf returns the address that a value is, however it was written.
func addressOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}
