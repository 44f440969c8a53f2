package query

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads/arrow"
)

// compute finds the rows of an operator, which is no tree: their values are
// in the order of the question's columns. It looks at the context and at
// o.MaxHeld.
type compute func(ctx context.Context, src source.Source, o eval.Options) (*found, error)

// found is what an operator gives: a table in memory, in its order.
type found struct {
	rows  []raw
	notes []string

	why  bool // keep evidence
	held int  // rows, and statements in their evidence once a label
	max  int
}

func newFound(o eval.Options) *found { return &found{why: o.Why, max: maxHeld(o)} }

// add appends a row of terms.
func (f *found) add(why []eval.Witness, cells ...quad.Value) error {
	row := raw{why: why, values: make([]eval.Value, len(cells))}
	for i, c := range cells {
		row.values[i].Term = c
	}
	return f.put(row)
}

// put appends a row; one too many is a *MemoryError.
func (f *found) put(row raw) error {
	if !f.why {
		row.why = nil
	}
	f.held++
	for _, w := range row.why {
		f.held += len(w.Labels)
	}
	if f.held > f.max {
		return &MemoryError{Max: f.max}
	}
	f.rows = append(f.rows, row)
	return nil
}

// operate lowers a block that asks one of the questions of analysts. Its
// clauses work on the columns of the operator.
func (l *lowerer) operate(op *arrow.Operator, c *clauses, rest []arrow.Item) error {
	var conds []*arrow.Where
	for _, item := range rest {
		switch item := item.(type) {
		case *arrow.Operator:
			if item != op {
				return l.fail(item.Pos, "a second operator", "a query has one; run them one by one")
			}
		case *arrow.Where:
			conds = append(conds, item)
		default:
			return l.fail(item.At(), "a pattern beside the operator "+op.Name,
				"behind an operator stand where, select, order by, limit and offset, for its columns")
		}
	}
	if c.ask {
		return l.fail(op.Pos, "a ' ?' behind an operator", "it asks without it")
	}
	l.at, l.kind, l.question.operator = op.Pos, Table, op.String()
	if err := l.operator(op); err != nil {
		return err
	}
	if len(conds) > 0 || c.sel != nil || c.order != nil || c.limit != nil || c.offset != nil {
		return l.over(c, conds)
	}
	return nil
}

// lowerings fill in the columns of an operator (l.vars) and how its rows are
// computed (l.compute), by its name.
var lowerings = map[string]func(*lowerer, *arrow.Operator) error{
	"contested":    (*lowerer).contested,
	"corroborated": (*lowerer).corroborated,
	"only":         (*lowerer).only,
	"differ":       (*lowerer).differ,
	"timeline":     (*lowerer).timeline,
	"between":      (*lowerer).between,
	"central":      (*lowerer).central,
	"components":   (*lowerer).components,
	"communities":  (*lowerer).communities,
}

func (l *lowerer) operator(op *arrow.Operator) error {
	lower, known := lowerings[op.Name]
	if !known {
		return l.failf("", "the operator %s cannot run here", op.Name)
	}
	return lower(l, op)
}

// entities resolves the names of an operator's set.
func (l *lowerer) entities(set []arrow.Term) ([]quad.Value, error) {
	var out []quad.Value
	for _, t := range set {
		v, err := l.constant(t, "subject of an operator")
		if err != nil {
			return nil, err
		}
		if err := l.notLiteral(algebra.Constant(v), "subject of an operator"); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// sources resolves the label of an operator.
func (l *lowerer) sources(label *arrow.Label) (algebra.Label, error) {
	out, about, err := l.label(label)
	if err == nil && (len(about) > 0 || out.Kind == algebra.BindLabel || out.Kind == algebra.NotLeadsTo) {
		err = l.fail(label.Pos, "no source in the place of one", "write a name: @ Reuters")
	}
	return out, err
}

// idsOf returns the ids of those of the terms that the source has.
func idsOf(ctx context.Context, src source.Source, terms []quad.Value) ([]source.ID, error) {
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	known := ids[:0]
	for _, id := range ids {
		if id != source.Any {
			known = append(known, id)
		}
	}
	return known, nil
}

// labelsOf returns the labels that a label of sources stands for.
func labelsOf(ctx context.Context, src source.Source, label algebra.Label) ([]source.ID, error) {
	if label.Kind == algebra.NoLabel {
		return []source.ID{source.Unlabelled}, nil
	}
	terms := make([]quad.Value, len(label.Terms))
	for i, t := range label.Terms {
		terms[i] = t.Value
	}
	ids, err := idsOf(ctx, src, terms)
	switch {
	case err != nil, label.Kind == algebra.ExactLabel:
		return ids, err
	case label.Kind == algebra.SaidIn && len(ids) < 2:
		return nil, nil
	case label.Kind == algebra.SaidIn:
		return source.SaidIn(ctx, src, ids[0], ids[1])
	}
	return source.LeadingTo(ctx, src, ids...)
}

// maxHeld is how many statements an operator may keep.
func maxHeld(o eval.Options) int {
	if o.MaxHeld > 0 {
		return o.MaxHeld
	}
	return eval.DefaultMaxHeld
}

// tooLarge makes one error of what says that a limit was met.
func tooLarge(err error) error {
	var size *analysis.SizeError
	if errors.As(err, &size) {
		return &MemoryError{Max: size.Max}
	}
	return err
}
