package graph

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/source"
	"quipu/graph/store"
)

// fakeHistory gives a store in memory a history, and a clock that is set.
type fakeHistory struct {
	source.Store
	now     time.Time
	first   uint64
	commits []fakeCommit
}

type fakeCommit struct {
	Commit
	added, removed []quad.Quad
}

// commit runs the command of that name.
func (f *fakeHistory) commit(g *Graph, d *datadriven.TestData) (string, error) {
	var err error
	if f.now, err = time.Parse(time.RFC3339, value(d, "at")); err != nil {
		return "", err
	}
	lists := map[string][]quad.Quad{}
	for line := range strings.Lines(d.Input) {
		w := strings.Fields(line)
		lists[w[0]] = append(lists[w[0]], quad.MakeIRI("urn:quipu:"+w[1], "urn:quipu:"+w[2], "urn:quipu:"+w[3], ""))
	}
	note := source.Note{Analyst: value(d, "by"), Command: value(d, "do")}
	done, err := g.Apply(source.WithNote(ctx, note), lists["+"], lists["-"])
	return fmt.Sprintf("commit %d\n", done.Commit), err
}

func (f *fakeHistory) Begin(ctx context.Context) (source.Tx, error) {
	tx, err := f.Store.Begin(ctx)
	return &fakeTx{Tx: tx, history: f}, err
}

// fakeTx compares what there is before and after it.
type fakeTx struct {
	source.Tx
	history *fakeHistory
}

func (t *fakeTx) Commit(ctx context.Context) (source.Result, error) {
	before, err := t.history.quads(ctx)
	if err != nil {
		return source.Result{}, err
	}
	result, err := t.Tx.Commit(ctx)
	if err != nil || result.Added+result.Removed == 0 {
		return result, err
	}
	after, err := t.history.quads(ctx)
	if err != nil {
		return source.Result{}, err
	}
	result.Commit = uint64(len(t.history.commits) + 1)
	note := source.NoteOf(ctx)
	in := func(list []quad.Quad) func(quad.Quad) bool {
		return func(q quad.Quad) bool { return slices.Contains(list, q) }
	}
	t.history.commits = append(t.history.commits, fakeCommit{
		Commit{
			Number: result.Commit, Time: t.history.now, Analyst: note.Analyst, Command: note.Command, Undoes: note.Undoes,
			Added: result.Added, Removed: result.Removed,
		},
		slices.DeleteFunc(slices.Clone(after), in(before)), slices.DeleteFunc(slices.Clone(before), in(after)),
	})
	return result, nil
}

func (f *fakeHistory) quads(ctx context.Context) ([]quad.Quad, error) {
	src, err := f.View(ctx)
	if err != nil {
		return nil, err
	}
	return source.Quads(ctx, src, source.Pattern{})
}

func (f *fakeHistory) Commits(_ context.Context, yield func(Commit) bool) error {
	for _, c := range slices.Backward(f.commits) {
		if c.Number < f.first || !yield(c.Commit) {
			break
		}
	}
	return nil
}

func (f *fakeHistory) none(number uint64) error {
	return &CommitError{Number: number, First: f.first, Last: uint64(len(f.commits))}
}

func (f *fakeHistory) Changes(_ context.Context, number uint64, about quad.Value, yield func(quad.Quad, bool) error) error {
	if number < f.first || number > uint64(len(f.commits)) {
		return f.none(number)
	}
	other := func(q quad.Quad) bool {
		return about != nil && q.Subject != about && q.Predicate != about && q.Object != about && q.Label != about
	}
	for _, q := range f.commits[number-1].removed {
		if other(q) {
			continue
		}
		if err := yield(q, true); err != nil {
			return err
		}
	}
	for _, q := range f.commits[number-1].added {
		if other(q) {
			continue
		}
		if err := yield(q, false); err != nil {
			return err
		}
	}
	return nil
}

func (f *fakeHistory) At(ctx context.Context, number uint64) (source.Source, error) {
	if number > uint64(len(f.commits)) || number < f.first && f.first > 1 {
		return nil, f.none(number)
	}
	m := store.Memory("")
	for _, c := range f.commits[:number] {
		tx, err := m.Begin(ctx)
		for _, q := range c.removed {
			err = errors.Join(err, tx.Remove(q))
		}
		for _, q := range c.added {
			err = errors.Join(err, tx.Add(q))
		}
		if _, failed := tx.Commit(ctx); failed != nil || err != nil {
			return nil, errors.Join(err, failed)
		}
	}
	return m.View(ctx)
}

func (f *fakeHistory) Compact(_ context.Context, o store.CompactOptions) error {
	f.first = max(f.first, o.ForgetBefore)
	return nil
}

func (f *fakeHistory) Verify(context.Context, func(error), func(done, of int64)) error { return nil }

func (f *fakeHistory) Backup(_ context.Context, to string, _ bool, _ func(done, of int64)) error {
	return os.WriteFile(to, []byte("a backup"), 0o666)
}
