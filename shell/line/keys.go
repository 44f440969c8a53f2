package line

import (
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// The keys that readline cannot be trusted with reach the terminal as these
// control characters, which nobody can type because keys drops them from its
// input: FS for the Delete key and GS for a paste.
const (
	keyDelete = 0x1c
	keyPaste  = 0x1d
)

// keys is the terminal's input with its escape sequences resolved, so that
// readline sees control characters and text alone. It exists because readline
// runs pasted lines one by one, takes the Delete key for Ctrl-D, a NUL for
// the end of its input and unknown sequences for text, stops the parent
// process on Ctrl-Z and panics on a repeated Ctrl-T.
type keys struct {
	src   io.Reader
	buf   [1024]byte
	out   []byte
	state func(*keys, byte)
	param []byte // of a CSI sequence
	paste []byte
	ended atomic.Bool // src has reported its end

	mu     sync.Mutex
	pasted []string
}

func newKeys(src io.Reader) *keys { return &keys{src: src, state: (*keys).ground} }

// Read gives what src has, translated.
func (k *keys) Read(p []byte) (int, error) {
	for len(k.out) == 0 {
		n, err := k.src.Read(k.buf[:])
		for _, b := range k.buf[:n] {
			k.state(k, b)
		}
		if err != nil && len(k.out) == 0 {
			k.ended.Store(true)
			return 0, err
		}
	}
	n := copy(p, k.out)
	k.out = k.out[:copy(k.out, k.out[n:])]
	return n, nil
}

// takePaste returns the oldest paste whose keyPaste has not been answered.
func (k *keys) takePaste() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.pasted) == 0 {
		return ""
	}
	s := k.pasted[0]
	k.pasted = k.pasted[1:]
	return s
}

// passed are the control characters that readline handles well.
const passed = "\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x10\x12\x13\x15\x17\x19\x7f"

func (k *keys) ground(b byte) {
	switch {
	case b == 0x1b:
		k.state = (*keys).escape
	case b >= 0x20 && b != 0x7f, strings.IndexByte(passed, b) >= 0:
		k.out = append(k.out, b)
	}
}

func (k *keys) escape(b byte) {
	k.state = (*keys).ground
	switch b {
	case 0x1b:
		k.state = (*keys).escape
	case '[':
		k.param = k.param[:0]
		k.state = (*keys).csi
	case 'O':
		k.param = k.param[:0]
		k.state = (*keys).ss3
	case 'b', 'f', 'd', 0x7f: // word back, word on, delete word, delete word back
		k.out = append(k.out, 0x1b, b)
	default:
		k.ground(b)
	}
}

func (k *keys) ss3(b byte) {
	k.state = (*keys).ground
	k.key(b)
}

func (k *keys) csi(b byte) {
	switch {
	case b >= 0x20 && b < 0x40:
		if len(k.param) < 32 {
			k.param = append(k.param, b)
		}
	case b == '[' && len(k.param) == 0: // the Linux console's F1 to F5: ESC [ [ A
		k.state = func(k *keys, _ byte) { k.state = (*keys).ground }
	case b >= 0x40 && b < 0x7f:
		k.state = (*keys).ground
		k.key(b)
	default:
		k.state = (*keys).ground
		k.ground(b)
	}
}

// key answers a function key: the last character of its sequence, and
// k.param, in which ";3" is Alt and ";5" is Ctrl.
func (k *keys) key(final byte) {
	param, modifier, _ := strings.Cut(string(k.param), ";")
	byWord := modifier == "5" || modifier == "3"
	move := func(key, word string) {
		if byWord {
			key = word
		}
		k.out = append(k.out, key...)
	}
	switch final {
	case 'A':
		move("\x10", "\x10")
	case 'B':
		move("\x0e", "\x0e")
	case 'C':
		move("\x06", "\x1bf")
	case 'D':
		move("\x02", "\x1bb")
	case 'H':
		move("\x01", "\x01")
	case 'F':
		move("\x05", "\x05")
	case '~':
		switch param {
		case "1", "7":
			move("\x01", "\x01")
		case "4", "8":
			move("\x05", "\x05")
		case "3":
			move(string(rune(keyDelete)), "\x1bd")
		case "200":
			k.paste = k.paste[:0]
			k.state = (*keys).pasting
		}
	}
}

const pasteEnd = "\x1b[201~"

func (k *keys) pasting(b byte) {
	if b == 0x03 { // Ctrl-C, should the end of the paste have got lost
		k.state = (*keys).ground
		k.ground(b)
		return
	}
	k.paste = append(k.paste, b)
	body, ended := strings.CutSuffix(string(k.paste[max(0, len(k.paste)-len(pasteEnd)):]), pasteEnd)
	if !ended {
		return
	}
	k.state = (*keys).ground
	body = string(k.paste[:len(k.paste)-len(pasteEnd)]) + body
	if s := cleanPaste(body); s != "" {
		k.mu.Lock()
		k.pasted = append(k.pasted, s)
		k.mu.Unlock()
		k.out = append(k.out, keyPaste)
	}
}

// cleanPaste brings a pasted text into one line: line breaks become Break,
// but for those at its end, so that the text runs only when Enter is pressed;
// tabs become spaces; other control characters and what is no UTF-8 go.
func cleanPaste(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.TrimRight(s, "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return Break
		case r == '\t':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}
