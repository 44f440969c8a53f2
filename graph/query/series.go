package query

import (
	"context"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/gizmo"
	"quipu/graph/source"
)

// part is one result of a script: the rows of a tree, or a row it made.
type part struct {
	tree    algebra.Node
	columns []gizmo.Column
	bare    bool // made of a value that is no object
}

// nested reports whether a column of a row that was made is JSON's text of
// lists and objects.
func (p *part) nested(column string) bool {
	return slices.ContainsFunc(p.columns, func(c gizmo.Column) bool { return c.Name == column && c.Nested })
}

// series is the results of a script as one table, each tree run when its turn
// comes.
type series struct {
	ctx   context.Context
	src   source.Source
	o     eval.Options
	max   int // rows
	vars  []string
	parts []part

	rows  *eval.Rows // of the part before parts
	of    part
	at    []int // of vars in rows
	row   []eval.Value
	read  int
	notes []string
	err   error
}

func newSeries(ctx context.Context, src source.Source, q *question, o eval.Options) *series {
	s := &series{ctx: ctx, src: src, o: o, max: o.MaxRows, vars: q.vars, parts: q.parts}
	s.o.MaxRows = 0 // of all parts together
	return s
}

func (s *series) Vars() []string    { return s.vars }
func (s *series) Row() []eval.Value { return s.row }
func (s *series) Err() error        { return s.err }
func (s *series) Notes() []string   { return s.notes }
func (s *series) Close() error      { return s.leave() }
func (s *series) Why() []eval.Witness {
	if s.rows == nil {
		return nil
	}
	return s.rows.Why()
}

// made returns the part that is the row, if the script put it together.
func (s *series) made() *part {
	if s.of.tree != nil {
		return nil
	}
	made := s.of
	return &made
}

// Next moves to the next row of this part, or to the next part.
func (s *series) Next() bool {
	for s.err == nil {
		if s.rows != nil && s.rows.Next() {
			s.take(s.rows.Row())
			return s.count()
		}
		if s.err = s.leave(); s.err != nil || len(s.parts) == 0 {
			return false
		}
		if s.err = s.ctx.Err(); s.err != nil {
			return false
		}
		s.of, s.parts = s.parts[0], s.parts[1:]
		if s.of.tree == nil {
			s.show()
			return s.count()
		}
		s.err = s.enter()
	}
	return false
}

func (s *series) count() bool {
	if s.read++; s.max > 0 && s.read > s.max {
		s.err = &LimitError{Max: s.max}
	}
	return s.err == nil
}

// enter runs the tree of the part.
func (s *series) enter() error {
	rows, err := solve(s.ctx, s.src, s.of.tree, s.o)
	if err != nil {
		return err
	}
	s.rows, s.at = rows, make([]int, len(s.vars))
	for i, name := range s.vars {
		s.at[i] = -1
		for _, c := range s.of.columns {
			if c.Name == name {
				s.at[i] = slices.Index(rows.Vars(), c.Var)
			}
		}
	}
	return nil
}

// leave ends the part that runs, with its error if it has one.
func (s *series) leave() error {
	if s.rows == nil {
		return nil
	}
	rows := s.rows
	s.rows = nil
	for _, n := range rows.Notes() {
		if !slices.Contains(s.notes, n) {
			s.notes = append(s.notes, n)
		}
	}
	if err := rows.Err(); err != nil {
		rows.Close() // the error counts
		return err
	}
	return rows.Close()
}

func (s *series) take(row []eval.Value) {
	s.row = make([]eval.Value, len(s.vars))
	for i, c := range s.at {
		if c >= 0 {
			s.row[i] = row[c]
		}
	}
}

// show takes a row that the script put together.
func (s *series) show() {
	s.row = make([]eval.Value, len(s.vars))
	for i, name := range s.vars {
		for _, c := range s.of.columns {
			if c.Name == name {
				s.row[i].Term = c.Value
			}
		}
	}
}
