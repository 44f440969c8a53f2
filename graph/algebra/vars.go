package algebra

import "strings"

// Hidden reports whether a variable is never shown.
func Hidden(name string) bool { return strings.HasPrefix(name, "_") }

// Vars returns the variables that solutions of n may bind, in order of first
// appearance.
func Vars(n Node) []string {
	s := varSet{seen: map[string]bool{}}
	s.node(n)
	return s.list
}

// Shown returns the variables of n that are not hidden.
func Shown(n Node) []string {
	var out []string
	for _, v := range Vars(n) {
		if !Hidden(v) {
			out = append(out, v)
		}
	}
	return out
}

type varSet struct {
	seen map[string]bool
	list []string
}

func (s *varSet) add(names ...string) {
	for _, v := range names {
		if v != "" && !s.seen[v] {
			s.seen[v] = true
			s.list = append(s.list, v)
		}
	}
}

func (s *varSet) node(n Node) {
	switch n := n.(type) {
	case *Pattern:
		s.add(n.S.Var, n.P.Var, n.O.Var, n.Label.variable())
	case *PathPattern:
		s.add(n.S.Var, n.O.Var, n.Label.variable())
	case *Not:
		s.node(n.Left)
	case *Minus:
		s.node(n.Left)
	case *Extend:
		s.node(n.In)
		s.add(n.Var)
	case *Leapfrog:
		s.add(n.Vars...)
	case *Values:
		s.add(n.Vars...)
	case *Group:
		s.add(n.By...)
		for _, a := range n.Aggs {
			s.add(a.As)
		}
	case *Project:
		s.add(n.Vars...)
	case *Distinct:
		s.add(Shown(n.In)...)
	case *Thin:
		s.add(n.Vars...)
	case *Walk:
		s.node(n.In)
		if n.Hop != "" {
			s.add(n.Hop)
		}
		s.add(n.Var)
	default:
		for _, c := range Children(n) {
			s.node(c)
		}
	}
}

func (l Label) variable() string {
	if l.Kind == BindLabel {
		return l.Var
	}
	return ""
}

// Bound returns the variables that every solution of n binds.
func Bound(n Node) map[string]bool {
	out := map[string]bool{}
	switch n := n.(type) {
	case *Pattern, *PathPattern:
		for _, v := range Vars(n) {
			out[v] = true
		}
	case *Join:
		for _, p := range n.Parts {
			merge(out, Bound(p))
		}
	case *Leapfrog:
		for _, v := range n.Vars {
			out[v] = true
		}
	case *Optional:
		return Bound(n.Left)
	case *Not:
		return Bound(n.Left)
	case *Minus:
		return Bound(n.Left)
	case *Union:
		return boundEverywhere(n.Parts)
	case *Values:
		for i, v := range n.Vars {
			out[v] = true
			for _, row := range n.Rows {
				if i >= len(row) || row[i] == nil {
					delete(out, v)
				}
			}
		}
	case *Group:
		keep(out, Bound(n.In), n.By)
		for _, a := range n.Aggs {
			if a.Func == "count" {
				out[a.As] = true
			}
		}
	case *Project:
		keep(out, Bound(n.In), n.Vars)
	case *Distinct:
		keep(out, Bound(n.In), Shown(n.In))
	case *Thin:
		keep(out, Bound(n.In), n.Vars)
	case *Walk:
		merge(out, Bound(n.In))
		out[n.Var] = true
		if n.Hop != "" {
			out[n.Hop] = true
		}
	default: // Filter, Extend, Order, Slice
		for _, c := range Children(n) {
			merge(out, Bound(c))
		}
	}
	return out
}

func boundEverywhere(parts []Node) map[string]bool {
	out := map[string]bool{}
	for i, p := range parts {
		b := Bound(p)
		if i == 0 {
			out = b
			continue
		}
		for v := range out {
			if !b[v] {
				delete(out, v)
			}
		}
	}
	return out
}

func merge(into, from map[string]bool) {
	for v := range from {
		into[v] = true
	}
}

func keep(into, from map[string]bool, names []string) {
	for _, v := range names {
		if from[v] {
			into[v] = true
		}
	}
}
