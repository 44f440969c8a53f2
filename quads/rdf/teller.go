package rdf

import (
	"sync"

	"quipu/quads"
)

// outcome is what came of a piece of the input.
type outcome struct {
	lines int                  // that it has
	bad   []*quads.SyntaxError // in order, with lines counted from its first
	err   error                // what ended it, behind those
}

// A teller puts what came of pieces into their order, so that nobody can tell
// that they were read at once: errors get the line numbers of the whole input,
// and nothing behind the first error counts.
type teller struct {
	onBad func(error) // nil: a bad line is the error

	mu       sync.Mutex
	turn     sync.Cond       // next has changed, or err
	next     int             // the piece that is told next
	line     int             // lines before it
	finished map[int]outcome // pieces behind it
	waiting  int             // bad lines of those
	err      error
}

// mostWaiting bounds the bad lines that are kept because a piece before them
// is not finished; whoever has more waits for their turn.
const mostWaiting = 4096

func newTeller(onBad func(error)) *teller {
	t := &teller{onBad: onBad, finished: map[int]outcome{}}
	t.turn.L = &t.mu
	return t
}

func (t *teller) failed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err != nil
}

// finish takes what came of a piece.
func (t *teller) finish(number int, o outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.next != number && t.waiting+len(o.bad) > mostWaiting && t.err == nil {
		t.turn.Wait()
	}
	t.finished[number] = o
	t.waiting += len(o.bad)
	for t.err == nil {
		o, ok := t.finished[t.next]
		if !ok {
			break
		}
		delete(t.finished, t.next)
		t.waiting -= len(o.bad)
		t.tell(o)
		t.next++
	}
	t.turn.Broadcast()
}

// inTurn tells bad lines of a piece that is not finished, as soon as those
// before it are.
func (t *teller) inTurn(number int, bad []*quads.SyntaxError) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.next != number && t.err == nil {
		t.turn.Wait()
	}
	if t.err == nil {
		t.tell(outcome{bad: bad})
	}
}

// tell tells what came of the piece whose turn it is.
func (t *teller) tell(o outcome) {
	for _, bad := range o.bad {
		bad.Line += t.line
		if t.onBad == nil {
			t.err = bad
			return
		}
		t.onBad(bad)
	}
	t.line += o.lines
	t.err = o.err
}
