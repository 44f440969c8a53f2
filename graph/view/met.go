package view

import (
	"maps"
	"slices"
	"sync"

	"quipu/graph/source"
)

// Watched returns the same view, which remembers the members that answers lean
// on; see Met.
func (e *Entities) Watched() *Entities {
	return &Entities{e.Source, e.classes, &meetings{named: make(map[source.ID]bool), apart: make(map[source.ID]bool)}}
}

// Unwatched returns the same view for those on whose questions nothing leans.
func (e *Entities) Unwatched() *Entities { return e.classes.Over(e.Source) }

// Member is a name that answers under another one.
type Member struct {
	ID, Representative source.ID
	Named              bool // it was asked for by this name
}

// Met returns the members that answers leaned on since Watched, ascending:
// those that were asked for, and those behind quads that were scanned or
// counted. Which of these quads made a row is not known, so there may be more
// than rows rest on. There may be fewer where there are more than maxMet, or
// only behind quads after the first maxLooked.
func (e *Entities) Met() (out []Member) {
	if e.met == nil {
		return nil
	}
	e.met.mu.Lock()
	defer e.met.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(e.met.named)) {
		out = append(out, Member{id, e.classes.represent[id], e.met.named[id]})
	}
	return out
}

// meetings are the members that an answer leans on; nil remembers none.
type meetings struct {
	mu    sync.Mutex
	named map[source.ID]bool // of each, whether it was asked for by its name
	quads int                // that were looked at
	apart map[source.ID]bool // names asked for that a link does not join
}

const (
	maxMet    = 64     // members that are remembered: who reads that many names?
	maxLooked = 20_000 // quads behind which members are looked for, which takes a search each
)

// name remembers a member that was asked for.
func (m *meetings) name(id, representative source.ID) {
	if m == nil || id == representative {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.named) < maxMet {
		m.named[id] = true
	}
}

// nameApart remembers a name that was asked for and that links do not join.
func (m *meetings) nameApart(id source.ID) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.apart) < maxMet {
		m.apart[id] = true
	}
}

// Apart returns pairs of names that somebody says to be the same and that stand
// apart, because somebody says otherwise; those of which one was asked for
// since Watched.
func (e *Entities) Apart() (out [][2]source.ID) {
	if e.met == nil {
		return nil
	}
	e.met.mu.Lock()
	defer e.met.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(e.met.apart)) {
		for _, other := range e.classes.unjoined[id] {
			if !e.met.apart[other] || id < other {
				out = append(out, [2]source.ID{id, other})
			}
		}
	}
	return out
}

// meet remembers the members behind some quads that are shown.
func (e *Entities) meet(shown []uint32) {
	if e.met == nil || len(shown) == 0 {
		return
	}
	e.met.mu.Lock()
	defer e.met.mu.Unlock()
	for _, i := range shown {
		if e.met.quads >= maxLooked || len(e.met.named) >= maxMet {
			return
		}
		e.met.quads++
		for _, n := range e.classes.hiddenBehind(e.classes.shown.all[i]) {
			for _, id := range e.classes.hidden.all[n] {
				if first, ok := e.classes.represent[id]; ok && first != id && !e.met.named[id] {
					e.met.named[id] = false
				}
			}
		}
	}
}
