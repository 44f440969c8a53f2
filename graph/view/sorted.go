package view

import (
	"context"
	"slices"
	"sort"
	"sync"

	"quipu/graph/source"
)

// sorted is distinct quads in memory that can be read in every order. An order
// is made when it is first asked for.
type sorted struct {
	all    []source.Quad // in the order SPOL
	orders [len(orders)]permutation
}

// orders are those of source.
var orders = [...]source.Order{source.SPOL, source.POSL, source.OSPL, source.LSPO, source.LPOS, source.LOSP}

// permutation is the numbers of quads in an order.
type permutation struct {
	once    sync.Once
	made    chan struct{} // closed when numbers are
	numbers []uint32
}

// newSorted sorts quads and drops those that come twice. It keeps the slice.
func newSorted(ctx context.Context, all []source.Quad) (*sorted, error) {
	q := &sorted{}
	err := interruptible(ctx, func() {
		slices.SortFunc(all, source.SPOL.Compare)
		all = slices.Compact(all)
	})
	if err == nil {
		q.all = all
	}
	return q, err
}

// interruptible runs f and does not wait for its end where the context ends
// before. F must not change what the caller reads after an error.
func interruptible(ctx context.Context, f func()) error {
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// inOrder returns the numbers of the quads in an order.
func (q *sorted) inOrder(ctx context.Context, o source.Order) ([]uint32, error) {
	p := &q.orders[slices.Index(orders[:], o)]
	p.once.Do(func() {
		p.made = make(chan struct{})
		go func() {
			defer close(p.made)
			p.numbers = make([]uint32, len(q.all))
			for i := range p.numbers {
				p.numbers[i] = uint32(i)
			}
			if o != source.SPOL {
				slices.SortFunc(p.numbers, func(a, b uint32) int { return o.Compare(q.all[a], q.all[b]) })
			}
		}()
	})
	select {
	case <-p.made:
		return p.numbers, ctx.Err()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// matching returns the numbers of the quads that match a pattern, in an order
// in which its bound places come first.
func (q *sorted) matching(ctx context.Context, p source.Pattern, o source.Order) ([]uint32, error) {
	if len(q.all) == 0 {
		return nil, ctx.Err()
	}
	numbers, err := q.inOrder(ctx, o)
	if err != nil {
		return nil, err
	}
	from := sort.Search(len(numbers), func(i int) bool { return compareBound(p, o, q.all[numbers[i]]) >= 0 })
	numbers = numbers[from:]
	n := sort.Search(len(numbers), func(i int) bool { return compareBound(p, o, q.all[numbers[i]]) > 0 })
	return numbers[:n], nil
}

// compareBound compares a quad with a pattern in the places that the pattern
// binds.
func compareBound(p source.Pattern, o source.Order, q source.Quad) int {
	for _, place := range o {
		switch {
		case p[place] == source.Any:
			return 0
		case q[place] < p[place]:
			return -1
		case q[place] > p[place]:
			return 1
		}
	}
	return 0
}
