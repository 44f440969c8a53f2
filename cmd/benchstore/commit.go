package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/cmd/internal/bench"
	"quipu/graph/store"
)

// commits is how many transactions the median is of.
const commits = 201

// commit measures small durable transactions, each after a write of about
// their size that is synced to the same disk.
func (b *measuring) commit(ctx context.Context, n bench.Quantity) (err error) {
	b.say("writing to %s", b.store(n))
	s, err := store.Open(ctx, b.store(n), store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	beside := b.store(n) + ".sync"
	f, err := os.Create(beside)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(beside)) }()
	var syncs, all []time.Duration
	for i := range commits {
		start := time.Now()
		if _, err := f.Write(make([]byte, 1024)); err != nil {
			return err
		}
		if err := dataSync(f); err != nil {
			return err
		}
		syncs = append(syncs, time.Since(start))
		start = time.Now()
		if err := smallCommit(ctx, s, i); err != nil {
			return err
		}
		all = append(all, time.Since(start))
	}
	column := n.String()
	disk, took := bench.Median(syncs).Seconds()*1000, bench.Median(all).Seconds()*1000
	worst := slices.Max(all).Seconds() * 1000
	b.table.set(column, syncTime, "%.2f ms", disk)
	b.table.set(column, commitTime, "%.2f ms (%.1f ×; slowest %.0f ms)", took, took/disk, worst)
	return nil
}

// smallCommit adds ten quads: a new entity's, in a new document.
func smallCommit(ctx context.Context, s *store.Store, i int) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	iri := func(kind string, n int) quad.Value {
		return quad.IRI(fmt.Sprintf("http://data.example.org/%s%d", kind, n))
	}
	for k := range 10 {
		err := tx.Add(quad.Quad{
			Subject: iri("new/", i), Predicate: quad.IRI("http://data.example.org/property/mentions"),
			Object: iri("entity/Q", 97*i+k), Label: iri("document/", i),
		})
		if err != nil {
			return err
		}
	}
	result, err := tx.Commit(ctx)
	if err == nil && result.Added != 10 {
		err = fmt.Errorf("added %d quads of 10", result.Added)
	}
	return err
}
