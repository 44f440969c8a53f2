package gizmo

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// lowering turns paths into algebra.
type lowering struct {
	ctx  context.Context
	host Host
	vars int
	took int // steps
}

// trail is a path so far: the parts of a join, and where it stands. A trail is
// not changed; methods return another.
type trail struct {
	at     string // the variable of the vertex it stands on
	parts  []algebra.Node
	conds  []algebra.Expr
	tags   []tag
	labels *labelContext // whose quads are seen; nil: all
	sorted bool
	sure   string // a variable that the parts are known to bind
}

// tag is a name for a vertex passed.
type tag struct {
	name, at string
	labels   *labelContext // at the tag
	wall     string        // the step since then that back() cannot cross
}

func (l *lowering) fresh() string {
	l.vars++
	return "v" + strconv.Itoa(l.vars)
}

// start is any vertex.
func (l *lowering) start() trail { return trail{at: l.fresh()} }

func (t trail) with(parts ...algebra.Node) trail {
	t.parts = append(slices.Clone(t.parts), parts...)
	return t
}

func (t trail) test(conds ...algebra.Expr) trail {
	t.conds = append(slices.Clone(t.conds), conds...)
	return t
}

// on makes the trail go on from a whole: a node that binds its vertex and tags.
func (t trail) on(n algebra.Node) trail {
	t.parts, t.conds, t.sure = []algebra.Node{n}, nil, t.at
	return t
}

// tag names a vertex; a name that is there already moves.
func (t trail) tag(name, at string) trail {
	tags := slices.DeleteFunc(slices.Clone(t.tags), func(old tag) bool { return old.name == name })
	t.tags = append(tags, tag{name: name, at: at, labels: t.labels})
	return t
}

// walled makes the tags so far unreachable for back(): behind the step they
// no longer stand for every vertex passed.
func (t trail) walled(step string) trail {
	t.tags = slices.Clone(t.tags)
	for i := range t.tags {
		if t.tags[i].wall == "" {
			t.tags[i].wall = step + "()"
		}
	}
	return t
}

func (t trail) tagVars() []string {
	var out []string
	for _, tag := range t.tags {
		if !slices.Contains(out, tag.at) && tag.at != t.at {
			out = append(out, tag.at)
		}
	}
	return out
}

// whole is the trail as one node, which binds its vertex.
func (l *lowering) whole(t trail) algebra.Node {
	parts := t.parts
	if t.sure != t.at && !algebra.Bound(&algebra.Join{Parts: parts})[t.at] {
		parts = append(slices.Clone(parts), l.everything(t.at))
	}
	var n algebra.Node = &algebra.Join{Parts: parts}
	if len(parts) == 1 {
		n = parts[0]
	}
	if len(t.conds) > 0 {
		n = &algebra.Filter{In: n, Cond: and(t.conds...)}
	}
	return n
}

// ordered is the trail as one node, sorted if order() asked for it.
func (l *lowering) ordered(t trail) algebra.Node {
	n := l.whole(t)
	if t.sorted {
		n = &algebra.Order{In: n, Keys: []algebra.Key{{Expr: algebra.VarExpr{Name: t.at}}}, Ties: t.tagVars()}
	}
	return n
}

// everything is every vertex: all that stands anywhere in a quad.
func (l *lowering) everything(at string) algebra.Node {
	v := algebra.Variable(at)
	other := func() algebra.Term { return algebra.Variable(l.fresh()) }
	return distinct(at, &algebra.Union{Parts: []algebra.Node{
		&algebra.Pattern{S: v, P: other(), O: other()},
		&algebra.Pattern{S: other(), P: v, O: other()},
		&algebra.Pattern{S: other(), P: other(), O: v},
		&algebra.Pattern{S: other(), P: other(), O: other(), Label: algebra.Label{Kind: algebra.BindLabel, Var: at}},
	}})
}

func distinct(at string, n algebra.Node) algebra.Node {
	return &algebra.Distinct{In: &algebra.Project{In: n, Vars: []string{at}}}
}

func values(at string, terms []quad.Value) algebra.Node {
	rows := make([][]quad.Value, len(terms))
	for i, t := range terms {
		rows[i] = []quad.Value{t}
	}
	return &algebra.Values{Vars: []string{at}, Rows: rows}
}

// count counts a step: paths that follow paths grow fast.
func (l *lowering) count() error {
	if l.took++; l.took > maxSteps {
		return &LimitError{What: fmt.Sprintf("a path of %d steps", l.took)}
	}
	return l.ctx.Err()
}

// walk takes steps onward.
func (l *lowering) walk(t trail, steps []step) (trail, error) {
	for _, s := range steps {
		err := l.count()
		switch {
		case err != nil:
		case s.context != nil:
			t.labels = s.context
		case s.back != "":
			t, err = t.backTo(s.back)
		default:
			t, err = s.do(l, t, false)
		}
		if err == nil && len(t.tags) > maxColumns {
			err = stepErrorf("more than %d tags", maxColumns)
		}
		if err != nil {
			return t, err
		}
	}
	return t, nil
}

func (t trail) backTo(name string) (trail, error) {
	for _, tag := range t.tags {
		if tag.name != name {
			continue
		}
		if tag.wall != "" {
			return t, stepErrorf("back('%s') cannot go behind %s: not every way is known there", name, tag.wall)
		}
		t.at, t.labels, t.sorted = tag.at, tag.labels, false
		return t, nil
	}
	return t, stepErrorf("no tag '%s' before back('%s')", name, name)
}

// walkBack takes steps against their direction, from the last to the first.
// Each sees the labels that it sees onward.
func (l *lowering) walkBack(t trail, steps []step) (trail, error) {
	outer := t.labels
	seen := contexts(steps, outer)
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		t.labels = seen[i]
		err := l.count()
		switch {
		case err != nil:
		case s.context != nil:
		case s.back != "":
			t, i, err = l.aside(t, steps, i, seen)
		default:
			t, err = s.do(l, t, true)
		}
		if err != nil {
			return t, err
		}
	}
	t.labels = outer
	return t, nil
}

// aside is the part of a path that back() has left, met on the way back: it is
// taken onward from the tagged vertex, as a condition. It returns the index of
// the tag, where the way back goes on.
func (l *lowering) aside(t trail, steps []step, i int, seen []*labelContext) (trail, int, error) {
	from := tagged(steps[:i], steps[i].back)
	at := t.at
	t.labels = seen[from]
	for _, name := range steps[from].tags {
		t = t.tag(name, at)
	}
	t, err := l.walk(t, steps[from+1:i])
	t.at = at
	return t, from, err
}

// contexts returns the label context that each step sees.
func contexts(steps []step, labels *labelContext) []*labelContext {
	out := make([]*labelContext, len(steps))
	for i, s := range steps {
		switch {
		case s.context != nil:
			labels = s.context
		case s.back != "":
			if from := tagged(steps[:i], s.back); from >= 0 {
				labels = out[from]
			}
		}
		out[i] = labels
	}
	return out
}

// apply is follow() of a path: its steps from where the trail stands. Its
// label contexts end with it.
func (l *lowering) apply(t trail, p *path, backwards bool) (trail, error) {
	outer := t.labels
	walk := l.walk
	if backwards {
		walk = l.walkBack
	}
	t, err := walk(t, p.steps)
	t.labels = outer
	return t, err
}

// ending is a path of its own that ends in the variable at: what a set of
// vertices, predicates or labels is joined with.
func (l *lowering) ending(p *path, at string) (trail, error) {
	t, err := l.walk(l.start(), p.steps)
	if err != nil {
		return t, err
	}
	n := rename(l.whole(t), t.at, at)
	tags := slices.Clone(t.tags)
	for i := range tags {
		if tags[i].at == t.at {
			tags[i].at = at
		}
		tags[i].wall = "another path" // back() goes back in its own
	}
	return trail{at: at, parts: []algebra.Node{n}, tags: tags}, nil
}
