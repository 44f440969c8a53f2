package main

import (
	"context"
	"errors"
	"fmt"

	"quipu/graph"
	"quipu/graph/intake"
	"quipu/quads"
)

// intoStore puts what the inputs say into a store, some documents in each
// commit.
func (e *extractor) intoStore(ctx context.Context, o graph.Options) (err error) {
	g, err := openStore(ctx, e.flags.db, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	e.names = g.Names()
	if e.store, err = intake.New(ctx, g); err != nil {
		return err
	}
	t := totals{}
	var batch []*intake.Document
	size := 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		report, err := e.store.Add(ctx, batch)
		if err != nil {
			return err
		}
		batch, size = batch[:0:0], 0
		e.tellOutcomes(&t, &report)
		return nil
	}
	err = e.each(ctx, func(r *extracted) error {
		d := &intake.Document{Origin: r.origin, Node: r.node, Name: r.path}
		if r.x != nil {
			d = intake.Extracted(r.x, r.origin, r.path, e.names)
		}
		batch = append(batch, d)
		if size += len(r.origin.Text); len(batch) < batchTexts && size < batchBytes {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		e.bar.stop()
		if t.texts > 0 {
			e.app.note("%s in the store; the same command goes on from there", quads.Count(t.texts, "text"))
		}
		return err
	}
	if _, err := fmt.Fprintln(e.app.out, t.String()); err != nil {
		return err
	}
	return e.summary()
}

// How many texts, and bytes of them, go into one commit.
const (
	batchTexts = 500
	batchBytes = 8 << 20
)

// totals are what a run came to.
type totals struct {
	texts, known, claims, fresh, gone, offers int
}

func (t *totals) String() string {
	s := fmt.Sprintf("read %s: %s, %s new", quads.Count(t.texts, "text"), quads.Count(t.claims, "claim"), quads.Grouped(int64(t.fresh)))
	if t.known > 0 {
		s += fmt.Sprintf("; %s as they were", quads.Count(t.known, "text"))
	}
	if t.gone > 0 {
		s += fmt.Sprintf("; %s gone", quads.Count(t.gone, "claim"))
	}
	if t.offers > 0 {
		s += fmt.Sprintf("; %s to decide on: quipu review", quads.Count(t.offers, "offer"))
	}
	return s
}

// tellOutcomes adds a batch to the totals and tells what is particular about
// its documents.
func (e *extractor) tellOutcomes(t *totals, r *intake.Report) {
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		t.texts++
		if o.Taken {
			e.failed++
		}
		if o.Known {
			t.known++
		}
		t.claims, t.fresh, t.gone, t.offers = t.claims+o.Claims, t.fresh+o.New, t.gone+o.Gone, t.offers+o.Offers
	}
	for _, line := range r.Lines(e.names) {
		e.remark("%s", line)
	}
}
