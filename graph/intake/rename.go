package intake

import (
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// rename puts the names into the document's claims that a person gave to what
// its text calls otherwise. A statement node is named by what it says, so it
// becomes another one, and so do those that are about it.
func (e *entry) rename() {
	r := &renaming{entry: e, nodes: make(map[quad.Value]quad.Value)}
	claims := make(map[quad.IRI]*quads.Claim, len(e.doc.Claims))
	any := false
	for _, c := range e.doc.Claims {
		h := &heldClaim{}
		for _, q := range c.Quads {
			if q.Subject == c.Node {
				h.take(q, e.names)
			}
		}
		claims[c.Node] = &h.Claim
		for _, v := range [3]quad.Value{h.Subject, h.Object, h.Speaker} {
			any = any || v != nil && e.decided.Name(e.doc.Node, v) != v
		}
	}
	if !any {
		return
	}
	for _, c := range e.doc.Claims {
		r.node(c.Node, claims, 0)
	}
	renamed := make([]Claim, len(e.doc.Claims))
	for i, c := range e.doc.Claims {
		node, _ := r.nodes[c.Node].(quad.IRI)
		renamed[i] = Claim{Node: node, Quads: r.quads(c.Quads)}
	}
	d := *e.doc // the caller's stays as it is
	d.Claims, d.Rest = renamed, r.quads(d.Rest)
	e.doc = &d
}

// renaming is one run of rename.
type renaming struct {
	*entry
	nodes map[quad.Value]quad.Value // statement nodes and "speaker, in document" nodes
}

// maxNested bounds how deep claims about claims are followed.
const maxNested = 16

// node returns what a statement node becomes.
func (r *renaming) node(node quad.IRI, claims map[quad.IRI]*quads.Claim, depth int) quad.Value {
	if to, ok := r.nodes[node]; ok {
		return to
	}
	c, ok := claims[node]
	if !ok || depth > maxNested {
		return node
	}
	is := *c
	if is.Speaker != nil {
		was, _ := r.names.Said(c.Speaker, c.Document)
		is.Speaker = r.term(c.Speaker)
		r.nodes[was], _ = r.names.Said(is.Speaker, is.Document)
	}
	is.Subject, is.Object = r.term(c.Subject), r.term(c.Object)
	if inner, ok := c.Object.(quad.IRI); ok && claims[inner] != nil {
		is.Object = r.node(inner, claims, depth+1)
	}
	to := is.Node(r.names)
	r.nodes[node] = to
	return to
}

// term returns what stands for a term now.
func (r *renaming) term(v quad.Value) quad.Value {
	if to, ok := r.nodes[v]; ok {
		return to
	}
	if v == nil || v == quad.Value(r.doc.Node) {
		return v
	}
	return r.decided.Name(r.doc.Node, v)
}

func (r *renaming) quads(qs []quad.Quad) []quad.Quad {
	out := make([]quad.Quad, len(qs))
	for i, q := range qs {
		q.Subject, q.Object, q.Label = r.term(q.Subject), r.term(q.Object), r.term(q.Label)
		out[i] = q
	}
	return out
}
