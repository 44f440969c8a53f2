package analysis

import (
	"context"
	"math"

	"quipu/graph/source"
	"quipu/quads"
)

// Network is the graph that links make of entities, with dense numbers for
// nodes. Two entities are neighbours however many links join them.
type Network struct {
	Entities []source.ID // in the order of their terms: a node's number is its place here

	src   source.Source
	links []Statement // without labels: those that the source has
	ends  [][2]int32  // of links: the nodes of subject and object

	both     adjacency // neighbours in any direction
	out      adjacency // along the links
	incident adjacency // the links of a node, instead of neighbours
}

// Whole returns the network of all links of a source. Of more than max links
// it is a *SizeError.
func Whole(ctx context.Context, src source.Source, names *quads.Names, max int) (*Network, error) {
	r, err := newLinkReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	n := &Network{src: src}
	err = r.each(ctx, []source.Pattern{{}}, func(f found) {
		f.Labels = nil
		n.links = append(n.links, f.Statement)
	})
	if err != nil {
		return nil, err
	}
	return n, n.build(ctx)
}

// NetworkOf returns the network of those statements that are links. Each
// triple comes once; its labels are those of its evidence.
func NetworkOf(ctx context.Context, src source.Source, names *quads.Names, statements []Statement) (*Network, error) {
	r, err := newLinkReader(ctx, src, names, math.MaxInt)
	if err != nil {
		return nil, err
	}
	n := &Network{src: src}
	some := make([]found, 0, batchTriples)
	for len(statements) > 0 {
		some = some[:0]
		for _, s := range statements[:min(batchTriples, len(statements))] {
			some = append(some, found{Statement: s})
		}
		statements = statements[len(some):]
		err := r.sift(ctx, some, func(f found) { n.links = append(n.links, f.Statement) })
		if err != nil {
			return nil, err
		}
	}
	return n, n.build(ctx)
}

// build numbers the entities and sorts the links by them.
func (n *Network) build(ctx context.Context) error {
	if err := n.number(ctx); err != nil {
		return err
	}
	count := len(n.Entities)
	arcs := make([][2]int32, 0, 2*len(n.ends))
	for i, e := range n.ends {
		arcs = append(arcs, [2]int32{e[0], int32(i)}, [2]int32{e[1], int32(i)})
	}
	var err error
	if n.incident, err = adjacencyOf(ctx, arcs, count, len(n.ends)); err != nil {
		return err
	}
	if n.out, err = adjacencyOf(ctx, n.ends, count, count); err != nil {
		return err
	}
	for i, e := range n.ends {
		arcs[2*i], arcs[2*i+1] = e, [2]int32{e[1], e[0]}
	}
	n.both, err = adjacencyOf(ctx, arcs, count, count)
	return err
}

// number puts the entities in the order of their terms.
func (n *Network) number(ctx context.Context) error {
	w := work{ctx: ctx}
	number := make(map[source.ID]int32)
	for _, l := range n.links {
		if err := w.step(mapSteps); err != nil {
			return err
		}
		for _, id := range [2]source.ID{l.S, l.O} {
			if _, known := number[id]; !known {
				number[id] = int32(len(n.Entities))
				n.Entities = append(n.Entities, id)
			}
		}
	}
	order, err := inOrder(ctx, n.src, n.Entities)
	if err != nil {
		return err
	}
	for i, e := range order {
		n.Entities[i] = e.id
		number[e.id] = int32(i)
	}
	n.ends = make([][2]int32, len(n.links))
	for i, l := range n.links {
		n.ends[i] = [2]int32{number[l.S], number[l.O]}
		if err := w.step(mapSteps); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Degree returns how many neighbours a node has.
func (n *Network) Degree(node int) int { return len(n.both.of(node)) }

// LinksOf returns the links of a node, each with its labels.
func (n *Network) LinksOf(ctx context.Context, node int) ([]Statement, error) {
	var out []Statement
	var ask []source.Pattern
	for _, i := range n.incident.of(node) {
		if l := n.links[i]; l.Labels != nil {
			out = append(out, l)
		} else {
			ask = append(ask, source.Pattern{l.S, l.P, l.O})
		}
	}
	err := eachBatch(ctx, n.src, ask, func(some []found) error {
		for _, f := range some {
			out = append(out, f.Statement)
		}
		return nil
	})
	return out, err
}
