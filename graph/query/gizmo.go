package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/gizmo"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// lowerGizmo runs a script in Gizmo. Paths that it only asks to be shown are
// trees that run later, row by row; where the script looks at rows itself,
// trees run here.
func lowerGizmo(ctx context.Context, in input) (*question, error) {
	h := &host{
		in:       in,
		question: &question{used: make(map[string]bool), names: in.graph.Names()},
		resolved: make(map[string]quad.Value),
		prefixes: make(map[string]string),
	}
	for _, p := range h.names.Prefixes() {
		h.prefixes[p], _ = h.names.Namespace(p)
	}
	params, err := h.params(ctx)
	if err != nil {
		return nil, err
	}
	err = gizmo.Run(ctx, h, gizmo.Script{File: in.file, Text: in.text, Params: params, Used: func(name string) { h.used[name] = true }})
	var missing *gizmo.ParamError
	if errors.As(err, &missing) {
		return nil, missingParam(missing.Name)
	}
	if err != nil {
		return nil, err
	}
	if len(h.vars) == 0 {
		h.vars = []string{"id"}
	}
	return h.question, nil
}

// host is the graph as a script sees it.
type host struct {
	*question
	in       input
	resolved map[string]quad.Value
	prefixes map[string]string
	read     int // rows given to the script, and rows it made
	made     int
}

// params gives parameters to the script as terms: a name is what it means
// here.
func (h *host) params(ctx context.Context) (map[string]quad.Value, error) {
	out := make(map[string]quad.Value)
	for name, term := range h.in.params {
		switch t := term.(type) {
		case arrow.Name:
			v, err := h.Resolve(ctx, t.Text, gizmo.Predicate)
			if err != nil {
				return nil, err
			}
			if v == nil {
				v = h.names.IRI(t.Text)
			}
			out[name] = v
		case arrow.IRI:
			out[name] = t.Value
		case arrow.Blank:
			out[name] = quad.BNode(t.Label)
		case arrow.Literal:
			out[name] = t.Value
		}
	}
	return out, nil
}

// Resolve finds what a text means: an IRI, a name, and for a vertex a literal.
func (h *host) Resolve(ctx context.Context, text string, place gizmo.Place) (quad.Value, error) {
	if v, ok := h.resolved[fmt.Sprint(place, text)]; ok {
		return v, nil
	}
	v, err := h.resolve(ctx, text, place)
	if err == nil {
		h.resolved[fmt.Sprint(place, text)] = v
	}
	return v, err
}

func (h *host) resolve(ctx context.Context, text string, place gizmo.Place) (quad.Value, error) {
	if iri, ok := h.iri(text); ok {
		if found, err := h.Has(ctx, []quad.Value{iri}); err != nil || len(found) > 0 {
			return iri, err
		}
	}
	literals, err := h.literals(ctx, text, place)
	if err != nil {
		return nil, err
	}
	if _, err := quads.Normal(text); err == nil {
		found, err := h.in.graph.Resolve(ctx, h.in.src, text)
		switch {
		case err != nil:
			return nil, err
		case len(found) > 1:
			return nil, &AmbiguousError{Name: text, Candidates: found}
		case len(found) == 1:
			if len(literals) > 0 && literals[0] == quad.String(text) && found[0] == h.names.IRI(text) {
				h.note(fmt.Sprintf("'%s' is an entity here and a text too: str('…') is the text", quads.Printable(text)))
			}
			return found[0], nil
		}
	}
	if len(literals) > 0 {
		return literals[0], nil
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

// literals returns the literals in the graph that a text may be: the text
// itself, or the number or date that it reads as.
func (h *host) literals(ctx context.Context, text string, place gizmo.Place) ([]quad.Value, error) {
	if place == gizmo.Predicate {
		return nil, nil
	}
	candidates := []quad.Value{quad.String(text)}
	if v, ok, err := quads.Bare(text, h.names); ok && err == nil {
		candidates = append(candidates, v)
	}
	return h.Has(ctx, candidates)
}

// maxNotes is how many notes people read; a script can make any number.
const maxNotes = 20

func (h *host) note(text string) {
	if len(h.notes) < maxNotes && !slices.Contains(h.notes, text) {
		h.notes = append(h.notes, text)
	}
}

// Has returns those of the terms that the graph has.
func (h *host) Has(ctx context.Context, terms []quad.Value) ([]quad.Value, error) {
	ids := make([]source.ID, len(terms))
	if err := h.in.src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	var out []quad.Value
	for i, id := range ids {
		if id != source.Any {
			out = append(out, terms[i])
		}
	}
	return out, nil
}

// Prefixes returns the prefixes of the graph.
func (h *host) Prefixes() map[string]string { return h.prefixes }

// Solve runs a tree for the script.
func (h *host) Solve(ctx context.Context, tree algebra.Node, vars []string, f func([]quad.Value) error) (err error) {
	rows, err := solve(ctx, h.in.src, tree, eval.Options{Text: texter(h.names)})
	if err != nil {
		return err
	}
	defer rows.Close()
	columns := make([]int, len(vars))
	for i, v := range vars {
		columns[i] = slices.Index(rows.Vars(), v)
	}
	for rows.Next() {
		if h.read++; h.read > eval.DefaultMaxHeld {
			return &MemoryError{Max: eval.DefaultMaxHeld}
		}
		row := make([]quad.Value, len(vars))
		for i, c := range columns {
			if c >= 0 {
				row[i] = rows.Row()[c].Term
			}
		}
		if err := f(row); err != nil {
			return err
		}
	}
	for _, n := range rows.Notes() {
		h.note(n)
	}
	return rows.Err()
}

// Missing notes an IRI that is not here: it is often a name in < >.
func (h *host) Missing(iri quad.IRI) {
	h.note(fmt.Sprintf("no <%s> here; a name stands without < >", quads.Printable(string(iri))))
}

// Unproved notes what evidence leaves out, where evidence is asked for.
func (h *host) Unproved(step string) {
	if h.in.o.Why {
		h.note("the sources of a row leave out the quads that " + step + " went along")
	}
}

// The most results that a script may put together, and paths it may ask for.
const (
	maxMade  = 1_000_000
	maxTrees = 10_000
)

// Put takes a result of the script. Rows that it made itself are counted at
// once, so that a script without end meets the limit.
func (h *host) Put(out gizmo.Output) error {
	if out.Tree == nil {
		if h.made++; h.in.o.MaxRows > 0 && h.made > h.in.o.MaxRows {
			return &LimitError{Max: h.in.o.MaxRows}
		}
	}
	if h.made > maxMade {
		return &MemoryError{Max: maxMade}
	}
	if len(h.parts)-h.made > maxTrees {
		return &gizmo.LimitError{What: "the rows of more than 10,000 paths"}
	}
	for _, c := range out.Columns {
		if !slices.Contains(h.vars, c.Name) {
			h.vars = append(h.vars, c.Name)
		}
	}
	h.parts = append(h.parts, part{tree: out.Tree, columns: out.Columns})
	return nil
}
