package bulk

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"quipu/graph/store/segment"
)

type row = segment.Row

// Options say what a load may use.
type Options struct {
	Memory  int64  // bytes for what is kept before it is merged; 0: a quarter of the machine's
	Workers int    // how many goroutines work at once; 0: as many as run at once
	Dir     string // the folder for a temporary file; "": the system's
}

// A Loader takes quads in any order and makes sorted runs of them.
type Loader struct {
	memory  int64
	workers int
	spill   spillFile

	mu       sync.Mutex
	builders []*Builder
	spilled  []*Run
	given    int64
}

// New returns an empty loader. It must be closed.
func New(o Options) *Loader {
	l := &Loader{memory: o.Memory, workers: o.Workers}
	if l.memory <= 0 {
		l.memory = MachineMemory() / 4
	}
	if l.workers <= 0 {
		l.workers = runtime.GOMAXPROCS(0)
	}
	l.spill.dir = o.Dir
	// A stream is read and written a chunk at a time, and a merge reads a
	// stream of every run. Little memory makes many runs.
	l.spill.chunk = int(min(max(l.memory>>12, minChunk), maxChunk))
	return l
}

// Builder returns a new builder, which belongs to one goroutine and has an
// equal share of the memory. Its work ends with an error soon after the
// context does.
func (l *Loader) Builder(ctx context.Context) *Builder {
	b := newBuilder(ctx, l)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.builders = append(l.builders, b)
	return b
}

// Given is the number of quads that were added, repeats included, to the
// builders that are closed.
func (l *Loader) Given() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.given
}

// errOpen is a mistake of the program.
var errOpen = errors.New("bulk: Runs before all builders are closed")

// Runs returns what all builders were given, as runs for Merge, which are good
// until Close. The builders must be closed. It is called once.
func (l *Loader) Runs(ctx context.Context) ([]*Run, error) {
	l.mu.Lock()
	builders := l.builders
	spilled := len(l.spilled) > 0
	l.mu.Unlock()
	var full []*batch
	for _, b := range builders {
		if !b.closed {
			return nil, errOpen
		}
		if b.err != nil {
			return nil, b.err
		}
		if b.batch.rows > 0 {
			full = append(full, &b.batch)
		}
	}
	if !spilled {
		return l.inMemory(ctx, full)
	}
	err := each(ctx, l.workers, len(full), func(ctx context.Context, i int) error {
		run, err := full[i].spill(ctx, &l.spill)
		if err == nil {
			l.keep(run)
		}
		return err
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.freeBuilders()
	if err != nil {
		return nil, err
	}
	return l.spilled, nil
}

// inMemory makes one run of all batches.
func (l *Loader) inMemory(ctx context.Context, full []*batch) ([]*Run, error) {
	if len(full) == 0 {
		return nil, nil
	}
	for _, b := range full {
		b.table.slots.free()
	}
	run, err := combine(ctx, full, l.workers)
	if err != nil {
		return nil, err
	}
	run.spare = l.memory - run.bytes()
	return []*Run{{terms: len(run.refs), rows: len(run.spol), content: run}}, nil
}

// keep takes a run that a builder had no more room for.
func (l *Loader) keep(run *Run) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.spilled = append(l.spilled, run)
}

func (l *Loader) freeBuilders() {
	for _, b := range l.builders {
		b.batch.free()
	}
	l.builders = nil
}

// Close gives back memory and removes the temporary file. Nobody may use
// builders and runs any more.
func (l *Loader) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.freeBuilders()
	l.spilled = nil
	return l.spill.close()
}
