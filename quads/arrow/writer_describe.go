package arrow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// description is a @source with the fields that fit.
type description struct {
	source quad.Value
	fields []field
}

type field struct {
	key   quad.IRI
	value quad.Value
}

// describe gathers what sources say of themselves.
func (p *plan) describe() {
	for _, q := range p.sorted {
		source, ok := q.Label.(quad.IRI)
		key := q.Predicate.(quad.IRI)
		if !ok || q.Subject != q.Label {
			continue
		}
		if name, ok := p.names.Name(key); ok && p.names.SourcePredicate(name) != key {
			continue // an entity of that name, which the key does not mean
		}
		if n := len(p.descriptions); n == 0 || p.descriptions[n-1].source != source {
			p.descriptions = append(p.descriptions, description{source: source})
		}
		d := &p.descriptions[len(p.descriptions)-1]
		if len(d.fields) >= maxLinks {
			continue
		}
		d.fields = append(d.fields, field{key, q.Object})
		p.brought[q] = true
	}
	keys := quads.SourceKeys()
	rank := func(f field) int {
		for i, k := range keys {
			if k.Predicate == f.key {
				return i
			}
		}
		return len(keys)
	}
	for _, d := range p.descriptions {
		slices.SortStableFunc(d.fields, func(a, b field) int { return cmp.Compare(rank(a), rank(b)) })
	}
}

// describe writes a source's description.
func (w *writer) describe(d description) {
	fields := make([]string, len(d.fields))
	width := 0
	for i, f := range d.fields {
		fields[i] = w.key(f.key) + ": " + w.pr.value(f.value, inField)
		width += len(fields[i]) + 2
	}
	head := "@source " + w.pr.value(d.source, inSource) + " {"
	if len(head)+width <= lineWidth {
		fmt.Fprintf(w.w, "%s %s }\n", head, strings.Join(fields, "; "))
		return
	}
	fmt.Fprintf(w.w, "%s\n    %s\n}\n", head, strings.Join(fields, "\n    "))
}

// key returns a field's key: a word for a standard term.
func (w *writer) key(iri quad.IRI) string {
	if word, ok := quads.SourceKeyOf(iri); ok {
		return word
	}
	return w.pr.value(iri, inKey)
}
