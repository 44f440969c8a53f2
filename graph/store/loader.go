package store

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/bulk"
	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// LoadOptions are the settings of a bulk load.
type LoadOptions struct {
	Memory   int64                // bytes that may be used; 0 means a quarter of the machine's
	Workers  int                  // 0 means one for each core
	Progress func(done, of int64) // of merging, from one goroutine at a time
}

// A Loader takes any number of quads into a store in one commit.
type Loader struct {
	store   *Store
	ctx     context.Context
	options LoadOptions
	bulk    *bulk.Loader
}

// Load begins a bulk load, which ctx ends. Nothing stays locked before Commit.
func (s *Store) Load(ctx context.Context, o LoadOptions) (*Loader, error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if s.readOnly {
		return nil, ErrReadOnly
	}
	if err := s.probe(ctx); err != nil {
		return nil, err
	}
	return &Loader{store: s, ctx: ctx, options: o, bulk: bulk.New(s.bulkOptions(o.Memory, o.Workers))}, nil
}

// probe finds out whether the file may be written to: rather now than when
// everything has been read. A transaction of this process shows that it may.
func (s *Store) probe(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	default:
		return nil
	}
	if s.path == "" {
		return nil
	}
	lock, err := container.Acquire(ctx, s.fs, s.path, s.wait)
	if err != nil {
		return s.fileError(err)
	}
	lock.Close()
	return nil
}

// A LoadBuilder takes quads from one goroutine.
type LoadBuilder struct {
	b     *bulk.Builder
	forms [4][]byte
}

// Builder returns a new builder: one for each goroutine.
func (l *Loader) Builder() *LoadBuilder { return &LoadBuilder{b: l.bulk.Builder(l.ctx)} }

// Add takes a quad; one that is none in RDF is a *QuadError.
func (b *LoadBuilder) Add(q quad.Quad) error {
	if err := checkRDF(q); err != nil {
		return err
	}
	return b.add(q)
}

func (b *LoadBuilder) add(q quad.Quad) error {
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		b.forms[i] = b.forms[i][:0]
		if v != nil {
			b.forms[i] = appendForm(b.forms[i], v)
		}
	}
	return b.b.Add(b.forms[0], b.forms[1], b.forms[2], b.forms[3])
}

// AddForms takes the canonical N-Quads forms of a quad's terms, which are
// believed to be that; no label is empty. They are copied.
func (b *LoadBuilder) AddForms(s, p, o, l []byte) error { return b.b.Add(s, p, o, l) }

// Close ends the builder. It is called before Commit.
func (b *LoadBuilder) Close() error { return b.b.Close() }

// A load that is small beside the graph becomes an ordinary transaction; one
// that is not rewrites everything, which is quick because it is sorted already.
const (
	smallLoad     = 1 << 20 // quads at most
	smallLoadPart = 8       // and at most this part of the graph
	tinyLoad      = 4096    // quads that are always a small load
)

// Commit makes all that the builders took durable and visible. Of the result,
// Existed counts what was there or came twice.
func (l *Loader) Commit(ctx context.Context) (source.Result, error) {
	runs, err := l.bulk.Runs(ctx)
	if err != nil {
		return source.Result{}, err
	}
	t, err := l.store.begin(ctx)
	if err != nil {
		return source.Result{}, err
	}
	defer t.Rollback()
	given, has := l.bulk.Given(), t.from.size.Quads
	isNew := l.store.path != "" && l.store.file == nil
	if !isNew && (given <= l.store.tinyLoad || given <= smallLoad && given <= has/smallLoadPart) {
		for _, run := range runs {
			if err := t.addRun(ctx, run); err != nil {
				return source.Result{}, err
			}
		}
		result, err := t.Commit(ctx)
		result.Existed = given - result.Added
		return result, err
	}
	return l.rewrite(ctx, t, runs)
}

// rewrite merges the runs with everything there is.
func (l *Loader) rewrite(ctx context.Context, t *tx, runs []*bulk.Run) (source.Result, error) {
	r := &record{what: changed, commit: newCommit(ctx, nil, nil)}
	if t.from.size.Quads == 0 {
		r.what = began
	}
	fresh, err := l.store.rewrite(ctx, rewriting{
		from: t.from, isLoad: true, runs: runs, last: r,
		options: l.store.bulkOptions(l.options.Memory, l.options.Workers), progress: l.options.Progress,
	})
	if err != nil {
		return source.Result{}, err
	}
	return source.Result{Added: fresh, Existed: l.bulk.Given() - fresh, Commit: l.store.numberOf(t.from)}, nil
}

// addRun adds the quads of a run to a transaction.
func (t *tx) addRun(ctx context.Context, run *bulk.Run) (err error) {
	defer t.from.guard(faultsPanic(), &err)
	ids := make([]segment.ID, 0, run.Terms())
	err = run.EachTerm(ctx, func(form []byte) error {
		id, err := t.from.findForm(form)
		if err == nil && id == segment.Any {
			var v quad.Value
			if v, err = parseForm(form); err == nil {
				id, err = t.from.dict.intern(v)
			}
		}
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	return run.EachRow(ctx, func(r row) error {
		q := r.IDs()
		for place, id := range q {
			if id != segment.Unlabelled {
				q[place] = ids[id-segment.FirstTerm]
			}
		}
		return t.note(segment.Permute(q, spol), false)
	})
}

// Close drops what was not committed, and the temporary files.
func (l *Loader) Close() error { return l.bulk.Close() }
