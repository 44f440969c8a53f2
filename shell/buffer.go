package shell

import (
	"strings"

	"quipu/quads/arrow"
)

// unit is something to run: a dot command, or a block of the arrow notation.
type unit struct {
	text    string
	line    int // number of its first line, in its file or paste
	command bool
}

// buffer gathers lines until they can run. It knows the two ways in which
// lines arrive (section "Blocks" of the notation): typed, where a complete
// line runs at once, and as blocks in files, pipes and pastes. Within a long
// literal neither an empty line nor a dot means anything.
type buffer struct {
	block arrow.Lines
	text  strings.Builder // what waits
	first int             // number of its first line
	line  int             // number of the last line that was added
}

// waiting reports whether there are lines that have not run.
func (b *buffer) waiting() bool { return b.text.Len() > 0 }

func (b *buffer) reset() { *b = buffer{} }

// typed adds a line that was typed and returns what can run now. A dot
// command runs at once and leaves waiting lines as they are.
func (b *buffer) typed(line string) []unit {
	if isCommand(line) && !b.block.InLiteral() {
		b.line++
		return []unit{{text: line, line: b.line, command: true}}
	}
	units := b.add(line)
	if units == nil && b.waiting() && arrow.Complete(b.text.String()) {
		return b.rest()
	}
	return units
}

// pasted adds a line of a file, pipe or paste and returns what ends with it.
func (b *buffer) pasted(line string) []unit {
	if isCommand(line) && !b.block.InLiteral() {
		units := b.rest()
		b.line++
		return append(units, unit{text: line, line: b.line, command: true})
	}
	return b.add(line)
}

// add adds a line and returns the block that it ends.
func (b *buffer) add(line string) []unit {
	b.line++
	chunk, ended := b.block.Add(line)
	if ended {
		return b.took(chunk)
	}
	if !b.waiting() {
		b.first = b.line
	}
	if b.waiting() || strings.TrimSpace(line) != "" {
		b.text.WriteString(line + "\n")
	}
	return nil
}

// rest returns what waits, complete or not.
func (b *buffer) rest() []unit {
	chunk, ok := b.block.End()
	if !ok {
		return nil
	}
	return b.took(chunk)
}

func (b *buffer) took(c arrow.Chunk) []unit {
	b.text.Reset()
	return []unit{{text: c.Text, line: b.first}}
}

// isCommand reports whether a line is a dot command: a dot and a letter, or
// \ or : and a command's name.
func isCommand(line string) bool {
	if len(line) < 2 {
		return false
	}
	switch line[0] {
	case '.', '\\':
		return line[1] == '?' || 'a' <= line[1]|0x20 && line[1]|0x20 <= 'z'
	case ':':
		word, _, _ := strings.Cut(line[1:], " ")
		_, known := findCommand(word)
		return known
	}
	return false
}
