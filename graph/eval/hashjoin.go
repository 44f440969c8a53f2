package eval

import (
	"maps"

	"quipu/graph/source"
)

// hashJoin joins rows with those of an operator that runs once and is held,
// by the columns that both sides always bind. Other shared columns may be
// unbound on one side, which is then compatible with anything.
type hashJoin struct {
	run         *run
	left, right operator
	width       int
	rightWidth  int
	leftKey     []int
	rightKey    []int
	places      []int // column of the output for each of right's

	built *batch // the rows of right; nil before they are read
	index rowIndex
	first []int // row of built, for each key
	then  []int // the row of built with the same key; -1: none
	key   []source.ID
	batch *batch
	at    int // row of batch
	found int // row of built that is next for it; -1: none
}

func (c *compiler) hashJoin(left, right relation) relation {
	out := relation{cols: left.with(right.cols...), bound: maps.Clone(left.bound)}
	maps.Copy(out.bound, right.bound)
	h := &hashJoin{run: c.run, left: left.op, right: right.op, width: len(out.cols), rightWidth: len(right.cols)}
	for i, v := range right.cols {
		h.places = append(h.places, out.col(v))
		if left.col(v) >= 0 && left.bound[v] && right.bound[v] {
			h.leftKey = append(h.leftKey, left.col(v))
			h.rightKey = append(h.rightKey, i)
		}
	}
	out.op = h
	return out
}

// keyOf returns a row's key; it is good until the next call.
func (h *hashJoin) keyOf(row []source.ID, cols []int) []source.ID {
	h.key = h.key[:0]
	for _, c := range cols {
		h.key = append(h.key, row[c])
	}
	return h.key
}

// build reads the right side whole.
func (h *hashJoin) build() error {
	h.index.width = len(h.rightKey)
	h.built = h.run.newBatch(h.rightWidth)
	var last []int // row of each key
	for {
		b, err := h.right.next()
		if err != nil {
			return err
		}
		if b == nil {
			return nil
		}
		if err := h.run.hold(b.n); err != nil {
			return err
		}
		for i := range b.n {
			n := h.built.n
			if k, known := h.index.add(h.keyOf(b.row(i), h.rightKey)); known {
				h.then[last[k]], last[k] = n, n
			} else {
				h.first, last = append(h.first, n), append(last, n)
			}
			h.then = append(h.then, -1)
			h.built.add(b.row(i), b.proof(i))
		}
	}
}

func (h *hashJoin) next() (*batch, error) {
	if h.built == nil {
		h.found = -1
		if err := h.build(); err != nil {
			return nil, err
		}
	}
	out := h.run.newBatch(h.width)
	for steps := 0; ; steps++ {
		if steps%batchRows == 0 && h.run.ctx.Err() != nil {
			return nil, h.run.ctx.Err()
		}
		if h.found >= 0 {
			if out.full() {
				break
			}
			h.emit(out, h.found)
			h.found = h.then[h.found]
			continue
		}
		more, err := h.advance()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	if out.n == 0 {
		return nil, nil
	}
	h.run.work.Rows += int64(out.n)
	return out, nil
}

// advance moves to the next row of the left side.
func (h *hashJoin) advance() (bool, error) {
	if h.batch != nil {
		h.at++
	}
	for h.batch == nil || h.at >= h.batch.n {
		b, err := h.left.next()
		h.batch, h.at = b, 0
		if b == nil || err != nil {
			return false, err
		}
	}
	if k := h.index.find(h.keyOf(h.batch.row(h.at), h.leftKey)); k >= 0 {
		h.found = h.first[k]
	}
	return true, nil
}

func (h *hashJoin) emit(out *batch, right int) {
	row := out.add(h.batch.row(h.at), nil)
	for i, id := range h.built.row(right) {
		switch at := h.places[i]; {
		case id == source.Any:
		case row[at] == source.Any:
			row[at] = id
		case row[at] != id:
			out.drop()
			return
		}
	}
	if out.why != nil {
		out.why[out.n-1] = both(h.batch.proof(h.at), h.built.proof(right))
	}
}

func (h *hashJoin) close() {
	h.left.close()
	h.right.close()
}
