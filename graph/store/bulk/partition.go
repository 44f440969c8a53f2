package bulk

import (
	"context"
	"slices"

	"quipu/graph/store/segment"
)

// Sorting and renumbering millions of rows is done in pieces that fit the
// processor's cache, which is faster, and lets the work end soon after its
// context.
const (
	pieceRows = 1 << 15 // aimed at
	maxPieces = 1 << 10
	stretch   = 1 << 16 // rows that are worked on between two looks at the context
)

// column says how to take an id out of a row.
type column struct {
	high  bool // of Row.Hi
	shift uint
}

func columnAt(position int) column {
	return column{position < 2, uint(32 * (1 - position&1))}
}

func (c column) of(r *row) uint32 {
	if c.high {
		return uint32(r.Hi >> c.shift)
	}
	return uint32(r.Lo >> c.shift)
}

// partition copies rows from src to dst so that they lie in pieces, ascending
// by the id in one column and otherwise in their old order. It returns where
// each piece begins, and the end.
func partition(ctx context.Context, workers int, src, dst []row, c column) ([]int, error) {
	shares := shares(len(src), workers)
	lows, highs := make([]uint32, len(shares)), make([]uint32, len(shares))
	err := each(ctx, workers, len(shares), func(ctx context.Context, i int) (err error) {
		lows[i], highs[i], err = bounds(ctx, shares[i].of(src), c)
		return err
	})
	if err != nil || len(src) == 0 {
		return []int{0, len(src)}, err
	}
	low, high := lows[0], highs[0]
	for i := range lows {
		low, high = min(low, lows[i]), max(high, highs[i])
	}
	pieces, shift := split(len(src), high-low)
	counts := make([][]int, len(shares))
	err = each(ctx, workers, len(shares), func(ctx context.Context, i int) error {
		counts[i] = make([]int, pieces)
		return stretches(ctx, shares[i].of(src), func(rows []row) {
			for j := range rows {
				counts[i][(c.of(&rows[j])-low)>>shift]++
			}
		})
	})
	if err != nil {
		return nil, err
	}
	starts := prefixSums(counts, pieces)
	err = each(ctx, workers, len(shares), func(ctx context.Context, i int) error {
		next := counts[i]
		return stretches(ctx, shares[i].of(src), func(rows []row) {
			for j := range rows {
				p := (c.of(&rows[j]) - low) >> shift
				dst[next[p]] = rows[j]
				next[p]++
			}
		})
	})
	return starts, err
}

// split says how many pieces to make of rows whose ids span a number, and how
// far to shift an id for the number of its piece.
func split(rows int, span uint32) (pieces int, shift uint) {
	want := uint32(min(max(rows/pieceRows, 1), maxPieces))
	for span>>shift >= want {
		shift++
	}
	return int(span>>shift) + 1, shift
}

// prefixSums turns the counts of each share's rows into where the share's rows
// of each piece go. It returns where the pieces begin, and the end.
func prefixSums(counts [][]int, pieces int) []int {
	starts := make([]int, 0, pieces+1)
	sum := 0
	for p := range pieces {
		starts = append(starts, sum)
		for _, of := range counts {
			n := of[p]
			of[p] = sum
			sum += n
		}
	}
	return append(starts, sum)
}

// bounds are the lowest and the highest id of a column.
func bounds(ctx context.Context, rows []row, c column) (low, high uint32, err error) {
	low = ^uint32(0)
	err = stretches(ctx, rows, func(rows []row) {
		for j := range rows {
			id := c.of(&rows[j])
			low, high = min(low, id), max(high, id)
		}
	})
	return low, high, err
}

// share is a part of rows.
type share struct{ first, end int }

func (s share) of(rows []row) []row { return rows[s.first:s.end] }

// shares divides rows among workers.
func shares(rows, workers int) []share {
	n := max(1, min(workers, rows/stretch))
	all := make([]share, n)
	for i := range all {
		all[i] = share{rows * i / n, rows * (i + 1) / n}
	}
	return all
}

// stretches calls f for one stretch of rows after the other.
func stretches(ctx context.Context, rows []row, f func([]row)) error {
	for len(rows) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(len(rows), stretch)
		f(rows[:n])
		rows = rows[n:]
	}
	return nil
}

// sortRows sorts rows in order SPOL from src to dst and leaves out repeats. It
// returns how many are left. scratch is as long as src, and may be src if that
// need not stay.
func sortRows(ctx context.Context, workers int, src, dst, scratch []row) (int, error) {
	c, err := leading(ctx, src, segment.SPOL, segment.SPOL)
	if err != nil {
		return 0, err
	}
	starts, err := partition(ctx, workers, src, dst, c)
	if err != nil {
		return 0, err
	}
	left := make([]int, len(starts)-1)
	err = each(ctx, workers, len(left), func(_ context.Context, i int) error {
		piece := dst[starts[i]:starts[i+1]]
		left[i] = distinct(segment.SortRows(piece, scratch[starts[i]:starts[i+1]]), piece)
		return nil
	})
	if err != nil {
		return 0, err
	}
	n := 0
	for i, k := range left {
		if n < starts[i] {
			copy(dst[n:n+k], dst[starts[i]:starts[i]+k])
		}
		n += k
	}
	return n, ctx.Err()
}

// distinct copies sorted rows to dst, which may be where they are, without
// repeats.
func distinct(rows, dst []row) int {
	n := 0
	for i, r := range rows {
		if i > 0 && r == dst[n-1] {
			continue
		}
		dst[n] = r
		n++
	}
	return n
}

// reorder sorts rows, which lie in src in permutation from, to dst in
// permutation to. scratch is as long as src, and may be src if that need not
// stay.
func reorder(ctx context.Context, src, dst, scratch []row, from, to int) error {
	c, err := leading(ctx, src, from, to)
	if err != nil {
		return err
	}
	starts, err := partition(ctx, 1, src, dst, c)
	if err != nil {
		return err
	}
	for i := range len(starts) - 1 {
		if err := ctx.Err(); err != nil {
			return err
		}
		piece := dst[starts[i]:starts[i+1]]
		if len(piece) == 0 {
			continue
		}
		ordered := segment.Reorder(piece, scratch[starts[i]:starts[i+1]], from, to)
		if &ordered[0] != &piece[0] {
			copy(piece, ordered)
		}
	}
	return nil
}

// leading is the first column, in the order of permutation to, of rows in
// permutation from, that is not the same in all: the one to make pieces by.
func leading(ctx context.Context, rows []row, from, to int) (column, error) {
	places := segment.Permutations[from]
	var c column
	for _, place := range segment.Permutations[to] {
		c = columnAt(slices.Index(places[:], place))
		if low, high, err := bounds(ctx, rows, c); err != nil || low < high {
			return c, err
		}
	}
	return c, nil
}
