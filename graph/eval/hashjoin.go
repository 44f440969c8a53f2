package eval

import (
	"encoding/binary"
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
	leftKey     []int
	rightKey    []int
	places      []int // column of the output for each of right's

	built *batch
	index map[string][]int
	batch *batch
	at    int   // row of batch
	found []int // rows of built for it
	k     int   // in found
}

func (c *compiler) hashJoin(left, right relation) relation {
	out := relation{cols: left.with(right.cols...), bound: maps.Clone(left.bound)}
	maps.Copy(out.bound, right.bound)
	h := &hashJoin{run: c.run, left: left.op, right: right.op, width: len(out.cols)}
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

func key(row []source.ID, cols []int) string {
	buf := make([]byte, 0, 64)
	for _, c := range cols {
		buf = binary.BigEndian.AppendUint64(buf, uint64(row[c]))
	}
	return string(buf)
}

// build reads the right side whole.
func (h *hashJoin) build() error {
	h.index = map[string][]int{}
	for {
		b, err := h.right.next()
		if err != nil {
			return err
		}
		if b == nil {
			return nil
		}
		if h.built == nil {
			h.built = h.run.newBatch(b.width)
		}
		if err := h.run.hold(b.n); err != nil {
			return err
		}
		for i := range b.n {
			k := key(b.row(i), h.rightKey)
			h.index[k] = append(h.index[k], h.built.n)
			h.built.add(b.row(i), b.proof(i))
		}
	}
}

func (h *hashJoin) next() (*batch, error) {
	if h.index == nil {
		if err := h.build(); err != nil {
			return nil, err
		}
	}
	out := h.run.newBatch(h.width)
	for steps := 0; ; steps++ {
		if steps%batchRows == 0 && h.run.ctx.Err() != nil {
			return nil, h.run.ctx.Err()
		}
		if h.k < len(h.found) {
			if out.full() {
				break
			}
			h.emit(out, h.found[h.k])
			h.k++
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
			h.found, h.k = nil, 0
			return false, err
		}
	}
	h.found, h.k = h.index[key(h.batch.row(h.at), h.leftKey)], 0
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
