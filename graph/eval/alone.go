package eval

import (
	"iter"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// What is asked of one pattern by itself, how many solutions it has or which
// terms stand in one place, is often told by counts and seeks, without reading
// the quads that match.

// totaler is an operator that can count its solutions without making rows of
// them; known is false where it cannot after all, and nothing was read.
type totaler interface {
	total() (n int64, known bool, err error)
}

// totals returns, of an operator, the one it shows columns of, where that one
// can count.
func totals(op operator) (totaler, bool) {
	for {
		if _, can := bare(op).(totaler); can {
			return op.(totaler), true // with its step, if it has one
		}
		p, ok := bare(op).(*project)
		if !ok {
			return nil, false
		}
		op = p.in
	}
}

// projected returns what an operator shows columns of.
func projected(op operator) operator {
	for {
		op = bare(op)
		p, ok := op.(*project)
		if !ok {
			return op
		}
		op = p.in
	}
}

// alone returns the scan that an operator is, or a projection of, where it is
// that of one pattern by itself and no evidence is wanted.
func alone(op operator) (*scan, bool) {
	op = projected(op)
	s, ok := op.(*scan)
	if !ok || s.run.o.Why || len(s.except) > 0 || s.byLabel {
		return nil, false
	}
	for i, p := range s.places {
		for _, other := range s.places[:i] {
			if p.col >= 0 && p.col == other.col {
				return nil, false // a variable in two places
			}
		}
	}
	_, first := s.in.(*unit)
	return s, first
}

// pattern returns what a scan by itself looks for; ok is false where nothing
// can match.
func (s *scan) pattern() (p source.Pattern, ok bool) {
	label, ok := s.spec.ask()
	if !ok {
		return p, false
	}
	return s.ask(nil, label)
}

// everyLabel reports whether all quads that match a pattern count.
func (s *scan) everyLabel(p source.Pattern) bool {
	return s.spec.kind == algebra.AnyLabel || s.spec.kind == algebra.EachQuad || p[source.L] != source.Any
}

// total returns how many solutions a scan has: of a pattern by itself what
// counts tell, where they do.
func (s *scan) total() (n int64, known bool, err error) {
	if _, single := alone(s); single {
		if n, known, err = s.count(); known || err != nil {
			return n, known, err
		}
	}
	return s.tally()
}

// count returns how many solutions a scan by itself has; known is false where
// the quads have to be read to know.
func (s *scan) count() (n int64, known bool, err error) {
	p, ok := s.pattern()
	if !ok {
		return 0, true, nil
	}
	binds := s.spec.kind == algebra.BindLabel
	if !binds && !s.everyLabel(p) {
		return 0, false, nil
	}
	if s.spec.kind == algebra.AnyLabel {
		if p == (source.Pattern{}) {
			size, err := s.run.src.Size(s.run.ctx)
			return size.Triples, true, err
		}
		if single, err := s.run.single(p); !single || err != nil {
			return 0, false, err
		}
	}
	n, known, err = s.run.src.Count(s.run.ctx, p)
	if err == nil && known && binds {
		p[source.L] = source.Unlabelled
		var without int64
		without, known, err = s.run.src.Count(s.run.ctx, p)
		n -= without
	}
	return n, known, err
}

// skip yields the terms that stand in a place of the quads that match a
// pattern, each once.
type skip struct {
	run    *run
	ids    iter.Seq2[source.ID, error]
	except source.ID // an id that is no solution
	pull   func() (source.ID, error, bool)
	stop   func()
}

// skips returns the operator for distinct solutions of one variable, where the
// source can skip from one to the next.
func (c *compiler) skips(rel relation, in algebra.Node) (operator, bool) {
	src, can := c.run.src.(counted).Source.(source.Distincter)
	s, by := alone(rel.op)
	if !can || !by || len(rel.cols) != 1 || !rel.bound[rel.cols[0]] {
		return nil, false
	}
	place := placeOf(in, rel.cols[0])
	p, possible := s.pattern()
	if place < 0 || !possible {
		return nil, false
	}
	bound := place == source.L && s.spec.kind == algebra.BindLabel
	if _, ordered := source.OrderBy(p, place); !ordered || !bound && !s.everyLabel(p) {
		return nil, false
	}
	op := &skip{run: c.run}
	if bound {
		op.except = source.Unlabelled
	}
	op.ids = func(yield func(source.ID, error) bool) {
		wanted := true // by who yields to: never again once it says no
		err := src.Distinct(c.run.ctx, p, place, func(id source.ID, _ int64) bool {
			c.run.work.Seeks++
			wanted = yield(id, nil)
			return wanted
		})
		if err != nil && wanted {
			yield(source.Any, err)
		}
	}
	return op, true
}

func (s *skip) next() (*batch, error) {
	if s.pull == nil {
		s.pull, s.stop = iter.Pull2(s.ids)
	}
	out := s.run.newBatch(1)
	for !out.full() {
		id, err, ok := s.pull()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if id != s.except {
			out.add([]source.ID{id}, nil)
		}
	}
	if out.n == 0 {
		return nil, s.run.ctx.Err()
	}
	s.run.work.Rows += int64(out.n)
	return out, nil
}

func (s *skip) close() {
	if s.stop != nil {
		s.stop()
	}
}
