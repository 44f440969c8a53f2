package segment

import (
	"encoding/binary"
	"math/bits"
)

// A leafWriter packs rows into leaves. See leaf.
type leafWriter struct {
	level [leafRows]uint8
	count [4]int    // rows of each level
	diff  [4]uint64 // all bits of the differences of each level
	least [4]uint64 // minimum and maximum of each place, where it lies behind
	most  [4]uint64 // a row's level
}

// append packs up to leafRows ascending rows behind dst.
func (w *leafWriter) append(dst []byte, rows []Row) []byte {
	w.measure(rows)
	var diff, over [4]int
	var used, head uint64
	var minima []byte
	var scratch [16]byte
	minima = scratch[:0]
	for i := range 4 {
		diff[i] = bits.Len64(w.diff[i])
		head |= uint64(diff[i]) << (headDiff + 6*i)
		if w.count[i] > 0 {
			used |= 1 << i
		}
	}
	for i := 1; i < 4; i++ {
		if w.least[i] > w.most[i] { // no row
			w.least[i] = 0
			continue
		}
		over[i] = bits.Len64(w.most[i] - w.least[i])
		if bits.Len64(w.most[i]) == over[i] {
			w.least[i] = 0
		}
		head |= uint64(over[i]) << (headOver + 6*(i-1))
		var code uint64
		for w.least[i]>>(8*minimumSize[code]) != 0 {
			code++
		}
		head |= code << (headMinimum + 2*(i-1))
		minima = binary.LittleEndian.AppendUint32(minima, uint32(w.least[i]))[:len(minima)+minimumSize[code]]
	}
	dst = binary.LittleEndian.AppendUint64(dst, head|used<<headLevels)
	dst = append(dst[:len(dst)-8+headSize], minima...)
	dst = w.appendLevels(dst, rows, uint(used))
	return w.appendRecords(dst, rows, diff, over)
}

// measure finds the levels of rows, and how wide their parts are.
func (w *leafWriter) measure(rows []Row) {
	w.count, w.diff, w.most = [4]int{}, [4]uint64{}, [4]uint64{}
	w.least = [4]uint64{1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1}
	before := rows[0]
	for i, r := range rows[1:] {
		level, difference := r.differs(before)
		before = r
		w.level[i+1] = uint8(level)
		w.count[level]++
		w.diff[level] |= difference
		switch level {
		case 0:
			w.least[1], w.most[1] = min(w.least[1], r.Hi&(1<<32-1)), max(w.most[1], r.Hi&(1<<32-1))
			fallthrough
		case 1:
			w.least[2], w.most[2] = min(w.least[2], r.Lo>>32), max(w.most[2], r.Lo>>32)
			fallthrough
		case 2:
			w.least[3], w.most[3] = min(w.least[3], r.Lo&(1<<32-1)), max(w.most[3], r.Lo&(1<<32-1))
		}
	}
}

// differs returns the first place in which a row differs from a lesser one,
// and by how much, less one.
func (r Row) differs(before Row) (level int, difference uint64) {
	if x := r.Hi ^ before.Hi; x != 0 {
		if x>>32 != 0 {
			return 0, r.Hi>>32 - before.Hi>>32 - 1
		}
		return 1, r.Hi - before.Hi - 1
	}
	if (r.Lo^before.Lo)>>32 != 0 {
		return 2, r.Lo>>32 - before.Lo>>32 - 1
	}
	return 3, r.Lo - before.Lo - 1
}

// appendLevels appends the levels that rows have.
func (w *leafWriter) appendLevels(dst []byte, rows []Row, used uint) []byte {
	var lo, hi rowSet
	switch n := bits.OnesCount(used); {
	case n <= 1:
		return dst
	case n == 2:
		second := uint8(bits.Len(used) - 1)
		for i := 1; i < len(rows); i++ {
			if w.level[i] == second {
				lo[i>>6] |= 1 << (i & 63)
			}
		}
		return lo.append(dst, len(rows))
	default:
		for i := 1; i < len(rows); i++ {
			lo[i>>6] |= uint64(w.level[i]&1) << (i & 63)
			hi[i>>6] |= uint64(w.level[i]>>1) << (i & 63)
		}
		return hi.append(lo.append(dst, len(rows)), len(rows))
	}
}

// append appends the bits of so many rows.
func (s rowSet) append(dst []byte, rows int) []byte {
	end := len(dst) + (rows+7)/8
	dst = binary.LittleEndian.AppendUint64(dst, s[0])
	return binary.LittleEndian.AppendUint64(dst, s[1])[:end]
}

// appendRecords appends the records of all levels.
func (w *leafWriter) appendRecords(dst []byte, rows []Row, diff, over [4]int) []byte {
	var at [4]int
	end := len(dst) * 8
	for i := range 4 {
		at[i] = end
		size := diff[i]
		for _, width := range over[i+1:] {
			size += width
		}
		end += w.count[i] * size
	}
	from := len(dst)
	dst = append(dst, make([]byte, (end+7)/8-from+slack)...)
	before := rows[0]
	for i, r := range rows[1:] {
		level := w.level[i+1] & 3
		_, difference := r.differs(before)
		before = r
		to := at[level]
		put(dst, to, difference)
		to += diff[level]
		switch level {
		case 0:
			put(dst, to, r.Hi&(1<<32-1)-w.least[1])
			to += over[1]
			fallthrough
		case 1:
			put(dst, to, r.Lo>>32-w.least[2])
			to += over[2]
			fallthrough
		case 2:
			put(dst, to, r.Lo&(1<<32-1)-w.least[3])
			to += over[3]
		}
		at[level] = to
	}
	return dst[:(end+7)/8]
}

// put sets bits of p, which are zero, from a place on. It is the inverse of
// field.
func put(p []byte, at int, bits uint64) {
	p = p[uint(at)>>3:]
	binary.LittleEndian.PutUint64(p, binary.LittleEndian.Uint64(p)|bits<<(uint(at)&7))
}
