package query

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/gizmo"
	"quipu/quads"
)

// Resolve finds what texts mean, each an IRI, a name, and for a vertex a
// literal. What stands in the graph as it is written is found for all together.
func (h *host) Resolve(ctx context.Context, texts []string, place gizmo.Place) ([]quad.Value, error) {
	var all []quad.Value
	readings := make([]reading, len(texts))
	for i, text := range texts {
		if _, ok := h.resolved[resolvedKey{place, text}]; !ok {
			readings[i] = h.readings(text, place)
			all = append(all, readings[i].all()...)
		}
	}
	found, err := h.Has(ctx, all)
	if err != nil {
		return nil, err
	}
	here := make(map[quad.Value]bool, len(found))
	for _, v := range found {
		here[v] = true
	}
	out := make([]quad.Value, len(texts))
	for i, text := range texts {
		key := resolvedKey{place, text}
		if _, ok := h.resolved[key]; !ok {
			if h.resolved[key], err = h.resolve(ctx, text, readings[i], here); err != nil {
				return nil, err
			}
		}
		out[i] = h.resolved[key]
	}
	return out, nil
}

type resolvedKey struct {
	place gizmo.Place
	text  string
}

// reading is what a text may be as it is written, nil where it cannot.
type reading struct {
	iri      quad.Value // also of a prefixed name
	entity   quad.Value // of the base namespace
	relative quad.Value // an IRI without a scheme, as many a Cayley graph has them
	literals []quad.Value
}

func (r reading) all() []quad.Value {
	var out []quad.Value
	for _, v := range append([]quad.Value{r.iri, r.entity, r.relative}, r.literals...) {
		if v != nil {
			out = append(out, v)
		}
	}
	return out
}

func (h *host) readings(text string, place gizmo.Place) reading {
	var r reading
	if iri, ok := h.iri(text); ok {
		r.iri = iri
	}
	if normal, err := quads.Normal(text); err == nil {
		r.entity = h.names.IRI(normal)
	}
	if text != "" && !strings.ContainsAny(text, ": \t\n") {
		r.relative = quad.IRI(text)
	}
	if place == gizmo.Vertex {
		r.literals = []quad.Value{quad.String(text)}
		if v, ok, err := quads.Bare(text, h.names); ok && err == nil {
			r.literals = append(r.literals, v)
		}
	}
	return r
}

// resolve chooses among the readings of a text: an IRI, an entity by its name
// or its label, an IRI without a scheme, a literal.
func (h *host) resolve(ctx context.Context, text string, r reading, here map[quad.Value]bool) (quad.Value, error) {
	if r.iri != nil && here[r.iri] {
		return r.iri, nil
	}
	if r.entity != nil && here[r.entity] {
		if len(r.literals) > 0 && here[r.literals[0]] {
			h.note(fmt.Sprintf("'%s' is an entity here and a text too: str('…') is the text", quads.Printable(text)))
		}
		return r.entity, nil
	}
	if r.entity != nil {
		found, err := h.in.graph.Resolve(ctx, h.in.src, text)
		switch {
		case err != nil:
			return nil, err
		case len(found) > 1:
			return nil, &AmbiguousError{Name: text, Candidates: found}
		case len(found) == 1:
			return found[0], nil
		}
	}
	for _, v := range append([]quad.Value{r.relative}, r.literals...) {
		if v != nil && here[v] {
			return v, nil
		}
	}
	if len(h.notes) >= maxNotes {
		return nil, nil // looking for names that resemble it takes its time
	}
	note, err := unknownName(ctx, h.in, text)
	if err == nil {
		h.note(note)
	}
	return nil, err
}

// iri reads a text as an IRI or a prefixed name.
func (h *host) iri(text string) (quad.IRI, bool) {
	prefix, local, ok := strings.Cut(text, ":")
	if !ok || strings.ContainsAny(text, " \t\n") {
		return "", false
	}
	if iri, ok := h.names.Expand(prefix, local); ok {
		return iri, true
	}
	return quad.IRI(text), quads.CheckIRI(text) == nil
}
