package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// accumulator is an aggregate over one group (SPARQL 1.1, section 18.5.1).
type accumulator interface {
	// add takes a row and the id of the expression's value, Any for an
	// error. Where needsTerm says so the id is resolved.
	add(r *run, row []source.ID, id source.ID) error
	result() quad.Value // nil is unbound
}

// needsTerm reports whether a function looks at terms, and not only at ids.
func needsTerm(function string) bool {
	return function != "count"
}

func newAccumulator(a aggregate) (accumulator, error) {
	var acc accumulator
	switch a.Func {
	case "count":
		acc = &counter{all: a.value == nil}
	case "sum":
		acc = &summer{}
	case "avg":
		acc = &summer{mean: true}
	case "min":
		acc = &extreme{sign: -1}
	case "max":
		acc = &extreme{sign: 1}
	case "sample":
		acc = &sampler{}
	case "list":
		acc = &lister{separator: ", ", text: shownText}
	case "group_concat":
		acc = &lister{separator: a.Separator, text: plainText}
	default:
		return nil, badTree("no such aggregate: %s", a.Func)
	}
	if a.value == nil && a.Func != "count" {
		return nil, badTree("%s wants an expression", a.Func)
	}
	if a.Distinct {
		acc = &once{accumulator: acc, rows: a.value == nil, shown: a.shown}
	}
	return acc, nil
}

// once passes each value, or each row, on once.
type once struct {
	accumulator
	rows  bool
	shown []int // columns by which rows differ
	key   []source.ID
	seen  rowIndex
}

func (o *once) add(r *run, row []source.ID, id source.ID) error {
	o.key = append(o.key[:0], id)
	if o.rows {
		o.key = o.key[:0]
		for _, col := range o.shown {
			o.key = append(o.key, row[col])
		}
	}
	o.seen.width = len(o.key)
	if _, known := o.seen.add(o.key); known {
		return nil
	}
	if err := r.hold(1); err != nil {
		return err
	}
	return o.accumulator.add(r, row, id)
}

type counter struct {
	all bool // rows, not values
	n   int64
}

func (c *counter) add(_ *run, _ []source.ID, id source.ID) error {
	if c.all || id != source.Any {
		c.n++
	}
	return nil
}

func (c *counter) result() quad.Value { return integer(c.n) }

// extreme is min or max by SPARQL's order; errors are passed over.
type extreme struct {
	sign int
	best quad.Value
}

func (e *extreme) add(r *run, _ []source.ID, id source.ID) error {
	v := r.terms.value(id)
	if v != nil && (e.best == nil || quads.Order(v, e.best)*e.sign > 0) {
		e.best = v
	}
	return nil
}

func (e *extreme) result() quad.Value { return e.best }

// sampler takes the first value.
type sampler struct{ value quad.Value }

func (s *sampler) add(r *run, _ []source.ID, id source.ID) error {
	if s.value == nil {
		s.value = r.terms.value(id)
	}
	return nil
}

func (s *sampler) result() quad.Value { return s.value }

// summer is sum or avg; one value that is no number is an error.
type summer struct {
	mean   bool
	n      int64
	total  number
	failed bool
}

func (s *summer) add(r *run, _ []source.ID, id source.ID) error {
	n, ok := numberOf(r.terms.value(id))
	if !ok {
		s.failed = true
		r.note("a sum or average has no value where something in it is unbound or no plain number")
		return nil
	}
	s.n++
	s.total = s.total.plus(n)
	return nil
}

func (s *summer) result() quad.Value {
	switch {
	case s.failed:
		return nil
	case s.mean && s.n > 0:
		return s.total.over(s.n).term()
	default:
		return s.total.term()
	}
}
