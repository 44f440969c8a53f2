package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// scan joins rows with a triple pattern: the places that a row binds are
// looked up, a batch of rows at once; the others are bound from the quads
// found. Rows that ask the same are answered together, match after match.
type scan struct {
	run    *run
	in     operator
	width  int
	most   int // rows of the next batch
	places [4]place
	spec   *labelSpec
	except map[source.ID]bool // predicates that do not match
	// One quad for each label of the set, because nothing else is bound.
	byLabel bool

	batch    *batch
	patterns []source.Pattern // that the rows of batch ask, ascending
	rows     []int            // of batch, by what they ask
	from     []int            // of each pattern's rows in rows, and one more: the end
	cursor   source.Cursor
	looked   lookups
	buf      []source.Match
	at, n    int // in buf
	rowAt    int // in rows of buf[at]
	last     source.Match
	seen     map[[3]source.ID]bool // with byLabel
}

// place is where a place of the pattern comes from: a column, or a constant;
// col -1 and id Any is free.
type place struct {
	col int
	id  source.ID
}

func (c *compiler) pattern(in relation, n *algebra.Pattern) (relation, error) {
	return c.scan(in, n, n.S, n.P, n.O, n.Label, nil)
}

// scan builds the operator for a pattern; without a predicate (a zero Term)
// any matches that is none of except.
func (c *compiler) scan(in relation, n algebra.Node, subj, pred, obj algebra.Term, l algebra.Label, except []quad.IRI) (relation, error) {
	spec, err := c.label(l)
	if err != nil {
		return in, err
	}
	terms := []algebra.Term{subj, pred, obj, {}}
	if l.Kind == algebra.BindLabel {
		terms[source.L].Var = l.Var
	}
	cols := in.with(terms[0].Var, terms[1].Var, terms[2].Var, terms[3].Var)
	out := relation{cols: cols, bound: boundBy(in, n)}
	op := &scan{run: c.run, in: in.op, width: len(cols), spec: spec, most: firstRows, buf: make([]source.Match, firstRows)}
	values := make([]quad.Value, 4)
	for i, t := range terms {
		values[i] = t.Value
	}
	ids, err := c.run.intern(values)
	if err != nil {
		return in, err
	}
	free := true
	for i, t := range terms {
		op.places[i] = place{col: -1, id: ids[i]}
		if t.Var != "" {
			op.places[i].col = out.col(t.Var)
		}
		free = free && (i == source.L || ids[i] == source.Any && (t.Var == "" || in.col(t.Var) < 0))
	}
	op.byLabel = free && len(spec.list) > 1 && spec.kind != algebra.NotLeadsTo
	if op.except, err = c.run.knownIRIs(except); err != nil {
		return in, err
	}
	out.op = op
	return out, nil
}

func (s *scan) next() (*batch, error) {
	out := s.run.newBatch(s.width)
	out.most, s.most = s.most, min(4*s.most, batchRows)
	for {
		if err := s.run.ctx.Err(); err != nil {
			return nil, err
		}
		if s.cursor == nil {
			more, err := s.open()
			if err != nil {
				return nil, err
			}
			if !more {
				return s.done(out), nil
			}
		}
		for ; s.at < s.n; s.at, s.rowAt = s.at+1, 0 {
			m := s.buf[s.at]
			if out.full() {
				return s.done(out), nil
			}
			if s.rowAt == 0 && !s.accepts(m) {
				continue
			}
			for rows := s.rows[s.from[m.Pattern]:s.from[m.Pattern+1]]; s.rowAt < len(rows); s.rowAt++ {
				if out.full() {
					return s.done(out), nil
				}
				s.emit(out, m, rows[s.rowAt])
			}
		}
		if err := s.read(); err != nil {
			return nil, err
		}
	}
}

func (s *scan) done(out *batch) *batch {
	if out.n == 0 {
		return nil
	}
	s.run.work.Rows += int64(out.n)
	return out
}

// read fills the buffer, which grows; at the end of the scan it closes the
// cursor.
func (s *scan) read() error {
	n, err := s.cursor.Next(s.buf)
	if err != nil {
		return err
	}
	s.at, s.rowAt, s.n = 0, 0, n
	if n == 0 {
		err = s.cursor.Close()
		s.cursor = nil
		return err
	}
	if n == len(s.buf) && n < batchRows {
		grown := make([]source.Match, 4*n)
		copy(grown, s.buf)
		s.buf = grown
	}
	return nil
}

// accepts reports whether a match is a solution: its label and predicate fit,
// and its triple is not the one before under another label.
func (s *scan) accepts(m source.Match) bool {
	if s.looked.held {
		return true
	}
	if s.except[m.Quad[source.P]] || !s.spec.fits(m.Quad[source.L]) {
		return false
	}
	if s.spec.eachQuad() {
		return true
	}
	triple := [3]source.ID(m.Quad[:3])
	if s.byLabel {
		if s.seen[triple] {
			return false
		}
		s.seen[triple] = true
		return true
	}
	again := s.last.Pattern == m.Pattern && [3]source.ID(s.last.Quad[:3]) == triple
	s.last = m
	return !again
}

// emit puts out a row with the match's terms, unless a variable that stands in
// two places would be two terms.
func (s *scan) emit(out *batch, m source.Match, i int) {
	row := out.add(s.batch.row(i), nil)
	for k, pl := range s.places {
		switch {
		case pl.col < 0:
		case row[pl.col] == source.Any:
			row[pl.col] = m.Quad[k]
		case row[pl.col] != m.Quad[k]:
			out.drop()
			return
		}
	}
	if out.why != nil {
		out.why[out.n-1] = both(s.batch.proof(i), s.proof(m))
	}
}

// proof is the evidence of a match.
func (s *scan) proof(m source.Match) *proof {
	p := &proof{triple: [3]source.ID(m.Quad[:3]), spec: s.spec}
	if s.spec.eachQuad() {
		p.label = m.Quad[source.L]
	}
	return p
}

func (s *scan) close() {
	if s.cursor != nil {
		s.cursor.Close() // the run is over: nothing depends on it
		s.cursor = nil
	}
	s.in.close()
}
