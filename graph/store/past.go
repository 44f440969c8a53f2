package store

import (
	"context"
	"sync"

	"quipu/graph/source"
	"quipu/graph/store/container"
)

// At returns the state after a commit; 0 is the one before the first. The
// error may be a *CommitError.
//
// It is the newest state with what later commits did taken back, in an overlay:
// it needs memory for their quads.
func (s *Store) At(ctx context.Context, number uint64) (source.Source, error) {
	var n net
	first, emptied := uint64(0), false
	var triples int64
	var now *state
	err := s.walk(ctx, func(st *state, written container.Record) (bool, error) {
		now = st
		if written.Number <= number {
			first = written.Number
			return false, nil
		}
		r, err := parseRecord(written.Payload)
		if err != nil {
			return false, err
		}
		first = written.Number
		if r.what == began { // before it there was nothing, whatever came later
			n, triples, emptied = net{}, 0, true
			return true, nil
		}
		triples -= r.triples
		n.apply(r.removed, r.added) // taken back
		return true, nil
	})
	switch {
	case err != nil:
		return nil, err
	case now == nil && number == 0:
		return s.view(ctx) // nothing was ever committed
	case now == nil || number > now.commit || number < first && (number > 0 || first > 1):
		return nil, s.noCommit(number, first)
	}
	added, removed, err := n.rows()
	if err != nil {
		return nil, s.fileError(err)
	}
	if emptied {
		now = now.emptied()
	}
	then := now.follow(added, removed, now.terms)
	then.size.Triples += triples
	then.commit = number
	then.past = new(pastTerms)
	return then, nil
}

// emptied is a state without quads, in which a term has the id that it has in
// this one.
func (s *state) emptied() *state {
	empty := *s
	empty.merges = newMerges(&empty)
	empty.onlyTerms = true
	empty.added, empty.removed = newRun(nil), newRun(nil)
	empty.size = source.Size{}
	return &empty
}

// pastTerms is what a state of the past does not know before it is asked: how
// many of the terms have a quad. It has no list of those that have none.
type pastTerms struct {
	mu      sync.Mutex
	counted bool
	terms   int64
}

func (p *pastTerms) count(ctx context.Context, s *state) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.counted {
		used, err := s.findUsed(ctx, func(row) {})
		if err != nil {
			return 0, err
		}
		p.terms, p.counted = used.count(), true
	}
	return p.terms, nil
}
