package line

import (
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/chzyer/readline"
)

// Options are the settings of a terminal.
type Options struct {
	// History is the file of the history; "" keeps it in memory only.
	History string
}

// Asks the terminal to mark pastes, and no longer (xterm's bracketed paste).
const (
	pasteOn  = "\x1b[?2004h"
	pasteOff = "\x1b[?2004l"
)

// terminal is readline, kept away from what it does badly: keys translates
// its input, history is ours and replayed before every line, completion is
// done in its Listener because its own list can panic.
type terminal struct {
	rl      *readline.Instance
	stdin   *readline.CancelableStdin
	keys    *keys
	history *history
	marks   bool // the terminal understands pasteOn
	closed  atomic.Bool

	mu        sync.Mutex
	action    rune // the key that the next call of the Listener answers
	pressing  pressing
	prefilled string // what stands in the next line already
	completer Completer
}

// NewTerminal returns a Reader over the process's terminal. A history that
// cannot be read is an error; the Reader works nevertheless, without it.
func NewTerminal(o Options) (Reader, error) {
	h, historyErr := openHistory(o.History)
	if historyErr != nil {
		h = &history{}
	}
	t := &terminal{history: h, marks: os.Getenv("TERM") != "dumb"}
	t.stdin = readline.NewCancelableStdin(readline.Stdin)
	t.keys = newKeys(t.stdin)
	rl, err := readline.NewEx(&readline.Config{
		Stdin:                  io.NopCloser(t.keys),
		HistoryLimit:           maxHistory + 2,
		DisableAutoSaveHistory: true,
		HistorySearchFold:      true,
		FuncGetWidth:           width,
		FuncFilterInputRune:    t.filter,
		Listener:               readline.FuncListener(t.changed),
		EOFPrompt:              "\n",
	})
	if err != nil {
		return nil, err
	}
	t.rl = rl
	return t, historyErr
}

// width never returns less than one column: readline divides by it.
func width() int {
	if w := readline.GetScreenWidth(); w > 0 {
		return w
	}
	return 80
}

func (t *terminal) Line(prompt string) (string, error) { return t.Edit(prompt, "") }

func (t *terminal) Edit(prompt, prefilled string) (string, error) {
	t.press(linesOnly)
	return t.read(prompt, prefilled)
}

func (t *terminal) read(prompt, prefilled string) (string, error) {
	if t.closed.Load() {
		return "", io.EOF
	}
	t.replay()
	t.rl.SetPrompt(prompt)
	if t.marks {
		io.WriteString(readline.Stdout, pasteOn)
		defer io.WriteString(readline.Stdout, pasteOff)
	}
	t.mu.Lock()
	t.prefilled = shown(prefilled)
	t.mu.Unlock()
	s, err := t.rl.Readline()
	switch {
	case t.closed.Load():
		// What stood in the line when we were closed was not entered.
		return "", io.EOF
	case err == readline.ErrInterrupt:
		return "", ErrInterrupt
	case err != nil:
		if t.keys.ended.Load() { // readline would wait for ever now
			t.closed.Store(true)
		}
		return "", err
	}
	return text(s), nil
}

// replay gives readline its history afresh: it keeps the edits made to old
// entries, and panics in a search when it has none at all.
func (t *terminal) replay() {
	t.rl.ResetHistory()
	if len(t.history.entries) == 0 {
		t.rl.SaveHistory("")
	}
	for _, entry := range t.history.entries {
		t.rl.SaveHistory(shown(entry))
	}
}

func (t *terminal) Remember(text string) error { return t.history.add(text) }

func (t *terminal) Complete(c Completer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.completer = c
}

// filter turns the keys that are ours into BEL, which does nothing in
// readline but end a search; changed, which it calls next, answers them.
func (t *terminal) filter(r rune) (rune, bool) {
	if as, taken := t.takeKey(r); taken {
		return as, true
	}
	switch r {
	case keyDelete, keyPaste, readline.CharTab:
		t.mu.Lock()
		t.action = r
		t.mu.Unlock()
		return readline.CharBell, true
	}
	return r, true
}

// changed is called by readline after every key; a true result replaces the
// line.
func (t *terminal) changed(text []rune, pos int, key rune) ([]rune, int, bool) {
	if key == 0 { // a line begins, and the terminal is in raw mode
		t.mu.Lock()
		prefilled := t.prefilled
		t.prefilled = ""
		t.mu.Unlock()
		if prefilled != "" {
			t.rl.Operation.SetBuffer(prefilled)
		}
		return nil, 0, false
	}
	if key != readline.CharBell {
		return nil, 0, false
	}
	t.mu.Lock()
	action, completer := t.action, t.completer
	t.action = 0
	t.mu.Unlock()
	switch action {
	case keyDelete:
		if pos < len(text) {
			return append(text[:pos:pos], text[pos+1:]...), pos, true
		}
	case keyPaste:
		paste := []rune(t.keys.takePaste())
		after := text[pos:]
		text = append(text[:pos:pos], paste...)
		return append(text, after...), pos + len(paste), true
	case readline.CharTab:
		if completer == nil {
			return nil, 0, false
		}
		newText, newPos, list := complete(text, pos, completer, width())
		if list != "" {
			io.WriteString(t.rl.Stdout(), list)
		}
		return newText, newPos, true
	}
	return nil, 0, false
}

// Close gives the terminal back. Closing the input first lets readline's
// goroutines end, wherever they wait.
func (t *terminal) Close() error {
	if t.closed.Swap(true) {
		return nil
	}
	t.stdin.Close()
	return t.rl.Close()
}
