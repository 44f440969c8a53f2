package store

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// The torture tests do random deeds to a store in a file and to a model of it,
// kill who does them, damage the file, and let the disk fail; each compares
// the file with the model. They take minutes with -torture (make torture) and
// seconds without.
var torture = flag.Bool("torture", false, "make the torture tests as long as make torture wants them")

// times is how often something is done; with -short, a quarter of it.
func times(normal, long int) int {
	switch {
	case *torture:
		return long
	case testing.Short():
		return max(1, normal/4)
	}
	return normal
}

// model is what a store should hold. Its quads are in an order that only the
// deeds before tell, so that random choices among them can be repeated.
type model struct {
	quads []quad.Quad
	place map[quad.Quad]int
	loads int // quads in a bulk load at most
}

func newModel() *model { return &model{place: map[quad.Quad]int{}, loads: 300} }

func (m *model) add(q quad.Quad) {
	if _, has := m.place[q]; !has {
		m.place[q] = len(m.quads)
		m.quads = append(m.quads, q)
	}
}

func (m *model) remove(q quad.Quad) {
	i, has := m.place[q]
	if !has {
		return
	}
	last := len(m.quads) - 1
	m.quads[i] = m.quads[last]
	m.place[m.quads[i]] = i
	m.quads = m.quads[:last]
	delete(m.place, q)
}

// deed is one thing that is done to a store.
type deed struct {
	number      int
	kind        kind
	add, remove []quad.Quad
}

type kind string

const (
	doChange  kind = "change"  // a transaction
	doLoad    kind = "load"    // a bulk load
	doCompact kind = "compact" // a rewriting of the file
	doForget  kind = "forget"  // one that drops the past
	doBackup  kind = "backup"  // a copy beside the file
	doReopen  kind = "reopen"
)

// String names the deed in messages.
func (d deed) String() string { return fmt.Sprintf("%s %d", d.kind, d.number) }

// deed draws the deed of a number and does it to the model. It depends on
// nothing but the seed, the number, and the model.
func (m *model) deed(seed uint64, number int) deed {
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	d := deed{number: number, kind: doChange}
	switch n := r.IntN(100); {
	case n < 10:
		d.kind = doLoad
	case n < 16:
		d.kind = doCompact
	case n < 18:
		d.kind = doForget
	case n < 22:
		d.kind = doBackup
	case n < 26:
		d.kind = doReopen
	}
	adds, removes := 0, 0
	switch d.kind {
	case doChange:
		adds, removes = r.IntN(11), r.IntN(6)
		if len(m.quads) > 1500 {
			adds, removes = 0, 400
		}
	case doLoad:
		adds = 1 + r.IntN(m.loads)
	}
	for range removes {
		if len(m.quads) > 0 && r.IntN(10) > 0 {
			d.remove = append(d.remove, m.quads[r.IntN(len(m.quads))])
		} else {
			d.remove = append(d.remove, someQuad(r, number))
		}
	}
	for range adds {
		d.add = append(d.add, someQuad(r, number))
	}
	for _, q := range d.remove {
		m.remove(q)
	}
	for _, q := range d.add {
		m.add(q)
	}
	return d
}

// someQuad draws a quad with terms of all kinds, some of them new.
func someQuad(r *rand.Rand, number int) quad.Quad {
	name := func(kind string, n int) quad.IRI { return quad.IRI(fmt.Sprint("ex:", kind, r.IntN(n))) }
	q := quad.Quad{Subject: name("s", 80), Predicate: name("p", 5), Object: name("s", 80)}
	if r.IntN(8) == 0 {
		q.Subject = quad.IRI(fmt.Sprint("ex:new", number, "-", r.IntN(3)))
	}
	switch n := r.IntN(30); {
	case n < 4:
		q.Object = quad.String(fmt.Sprint("a text that others begin with, too ", r.IntN(200)))
	case n < 6:
		q.Object = quad.LangString{Value: quad.String(fmt.Sprint("tagged ", r.IntN(50))), Lang: "uk"}
	case n < 8:
		q.Object = quad.TypedString{Value: quad.String(strconv.Itoa(r.IntN(1000))), Type: "http://www.w3.org/2001/XMLSchema#integer"}
	case n < 9: // of the size that is kept apart
		q.Object = quad.String(strings.Repeat(fmt.Sprint("long ", r.IntN(20), " "), 300))
	}
	if r.IntN(3) > 0 {
		q.Label = name("l", 6)
	}
	return q
}

// do does a deed to a store. Its number becomes the command in the history.
func (d deed) do(s *Store) error {
	noted := source.WithNote(ctx, source.Note{Analyst: "Ada", Command: strconv.Itoa(d.number)})
	switch d.kind {
	case doChange:
		return d.commit(noted, s)
	case doLoad:
		return d.load(noted, s)
	case doCompact:
		return s.Compact(noted, CompactOptions{})
	case doForget:
		last, err := lastCommit(s)
		if err != nil || last.Number < 2 {
			return err
		}
		return s.Compact(noted, CompactOptions{ForgetBefore: last.Number - 1})
	case doBackup:
		return s.Backup(noted, s.path+".copy", true, nil)
	}
	return nil
}

func (d deed) commit(ctx context.Context, s *Store) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, q := range d.remove {
		if err := tx.Remove(q); err != nil {
			return err
		}
	}
	for _, q := range d.add {
		if err := tx.Add(q); err != nil {
			return err
		}
	}
	_, err = tx.Commit(ctx)
	return err
}

func (d deed) load(ctx context.Context, s *Store) error {
	l, err := s.Load(ctx, LoadOptions{Memory: 16 << 20})
	if err != nil {
		return err
	}
	defer l.Close()
	b := l.Builder()
	for _, q := range d.add {
		if err := b.Add(q); err != nil {
			return err
		}
	}
	if err := b.Close(); err != nil {
		return err
	}
	_, err = l.Commit(ctx)
	return err
}

// needsFile says whether a deed fails where nothing was committed yet.
func (d deed) needsFile() bool {
	return d.kind == doCompact || d.kind == doForget || d.kind == doBackup
}

// lastCommit returns the newest one of the history, the zero one if there is
// none.
func lastCommit(s *Store) (last Commit, err error) {
	err = s.Commits(ctx, func(c Commit) bool {
		last = c
		return false
	})
	return last, err
}

// small makes a store fold and rewrite as early as a large one would late.
func small(s *Store, r *rand.Rand) *Store {
	s.foldAt = []int{1, 10, 60, 400}[r.IntN(4)]
	s.tinyLoad = []int64{0, 0, 150}[r.IntN(3)]
	return s
}

// mustVerify fails if a store is not sound.
func mustVerify(t *testing.T, what string, s *Store) {
	t.Helper()
	if err := s.Verify(ctx, func(err error) { t.Errorf("%s: verify: %v", what, err) }, nil); err != nil {
		t.Fatalf("%s: verify: %v", what, err)
	}
}
