package store

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"quipu/graph/source"
	"quipu/graph/store/container"
	"quipu/quads"
)

// Errors of a Store.
var (
	ErrReadOnly = errors.New("the store is open for reading only")
	ErrClosed   = errors.New("the store is closed")
	errDone     = errors.New("the transaction has ended")
	errFull     = errors.New("more terms or changes than a store can hold")
)

// Store is a graph, in a file or in memory. It is safe for concurrent use.
type Store struct {
	current atomic.Pointer[state]
	closed  atomic.Bool
	base    string // namespace of the graph's names

	// What tests make smaller: see the constants.
	foldAt       int
	tinyLoad     int64
	historyLimit int

	path     string // "": in memory only
	wait     time.Duration
	readOnly bool
	fs       container.FS

	// turn is held by the transaction that runs or waits for the file. It has
	// the lock, or the writer that took it over, and then nobody else changes
	// the file.
	turn   chan struct{}
	lock   *container.Lock
	writer *container.Writer

	mu   sync.Mutex
	busy bool            // the transaction that runs keeps the state up to date
	file *container.File // nil before there is one in the present format
	read int64           // how far its log has been read
	lost bool            // the file has news that could not be read: it is opened anew
	old  fs.FileInfo     // the file of the first format that the state is of
}

var _ source.Store = (*Store)(nil)

// Memory returns an empty store in memory. An empty base means quads.Base.
func Memory(base string) *Store {
	if base == "" {
		base = quads.Base
	}
	s := &Store{
		base:         base,
		fs:           container.OS,
		foldAt:       foldRows,
		tinyLoad:     tinyLoad,
		historyLimit: historyLimit,
		turn:         make(chan struct{}, 1),
	}
	s.publish(s.number(newState(nil, s.fileError)))
	return s
}

// number begins a new numbering with a state.
func (s *Store) number(st *state) *state {
	n := new(numbering)
	n.latest.Store(st)
	st.numbering = n
	return st
}

// publish makes a state the newest.
func (s *Store) publish(st *state) {
	st.numbering.latest.Store(st)
	s.current.Store(st)
}

// Base returns the namespace of the graph's names.
func (s *Store) Base() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base
}

// View implements source.Store.
func (s *Store) View(ctx context.Context) (source.Source, error) {
	return s.view(ctx)
}

func (s *Store) view(ctx context.Context) (*state, error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.refresh(ctx); err != nil {
		return nil, err
	}
	return s.current.Load(), nil
}

// Begin implements source.Store. It waits for a transaction of this process
// as long as the context lasts, for one of another process as long as
// Options.Wait says; the error is then a *LockedError. A transaction of a
// store in a file should not last long: others wait for its end.
func (s *Store) Begin(ctx context.Context) (source.Tx, error) {
	return s.begin(ctx)
}

func (s *Store) begin(ctx context.Context) (*tx, error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if s.readOnly {
		return nil, ErrReadOnly
	}
	if err := acquire(ctx, s.turn); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		<-s.turn
		return nil, err
	}
	return &tx{store: s, from: s.current.Load()}, nil
}

// prepare takes the lock beneath s.turn and brings the state up to date.
func (s *Store) prepare(ctx context.Context) (err error) {
	if s.path == "" {
		return nil
	}
	if s.lock, err = container.Acquire(ctx, s.fs, s.path, s.wait); err != nil {
		return s.fileError(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		s.unlock()
		return err
	}
	s.busy = true
	return nil
}

// catchUp brings the state up to date and makes the file, if there is one,
// writable.
func (s *Store) catchUp(ctx context.Context) error {
	for range 3 { // nobody else can replace the file now, but somebody just may have
		if err := s.reread(ctx); err != nil {
			return err
		}
		if s.file == nil {
			return nil
		}
		w, err := s.file.Writer(s.lock)
		if errors.Is(err, container.ErrReplaced) {
			continue
		}
		if err != nil {
			return s.fileError(err)
		}
		s.lock, s.writer = nil, w
		if s.file.Last().Number == s.current.Load().commit {
			return nil
		}
		s.lost = true // the writer found what the state does not have
		break
	}
	return s.fileError(container.ErrReplaced)
}

// unlock releases the file.
func (s *Store) unlock() {
	if s.writer != nil {
		_ = s.writer.Close() // what it wrote is durable already
		s.writer = nil
	}
	if s.lock != nil {
		s.lock.Close()
		s.lock = nil
	}
}

// end lets the next transaction begin.
func (s *Store) end() {
	s.mu.Lock()
	s.busy = false
	s.unlock()
	s.mu.Unlock()
	<-s.turn
}

func acquire(ctx context.Context, lock chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close implements source.Store. States that were handed out stay readable.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
