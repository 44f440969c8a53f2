package query

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/gizmo"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// lowerGizmo runs a script in Gizmo. Paths that it only asks to be shown are
// trees that run later, row by row; where the script looks at rows itself,
// trees run here.
//
// Names that mean one thing are one vertex, as in the arrow notation; a script
// that is to see the links between them runs with Options.NoSame.
func lowerGizmo(ctx context.Context, in input) (*question, error) {
	src, err := in.see(ctx)
	if err != nil {
		return nil, err
	}
	h := &host{
		in:       in,
		question: &question{used: make(map[string]bool), names: in.graph.Names(), src: src},
		resolved: make(map[resolvedKey]quad.Value),
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
	resolved map[resolvedKey]quad.Value
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
			found, err := h.Resolve(ctx, []string{t.Text}, gizmo.Predicate)
			if err != nil {
				return nil, err
			}
			if out[name] = found[0]; found[0] == nil {
				out[name] = h.names.IRI(t.Text)
			}
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
	o := settings(h.names, h.question, h.in.o)
	o.MaxRows, o.Why = 0, false // the rows are the script's
	rows, err := solve(ctx, h.src, tree, o)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns := make([]int, len(vars))
	for i, v := range vars {
		columns[i] = slices.Index(rows.Vars(), v)
	}
	for rows.Next() {
		if h.read++; h.read > o.MaxHeld {
			return &MemoryError{Max: o.MaxHeld}
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

// The most results that a script may put together, paths it may ask for, and
// columns of them all.
const (
	maxMade    = 1_000_000
	maxTrees   = 10_000
	maxColumns = 1000
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
	if len(h.vars) > maxColumns {
		return &gizmo.LimitError{What: "a table of more than 1,000 columns"}
	}
	h.parts = append(h.parts, part{tree: out.Tree, columns: out.Columns, bare: out.Bare})
	return nil
}
