package bulk

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"quipu/graph/store/segment"
)

// Input is what a merge takes: a segment or a run, or, if both are nil,
// nothing.
type Input struct {
	// Segment is a segment whose ids are FirstTerm and the ranks of its terms.
	// What it removes is not looked at.
	Segment *segment.Segment
	Run     *Run
	// Without, if not nil, is a segment whose removed quads, in the ids of
	// Segment, are left out.
	Without *segment.Segment
	// Drop, if not nil, reports which terms of Segment are not taken over. No
	// row that stays may have one.
	Drop func(id segment.ID) bool
	// Dead are the terms, ascending, that no row has, but which are taken over
	// all the same. They are dead in the result too, unless they are terms of
	// another input that are not dead there.
	Dead []segment.ID
}

// MergeOptions say how to merge. The functions may be called from any
// goroutine, but not concurrently with themselves.
type MergeOptions struct {
	Workers int // how many goroutines work at once; 0: as many as run at once
	// Old is how many of the inputs, from the first on, are what was there
	// before. The quads of the others that none of these has are new.
	Old int
	// OnNew, if not nil, is given the rows of new quads: ascending, in new ids
	// and order SPOL, good until it returns.
	OnNew func(rows []segment.Row) error
	// Progress, if not nil, is told from time to time how much of the work is
	// done.
	Progress func(done, of int64)
}

// Merged says what a merge has made.
type Merged struct {
	Ref segment.Ref
	// Quads and Triples are how many the result has.
	Quads, Triples int64
	// New is how many quads of the result no old input has.
	New int64
	// Dead are the terms that no row of the result has, ascending.
	Dead []segment.ID
}

// Merge writes a segment that has the quads and terms of all inputs to sink.
// The segment's ids are FirstTerm and the ranks of its terms.
func Merge(ctx context.Context, sink segment.Sink, id uint64, inputs []Input, o MergeOptions) (Merged, error) {
	m := &merge{options: o, mapped: make(chan struct{})}
	if m.options.Workers <= 0 {
		m.options.Workers = runtime.GOMAXPROCS(0)
	}
	defer m.free()
	for i := range inputs {
		if err := m.take(inputs[i]); err != nil {
			return Merged{}, err
		}
	}
	w := segment.NewWriter(sink, id)
	m.dict = w.Dict(segment.FirstTerm)
	for perm := range m.trees {
		m.trees[perm] = w.Tree(segment.Added, perm)
	}
	if err := m.run(ctx); err != nil {
		return Merged{}, err
	}
	m.merged.Dead = m.dead
	var err error
	m.merged.Ref, err = w.Finish(segment.Meta{Quads: m.merged.Quads, Triples: m.merged.Triples, Dead: m.dead})
	return m.merged, err
}

// merge is a merge at work.
type merge struct {
	options MergeOptions
	inputs  []*input
	dict    *segment.DictWriter
	trees   [6]*segment.TreeWriter
	mapped  chan struct{} // closed when the inputs' ids are known
	dead    []segment.ID
	merged  Merged

	of         int64
	done       atomic.Int64
	progressMu sync.Mutex
	told       int64
}

// input is an Input at work.
type input struct {
	Input
	terms int
	// ids are the new ids by old id: from zero, so that Any and Unlabelled are
	// there as well. There are none if the new ids are the old ones.
	ids  []segment.ID
	same bool
	slab slab[segment.ID] // what ids lie in
}

// take adds an input.
func (m *merge) take(from Input) error {
	in := &input{Input: from}
	rows := int64(0)
	switch {
	case in.Segment != nil:
		if first := in.Segment.Dict().First(); first != segment.FirstTerm {
			return fmt.Errorf("bulk: merging a segment whose ids begin at %d", first)
		}
		in.terms = in.Segment.Dict().Len()
		rows = in.Segment.Tree(segment.Added, segment.SPOL).Len()
	case in.Run != nil:
		in.terms, rows = in.Run.terms, int64(in.Run.rows)
	}
	m.inputs = append(m.inputs, in)
	m.of += int64(in.terms) + 6*rows
	return nil
}

// begin makes room for the input's new ids.
func (in *input) begin() {
	n := in.terms + int(segment.FirstTerm)
	in.slab.grow(n, 0)
	in.ids = in.slab.all[:n]
	in.ids[segment.Unlabelled] = segment.Unlabelled
}

func (m *merge) free() {
	for _, in := range m.inputs {
		in.slab.free()
	}
}

// termSource gives the input's terms.
func (in *input) termSource() termSource {
	if in.Segment != nil {
		return &segmentTerms{terms: in.Segment.Dict().Terms()}
	}
	return in.Run.termSource()
}

// chains are the permutations in an order in which each can be sorted from
// the one before with little work, begun from SPOL: one chain for each of two
// workers.
var chains = [][]int{
	{segment.SPOL, segment.LSPO, segment.LOSP},
	{segment.OSPL, segment.POSL, segment.LPOS},
}

// chains are the chains of this merge: more if there are workers, and memory
// for as many copies of the rows; fewer if there is not.
func (m *merge) chains() [][]int {
	copies := len(segment.Permutations)
	for _, in := range m.inputs {
		if in.Run == nil {
			continue
		}
		if run, ok := in.Run.content.(*memoryRun); ok && len(run.spol) > 0 {
			copies = min(copies, int(run.spare/int64(32*len(run.spol))))
		}
	}
	switch n := min(copies, m.options.Workers); {
	case n < 2:
		return [][]int{append(append([]int{}, chains[0]...), chains[1]...)}
	case n < len(segment.Permutations):
		return chains
	}
	return [][]int{{segment.OSPL}, {segment.POSL}, {segment.LPOS}, {segment.LOSP}, {segment.LSPO}, {segment.SPOL}}
}

// run writes dictionary and trees at once: the trees begin when all terms have
// been seen, while the dictionary may still be written.
func (m *merge) run(ctx context.Context) error {
	g := newGroup(ctx)
	m.mergeTerms(g)
	chains := m.chains()
	g.run(func(ctx context.Context) error {
		select {
		case <-m.mapped:
		case <-ctx.Done():
			return ctx.Err()
		}
		return each(ctx, m.options.Workers, len(chains), func(ctx context.Context, i int) error {
			return m.writeTrees(ctx, chains[i])
		})
	})
	return g.wait()
}

// progressStep is how much is done between two reports.
const progressStep = 1 << 18

// advance takes in that n terms or rows were read.
func (m *merge) advance(n int) {
	done := m.done.Add(int64(n))
	if m.options.Progress == nil || done/progressStep == (done-int64(n))/progressStep {
		return
	}
	m.progressMu.Lock()
	defer m.progressMu.Unlock()
	if done > m.told {
		m.told = done
		m.options.Progress(done, m.of)
	}
}
