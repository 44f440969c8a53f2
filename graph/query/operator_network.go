package query

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// rank fills in a network's rows: one an entity, which it adds by its node.
type rank func(ctx context.Context, n *analysis.Network, add func(node int, cells ...quad.Value) error) (note string, err error)

// network lowers an operator over the network of the links that its patterns
// match, or of all links.
func (l *lowerer) network(op *arrow.Operator, columns []string, rank rank) error {
	var node algebra.Node
	if len(op.Items) > 0 {
		l.visible(op.Items)
		var err error
		if node, err = l.group(op.Items); err != nil {
			return err
		}
	}
	l.kind, l.vars = Table, columns
	names := l.names
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		n, err := networkOf(ctx, src, names, node, o)
		if err != nil {
			return nil, tooLarge(err)
		}
		if len(n.Entities) > maxHeld(o) {
			return nil, &MemoryError{Max: maxHeld(o)}
		}
		f := newFound(o)
		if len(n.Entities) == 0 {
			f.notes = append(f.notes, noLinks)
		}
		entities := make([]quad.Value, len(n.Entities))
		for from := 0; from < len(entities); from += maxLookup {
			to := min(from+maxLookup, len(entities))
			if err := src.Terms(ctx, n.Entities[from:to], entities[from:to]); err != nil {
				return nil, err
			}
		}
		note, err := rank(ctx, n, func(node int, cells ...quad.Value) error {
			if err := f.add(nil, append([]quad.Value{entities[node]}, cells...)...); err != nil {
				return err
			}
			f.rows[len(f.rows)-1].prove = func() ([]eval.Witness, error) {
				links, err := n.LinksOf(ctx, node)
				if err != nil {
					return nil, err
				}
				return witnesses(ctx, src, links)
			}
			return ctx.Err()
		})
		if note != "" {
			f.notes = append(f.notes, note)
		}
		return f, err
	}
	return nil
}

// noLinks is the note on an empty network.
const noLinks = "no links between entities here: numbers, dates, texts, types, labels and what tells of sources or statements are none"

// networkOf returns the network of a tree's evidence; without a tree that of
// all links.
func networkOf(ctx context.Context, src source.Source, names *quads.Names, tree algebra.Node, o eval.Options) (*analysis.Network, error) {
	if tree == nil {
		return analysis.Whole(ctx, src, names, maxHeld(o))
	}
	o.Why, o.MaxRows = true, 0
	rows, err := solve(ctx, src, tree, o)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	g := gatherer{src: src, at: make(map[[3]source.ID]int), max: maxHeld(o)}
	for rows.Next() {
		if err := g.add(ctx, rows.Why()); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if err := g.flush(ctx); err != nil {
		return nil, err
	}
	return analysis.NetworkOf(ctx, src, names, g.all)
}

// gatherer makes statements of witnesses, each triple once, with all labels
// under which it is evidence.
type gatherer struct {
	src  source.Source
	all  []analysis.Statement
	at   map[[3]source.ID]int // places in all
	some []eval.Witness       // to be looked up together
	max  int
}

func (g *gatherer) add(ctx context.Context, why []eval.Witness) error {
	if g.some = append(g.some, why...); len(g.some) < pageRows {
		return nil
	}
	return g.flush(ctx)
}

// flush looks up the ids of what was gathered. A nil label, of what stands
// unlabelled, is no term to ask for.
func (g *gatherer) flush(ctx context.Context) error {
	var terms []quad.Value
	for _, w := range g.some {
		terms = append(terms, w.S, w.P, w.O)
		for _, label := range w.Labels {
			if label == nil {
				label = w.P
			}
			terms = append(terms, label)
		}
	}
	ids := make([]source.ID, len(terms))
	if err := g.src.IDs(ctx, terms, ids); err != nil {
		return err
	}
	for _, w := range g.some {
		triple, labels := ids[:3], ids[3:3+len(w.Labels)]
		ids = ids[3+len(w.Labels):]
		for i, label := range w.Labels {
			if label == nil {
				labels[i] = source.Unlabelled
			}
		}
		if err := g.take([3]source.ID(triple), labels); err != nil {
			return err
		}
	}
	g.some = g.some[:0]
	return ctx.Err()
}

// take adds a triple, or labels to one that is there.
func (g *gatherer) take(t [3]source.ID, labels []source.ID) error {
	i, known := g.at[t]
	if !known {
		if i = len(g.all); i == g.max {
			return &MemoryError{Max: g.max}
		}
		g.at[t] = i
		g.all = append(g.all, analysis.Statement{S: t[0], P: t[1], O: t[2]})
	}
	all := append(g.all[i].Labels, labels...)
	slices.Sort(all)
	g.all[i].Labels = slices.Compact(all)
	return nil
}

// groupRows adds the members of groups with the number and the size of their
// group, the first group first.
func groupRows(groups [][]int, add func(node int, cells ...quad.Value) error) error {
	for i, g := range groups {
		number, size := integer(i+1), integer(len(g))
		for _, node := range g {
			if err := add(node, number, size); err != nil {
				return err
			}
		}
	}
	return nil
}

func integer(n int) quad.Value { return quads.Literal(strconv.Itoa(n), quads.XSDInteger) }

// witnesses makes evidence of statements, in the order of their terms.
func witnesses(ctx context.Context, src source.Source, statements []analysis.Statement) ([]eval.Witness, error) {
	t, err := termsOf(ctx, src, idsIn(nil, statements...))
	if err != nil {
		return nil, err
	}
	out := make([]eval.Witness, len(statements))
	for i, s := range statements {
		out[i] = t.witness(s)
	}
	slices.SortFunc(out, func(a, b eval.Witness) int {
		return cmp.Or(quads.Order(a.S, b.S), quads.Order(a.P, b.P), quads.Order(a.O, b.O))
	})
	return out, ctx.Err()
}
