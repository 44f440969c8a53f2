package gizmo

import (
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// path is what g.V() and g.M() return: the steps taken so far. A step makes a
// new path, so that the old one can be gone on from again.
type path struct {
	steps    []step
	morphism bool // begun by g.M(): it has no start of its own
}

// step is one link of a chain. Most have do; label contexts and ways back are
// told apart because following a path backwards needs to know them.
type step struct {
	name    string
	do      func(l *lowering, t trail, backwards bool) (trail, error)
	tags    []string      // of tag()
	back    string        // of back()
	context *labelContext // of labelContext(); its zero value lifts it
}

// labelContext is a label context: the sources whose quads are seen.
type labelContext struct {
	in   via
	tags []string
}

// via is a set of predicates or labels: all, some, or where a path leads.
type via struct {
	all   bool
	terms []quad.Value
	path  *path
}

func (p *path) then(s step) *path {
	return &path{steps: append(slices.Clip(slices.Clone(p.steps)), s), morphism: p.morphism}
}

// tagged returns the index of the last tag() before the end of steps with a
// name, -1 if there is none.
func tagged(steps []step, name string) int {
	for i := len(steps) - 1; i >= 0; i-- {
		if slices.Contains(steps[i].tags, name) {
			return i
		}
	}
	return -1
}

// pathOf returns the path that a value of the script is.
func pathOf(v goja.Value) (*path, bool) {
	p, ok := held(v).(*path)
	return p, ok
}

// held returns the value of this package that a script's value holds. Other
// objects are not exported: that would walk through all they hold.
func held(v goja.Value) any {
	object, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	switch object.ExportType() {
	case pathType, testType:
		return object.Export()
	}
	return nil
}
