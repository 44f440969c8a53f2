package bulk

import (
	"context"
	"fmt"

	"quipu/graph/store/segment"
)

// writeTrees writes one tree after the other.
func (m *merge) writeTrees(ctx context.Context, perms []int) error {
	runs := make([]permutations, len(m.inputs))
	for i, in := range m.inputs {
		if in.Run != nil {
			runs[i] = in.Run.permutations()
			defer runs[i].close()
		}
	}
	for _, perm := range perms {
		var sources []rowSource
		old := 0
		for i, in := range m.inputs {
			source, err := in.rows(ctx, runs[i], perm)
			if err != nil {
				return err
			}
			if source != nil {
				sources = append(sources, source)
				if i < m.options.Old {
					old++
				}
			}
		}
		if err := m.writeTree(ctx, perm, newRowMerge(m, sources, old)); err != nil {
			return err
		}
	}
	return nil
}

// rows gives the input's rows in new ids, nil if it has none.
func (in *input) rows(ctx context.Context, run permutations, perm int) (rowSource, error) {
	var source rowSource
	switch {
	case run != nil:
		var err error
		if source, err = run.rows(ctx, perm); err != nil {
			return nil, err
		}
	case in.Segment != nil:
		var err error
		if source, err = treeRows(in.Segment, segment.Added, perm); err != nil {
			return nil, err
		}
		if in.Without != nil {
			without, err := treeRows(in.Without, segment.Removed, perm)
			if err != nil {
				return nil, err
			}
			source = &difference{from: source, without: without}
		}
	default:
		return nil, nil
	}
	if in.same {
		return source, nil
	}
	return &renumbered{source: source, ids: in.ids}, nil
}

// treeRowSource gives the rows of a tree.
type treeRowSource struct{ cursor *segment.Cursor }

func treeRows(s *segment.Segment, kind segment.Kind, perm int) (treeRowSource, error) {
	c := s.Tree(kind, perm).Cursor()
	return treeRowSource{c}, c.Range(row{}, ended)
}

func (t treeRowSource) next() ([]row, error) { return t.cursor.Next() }

// difference gives the rows of one source that another does not have.
type difference struct {
	from, without rowSource
	removed       []row // the next that are left out
	last          bool  // there are no others
	rows          []row
}

func (d *difference) next() ([]row, error) {
	for {
		rows, err := d.from.next()
		if len(rows) == 0 || err != nil {
			return nil, err
		}
		d.rows = d.rows[:0]
		for _, r := range rows {
			removed, err := d.removes(r)
			if err != nil {
				return nil, err
			}
			if !removed {
				d.rows = append(d.rows, r)
			}
		}
		if len(d.rows) > 0 {
			return d.rows, nil
		}
	}
}

// removes reports whether a row is left out. It is asked for ascending rows.
func (d *difference) removes(r row) (bool, error) {
	for !d.last {
		for len(d.removed) > 0 && d.removed[0].Less(r) {
			d.removed = d.removed[1:]
		}
		if len(d.removed) > 0 {
			return d.removed[0] == r, nil
		}
		var err error
		if d.removed, err = d.without.next(); err != nil {
			return false, err
		}
		d.last = len(d.removed) == 0
	}
	return false, nil
}

// renumbered gives the rows of a source in new ids, which are in the same
// order as the old ones. Rows are renumbered many at a time, so that the
// processor can wait for several accesses to the map at once.
type renumbered struct {
	source rowSource
	ids    []segment.ID
	rows   []row
}

func (n *renumbered) next() ([]row, error) {
	rows, err := n.source.next()
	if len(rows) == 0 || err != nil {
		return nil, err
	}
	if len(rows) > cap(n.rows) {
		n.rows = make([]row, len(rows))
	}
	n.rows = n.rows[:len(rows)]
	ids := n.ids
	for i, r := range rows {
		q := r.IDs()
		if int(max(q[0], q[1], q[2], q[3])) >= len(ids) {
			return nil, fmt.Errorf("the quad %v of a segment has a term that its dictionary does not have", q)
		}
		a, b, c, d := ids[q[0]], ids[q[1]], ids[q[2]], ids[q[3]]
		if a == segment.Any || b == segment.Any || c == segment.Any || d == segment.Any {
			return nil, fmt.Errorf("the quad %v of a segment has a term that was to be left out", q)
		}
		n.rows[i] = segment.Pack(a, b, c, d)
	}
	return n.rows, nil
}

// A rowMerge merges rows.
type rowMerge struct {
	merge   *merge
	sources []rowSource
	rest    [][]row // what is left of each source's last rows, behind its head
	heads   *rowTournament
	old     int // how many of the sources, from the first on, are old inputs
	out     []row
	fresh   []row // those of out that no old input has
	last    row
}

func newRowMerge(m *merge, sources []rowSource, old int) *rowMerge {
	return &rowMerge{merge: m, sources: sources, old: old}
}

// next returns the next rows, and those among them that no old input has; both
// are good until the next call. Of sources that have the same row, the first
// gives it.
func (r *rowMerge) next() (rows, fresh []row, err error) {
	if len(r.sources) == 1 {
		rows, err = r.sources[0].next()
		r.merge.advance(len(rows))
		if r.old == 1 {
			return rows, nil, err
		}
		return rows, rows, err
	}
	if r.heads == nil {
		if err := r.begin(); err != nil {
			return nil, nil, err
		}
	}
	r.out, r.fresh = r.out[:0], r.fresh[:0]
	for len(r.out) < cap(r.out) && len(r.sources) > 0 {
		i := r.heads.winner()
		row := r.heads.heads[i]
		if row == ended {
			break
		}
		if row != r.last {
			r.last = row
			r.out = append(r.out, row)
			if i >= r.old {
				r.fresh = append(r.fresh, row)
			}
		}
		if rest := r.rest[i]; len(rest) > 0 {
			r.heads.heads[i], r.rest[i] = rest[0], rest[1:]
		} else if err := r.read(i); err != nil {
			return nil, nil, err
		}
		r.heads.replay()
	}
	return r.out, r.fresh, nil
}

func (r *rowMerge) begin() error {
	r.rest = make([][]row, len(r.sources))
	r.heads = &rowTournament{heads: make([]row, len(r.sources))}
	r.out, r.fresh = make([]row, 0, batchRows), make([]row, 0, batchRows)
	for i := range r.sources {
		if err := r.read(i); err != nil {
			return err
		}
	}
	r.heads = newRowTournament(r.heads.heads)
	return nil
}

// read reads more rows of a source.
func (r *rowMerge) read(i int) error {
	rows, err := r.sources[i].next()
	if err != nil {
		return err
	}
	r.merge.advance(len(rows))
	if len(rows) == 0 {
		r.heads.heads[i] = ended
		return nil
	}
	r.heads.heads[i], r.rest[i] = rows[0], rows[1:]
	return nil
}

// writeTree writes the rows of one permutation, and counts those of the first.
func (m *merge) writeTree(ctx context.Context, perm int, from *rowMerge) error {
	tree := m.trees[perm]
	last := row{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows, fresh, err := from.next()
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return tree.Close()
		}
		if err := tree.AddRows(rows); err != nil {
			return err
		}
		if perm != segment.SPOL {
			continue
		}
		for _, r := range rows {
			if r.Hi != last.Hi || r.Lo>>32 != last.Lo>>32 {
				m.merged.Triples++
			}
			last = r
		}
		m.merged.Quads += int64(len(rows))
		m.merged.New += int64(len(fresh))
		if m.options.OnNew != nil && len(fresh) > 0 {
			if err := m.options.OnNew(fresh); err != nil {
				return err
			}
		}
	}
}
