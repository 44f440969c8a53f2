package gizmo

import (
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

// recursive is followRecursive(): every vertex that following the path again
// and again reaches, once, with how often it was followed. It is breadth first
// over sets, so that cycles end it. most 0 is no limit.
//
// The set is found while the script runs, because how far a vertex is can be
// asked for; a vertex comes with the tags of the first start that reaches it.
func recursive(p *path, most int, depths []string) move {
	return func(l *lowering, t trail, backwards bool) (trail, error) {
		r := reach{lowering: l, path: p, labels: t.labels, backwards: backwards, base: map[quad.Value]quad.Value{}}
		starts, err := r.starts(t)
		if err != nil {
			return t, err
		}
		if err := r.search(most); err != nil {
			return t, err
		}
		l.host.Unproved("followRecursive()")
		from, to, depth := t.at, l.fresh(), l.fresh()
		t = t.walled("followRecursive").on(starts)
		t = t.with(&algebra.Values{Vars: []string{from, to, depth}, Rows: r.rows})
		t.at, t.sorted = to, false
		for _, name := range depths {
			t = t.tag(name, depth)
			t.tags[len(t.tags)-1].wall = "followRecursive()"
		}
		return t, nil
	}
}

// reach is the state of a search.
type reach struct {
	*lowering
	path      *path
	labels    *labelContext
	backwards bool
	frontier  []quad.Value
	base      map[quad.Value]quad.Value // the start that a vertex was reached from
	rows      [][]quad.Value            // start, vertex, depth
}

// starts runs the trail so far and returns its rows: to run it again could
// give others, where it has a limit.
func (r *reach) starts(t trail) (algebra.Node, error) {
	rows := &algebra.Values{Vars: append([]string{t.at}, t.tagVars()...)}
	seen := map[quad.Value]bool{}
	tree := &algebra.Project{In: r.whole(t), Vars: rows.Vars}
	err := r.host.Solve(r.ctx, tree, rows.Vars, func(row []quad.Value) error {
		rows.Rows = append(rows.Rows, row)
		if !seen[row[0]] {
			seen[row[0]] = true
			r.frontier = append(r.frontier, row[0])
		}
		return nil
	})
	return rows, err
}

func (r *reach) search(most int) error {
	for depth := 1; len(r.frontier) > 0 && (most == 0 || depth <= most); depth++ {
		tree, vars, err := r.level()
		if err != nil {
			return err
		}
		found := map[quad.Value]quad.Value{}
		var next []quad.Value
		err = r.host.Solve(r.ctx, tree, vars, func(row []quad.Value) error {
			from, to := row[0], row[1]
			if r.base[to] != nil || found[to] != nil {
				return nil
			}
			if found[to] = from; depth > 1 {
				found[to] = r.base[from]
			}
			next = append(next, to)
			return nil
		})
		if err != nil {
			return err
		}
		far := quads.Literal(strconv.Itoa(depth), quads.XSDInteger)
		for _, to := range next {
			r.rows = append(r.rows, []quad.Value{found[to], to, far})
			r.base[to] = found[to]
		}
		r.frontier = next
	}
	return nil
}

// level is one step from the frontier: pairs of where from and where to.
func (r *reach) level() (algebra.Node, []string, error) {
	t := trail{at: r.fresh(), labels: r.labels}
	from := t.at
	t, err := r.apply(t.with(values(from, r.frontier)), r.path, r.backwards)
	if err != nil {
		return nil, nil, err
	}
	if len(t.tags) > 0 {
		return nil, nil, stepErrorf("followRecursive() of a path with tags: a tag in it would have many values")
	}
	if t.at == from {
		return nil, nil, stepErrorf("followRecursive() of a path that goes nowhere")
	}
	vars := []string{from, t.at}
	return &algebra.Distinct{In: &algebra.Project{In: r.whole(t), Vars: vars}}, vars, nil
}
