package bulk

import (
	"bytes"
	"context"
	"sort"
)

// mergeOrders merges the terms of batches, whose orders it needs and whose ids
// it makes. It returns the number of the batch and the place of each form.
//
// The work is divided at some forms: what lies between two of them is merged
// by itself, and when it is known how many terms there are in front of it, its
// ranks are raised by their number.
func mergeOrders(ctx context.Context, batches []*batch, workers int) ([]uint64, error) {
	m := newOrderMerge(batches, workers)
	err := each(ctx, workers, len(m.cuts)-1, func(ctx context.Context, part int) error {
		var err error
		m.terms[part], err = m.merge(ctx, part)
		return err
	})
	if err != nil {
		return nil, err
	}
	total := 0
	for part, n := range m.terms {
		first := m.first(part)
		copy(m.refs[total:], m.refs[first:first+n])
		m.terms[part] = total
		total += n
	}
	err = each(ctx, workers, len(batches), func(_ context.Context, i int) error {
		for part, before := range m.terms {
			ranks := m.ranks[i][m.cuts[part][i]:m.cuts[part+1][i]]
			for j := range ranks {
				ranks[j] += uint32(before)
			}
		}
		batches[i].newIDs(m.ranks[i])
		return nil
	})
	return m.refs[:total], err
}

type orderMerge struct {
	arenas [][]byte
	orders [][]uint64
	cuts   [][]int    // by part and batch: where in its order the part begins
	ranks  [][]uint32 // by batch and rank there: the rank among all
	refs   []uint64   // the result, of each part where first says
	terms  []int      // by part
}

func newOrderMerge(batches []*batch, workers int) *orderMerge {
	m := new(orderMerge)
	total, longest := 0, 0
	for i, b := range batches {
		n := b.table.terms
		total += n
		m.arenas = append(m.arenas, b.table.arena.all)
		m.orders = append(m.orders, b.order.all[:n])
		m.ranks = append(m.ranks, make([]uint32, n))
		if n > len(m.orders[longest]) {
			longest = i
		}
	}
	parts := max(1, min(4*workers, total/4096))
	m.terms = make([]int, parts)
	m.refs = make([]uint64, total)
	m.cuts = append(m.cuts, make([]int, len(batches)))
	for part := 1; part < parts; part++ {
		middle := m.orders[longest][len(m.orders[longest])*part/parts]
		form := formAt(m.arenas[longest], uint32(middle))
		cut := make([]int, len(batches))
		for i, order := range m.orders {
			cut[i] = sort.Search(len(order), func(j int) bool {
				return bytes.Compare(formAt(m.arenas[i], uint32(order[j])), form) >= 0
			})
		}
		m.cuts = append(m.cuts, cut)
	}
	end := make([]int, len(batches))
	for i, order := range m.orders {
		end[i] = len(order)
	}
	m.cuts = append(m.cuts, end)
	return m
}

// first is where in refs a part's result is put: behind as many as all parts
// before it can have.
func (m *orderMerge) first(part int) int {
	sum := 0
	for _, n := range m.cuts[part] {
		sum += n
	}
	return sum
}

// merge merges what the batches have in one part, and returns how many terms
// that is.
func (m *orderMerge) merge(ctx context.Context, part int) (int, error) {
	var lists []*orderList
	var heads [][]byte
	for i, order := range m.orders {
		order = order[m.cuts[part][i]:m.cuts[part+1][i]]
		if len(order) > 0 {
			l := &orderList{
				batch:  uint64(i) << 32,
				refs:   order,
				ranks:  m.ranks[i][m.cuts[part][i]:],
				source: memoryTerms{arenas: m.arenas[i : i+1], rest: order},
			}
			lists = append(lists, l)
			heads = append(heads, l.source.form())
		}
	}
	if len(lists) == 0 {
		return 0, nil
	}
	t := newFormTournament(heads)
	refs := m.refs[m.first(part):m.first(part)]
	var last []byte
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		form := t.heads[t.winner()]
		if form == nil {
			return len(refs), nil
		}
		l := lists[t.winner()]
		if last == nil || !bytes.Equal(last, form) {
			refs = append(refs, l.batch|l.refs[0])
			last = form
		}
		l.ranks[0] = uint32(len(refs) - 1)
		l.refs, l.ranks = l.refs[1:], l.ranks[1:]
		t.heads[t.winner()] = l.source.form()
		t.replay()
	}
}

// orderList is what is left of one batch's order.
type orderList struct {
	batch  uint64 // its number, as a ref has it
	refs   []uint64
	ranks  []uint32
	source memoryTerms
}
