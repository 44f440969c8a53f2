package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"time"

	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// Options say how the store in a file is opened.
type Options struct {
	ReadOnly bool          // never creates or changes anything
	Base     string        // of a new store; "" means quads.Base
	Wait     time.Duration // for another process that writes; 0 means DefaultWait
	fs       container.FS  // for tests; nil is the operating system's
}

// DefaultWait is how long a transaction waits for another process.
const DefaultWait = 2 * time.Second

// Errors of files, and of waiting for them.
type (
	FileError   = container.Error
	LockedError = container.LockedError
)

// What is wrong with a file: see FileError.
var (
	ErrForeign = container.ErrForeign
	ErrDamaged = container.ErrDamaged
	ErrNewer   = container.ErrNewer
)

// Is reports whether a path is the file of a store, by its first bytes: of
// whatever version, damaged or not.
func Is(path string) (bool, error) { return container.Is(container.OS, path) }

// Open opens the store in a file, in a time that does not depend on its size.
// Without ReadOnly a file that is missing is an empty store, and the first
// commit creates it. The errors are a *FileError or the context's.
//
// Any number of processes may read one file while one writes to it. A View is
// of what was committed then and does not change. FILE.lock is locked from
// Begin on to the end of the transaction, which begins on the newest content,
// so that no process undoes what another has committed. With ReadOnly no lock
// is taken and nothing is written.
//
// A file of the first format is read whole, and becomes one of the present
// format with the first commit.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := Memory(o.Base)
	if o.fs != nil {
		s.fs = o.fs
	}
	full, err := s.fs.Resolve(path)
	if err != nil {
		return nil, &FileError{Path: path, Err: err}
	}
	s.path = full
	s.readOnly = o.ReadOnly
	s.wait = cmp.Or(o.Wait, DefaultWait)
	err = s.openFile(ctx)
	if errors.Is(err, fs.ErrNotExist) && !o.ReadOnly {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// openFile opens the file that has the store's path now.
func (s *Store) openFile(ctx context.Context) error {
	f, err := container.Open(s.fs, s.path)
	if errors.Is(err, container.ErrOld) {
		return s.openOld(ctx)
	}
	if err != nil {
		return s.fileError(err)
	}
	if h := f.Header(); h.Base != s.base {
		if s.file != nil {
			f.Close()
			return s.fileError(errors.New("was replaced by a store with another base; open it again"))
		}
		s.base = h.Base
	}
	before := s.file
	s.file = f
	st, err := s.load(ctx)
	if err != nil {
		s.file = before
		f.Close()
		return err
	}
	// Somebody may be reading the history of the file that was here before; it
	// is closed when nobody can reach it any more.
	s.publish(s.number(st))
	return nil
}

// load makes the state that the file says, without a numbering.
func (s *Store) load(ctx context.Context) (*state, error) {
	h := s.file.Header()
	refs, err := parseRoot(h.Root)
	if err != nil {
		return nil, s.fileError(err)
	}
	b, err := s.file.Bytes()
	if err != nil {
		return nil, s.fileError(err)
	}
	segments := make([]*segment.Segment, len(refs))
	for i, ref := range refs {
		if segments[i], err = s.openSegment(segment.Bytes(b), ref); err != nil {
			return nil, err
		}
	}
	st, err := s.stack(segments)
	if err != nil {
		return nil, err
	}
	st.commit = h.Last.Number
	s.read = h.LogStart
	return s.replay(ctx, st)
}

// stack makes a state of segments whose dictionaries must follow each other.
func (s *Store) stack(segments []*segment.Segment) (*state, error) {
	next := uint64(segment.FirstTerm)
	for _, g := range segments {
		if uint64(g.Dict().First()) != next {
			return nil, s.fileError(damaged("the ids of its parts do not follow each other"))
		}
		next += uint64(g.Dict().Len())
	}
	return newState(segments, s.fileError), nil
}

func (s *Store) openSegment(b segment.Bytes, ref segment.Ref) (g *segment.Segment, err error) {
	defer s.guard(faultsPanic(), &err)
	return segment.Open(b, ref)
}

// refresh brings the state up to date if another process has written.
func (s *Store) refresh(ctx context.Context) error {
	if s.path == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy {
		return nil
	}
	return s.reread(ctx)
}

// reread is refresh for who holds s.mu. What the file has of new is told once,
// so that after an error it is opened anew: a state that missed a commit must
// neither be shown nor built upon.
func (s *Store) reread(ctx context.Context) error {
	if s.file == nil || s.lost {
		err := s.openFile(ctx)
		if s.file == nil && errors.Is(err, fs.ErrNotExist) && !s.readOnly && s.current.Load().commit == 0 {
			return nil
		}
		s.lost = s.lost && err != nil
		return err
	}
	change, err := s.file.Refresh()
	if err == nil {
		err = s.takeIn(ctx, change)
	}
	s.lost = err != nil
	return s.fileError(err)
}

// takeIn makes the state that follows from a change of the file.
func (s *Store) takeIn(ctx context.Context, change container.Change) error {
	switch change {
	case container.Replaced:
		return s.openFile(ctx)
	case container.Appended:
		st, err := s.replay(ctx, s.current.Load())
		if err == nil {
			s.publish(st)
		}
		return err
	case container.Rerooted:
		st, err := s.load(ctx)
		if err == nil {
			st.numbering = s.current.Load().numbering // folding keeps ids
			s.publish(st)
		}
		return err
	}
	return nil
}

// replay returns the state after the records of the log that have not been
// read yet.
func (s *Store) replay(ctx context.Context, st *state) (*state, error) {
	records, err := s.file.Log(s.read)
	if err != nil || len(records) == 0 {
		return st, s.fileError(err)
	}
	var n net
	var triples int64
	for _, written := range records {
		r, err := parseRecord(written.Payload)
		if err == nil && r.what != changed {
			err = damaged("a record of the log does not say what changed")
		}
		if err == nil {
			err = st.takeTerms(r)
		}
		if err != nil {
			return nil, s.fileError(err)
		}
		triples += r.triples
		n.apply(r.added, r.removed)
	}
	added, removed, err := n.rows()
	if err != nil {
		return nil, s.fileError(err)
	}
	next := st.follow(added, removed, st.dict.terms)
	if err := next.bury(ctx, st, added, removed); err != nil {
		return nil, err
	}
	last := records[len(records)-1]
	next.size.Triples += triples
	next.commit = last.Number
	s.read = last.Next()
	return next, nil
}

// takeTerms gives a record's new terms their ids.
func (s *state) takeTerms(r *record) error {
	if uint64(r.first) != uint64(s.dict.first)+uint64(len(s.dict.terms)) {
		return damaged("the terms of a record of the log do not follow those before it")
	}
	for _, v := range r.terms {
		before := len(s.dict.terms)
		if _, err := s.dict.intern(v); err != nil {
			return err
		}
		if len(s.dict.terms) == before {
			return damaged("a record of the log has a term that is there already")
		}
	}
	return nil
}

// newID makes the random id of a segment.
func newID() uint64 { return rand.Uint64() | 1 }

// create makes the file of an empty store.
func (s *Store) create(ctx context.Context) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	_, err = t.Commit(ctx)
	return err
}
