package bulk

import "context"

// sorted sorts a batch. The run lies in the batch's slabs and uses all of
// them.
func (b *batch) sorted(ctx context.Context) (*memoryRun, error) {
	n, terms := b.rows, b.table.terms
	b.x.grow(max(n, terms), 0)
	b.y.grow(max(n, terms), 0)
	if err := b.sortTerms(ctx, b.x.all[:terms], b.y.all[:terms]); err != nil {
		return nil, err
	}
	b.newIDs(nil)
	quads, x, y := b.quads.all[:n], b.x.all[:n], b.y.all[:n]
	if err := b.renumber(ctx, quads); err != nil {
		return nil, err
	}
	n, err := sortRows(ctx, 1, quads, x, y)
	if err != nil {
		return nil, err
	}
	return &memoryRun{
		arenas: [][]byte{b.table.arena.all[:b.table.used]},
		refs:   b.order.all[:terms],
		spol:   x[:n],
		x:      quads[:n], y: y[:n],
	}, nil
}

// combine sorts batches together. The run lies in the arenas of all, and in a
// slab of the first.
func combine(ctx context.Context, batches []*batch, workers int) (*memoryRun, error) {
	rows, terms := 0, 0
	for _, b := range batches {
		rows += b.rows
		terms += b.table.terms
	}
	var scratch slab[row]
	defer scratch.free()
	x := &batches[0].x
	x.grow(max(rows, terms), 0)
	scratch.grow(max(rows, terms), 0)
	run := new(memoryRun)
	err := sortAllTerms(ctx, batches, workers, x.all, scratch.all)
	if err == nil {
		run.refs, err = mergeOrders(ctx, batches, workers)
	}
	if err == nil {
		err = renumberAll(ctx, batches, workers, scratch.all)
	}
	if err != nil {
		return nil, err
	}
	n, err := sortRows(ctx, workers, scratch.all[:rows], x.all, scratch.all)
	run.spol = x.all[:n]
	for _, b := range batches {
		run.arenas = append(run.arenas, b.table.arena.all[:b.table.used])
	}
	return run, err
}

// sortAllTerms sorts each batch's terms. x and y are as long as there are
// terms in all.
func sortAllTerms(ctx context.Context, batches []*batch, workers int, x, y []row) error {
	ends := make([]int, len(batches))
	end := 0
	for i, b := range batches {
		end += b.table.terms
		ends[i] = end
	}
	return each(ctx, workers, len(batches), func(ctx context.Context, i int) error {
		first := ends[i] - batches[i].table.terms
		return batches[i].sortTerms(ctx, x[first:ends[i]], y[first:ends[i]])
	})
}

// renumberAll puts the rows of all batches into dst and frees what they lay
// in.
func renumberAll(ctx context.Context, batches []*batch, workers int, dst []row) error {
	ends := make([]int, len(batches))
	end := 0
	for i, b := range batches {
		end += b.rows
		ends[i] = end
	}
	return each(ctx, workers, len(batches), func(ctx context.Context, i int) error {
		b := batches[i]
		err := b.renumber(ctx, dst[ends[i]-b.rows:ends[i]])
		b.quads.free()
		b.ranks.free()
		b.order.free()
		return err
	})
}
