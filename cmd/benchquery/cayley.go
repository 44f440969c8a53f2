package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query/path"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/rdf"
)

// cayleyQuads is how many quads at most are put into Cayley's memory store.
const cayleyQuads = 500_000

// besideCayley are paths of Cayley's Go package over its memory store beside
// the same queries over the same store, through graph.Over.
func besideCayley() []*row {
	var all []*row
	for _, q := range []struct {
		name  string
		make  func(*lines) (task, error)
		path  func(qs cayley.QuadStore, t []quad.Value) *path.Path
		count bool
	}{
		{"2 hops", cayleyTwoHops, func(qs cayley.QuadStore, t []quad.Value) *path.Path {
			return path.StartPath(qs, t[0]).Out(t[1]).Out(t[2])
		}, false},
		{"3 hops, unique", cayleyThreeHops, func(qs cayley.QuadStore, t []quad.Value) *path.Path {
			return path.StartPath(qs, t[0]).Out(t[1]).Out(t[2]).Out(t[3]).Unique()
		}, false},
		{"has", cayleyHas, func(qs cayley.QuadStore, t []quad.Value) *path.Path {
			return path.StartPath(qs, t[0]).In(t[1]).Has(t[2], t[3])
		}, false},
		{"intersection", cayleyBoth, func(qs cayley.QuadStore, t []quad.Value) *path.Path {
			return path.StartPath(qs, t[0]).Out(t[1]).And(path.StartPath(qs, t[2]).Out(t[3]))
		}, false},
		{"count", cayleyCount, func(qs cayley.QuadStore, t []quad.Value) *path.Path {
			return path.StartPath(qs, t[0]).In(t[1]).Out(t[2])
		}, true},
	} {
		all = append(all, &row{name: "beside Cayley's paths: " + q.name, on: onSmall, make: q.make, way: besidePath(q.path, q.count)})
	}
	return all
}

// cayleyStore is a memory store of Cayley's with a graph over it.
type cayleyStore struct {
	quads cayley.QuadStore
	graph *graph.Graph
}

func (c *cayleyStore) close() error { return c.graph.Close() }

// openCayley fills the memory store with the distinct triples of the input:
// Cayley's paths would follow a triple once for each of its labels.
func (d *dataset) openCayley(ctx context.Context) error {
	if d.cayley != nil {
		return nil
	}
	input, err := d.input()
	if err != nil {
		return err
	}
	d.say("loading %s into Cayley's memstore", input)
	f, err := os.Open(input)
	if err != nil {
		return err
	}
	defer f.Close()
	qs, err := cayley.NewQuadStore("memstore", "", nil)
	if err != nil {
		return err
	}
	if err := fill(ctx, qs, rdf.NewReader(f, quads.ReadOptions{File: f.Name()})); err != nil {
		return errors.Join(err, qs.Close())
	}
	g, err := graph.Over(ctx, qs, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	d.cayley = &cayleyStore{qs, g}
	return nil
}

// fill adds the first quad of each triple.
func fill(ctx context.Context, qs cayley.QuadStore, r *rdf.Reader) error {
	w, err := cayley.NewQuadWriter("single", qs, nil)
	if err != nil {
		return err
	}
	seen := map[quad.Quad]bool{}
	var batch []quad.Quad
	for {
		q, err := r.Read()
		if err != nil && err != io.EOF {
			return err
		}
		if key := (quad.Quad{Subject: q.Subject, Predicate: q.Predicate, Object: q.Object}); err == nil && !seen[key] {
			seen[key] = true
			batch = append(batch, q)
		}
		if len(batch) == quad.DefaultBatch || err == io.EOF {
			if err := errors.Join(ctx.Err(), w.AddQuadSet(batch)); err != nil {
				return err
			}
			batch = batch[:0]
		}
		if err == io.EOF {
			return w.Close()
		}
	}
}

// besidePath asks a query and then follows a path of Cayley's, for its values
// or their number.
func besidePath(build func(cayley.QuadStore, []quad.Value) *path.Path, count bool) way {
	return way{
		ask: func(ctx context.Context, d *dataset, t task, full bool) (sample, error) {
			c := d.cayley
			s, err := askQuery(ctx, c.graph, t, full)
			if err != nil {
				return s, err
			}
			terms := make([]quad.Value, len(t.Terms))
			for i, text := range t.Terms {
				terms[i] = quad.IRI(text[1 : len(text)-1])
			}
			start := time.Now()
			chain := build(c.quads, terms).Iterate(ctx)
			var n int64
			if count {
				n, err = chain.Count()
			} else {
				err = chain.EachValue(c.quads, func(quad.Value) error {
					n++
					return nil
				})
			}
			s.other = time.Since(start)
			if err := errors.Join(err, ctx.Err()); err != nil {
				return s, err
			}
			if count && !slices.Equal(counted(n), answer(t.Want)) || !count && n != t.Want[0] {
				return s, fmt.Errorf("the path of Cayley's has %d results", n)
			}
			return s, nil
		},
		show: compared(faster),
	}
}
