package store

import (
	"context"

	"quipu/graph/store/segment"
)

// Verify checks the whole file and reports each fault. Progress, if not nil,
// is told how much of the work is done.
func (s *Store) Verify(ctx context.Context, report func(error), progress func(done, of int64)) error {
	st, err := s.view(ctx)
	if err != nil {
		return err
	}
	s.mu.Lock()
	f := s.file
	s.mu.Unlock()
	if f != nil {
		if err := f.Verify(ctx, func(err error) { report(s.fileError(err)) }); err != nil {
			return err
		}
	}
	v := &verifier{state: st, report: func(err error) { report(s.fileError(err)) }, progress: progress}
	return v.verify(ctx)
}

// verifier checks a state.
type verifier struct {
	state    *state
	report   func(error)
	faults   int
	progress func(done, of int64) // may be nil
	done, of int64
}

// verify checks the segments, and what they come to together.
func (v *verifier) verify(ctx context.Context) error {
	s := v.state
	for _, g := range s.segments {
		v.of += int64(g.Dict().Len())
		for perm := range segment.Permutations {
			v.of += g.Tree(segment.Added, perm).Len() + g.Tree(segment.Removed, perm).Len()
		}
	}
	v.of += s.size.Quads
	for _, g := range s.segments {
		if err := v.segment(ctx, g); err != nil {
			return err
		}
	}
	if v.faults > 0 {
		return nil // what follows would only say it again
	}
	if err := v.whole(ctx); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		v.fault(err)
	}
	return nil
}

func (v *verifier) fault(err error) {
	v.faults++
	v.report(err)
}

func (v *verifier) step(n int64) {
	if v.done += n; v.progress != nil {
		v.progress(min(v.done, v.of), v.of)
	}
}

func (v *verifier) segment(ctx context.Context, g *segment.Segment) (err error) {
	defer func() {
		if err != nil && ctx.Err() == nil {
			v.fault(err)
			err = nil
		}
	}()
	defer v.state.guard(faultsPanic(), &err)
	return g.Verify(ctx, v.fault, v.step)
}

// whole counts quads and triples and finds out which terms have none.
func (v *verifier) whole(ctx context.Context) error {
	s := v.state
	var quads, triples int64
	var before row
	used, err := s.findUsed(ctx, func(r row) {
		if quads++; quads%(1<<20) == 0 {
			v.step(1 << 20)
		}
		if triple, _ := tripleOf(r); quads == 1 || triple != before {
			triples++
			before = triple
		}
	})
	if err != nil {
		return err
	}
	if quads != s.size.Quads || triples != s.size.Triples {
		v.fault(damaged("it says that it has %d quads and %d triples, and has %d and %d",
			s.size.Quads, s.size.Triples, quads, triples))
	}
	for id := uint64(segment.FirstTerm); id < s.end(); id++ {
		if used.has(id) == s.isDead(segment.ID(id)) {
			v.fault(damaged("it is wrong about whether the term %d is used", id))
			break
		}
	}
	return nil
}
