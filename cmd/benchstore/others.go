package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bbolt"
	_ "github.com/cayleygraph/cayley/graph/kv/leveldb"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query/path"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"quipu/cmd/internal/bench"
	"quipu/quads"
	"quipu/quads/rdf"
)

// others measures Cayley's own backends, written and read as a Cayley program
// does it: batches of ten thousand quads through the default writer, a path
// for the objects of a subject, quad iterators for the hops.
func (b *measuring) others(ctx context.Context, n bench.Quantity) error {
	for _, name := range []string{"bbolt", "leveldb", "memstore"} {
		if err := b.other(ctx, name, n); err != nil {
			return fmt.Errorf("cayley %s: %w", name, err)
		}
	}
	return nil
}

func (b *measuring) other(ctx context.Context, name string, n bench.Quantity) (err error) {
	column := n.String() + ", Cayley's " + name
	folder := ""
	if name != "memstore" {
		folder = filepath.Join(b.dir, name)
		defer os.RemoveAll(folder)
		if err := cayley.InitQuadStore(name, folder, nil); err != nil {
			return err
		}
	}
	qs, err := cayley.NewQuadStore(name, folder, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, qs.Close()) }()
	b.say("loading %s into Cayley's %s", n.String(), name)
	start := time.Now()
	pairs, err := b.loadOther(ctx, qs, n)
	if err != nil {
		return err
	}
	b.table.set(column, loadRate, "%s", bench.Grouped(float64(n)/time.Since(start).Seconds()))
	if folder != "" {
		bytes, err := sizeOf(folder)
		if err != nil {
			return err
		}
		b.table.set(column, bytesAQuad, "%.1f", float64(bytes)/float64(n))
	}
	b.say("reading Cayley's %s", name)
	if err := b.lookupsOther(ctx, column, qs, pairs); err != nil {
		return err
	}
	return b.walkOther(ctx, column, qs, pairs)
}

// pair is a subject and a predicate.
type pair [2]quad.Value

// chosen is true of one pair in a hundred.
func (p pair) chosen() bool {
	h := fnv.New64a()
	fmt.Fprint(h, p[0], p[1])
	return h.Sum64()%100 == 0
}

// loadOther loads an input and returns some of the pairs in it: like those of
// samplePairs each is as likely as the others, however often it occurs.
func (b *measuring) loadOther(ctx context.Context, qs cayley.QuadStore, n bench.Quantity) ([]pair, error) {
	f, err := os.Open(b.input(n))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w, err := cayley.NewQuadWriter("single", qs, nil)
	if err != nil {
		return nil, err
	}
	r := rdf.NewReader(f, quads.ReadOptions{File: f.Name()})
	var pairs []pair
	drawn := map[pair]bool{}
	batch := make([]quad.Quad, 0, quad.DefaultBatch)
	for {
		q, err := r.Read()
		if err != nil && err != io.EOF {
			return nil, err
		}
		if err == nil {
			batch = append(batch, q)
			if p := (pair{q.Subject, q.Predicate}); p.chosen() && !drawn[p] {
				drawn[p] = true
				pairs = append(pairs, p)
			}
		}
		if len(batch) == cap(batch) || err == io.EOF {
			if err := errors.Join(ctx.Err(), w.AddQuadSet(batch)); err != nil {
				return nil, err
			}
			batch = batch[:0]
		}
		if err == io.EOF {
			return pairs, w.Close()
		}
	}
}

// sizeOf sums up the files in a folder, or of one file.
func sizeOf(root string) (n int64, err error) {
	err = filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

// patience ends each measurement of another backend.
const patience = 20 * time.Second

func (b *measuring) lookupsOther(ctx context.Context, column string, qs cayley.QuadStore, pairs []pair) error {
	var found, asked int
	start := time.Now()
	for _, p := range pairs {
		if time.Since(start) > patience {
			break
		}
		objects, err := path.StartPath(qs, p[0]).Out(p[1]).Iterate(ctx).Paths(false).All()
		if err != nil {
			return err
		}
		found += len(objects)
		asked++
	}
	b.table.set(column, objects, "%.0f µs (%.1f objects)", micros(time.Since(start), asked), float64(found)/float64(asked))
	return nil
}

func (b *measuring) walkOther(ctx context.Context, column string, qs cayley.QuadStore, pairs []pair) error {
	var all walked
	start := time.Now()
	for _, p := range pairs {
		w, err := walkCayley(ctx, qs, p[0], 3, start.Add(patience))
		if err != nil {
			return err
		}
		all.edges += w.edges
		all.asked += w.asked
		if time.Since(start) > patience {
			break
		}
	}
	b.table.set(column, hops, "%s ns", bench.Grouped(float64(time.Since(start).Nanoseconds())/float64(all.edges)))
	b.table.set(column, hopsSize, "%s; %s", bench.Grouped(float64(all.edges)), bench.Grouped(float64(all.asked)))
	return nil
}

// walkCayley is walk, over quad iterators.
func walkCayley(ctx context.Context, qs cayley.QuadStore, from quad.Value, hops int, until time.Time) (w walked, err error) {
	start, err := qs.ValueOf(from)
	if err != nil {
		return w, err
	}
	frontier := []cayley.Ref{start}
	seen := map[any]bool{start.Key(): true}
	for range hops {
		var next []cayley.Ref
		for _, node := range frontier {
			if time.Now().After(until) {
				return w, nil
			}
			w.asked++
			it := qs.QuadIterator(quad.Subject, node).Iterate()
			for it.Next(ctx) {
				w.edges++
				object, err := qs.QuadDirection(it.Result(), quad.Object)
				if err != nil {
					it.Close()
					return w, err
				}
				if key := object.Key(); !seen[key] {
					seen[key] = true
					next = append(next, object)
				}
			}
			err := it.Err()
			it.Close()
			if err != nil {
				return w, err
			}
		}
		frontier = next
	}
	return w, nil
}
