package store

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"quipu/graph/source"
	"quipu/quads"
)

// Options say how the store in a file is opened.
type Options struct {
	ReadOnly bool          // never creates or changes anything
	Base     string        // of a new store; "" means quads.Base
	Wait     time.Duration // for another process that writes; 0 means DefaultWait
}

// DefaultWait is how long a transaction waits for another process.
const DefaultWait = 2 * time.Second

// Open opens the store in a file and reads it whole. Without ReadOnly a file
// that is missing is an empty store, and the first commit creates it. The
// errors are a *FileError or the context's.
//
// Several processes may have one file open. Each commit is written whole to a
// temporary file in the same folder, synced, and renamed into place; FILE.lock
// is locked meanwhile, from Begin on, and a transaction begins on the newest
// content of the file, so that no process undoes what another has committed.
// View notices newer content too. With ReadOnly no lock is taken and nothing
// is written: a reader meets one commit or the next, never a mixture.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	full, err := resolve(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if o.Wait <= 0 {
		o.Wait = DefaultWait
	}
	if o.Base == "" {
		o.Base = quads.Base
	}
	s := Memory(o.Base)
	s.readOnly = o.ReadOnly
	s.file = &file{path: full, lock: &lock{path: full, wait: o.Wait}}
	c, err := s.file.read()
	if errors.Is(err, fs.ErrNotExist) && !o.ReadOnly {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	s.base = c.base
	return s, s.replace(c)
}

// create writes the empty store.
func (s *Store) create(ctx context.Context) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Commit(ctx)
	return err
}

// refresh reads the file again if another process has changed it.
func (s *Store) refresh(ctx context.Context) error {
	if s.file == nil {
		return nil
	}
	if changed, err := s.changed(); err != nil || !changed {
		return err
	}
	// Either another process has committed, or a transaction of this one is
	// just about to publish what it has written.
	if err := acquire(ctx, s.writing); err != nil {
		return err
	}
	defer func() { <-s.writing }()
	return s.reread()
}

// changed reports whether the file is another than the one last read or
// written. Before the first commit there is none.
func (s *Store) changed() (bool, error) {
	now, err := s.file.stamp()
	known := s.current.Load().stamp
	if known == (stamp{}) && errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return now != known, err
}

// reread is refresh for who holds s.writing.
func (s *Store) reread() error {
	if changed, err := s.changed(); err != nil || !changed {
		return err
	}
	c, err := s.file.read()
	if err != nil {
		return err
	}
	if c.base != s.base {
		return &FileError{Path: s.file.path, Err: errors.New("was replaced by a store with another base; open it again")}
	}
	return s.replace(c)
}

// replace publishes the contents of a file. Terms that have ids keep them.
func (s *Store) replace(c *contents) error {
	ids := make([]uint32, len(c.terms))
	ids[unlabelled] = unlabelled
	for n := firstTerm; n < len(c.terms); n++ {
		id, err := s.dict.intern(c.terms[n])
		if err != nil {
			s.dict.truncate(len(s.current.Load().terms))
			return err
		}
		ids[n] = id
	}
	for i, r := range c.rows {
		q := r.ids()
		for place := range q {
			q[place] = ids[q[place]]
		}
		c.rows[i] = permuted(q, spol)
	}
	if !slices.IsSortedFunc(c.rows, compareRows) {
		slices.SortFunc(c.rows, compareRows)
	}
	c.rows = slices.Compact(c.rows)

	clear(s.uses)
	s.count(c.rows, 1)
	none := newRun(nil)
	next := &state{dict: s.dict, terms: s.dict.terms, base: newRun(c.rows), removed: none, added: none}
	for id := firstTerm; id < len(next.terms); id++ {
		if s.uses[id] == 0 {
			next.dead = append(next.dead, uint32(id))
		}
	}
	next.size = source.Size{
		Quads:   int64(len(c.rows)),
		Triples: newTriples(emptyState(s.dict), c.rows),
		Terms:   int64(len(next.terms) - firstTerm - len(next.dead)),
	}
	next.stamp = stamp{c.header.generation, c.header.sum}
	s.current.Store(next)
	return nil
}

// Base returns the namespace of the graph's names.
func (s *Store) Base() string { return s.base }
