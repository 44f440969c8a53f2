package render

import (
	"bufio"
	"strings"
	"unicode"

	"quipu/graph/query"
	"quipu/quads"
)

// newCSV writes RFC 4180: a header, names plain, CR LF at the end of lines.
// encoding/csv is not used because with CR LF it changes line feeds inside
// values too.
func newCSV(w *bufio.Writer, r result, o Options) (encoder, error) {
	t := text{o.Names}
	cell := func(c query.Cell) string {
		switch {
		case c.Path != nil:
			return t.path(*c.Path)
		case c.Source != nil && c.Term != nil:
			return plainSource(*c.Source, o.Names)
		}
		if _, number := quads.Number(c.Term); number || !o.Defuse {
			return Plain(c.Term, o.Names)
		}
		return defuse(Plain(c.Term, o.Names))
	}
	return newFlat(&flat{w: w, r: r, text: t, why: o.Sources, cell: cell, line: csvLine})
}

// defuse keeps a spreadsheet from running a cell as a formula.
func defuse(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func csvLine(w *bufio.Writer, fields []string) error {
	for i, f := range fields {
		if i > 0 {
			w.WriteByte(',')
		}
		f = strings.Map(csvRune, f)
		if !strings.ContainsAny(f, "\",\r\n") && !edgedBySpace(f) {
			w.WriteString(f)
			continue
		}
		w.WriteByte('"')
		w.WriteString(strings.ReplaceAll(f, `"`, `""`))
		w.WriteByte('"')
	}
	_, err := w.WriteString("\r\n")
	return err
}

// csvRune drops what steers a terminal: CSV has no escape for it. Tabs and
// ends of lines are part of ordinary text.
func csvRune(r rune) rune {
	if steers(r) && r != '\t' && r != '\n' && r != '\r' {
		return -1
	}
	return r
}

func edgedBySpace(s string) bool {
	return s != strings.TrimFunc(s, unicode.IsSpace)
}
