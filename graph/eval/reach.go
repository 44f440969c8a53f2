package eval

import (
	"math/bits"

	"quipu/graph/source"
)

// reach joins rows with a property path that repeats, without evidence. The
// rows of a batch ask four things of it, one after the other: which of the
// pairs that they bind are related, where the path leads from the starts that
// they bind, where it comes from to the ends, and, for rows that bind neither,
// all pairs. What a search finds is put out level by level.
type reach struct {
	pathRows
	asks  reachAsks // of batch, under labels[under]
	asked int       // of asks, in the order above

	pairs []int // rows of batch whose pairs are related, to be put out
	// The searches from the ends that rows bind, or from all starts.
	from  []source.ID
	rows  map[source.ID][]int // of each of from
	every []int               // rows, where they are the same for all of from
	back  bool                // from are ends

	search *search
	starts []source.ID // of search: part of from
	found  []node      // to be put out …
	left   uint64      // … for these starts of found[0], …
	rowAt  int         // … from this row of the lowest of them on
}

// reachAsks are the rows of a batch by what they bind.
type reachAsks struct {
	both           []int
	starts, ends   []source.ID
	ofStart, ofEnd map[source.ID][]int
	free           []int
}

func (r *reach) next() (*batch, error) {
	out := r.run.newBatch(r.width)
	for !out.full() {
		if r.emit(out) {
			continue
		}
		more, err := r.advance()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	if out.n == 0 {
		return nil, r.run.ctx.Err()
	}
	r.run.work.Rows += int64(out.n)
	return out, nil
}

// emit puts out one of the rows that are found; false where there is none.
func (r *reach) emit(out *batch) bool {
	if len(r.pairs) > 0 {
		i := r.pairs[0]
		r.pairs = r.pairs[1:]
		s, o, _ := r.ends(r.batch.row(i))
		r.put(out, i, s, o)
		return true
	}
	if len(r.found) == 0 {
		return false
	}
	n := r.found[0]
	if r.left == 0 {
		r.left, r.rowAt = n.starts, 0
	}
	start := r.starts[bits.TrailingZeros64(r.left)]
	rows := r.every
	if rows == nil {
		rows = r.rows[start]
	}
	i := rows[r.rowAt]
	if r.rowAt++; r.rowAt == len(rows) {
		r.rowAt = 0
		if r.left &= r.left - 1; r.left == 0 {
			r.found = r.found[1:]
		}
	}
	if r.back {
		r.put(out, i, n.id, start)
	} else {
		r.put(out, i, start, n.id)
	}
	return true
}

// put puts out a row with a pair, if it fits.
func (r *reach) put(out *batch, i int, from, to source.ID) {
	row := out.add(r.batch.row(i), nil)
	fits := r.s.put(row, from) && r.o.put(row, to)
	if fits && r.label >= 0 {
		fits = place{col: r.label}.put(row, r.labels[r.under].list[0])
	}
	if !fits {
		out.drop()
	}
}

// advance finds more, or moves to the next search, question, label or batch.
func (r *reach) advance() (bool, error) {
	if err := r.run.ctx.Err(); err != nil {
		return false, err
	}
	switch {
	case r.search != nil:
		return true, r.step()
	case len(r.from) > 0:
		r.begin()
		return true, nil
	case r.batch == nil:
		b, err := r.in.next()
		if b == nil || err != nil {
			return false, err
		}
		r.batch, r.under = b, 0
		if err := r.findLabels(); err != nil || len(r.labels) == 0 {
			r.batch = nil
			return true, err
		}
		r.sortOut()
		return true, nil
	case r.asked < 4:
		r.asked++
		return true, r.ask(r.asked)
	case r.under+1 < len(r.labels):
		r.under++
		r.sortOut()
		return true, nil
	default:
		r.batch = nil
		return true, nil
	}
}

// sortOut sorts the batch's rows by what they bind.
func (r *reach) sortOut() {
	a := reachAsks{ofStart: map[source.ID][]int{}, ofEnd: map[source.ID][]int{}}
	put := func(of map[source.ID][]int, list *[]source.ID, id source.ID, i int) {
		if of[id] == nil {
			*list = append(*list, id)
		}
		of[id] = append(of[id], i)
	}
	for i := range r.batch.n {
		s, o, ok := r.ends(r.batch.row(i))
		switch {
		case !ok:
		case s != source.Any && o != source.Any:
			a.both = append(a.both, i)
		case s != source.Any:
			put(a.ofStart, &a.starts, s, i)
		case o != source.Any:
			put(a.ofEnd, &a.ends, o, i)
		default:
			a.free = append(a.free, i)
		}
	}
	r.asks, r.asked = a, 0
}

// ask prepares the searches for one of the four questions.
func (r *reach) ask(number int) (err error) {
	spec := r.labels[r.under]
	r.from, r.rows, r.every, r.back = nil, nil, nil, false
	switch number {
	case 1:
		if len(r.asks.both) > 0 {
			r.pairs, err = r.related(r.asks.both, spec)
		}
	case 2:
		r.rows = r.asks.ofStart
		r.from, err = r.finder.usable(r.asks.starts, spec, r.s.col >= 0)
	case 3:
		r.rows, r.back = r.asks.ofEnd, true
		r.from, err = r.finder.usable(r.asks.ends, spec, r.o.col >= 0)
	case 4:
		if r.every = r.asks.free; len(r.every) > 0 {
			r.from, err = r.finder.starts(spec)
		}
	}
	return err
}

// begin starts the search from the next starts.
func (r *reach) begin() {
	n := min(len(r.from), maxStarts)
	r.starts, r.from = r.from[:n], r.from[n:]
	r.search = r.finder.search(r.finder.path, startNodes(r.starts), r.labels[r.under], r.back)
}

// startNodes gives each start its bit.
func startNodes(starts []source.ID) []node {
	nodes := make([]node, len(starts))
	for i, id := range starts {
		nodes[i] = node{id, 1 << i}
	}
	return sortNodes(nodes)
}

// step takes the search's next step.
func (r *reach) step() (err error) {
	r.found, err = r.search.next()
	if len(r.found) == 0 || err != nil {
		r.search.drop()
		r.search = nil
	}
	return err
}

// usable returns the ends that a search can begin at. A path of no length
// relates a variable's term to itself only where it is a subject or an object;
// from a term that is neither the path leads nowhere either. A constant it
// relates to itself whatever the graph has (SPARQL 1.1, section 18.4).
func (f *finder) usable(ends []source.ID, spec *labelSpec, variable bool) ([]source.ID, error) {
	if !f.nullable || !variable {
		return ends, nil
	}
	out := make([]source.ID, 0, len(ends))
	for _, id := range ends {
		in, err := f.inGraph(id, spec)
		if err != nil {
			return nil, err
		}
		if in {
			out = append(out, id)
		}
	}
	return out, nil
}
