package rdf

import (
	"fmt"
	"io"
	"unicode/utf8"

	"quipu/quads"
)

// ForTerminal returns a writer for N-Quads or N-Triples that are shown on a
// terminal: runes that are not quads.Visible (C1 controls, bidirectional and
// invisible format characters, …) pass as \u or \U and their digits, which mean the
// same in literals and IRIs (UCHAR of RDF 1.1 N-Quads, section 4) and do
// nothing to the terminal. It is no longer the canonical form. A rune may not
// be split between two calls of Write; a Writer's never are.
func ForTerminal(w io.Writer) io.Writer { return terminal{w} }

type terminal struct{ w io.Writer }

func (t terminal) Write(p []byte) (int, error) {
	var out []byte
	done := 0 // what of p is in out
	for i := 0; i < len(p); {
		r, size := utf8.DecodeRune(p[i:])
		if r != '\n' && !quads.Visible(r) {
			out = append(out, p[done:i]...)
			if r < 0x10000 {
				out = fmt.Appendf(out, `\u%04X`, r)
			} else {
				out = fmt.Appendf(out, `\U%08X`, r)
			}
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return t.w.Write(p)
	}
	if _, err := t.w.Write(append(out, p[done:]...)); err != nil {
		return 0, err
	}
	return len(p), nil
}
