package eval

import (
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// minus keeps the left rows that no right row agrees with (SPARQL 1.1, section
// 18.5, Minus). The right side runs once, by itself; of its rows the shared
// columns are held, each combination once.
type minus struct {
	run         *run
	left, right operator
	leftCols    []int // the shared columns, of the left side …
	rightCols   []int // … and of the right
	built       bool
	row, masked []source.ID // buffers of pick and mask
	kinds       []*minusKind
}

// minusKind is the right rows that bind the same of the shared columns: bit i
// is column i.
type minusKind struct {
	binds    uint64
	rows     rowIndex
	agreeing map[uint64]*rowIndex // by the columns that a left row binds too
}

// maxShared is how many columns minus can compare: the bits of binds.
const maxShared = 64

func (c *compiler) minus(in relation, n *algebra.Minus) (relation, error) {
	left, err := c.onto(in, n.Left)
	if err != nil {
		return left, err
	}
	right, err := c.onto(c.unit(), n.Right)
	if err != nil {
		return left, err
	}
	m := &minus{run: c.run, left: left.op, right: right.op}
	names := algebra.Vars(n.Left) // and not what is only in the rows of in
	for i, v := range right.cols {
		if slices.Contains(names, v) && left.col(v) >= 0 {
			m.leftCols, m.rightCols = append(m.leftCols, left.col(v)), append(m.rightCols, i)
		}
	}
	if len(m.leftCols) > maxShared {
		return left, badTree("minus over more than %d variables", maxShared)
	}
	if len(m.leftCols) == 0 { // then nothing is taken away
		return left, nil
	}
	return relation{op: m, cols: left.cols, bound: left.bound}, nil
}

func (m *minus) next() (*batch, error) {
	if !m.built {
		if err := m.build(); err != nil {
			return nil, err
		}
		m.built = true
	}
	for {
		b, err := m.left.next()
		if b == nil || err != nil {
			return nil, err
		}
		out := m.run.newBatch(b.width)
		for i := range b.n {
			taken, err := m.takes(b.row(i))
			if err != nil {
				return nil, err
			}
			if !taken {
				out.add(b.row(i), b.proof(i))
			}
		}
		if out.n > 0 {
			return out, nil
		}
	}
}

// build reads the right side whole.
func (m *minus) build() error {
	for {
		b, err := m.right.next()
		if b == nil || err != nil {
			return err
		}
		for i := range b.n {
			if err := m.look(i); err != nil {
				return err
			}
			binds := m.pick(b.row(i), m.rightCols)
			if binds == 0 {
				continue
			}
			if _, known := m.kind(binds).rows.add(m.row); !known {
				if err := m.run.hold(1); err != nil {
					return err
				}
			}
		}
	}
}

// pick copies the shared columns of a row to m.row and tells which it binds.
func (m *minus) pick(row []source.ID, cols []int) (binds uint64) {
	m.row = m.row[:0]
	for i, col := range cols {
		m.row = append(m.row, row[col])
		if row[col] != source.Any {
			binds |= 1 << i
		}
	}
	return binds
}

func (m *minus) kind(binds uint64) *minusKind {
	for _, k := range m.kinds {
		if k.binds == binds {
			return k
		}
	}
	k := &minusKind{binds: binds, agreeing: map[uint64]*rowIndex{}}
	k.rows.width = len(m.rightCols)
	m.kinds = append(m.kinds, k)
	return k
}

// takes reports whether a right row agrees with a left one.
func (m *minus) takes(row []source.ID) (bool, error) {
	binds := m.pick(row, m.leftCols)
	for i, k := range m.kinds {
		if err := m.look(i); err != nil {
			return false, err
		}
		common := k.binds & binds
		if common == 0 {
			continue
		}
		index, err := m.index(k, common)
		if err != nil {
			return false, err
		}
		if index.find(m.mask(m.row, common)) >= 0 {
			return true, nil
		}
	}
	return false, nil
}

// index returns what right rows of a kind have in some columns.
func (m *minus) index(k *minusKind, common uint64) (*rowIndex, error) {
	if common == k.binds {
		return &k.rows, nil
	}
	if index := k.agreeing[common]; index != nil {
		return index, nil
	}
	index := &rowIndex{width: k.rows.width}
	for i := range k.rows.n {
		if err := m.look(i); err != nil {
			return nil, err
		}
		if _, known := index.add(m.mask(k.rows.row(i), common)); !known {
			if err := m.run.hold(1); err != nil {
				return nil, err
			}
		}
	}
	k.agreeing[common] = index
	return index, nil
}

// mask returns a row without the columns that are not in common, good until the
// next call.
func (m *minus) mask(row []source.ID, common uint64) []source.ID {
	m.masked = append(m.masked[:0], row...)
	for i := range m.masked {
		if common>>i&1 == 0 {
			m.masked[i] = source.Any
		}
	}
	return m.masked
}

// look looks at the context in the first and then in every few of a loop's
// turns: one may cost as much as there are kinds.
func (m *minus) look(turn int) error {
	if turn%16 != 0 {
		return nil
	}
	return m.run.ctx.Err()
}

func (m *minus) close() {
	m.left.close()
	m.right.close()
}
