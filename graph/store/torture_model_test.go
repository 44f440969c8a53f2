package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Deeds of all kinds, done in turn through two openings of one file, while
// readers look: what they see is always one state between those that were
// committed when they began and when they had it, and it stays so.
func TestDeedsAndReaders(t *testing.T) {
	for _, where := range []string{"file", "memory"} {
		t.Run(where, func(t *testing.T) {
			for seed := range uint64(times(1, 40)) {
				w := &witness{t: t, seed: seed, finished: make(chan struct{}), known: []sum{content{}.sum()}}
				if where == "file" {
					w.path = filepath.Join(t.TempDir(), "g.db")
				}
				w.run()
				if t.Failed() {
					return
				}
			}
		})
	}
}

// witness compares what is done with what is seen.
type witness struct {
	t    *testing.T
	path string // "": in memory
	seed uint64

	mu    sync.Mutex
	known []sum // of the contents after each deed, up to the one under way
	floor int   // deeds whose states can be asked for begin here

	committed atomic.Int64 // the last deed that is done
	finished  chan struct{}
}

const deedsEach = 50

func (w *witness) run() {
	r := rand.New(rand.NewPCG(w.seed, 4))
	stores := []*Store{small(w.open(Options{}), r)}
	if w.path != "" {
		stores = append(stores, small(w.open(Options{}), r))
	}
	if err := (deed{kind: doChange, add: []quad.Quad{q1}}).do(stores[0]); err != nil { // so that there is a file
		w.t.Fatal(err)
	}
	m := newModel()
	m.add(q1)
	w.known[0] = contentOf(m.quads).sum()
	var readers sync.WaitGroup
	for i, s := range stores {
		readers.Go(func() { w.watch(s, uint64(i)) })
	}
	if w.path != "" {
		s := w.open(Options{ReadOnly: true})
		defer s.Close()
		readers.Go(func() { w.watch(s, 9) })
	}
	for n := 1; n <= deedsEach && !w.t.Failed(); n++ {
		d := m.deed(w.seed, n)
		want := contentOf(m.quads)
		w.mu.Lock()
		w.known = append(w.known, want.sum())
		if d.kind == doForget {
			w.floor = n
		}
		w.mu.Unlock()
		s := stores[n%len(stores)]
		if w.path == "" && d.kind == doBackup {
			d.kind = doReopen // there is nothing to copy in memory
		}
		if err := d.do(s); err != nil {
			w.t.Errorf("seed %d, %v: %v", w.seed, d, err)
			break
		}
		w.committed.Store(int64(n))
		for _, s := range stores {
			if got, err := contentNow(s); err != nil || got.differs(want) != "" {
				w.t.Errorf("seed %d, %v: %s, %v", w.seed, d, got.differs(want), err)
			}
		}
		mustVerify(w.t, fmt.Sprintf("seed %d, %v", w.seed, d), s)
	}
	close(w.finished)
	readers.Wait()
	for _, s := range stores {
		if err := s.Close(); err != nil {
			w.t.Error(err)
		}
	}
}

func (w *witness) open(o Options) *Store {
	if w.path == "" {
		return Memory("")
	}
	return openFile(w.t, w.path, o)
}

// watch reads until all is done.
func (w *witness) watch(s *Store, number uint64) {
	r := rand.New(rand.NewPCG(w.seed, number))
	for !w.t.Failed() {
		select {
		case <-w.finished:
			return
		default:
		}
		if err := w.look(s, r); err != nil {
			w.t.Errorf("seed %d: a reader: %v", w.seed, err)
		}
		if w.path != "" && r.IntN(4) == 0 {
			if err := w.lookBack(s, r); err != nil {
				w.t.Errorf("seed %d: a reader of the past: %v", w.seed, err)
			}
		}
	}
}

// look takes a state and looks at it twice.
func (w *witness) look(s *Store, r *rand.Rand) error {
	first := int(w.committed.Load())
	src, err := s.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	w.mu.Lock()
	known := w.known[first:]
	w.mu.Unlock()
	quads, err := source.Quads(ctx, src, source.Pattern{})
	if err != nil {
		return err
	}
	seen := contentOf(quads).sum()
	is := false
	for _, k := range known {
		is = is || k == seen
	}
	if !is {
		return fmt.Errorf("%d quads are no state between deed %d and deed %d", len(quads), first, first+len(known)-1)
	}
	if err := askPatterns(src, quads, r); err != nil {
		return err
	}
	time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond)
	if again, err := contentIn(src); err != nil || again.sum() != seen {
		return fmt.Errorf("a state has changed while it was held: %d quads, then %d, %w", len(quads), len(again), err)
	}
	return nil
}

// askPatterns asks for all patterns of one quad and compares with a search
// through all.
func askPatterns(src source.Source, quads []quad.Quad, r *rand.Rand) error {
	if len(quads) == 0 {
		return nil
	}
	q := quads[r.IntN(len(quads))]
	c := src.Scan(ctx, source.Pattern{}) // given up at once: it leaves nothing to those that follow
	if _, err := c.Next(make([]source.Match, 1)); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	for bound := range 16 {
		var want []quad.Quad
		for _, other := range quads {
			if bound&1 != 0 && other.Subject != q.Subject || bound&2 != 0 && other.Predicate != q.Predicate ||
				bound&4 != 0 && other.Object != q.Object || bound&8 != 0 && other.Label != q.Label {
				continue
			}
			want = append(want, other)
		}
		got, err := patternText(src, q, bound)
		if err != nil {
			return err
		}
		if text := patternAnswer(want); got != text {
			return fmt.Errorf("pattern %04b of %v: got %.200s, want %.200s", bound, q, got, text)
		}
	}
	return nil
}

// lookBack asks for a state of the past.
func (w *witness) lookBack(s *Store, r *rand.Rand) error {
	var all []Commit
	if err := s.Commits(ctx, func(c Commit) bool {
		all = append(all, c)
		return true
	}); err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("the history is empty")
	}
	c := all[r.IntN(len(all))]
	src, err := s.At(ctx, c.Number)
	if missing := (*CommitError)(nil); errors.As(err, &missing) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.floor > 0 {
			return nil // forgotten since the list was made
		}
	}
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(c.Command)
	if err != nil {
		return err
	}
	got, err := contentIn(src)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if got.sum() != w.known[n] {
		return fmt.Errorf("at commit %d (deed %d): %d quads that were not those", c.Number, n, len(got))
	}
	return nil
}
