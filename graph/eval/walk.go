package eval

import (
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// walk binds a variable to the paths between two sets of terms. The rows below
// it are read whole first: all values of an end's variable are ends.
type walk struct {
	run      *run
	in       operator
	from, to []place
	spec     algebra.WalkSpec
	label    *labelSpec
	col      int
	hop      int // column of how many hops away, of a neighbourhood; else -1

	out  *batch
	done bool
}

func (c *compiler) walk(in relation, n *algebra.Walk) (relation, error) {
	if c.run.o.Walk == nil && n.Hop == "" || c.run.o.Around == nil && n.Hop != "" {
		return in, badTree("a walk, and nobody to walk it")
	}
	rel, err := c.onto(in, n.In)
	if err != nil {
		return rel, err
	}
	w := &walk{run: c.run, in: rel.op, spec: n.Spec}
	if w.from, err = c.ends(rel, n.From); err != nil {
		return rel, err
	}
	if w.to, err = c.ends(rel, n.To); err != nil {
		return rel, err
	}
	if w.label, err = c.label(n.Spec.Label); err != nil {
		return rel, err
	}
	out := relation{op: w, cols: rel.with(n.Var), bound: boundBy(rel, n)}
	if n.Hop != "" {
		out.cols = append(out.cols, n.Hop)
	}
	w.col, w.hop = out.col(n.Var), out.col(n.Hop)
	return out, nil
}

// ends are the places of a walk's one side.
func (c *compiler) ends(rel relation, terms []algebra.Term) ([]place, error) {
	out := make([]place, 0, len(terms))
	for _, t := range terms {
		if t.Var == "" {
			ids, err := c.run.known(t.Value)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				out = append(out, place{col: -1, id: id})
			}
			continue
		}
		col := rel.col(t.Var)
		if col < 0 {
			return nil, badTree("nothing binds ?%s, an end of a walk", t.Var)
		}
		out = append(out, place{col: col})
	}
	return out, nil
}

func (w *walk) next() (*batch, error) {
	if !w.done {
		w.done = true
		if err := w.find(); err != nil {
			return nil, err
		}
	}
	out := w.out
	w.out = nil
	return out, nil
}

// find reads the rows, walks once, and joins the paths with the rows, paths
// first: their order is that of the answer.
func (w *walk) find() error {
	var rows []*batch
	var from, to idSet
	for {
		b, err := w.in.next()
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
		if err := w.run.hold(b.n); err != nil {
			return err
		}
		rows = append(rows, b)
		for i := range b.n {
			from.add(idsAt(w.from, b.row(i))...)
			to.add(idsAt(w.to, b.row(i))...)
		}
	}
	if w.hop >= 0 {
		return w.around(rows)
	}
	if len(from.list) == 0 || len(to.list) == 0 {
		return nil
	}
	paths, note, err := w.run.o.Walk(w.run.ctx, w.run.src, from.list, to.list, w.spec)
	if err != nil {
		return err
	}
	w.run.note(note)
	return w.join(paths, rows)
}

// idsAt returns the ends of a row that the source has.
func idsAt(places []place, row []source.ID) []source.ID {
	var out []source.ID
	for _, p := range places {
		id := p.id
		if p.col >= 0 {
			id = row[p.col]
		}
		if id != source.Any && id&local == 0 {
			out = append(out, id)
		}
	}
	return out
}

func (w *walk) join(paths []source.Path, rows []*batch) error {
	for _, p := range paths {
		if len(p) == 0 {
			continue
		}
		start, end := pathEndsOf(p)
		id := w.run.terms.addPath(walked{hops: p, spec: w.label})
		why := w.proof(p)
		for _, b := range rows {
			if err := w.run.ctx.Err(); err != nil {
				return err
			}
			if w.out == nil {
				w.out = w.run.newBatch(max(b.width, w.col+1))
			}
			for i := range b.n {
				if !w.links(b.row(i), start, end) {
					continue
				}
				if err := w.run.hold(1); err != nil {
					return err
				}
				w.out.add(b.row(i), both(b.proof(i), why))[w.col] = id
			}
		}
	}
	if w.out != nil && w.out.n == 0 {
		w.out = nil
	}
	return w.run.ctx.Err()
}

// links reports whether a path leads from one of a row's ends to another:
// without direction it may have been found the other way about.
func (w *walk) links(row []source.ID, start, end source.ID) bool {
	from, to := idsAt(w.from, row), idsAt(w.to, row)
	return slices.Contains(from, start) && slices.Contains(to, end) ||
		!w.spec.Directed && slices.Contains(from, end) && slices.Contains(to, start)
}

// pathEndsOf returns where a path starts and ends.
func pathEndsOf(p source.Path) (start, end source.ID) {
	start, end = p[0].S, p[len(p)-1].O
	if !p[0].Forward {
		start = p[0].O
	}
	if !p[len(p)-1].Forward {
		end = p[len(p)-1].S
	}
	return start, end
}

// proof is the edges of a path. What is only denied is no edge.
func (w *walk) proof(p source.Path) *proof {
	if !w.run.o.Why {
		return nil
	}
	var why *proof
	for _, h := range p {
		if !h.Denied {
			why = both(why, &proof{triple: [3]source.ID{h.S, h.P, h.O}, spec: w.label})
		}
	}
	return why
}

func (w *walk) close() { w.in.close() }
