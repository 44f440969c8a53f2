package query

import (
	"context"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// table is solutions in memory: the rows of an operator.
type table struct {
	vars []string
	*found
	at  int // behind the row that Next moved to
	max int // rows
	err error
}

func newTable(vars []string, f *found, o eval.Options) *table {
	return &table{vars: vars, found: f, max: o.MaxRows}
}

func (t *table) Vars() []string    { return t.vars }
func (t *table) Row() []eval.Value { return t.rows[t.at-1].values }
func (t *table) Err() error        { return t.err }
func (t *table) Notes() []string   { return t.notes }
func (t *table) Close() error      { return nil }

// Why returns the evidence of the row; an error is told by Err.
func (t *table) Why() []eval.Witness {
	row := t.rows[t.at-1]
	if row.prove == nil || t.err != nil {
		return row.why
	}
	row.why, t.err = row.prove()
	return row.why
}

// Next moves to the next row.
func (t *table) Next() bool {
	if t.err != nil || t.at >= len(t.rows) {
		return false
	}
	if t.at++; t.max > 0 && t.at > t.max {
		t.err = &LimitError{Max: t.max}
		return false
	}
	return true
}

// rowNumber is the column that leads a row which the clauses have kept back
// to its evidence. No variable has a space.
const rowNumber = "row number"

// over puts clauses around an operator: a tree over its rows, given as
// values.
func (l *lowerer) over(c *clauses, conds []*arrow.Where) error {
	columns, rows := l.vars, l.compute
	given := &algebra.Values{Vars: append(slices.Clone(columns), rowNumber)}
	l.mentioned = append(slices.Clone(columns), named(c.sel)...)
	var node algebra.Node = given
	for _, w := range conds {
		l.at = w.Pos
		cond, err := l.expr(w.Cond)
		if err != nil {
			return err
		}
		node = &algebra.Filter{In: node, Cond: cond}
	}
	l.vars = given.Vars
	if c.sel != nil {
		sel, err := l.numbered(c.sel)
		if err != nil {
			return err
		}
		with := *c
		with.sel, c = sel, &with
	}
	if err := l.arrange(c, node, nil); err != nil {
		return err
	}
	tree := l.node
	l.node = nil
	l.vars = slices.DeleteFunc(slices.Clone(l.vars), func(v string) bool { return v == rowNumber })
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		all := o
		all.MaxRows = 0
		f, err := rows(ctx, src, all)
		if err != nil {
			return nil, err
		}
		given.Rows = nil
		numbers := make(map[quad.Value]int, len(f.rows))
		for i, row := range f.rows {
			cells := numberedRow(row, i)
			given.Rows = append(given.Rows, cells)
			numbers[cells[len(cells)-1]] = i
		}
		o.Why = false // the operator has the evidence
		return f.kept(ctx, src, tree, columns, l.vars, numbers, o)
	}
	return nil
}

// numbered selects the row number too. Rows that are put together would have
// no evidence of their own.
func (l *lowerer) numbered(sel *arrow.Select) (*arrow.Select, error) {
	l.at = sel.Pos
	if sel.Distinct || slices.ContainsFunc(sel.Columns, func(c arrow.Column) bool { return isAggregate(c.Expr) }) {
		return nil, l.failf("select some of its columns", "the rows of an operator cannot be counted or put together here")
	}
	out := *sel
	out.Columns = append(slices.Clone(sel.Columns), arrow.Column{Expr: &arrow.TermExpr{Term: arrow.Var{Name: rowNumber}}})
	return &out, nil
}

func numberedRow(row raw, number int) []quad.Value {
	var out []quad.Value
	for _, v := range row.values {
		out = append(out, v.Term)
	}
	return append(out, quads.Literal(strconv.Itoa(number), quads.XSDInteger))
}

// kept returns the rows that a tree over them leaves. Paths, which are no
// terms, are taken from the rows themselves.
func (f *found) kept(ctx context.Context, src source.Source, tree algebra.Node, columns, vars []string, numbers map[quad.Value]int, o eval.Options) (*found, error) {
	rows, err := solve(ctx, src, tree, o)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var at []int
	for _, v := range vars {
		at = append(at, slices.Index(rows.Vars(), v))
	}
	number := slices.Index(rows.Vars(), rowNumber)
	out := &found{}
	for rows.Next() {
		values := rows.Row()
		from := f.rows[numbers[values[number].Term]]
		row := raw{why: from.why, prove: from.prove}
		for i, c := range at {
			value := values[c]
			if k := slices.Index(columns, vars[i]); k >= 0 && from.values[k].Path != nil {
				value = from.values[k]
			}
			row.values = append(row.values, value)
		}
		out.rows = append(out.rows, row)
	}
	out.notes = append(f.notes, rows.Notes()...)
	return out, rows.Err()
}
