package bulk

import (
	"context"
	"encoding/binary"
	"math/bits"

	"quipu/graph/store/segment"
)

// The rows in the temporary file. A row is coded by what differs from the row
// before: from the first place that differs, all places; that one as the
// difference, the others less the lowest id of the place in the run.
//
// The first byte says which place is the first that differs, in its two lowest
// bits, and how many bytes (less one) the numbers of places 1, 2 and 3 have,
// in two bits each. The difference in place 0 is one byte, or, where it is
// more than that, a zero and four bytes. A chunk begins with a row that is
// coded as if one of zeros came before, so that it is read by itself.
const maxRowCode = 1 + 5 + 3*4

// batchRows is how many rows are handed on at once.
const batchRows = 1024

func (s *spillFile) writeRows(ctx context.Context, rows rowSource, lows row) ([]chunk, error) {
	w := s.newStream()
	low := lows.IDs()
	var last row
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		batch, err := rows.next()
		if err != nil {
			return nil, err
		}
		if len(batch) == 0 {
			break
		}
		for _, r := range batch {
			if len(w.buf)+maxRowCode > cap(w.buf) {
				if err := w.flush(); err != nil {
					return nil, err
				}
			}
			if len(w.buf) == 0 {
				last = row{}
			}
			w.buf = appendRow(w.buf, last, r, &low)
			last = r
		}
	}
	return w.close()
}

// appendRow adds a row to p, which has room for it.
func appendRow(p []byte, last, r row, low *[4]segment.ID) []byte {
	a, b := last.IDs(), r.IDs()
	level := 0
	for level < 3 && a[level] == b[level] {
		level++
	}
	code := p[len(p) : len(p)+maxRowCode]
	head, at := byte(level), 1
	if level == 0 {
		d := b[0] - a[0]
		if code[1], at = byte(d), 2; d > 255 {
			code[1], at = 0, 6
			binary.LittleEndian.PutUint32(code[2:], d)
		}
	}
	for i := max(level, 1); i < 4; i++ {
		v := b[i] - low[i]
		if i == level {
			v = b[i] - a[i]
		}
		// Four bytes are written, of which the next number takes those that
		// are not used.
		more := (bits.Len32(v|1) - 1) / 8
		head |= byte(more) << (2 * i)
		binary.LittleEndian.PutUint32(code[at:], v)
		at += more + 1
	}
	code[0] = head
	return p[:len(p)+at]
}

// fileRowSource gives the rows of one permutation of a fileRun.
type fileRowSource struct {
	streamReader
	lows [4]segment.ID
	last [4]segment.ID
	rows []row
}

func (f *fileRowSource) next() ([]row, error) {
	if len(f.data) == 0 {
		if ok, err := f.more(); !ok {
			return nil, err
		}
		f.last = [4]segment.ID{}
	}
	if f.rows == nil {
		f.rows = make([]row, 0, batchRows)
	}
	f.rows = f.rows[:0]
	// Numbers are read four bytes at a time, wherever they end.
	at, end := 0, len(f.data)
	data := f.data[:end+slack]
	last := f.last
	for at < end && len(f.rows) < cap(f.rows) {
		head := data[at]
		level := int(head & 3)
		at++
		if level == 0 {
			d := uint32(data[at])
			at++
			if d == 0 {
				d = binary.LittleEndian.Uint32(data[at:])
				at += 4
			}
			last[0] += d
		}
		for i := max(level, 1); i < 4; i++ {
			size := int(head>>(2*i)&3) + 1
			v := binary.LittleEndian.Uint32(data[at:]) & (^uint32(0) >> (32 - 8*size))
			at += size
			if i == level {
				last[i] += v
			} else {
				last[i] = v + f.lows[i]
			}
		}
		f.rows = append(f.rows, segment.Pack(last[0], last[1], last[2], last[3]))
	}
	f.data, f.last = f.data[at:], last
	return f.rows, nil
}
