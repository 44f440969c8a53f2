package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
)

// Add puts documents into the store in one commit; a document whose claims are
// in it already, and one that another of this run stands for, is left out. A
// rerun writes what changed: claims that a document no longer makes are removed
// unless a person accepted them, and its earlier text stays in the history of
// the store. Called batch by batch, in the order in which the documents were
// given, it does the same whatever the size of the batches.
func (in *Intake) Add(ctx context.Context, documents []*Document) (Report, error) {
	tx, err := in.graph.Begin(ctx) // before the state is looked at: no other writer comes between
	if err != nil {
		return Report{}, err
	}
	defer tx.Rollback()
	src, err := in.graph.View(ctx)
	if err != nil {
		return Report{}, err
	}
	defer src.Close()
	b := &batch{Intake: in, ctx: ctx, src: src, tx: tx}
	if b.decided, err = review.Decided(ctx, src, in.names); err != nil {
		return Report{}, err
	}
	var report Report
	for _, d := range documents {
		o, err := b.add(d)
		if err != nil {
			return Report{}, err
		}
		report.Outcomes = append(report.Outcomes, o)
	}
	if b.changed {
		result, err := tx.Commit(ctx)
		if err != nil {
			return Report{}, err
		}
		report.Added, report.Removed, report.Commit = result.Added, result.Removed, result.Commit
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, o := range report.Outcomes {
		if o.Again == "" && !o.Taken {
			in.known[o.Document.Node] = revision{o.Document.SHA256, o.Document.Extractor}
		}
	}
	return report, nil
}

// A batch is one run of Add.
type batch struct {
	*Intake
	ctx     context.Context
	src     source.Source // as it was before
	tx      source.Tx
	decided *review.Record
	done    []*Document // that were added, in order
	changed bool
}

// add puts one document into the transaction.
func (b *batch) add(d *Document) (Outcome, error) {
	o := Outcome{Document: d}
	if err := b.ctx.Err(); err != nil {
		return o, err
	}
	if o.Again = b.taken[d.Node]; o.Again != "" {
		return o, nil
	}
	b.taken[d.Node] = cmp.Or(d.Name, string(d.Node))
	if o.Known = b.Known(d.Node, d.Origin); o.Known {
		return o, nil
	}
	if o.Taken = b.isAnother(d); o.Taken {
		return o, nil
	}
	e := &entry{batch: b, doc: d, out: &o, want: make(map[quad.Quad]bool)}
	if err := e.readHeld(); err != nil {
		return o, err
	}
	e.rename()
	for _, step := range []func() error{e.claims, e.describe, e.mentions, e.copied, e.offers, e.withdraw} {
		if err := step(); err != nil {
			return o, err
		}
	}
	return o, e.write()
}

// An entry is one document on its way into the store.
type entry struct {
	*batch
	doc  *Document
	out  *Outcome
	held *held // what the store has of it; nil: nothing that was extracted

	want    map[quad.Quad]bool
	added   []quad.Quad // the same, in order
	removed []quad.Quad
}

// add wants quads to be in the store afterwards.
func (e *entry) add(qs ...quad.Quad) {
	for _, q := range qs {
		if !e.want[q] {
			e.want[q] = true
			e.added = append(e.added, q)
		}
	}
}

// about is a quad by which the document describes itself.
func (e *entry) about(p quad.IRI, o quad.Value) quad.Quad {
	return quad.Quad{Subject: e.doc.Node, Predicate: p, Object: o, Label: e.doc.Node}
}

// claims adds what the document states, as far as nobody decided otherwise.
func (e *entry) claims() error {
	nodes := make([]quad.Value, 0, len(e.doc.Claims))
	made := make(map[quad.IRI]bool, len(e.doc.Claims))
	for _, c := range e.doc.Claims {
		if e.decided.Out(c.Node) {
			e.out.Rejected++
			continue
		}
		if !made[c.Node] {
			made[c.Node] = true
			nodes = append(nodes, c.Node)
		}
		e.add(c.Quads...)
	}
	e.add(e.doc.Rest...)
	e.out.Claims = len(nodes)
	ids := make([]source.ID, len(nodes))
	if err := e.src.IDs(e.ctx, nodes, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if id == source.Any {
			e.out.New++
		}
	}
	return nil
}

// described are the predicates whose values are ours to replace. What else is
// known of a source, a person may have written: it stays, and a page only adds
// what is missing.
func (e *entry) described() []quad.IRI {
	return []quad.IRI{quads.Text, e.names.SHA256Predicate(), e.names.ExtractorPredicate(), e.names.SketchPredicate(), mentions}
}

// describe adds what the document says of itself, and its revision.
func (e *entry) describe() error {
	ours := e.described()
	for _, q := range e.doc.About {
		p, _ := q.Predicate.(quad.IRI)
		has, err := e.has(p)
		if err != nil {
			return err
		}
		if !has || slices.Contains(ours, p) {
			e.add(q)
		}
	}
	e.add(e.about(e.names.SHA256Predicate(), quad.String(e.doc.SHA256)), e.about(e.names.ExtractorPredicate(), quad.String(e.doc.Extractor)))
	if len(e.doc.Sketch.Hashes()) > 0 {
		e.add(e.about(e.names.SketchPredicate(), quad.String(e.doc.Sketch.String())))
	}
	if e.held != nil {
		return e.revise()
	}
	return nil
}

// has reports whether the store has a description of the document's by a
// predicate, whoever says so.
func (e *entry) has(p quad.IRI) (bool, error) {
	var ids [2]source.ID
	if err := e.src.IDs(e.ctx, []quad.Value{e.doc.Node, p}, ids[:]); err != nil || ids[0] == source.Any || ids[1] == source.Any {
		return false, err
	}
	n, err := source.CountExactly(e.ctx, e.src, source.Pattern{source.S: ids[0], source.P: ids[1]}, 1)
	return n > 0, err
}

// write gives the transaction what changes.
func (e *entry) write() error {
	for _, q := range e.removed {
		if !e.want[q] {
			e.changed = true
			if err := e.tx.Remove(q); err != nil {
				return err
			}
		}
	}
	for _, q := range e.added {
		e.changed = true
		if err := e.tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}
