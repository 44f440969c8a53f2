package render

import (
	"bufio"
	"strconv"
	"strings"
	"unicode"

	"quipu/graph/query"
)

// newCSV writes RFC 4180: a header, names plain, CR LF at the end of lines.
// encoding/csv is not used because with CR LF it changes line feeds inside
// values too.
func newCSV(w *bufio.Writer, r result, o Options) (encoder, error) {
	line := csvLine
	if o.Defuse {
		line = func(w *bufio.Writer, fields []string) error {
			for i, f := range fields {
				fields[i] = defuse(f)
			}
			return csvLine(w, fields)
		}
	}
	return newFlat(&flat{w: w, r: r, text: text{names: o.Names}, why: o.Sources, cell: plainCell, line: line})
}

func plainCell(t text, c query.Cell) string {
	if _, says := t.nodes.Statements[c.Term]; says || c.Path != nil {
		return t.cell(c)
	}
	if s, ok := t.nodes.Sources[c.Term]; ok {
		return plainSource(s, t.names)
	}
	return Plain(c.Term, t.names)
}

// defuse keeps a spreadsheet from running a field as a formula. A number is
// none.
func defuse(s string) string {
	if _, err := strconv.ParseFloat(s, 64); s == "" || err == nil || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	return "'" + s
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
