package eval

import (
	"strings"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// describer is an operator that can do what its node asks for in several ways,
// and says which it is, given the rows that it joins.
type describer interface{ how(in relation) string }

// how says how an operator works over in; "" is the only way.
func how(op operator, in relation) string {
	if d, ok := bare(op).(describer); ok {
		return d.how(in)
	}
	return ""
}

func (s *skip) how(relation) string     { return "skip from term to term" }
func (l *leapfrog) how(relation) string { return "leapfrog: all at once, sorted" }
func (d *distinct) how(relation) string { return "hash" }
func (t *thin) how(relation) string     { return "hash" }
func (m *minus) how(relation) string    { return "hash" }

func (g *group) how(relation) string {
	if len(g.by) == 0 {
		return ""
	}
	return "hash"
}

func (o *order) how(relation) string {
	if o.top > 0 {
		return "keep the first"
	}
	return "sort"
}

var placeNames = [4]string{"subject", "predicate", "object", "source"}

// how tells by which places the scan finds quads, and in which order of them.
func (s *scan) how(in relation) string {
	var known source.Pattern
	var by []string
	nested := false
	for i, pl := range s.places {
		switch {
		case pl.col >= 0 && pl.col < len(in.cols):
			nested = true
			if name := in.cols[pl.col]; algebra.Hidden(name) {
				by = append(by, placeNames[i])
			} else {
				by = append(by, "?"+name)
			}
		case pl.col < 0 && (pl.id != source.Any || i == source.L && s.oneLabel()):
			by = append(by, placeNames[i])
		default:
			continue
		}
		known[i] = 1
	}
	verb := "scan by "
	switch {
	case nested:
		verb = "seek by "
	case len(by) == 0 && s.byLabel:
		verb, by = "scan by ", []string{"each source"}
	case len(by) == 0:
		verb = "scan all"
	}
	return verb + list(by) + " · " + orderName(source.OrderOf(known))
}

// oneLabel reports whether the scan asks for quads of one label alone.
func (s *scan) oneLabel() bool {
	id, _ := s.spec.ask()
	return id != source.Any
}

// orderName is how the order's permutation is called: spol, posl, …
func orderName(o source.Order) string {
	var b strings.Builder
	for _, place := range o {
		b.WriteByte("spol"[place])
	}
	return b.String()
}

// how tells which columns the two sides are matched by.
func (h *hashJoin) how(in relation) string {
	if len(h.leftKey) == 0 {
		return "each with each"
	}
	by := make([]string, len(h.leftKey))
	for i, col := range h.leftKey {
		by[i] = "?" + in.cols[col]
		if algebra.Hidden(in.cols[col]) {
			by[i] = "_"
		}
	}
	return "hash join by " + list(by)
}

// how tells from where a path is searched.
func (p *pathRows) how(in relation) string {
	known := func(pl place) bool { return pl.col < 0 || pl.col < len(in.cols) }
	switch {
	case known(p.s) && known(p.o):
		return "search between both ends"
	case known(p.s):
		return "search from the subject"
	case known(p.o):
		return "search from the object"
	default:
		return "search from everywhere"
	}
}

// list writes "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
