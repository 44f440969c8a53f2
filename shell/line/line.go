// Package line reads lines from a person or from a pipe. It is the one
// package that touches a terminal; what the lines mean is the shell's
// business.
//
// There are two Readers: NewTerminal edits lines with history, search and
// completion, over github.com/chzyer/readline; NewPlain reads them from any
// io.Reader and shows nothing.
//
//	in, err := line.NewTerminal(line.Options{History: path})
//	if err != nil {
//		return err
//	}
//	defer in.Close()
//	in.Complete(func(before string) (int, []string) { … })
//	for {
//		text, err := in.Line("quipu> ")
//		switch {
//		case errors.Is(err, line.ErrInterrupt): // Ctrl-C: a fresh line
//			continue
//		case err != nil: // io.EOF: Ctrl-D
//			return nil
//		}
//		in.Remember(text)
//	}
//
// The limits are those of the editor beneath: a text is edited as one line,
// in which ⏎ stands for a line break (a paste has them), and the cursor may
// drift on a line with emoji or wide characters that wraps.
package line

import (
	"errors"
	"strings"
)

// ErrInterrupt is returned by Line when Ctrl-C was pressed: what was typed is
// dropped.
var ErrInterrupt = errors.New("interrupted")

// A Reader gives lines. Line and Remember belong to one goroutine; Close may
// be called from another and ends a waiting Line.
type Reader interface {
	// Line shows the prompt and returns the next text without its final line
	// break; it has line breaks inside where several lines were pasted. The
	// error is ErrInterrupt, or io.EOF at the end and after Close.
	Line(prompt string) (string, error)
	// Edit is Line with a text that stands there already, to be changed. Where
	// nothing is shown it is Line.
	Edit(prompt, text string) (string, error)
	// Key shows the prompt and returns the next key that is pressed, without
	// waiting for Enter: a character, or a Key. Where nobody presses keys it
	// is an error; the others are those of Line.
	Key(prompt string) (rune, error)
	// Remember adds a text to the history.
	Remember(text string) error
	// Complete sets what the Tab key offers; nil is nothing.
	Complete(Completer)
	Close() error
}

// A Completer offers what could stand in place of before[from:], where before
// is the text left of the cursor. A single candidate that ends in a space, a
// slash or an equals sign is left so; another gets a space.
type Completer func(before string) (from int, candidates []string)

// The keys that stand for no character.
const (
	KeyEnter = '\r'
	KeyLeft  = 0x02
	KeyRight = 0x06
)

// Break stands for a line break within an edited line.
const Break = '⏎'

// shown brings a text into one line, and text brings it back.
func shown(text string) string { return strings.ReplaceAll(text, "\n", string(Break)) }
func text(shown string) string { return strings.ReplaceAll(shown, string(Break), "\n") }
