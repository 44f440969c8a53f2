package bulk

import (
	"context"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// A group is goroutines that work on one thing. The first error ends them all.
//
// Reading a damaged segment may panic, and reading a mapped file that was cut
// short may fault. Callers turn both into errors, but see only what happens in
// their own goroutine; so a group makes faults panics, and hands a panic on to
// whoever waits for it.
type group struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	mu     sync.Mutex
	err    error
	panic  any
}

func newGroup(ctx context.Context) *group {
	g := new(group)
	g.ctx, g.cancel = context.WithCancel(ctx)
	return g
}

// run starts f in a goroutine.
func (g *group) run(f func(ctx context.Context) error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		defer func() { g.fail(nil, recover()) }()
		debug.SetPanicOnFault(true)
		g.fail(f(g.ctx), nil)
	}()
}

func (g *group) fail(err error, panicked any) {
	if err == nil && panicked == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err == nil {
		g.err = err
	}
	if g.panic == nil {
		g.panic = panicked
	}
	g.cancel()
}

// wait returns when all have ended, with the first error.
func (g *group) wait() error {
	g.wg.Wait()
	g.cancel()
	if g.panic != nil {
		panic(g.panic)
	}
	return g.err
}

// each calls f for 0 to n-1, on at most so many goroutines at once.
func each(ctx context.Context, workers, n int, f func(ctx context.Context, i int) error) error {
	g := newGroup(ctx)
	var next atomic.Int64
	for range min(workers, n) {
		g.run(func(ctx context.Context) error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := f(ctx, i); err != nil {
					return err
				}
			}
		})
	}
	return g.wait()
}
