package line

import "github.com/chzyer/readline"

// pressing is how keys are taken while single ones are asked for. Readline
// takes any of them for Enter, so that the terminal is in raw mode no longer
// than for a line, and is restored as after one.
type pressing struct {
	mode  pressMode
	ahead []rune // pressed before they were asked for
}

type pressMode int

const (
	linesOnly pressMode = iota
	between             // Key was called last, and will be again: what is pressed waits for it
	waiting             // Key waits
)

// mostAhead is how many keys that are pressed too early are kept.
const mostAhead = 64

func (t *terminal) Key(prompt string) (rune, error) {
	if r, ok := t.fromAhead(); ok {
		return r, nil
	}
	t.press(waiting)
	defer t.press(between)
	if _, err := t.read(prompt, ""); err != nil {
		return 0, err
	}
	r, _ := t.fromAhead()
	return r, nil
}

// press sets how keys are taken. Those for Key are not meant for a line.
func (t *terminal) press(mode pressMode) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pressing.mode = mode
	if mode == linesOnly {
		t.pressing.ahead = nil
	}
}

func (t *terminal) fromAhead() (rune, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.pressing.ahead) == 0 {
		return 0, false
	}
	r := t.pressing.ahead[0]
	t.pressing.ahead = t.pressing.ahead[1:]
	return r, true
}

// takeKey takes a key for Key and says what it is to readline: Enter, if Key
// waits, else one that does nothing. Ctrl-C, Ctrl-D and the end of the input
// are left to readline, pastes to nobody.
func (t *terminal) takeKey(r rune) (as rune, taken bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.pressing.mode == linesOnly, r == 0, r == readline.CharInterrupt, r == readline.CharDelete:
		return r, false
	case r == keyPaste:
		return readline.CharBell, true
	case len(t.pressing.ahead) < mostAhead:
		t.pressing.ahead = append(t.pressing.ahead, r)
	}
	if t.pressing.mode == waiting {
		t.pressing.mode = between
		return readline.CharEnter, true
	}
	return readline.CharBell, true
}
