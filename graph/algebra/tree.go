package algebra

// Children returns the nodes directly below n.
func Children(n Node) []Node {
	switch n := n.(type) {
	case *Join:
		return n.Parts
	case *Leapfrog:
		return n.Parts
	case *Union:
		return n.Parts
	case *Optional:
		return []Node{n.Left, n.Right}
	case *Not:
		return []Node{n.Left, n.Right}
	case *Minus:
		return []Node{n.Left, n.Right}
	case *Filter:
		return []Node{n.In}
	case *Extend:
		return []Node{n.In}
	case *Group:
		return []Node{n.In}
	case *Project:
		return []Node{n.In}
	case *Distinct:
		return []Node{n.In}
	case *Thin:
		return []Node{n.In}
	case *Order:
		return []Node{n.In}
	case *Slice:
		return []Node{n.In}
	case *Walk:
		return []Node{n.In}
	default:
		return nil
	}
}

// Map returns a copy of n in which f has replaced each child; a node without
// children is returned as it is.
func Map(n Node, f func(Node) Node) Node {
	switch n := n.(type) {
	case *Join:
		return &Join{Parts: mapAll(n.Parts, f)}
	case *Leapfrog:
		return &Leapfrog{Vars: n.Vars, Parts: mapAll(n.Parts, f)}
	case *Union:
		return &Union{Parts: mapAll(n.Parts, f)}
	case *Optional:
		return &Optional{Left: f(n.Left), Right: f(n.Right)}
	case *Not:
		return &Not{Left: f(n.Left), Right: f(n.Right)}
	case *Minus:
		return &Minus{Left: f(n.Left), Right: f(n.Right)}
	case *Filter:
		return &Filter{In: f(n.In), Cond: n.Cond}
	case *Extend:
		return &Extend{In: f(n.In), Var: n.Var, Expr: n.Expr}
	case *Group:
		return &Group{In: f(n.In), By: n.By, Aggs: n.Aggs}
	case *Project:
		return &Project{In: f(n.In), Vars: n.Vars}
	case *Distinct:
		return &Distinct{In: f(n.In)}
	case *Thin:
		return &Thin{In: f(n.In), Vars: n.Vars}
	case *Order:
		return &Order{In: f(n.In), Keys: n.Keys, Ties: n.Ties, Top: n.Top}
	case *Slice:
		return &Slice{In: f(n.In), Offset: n.Offset, Limit: n.Limit}
	case *Walk:
		return &Walk{In: f(n.In), From: n.From, To: n.To, Var: n.Var, Hop: n.Hop, Spec: n.Spec}
	default:
		return n
	}
}

func mapAll(nodes []Node, f func(Node) Node) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = f(n)
	}
	return out
}

// Visit calls f for n and, where f says so, for the nodes below it, parents
// first.
func Visit(n Node, f func(Node) (below bool)) {
	if n == nil || !f(n) {
		return
	}
	for _, c := range Children(n) {
		Visit(c, f)
	}
}
