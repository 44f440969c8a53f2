package eval

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"quipu/graph/source"
)

// leapSearch is where a leapfrog stands: at each level the terms that are
// possible for those of the levels above. Several may run at once over parts
// of the first level.
type leapSearch struct {
	*leapfrog
	depth int // the level that moves on next; -1: the end
	row   []source.ID
	terms [][]source.ID // of each level
	at    []int         // in terms
	space [][]source.ID // that terms may lie in
	steps int           // since the context was looked at
}

func (l *leapfrog) newSearch() *leapSearch {
	return &leapSearch{leapfrog: l, row: make([]source.ID, l.width), at: make([]int, l.width),
		terms: make([][]source.ID, l.width), space: make([][]source.ID, l.width)}
}

// enter finds the terms of the level.
func (s *leapSearch) enter() {
	d := s.depth
	level := &s.levels[d]
	var terms []source.ID
	if len(level.lists) > 0 {
		found := level.lists[0].list(s.row)
		for _, p := range level.lists[1:] {
			list := p.list(s.row)
			s.steps += readBy(len(found.ids), len(list.ids))
			found = idList{ids: intersect(s.space[d][:0], found, list)}
			s.space[d] = found.ids
		}
		terms = found.ids
	} else { // begin with the fewest keys
		least := slices.MinFunc(level.keys, func(a, b *leapPart) int { return len(a.rel.keys) - len(b.rel.keys) })
		terms = least.rel.keys
	}
	for _, p := range level.keys {
		s.steps += len(terms)
		if len(terms) > 0 && &terms[0] != &p.rel.keys[0] {
			s.space[d] = p.rel.among(s.space[d][:0], terms)
			terms = s.space[d]
		}
	}
	s.steps += len(terms) + 1
	s.terms[d], s.at[d] = terms, 0
}

// list returns the terms of the second variable for that of the first.
func (p *leapPart) list(row []source.ID) idList { return p.rel.list(row[p.first]) }

// among appends those of some ids that are keys. It may write over them.
func (a *adjacency) among(to, ids []source.ID) []source.ID {
	for _, id := range ids {
		if a.find(id) >= 0 {
			to = append(to, id)
		}
	}
	return to
}

// take moves to the next term of the level.
func (s *leapSearch) take() {
	s.row[s.depth] = s.terms[s.depth][s.at[s.depth]]
	s.at[s.depth]++
}

// advance moves on to the next terms of the last level; false at the end.
func (s *leapSearch) advance() (bool, error) {
	for s.depth >= 0 {
		if s.steps > batchRows {
			if s.steps = 0; s.run.ctx.Err() != nil {
				return false, s.run.ctx.Err()
			}
		}
		switch {
		case s.at[s.depth] == len(s.terms[s.depth]):
			s.depth--
		case s.depth == s.width-1:
			return true, nil
		default:
			s.take()
			s.depth++
			s.enter()
		}
	}
	return false, nil
}

// count counts the solutions that are left.
func (s *leapSearch) count() (n int64, err error) {
	for {
		more, err := s.advance()
		if err != nil || !more {
			return n, err
		}
		n += int64(len(s.terms[s.depth]) - s.at[s.depth])
		s.at[s.depth] = len(s.terms[s.depth])
	}
}

// atOnce is how many terms of the first level a goroutine takes at a time:
// few, because a hub is worth a thousand others.
const atOnce = 16

// total counts the solutions on all cores, without making rows of them.
func (l *leapfrog) total() (n int64, known bool, err error) {
	if err := l.open(); err != nil {
		return 0, false, err
	}
	if l.nested != nil {
		return 0, false, nil
	}
	if l.search.depth < 0 {
		return 0, true, nil
	}
	defer l.done()
	terms := l.search.terms[0]
	var taken, sum atomic.Int64
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			s := l.newSearch()
			for errs[i] == nil {
				from := int(taken.Add(atOnce)) - atOnce
				if from >= len(terms) {
					return
				}
				s.depth, s.at[0], s.terms[0] = 0, 0, terms[from:min(from+atOnce, len(terms))]
				var part int64
				part, errs[i] = s.count()
				sum.Add(part)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, false, err
		}
	}
	return sum.Load(), true, nil
}
