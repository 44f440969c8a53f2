package render

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"quipu/graph/query"
	"quipu/quads"
)

// sampleRows is how many rows a table looks at before it fixes the widths of
// its columns and begins to write; it never holds more.
const sampleRows = 500

// minColumn is the width below which a column is not cut: the screen's own
// wrapping reads better.
const minColumn = 8

// evidenceIndent is that of the lines beneath a row.
const evidenceIndent = "    "

// maxFirm is the width up to which a cell is read whole or not at all.
const maxFirm = 24

// table writes aligned columns for the eye. Walks and answers have no
// columns: see list and answer.
type table struct {
	w      *bufio.Writer
	r      result
	o      Options
	text   text
	sample []tableRow
	widths []int
	right  []bool // columns of numbers
	firm   []bool // columns of what is read whole
	fixed  bool
	cut    bool // a cell was cut
	n      int
}

// A tableRow is a row as text: its cells, and the lines beneath it that say
// where it comes from.
type tableRow struct {
	cells   []string
	numbers []bool // and unbound cells
	firm    []bool // numbers, dates and words: to be read whole
	beneath []string
}

func newTable(w *bufio.Writer, r result, o Options) (encoder, error) {
	switch r.kind {
	case query.Walks:
		return &list{w: w, o: o, text: text{names: o.Names}}, nil
	case query.Answer:
		return &answer{w: w, o: o, text: text{names: o.Names}}, nil
	}
	return &table{w: w, r: r, o: o, text: text{names: o.Names}}, nil
}

func (t *table) row(row query.Row) error {
	t.n++
	shown := t.show(row)
	if t.fixed {
		return t.write(shown)
	}
	t.sample = append(t.sample, shown)
	if len(t.sample) < sampleRows {
		return nil
	}
	return t.fix()
}

func (t *table) end(whole bool) error {
	if !t.fixed {
		if err := t.fix(); err != nil {
			return err
		}
	}
	if t.cut {
		for _, line := range Wrap("… marks a cell cut to the width of the screen; other formats (tsv, json) show all of it", t.o.Width, "") {
			fmt.Fprintln(t.w, dim(t.o, line))
		}
	}
	return footer(t.w, t.n, "row", whole, t.o)
}

func (t *table) show(row query.Row) tableRow {
	t.text.nodes = row.Nodes
	shown := tableRow{cells: make([]string, len(row.Cells)), numbers: make([]bool, len(row.Cells)), firm: make([]bool, len(row.Cells))}
	for i, c := range row.Cells {
		shown.cells[i] = t.text.cell(c)
		_, number := quads.Number(c.Term)
		shown.numbers[i] = number || c.Term == nil && c.Path == nil
		_, _, date := quads.Span(c.Term)
		shown.firm[i] = (shown.numbers[i] || date || c.Word) && uniseg.StringWidth(shown.cells[i]) <= maxFirm
		if c.Path == nil {
			continue
		}
		for _, h := range c.Path.Hops {
			shown.beneath = append(shown.beneath, t.text.hop(h))
		}
		if c.Path.Rests != nil {
			shown.beneath = append(shown.beneath, t.text.rests(c.Path))
		}
	}
	if t.o.Sources {
		for _, e := range t.text.besides(row) {
			shown.beneath = append(shown.beneath, t.text.evidence(e))
		}
	}
	return shown
}

// fix settles the columns by the rows seen so far and writes those.
func (t *table) fix() error {
	t.fixed = true
	t.widths = make([]int, len(t.r.vars))
	t.right = make([]bool, len(t.r.vars))
	t.firm = make([]bool, len(t.r.vars))
	for i, v := range t.r.vars {
		t.widths[i] = uniseg.StringWidth(quads.Printable(v))
		t.right[i] = len(t.sample) > 0
		t.firm[i] = t.right[i] && t.widths[i] <= maxFirm
		for _, row := range t.sample {
			t.widths[i] = max(t.widths[i], uniseg.StringWidth(row.cells[i]))
			t.right[i] = t.right[i] && row.numbers[i]
			t.firm[i] = t.firm[i] && row.firm[i]
		}
	}
	t.fit()
	if len(t.sample) > 0 {
		t.heading()
	}
	for _, row := range t.sample {
		if err := t.write(row); err != nil {
			return err
		}
	}
	t.sample = nil
	return nil
}

// fit narrows the widest columns, but none that is read whole, until the table
// fits the screen.
func (t *table) fit() {
	if t.o.Width <= 0 {
		return
	}
	total := 2 * (len(t.widths) - 1)
	for i, w := range t.widths {
		t.widths[i] = min(w, t.o.Width)
		total += t.widths[i]
	}
	for ; total > t.o.Width; total-- {
		widest := -1
		for i, w := range t.widths {
			if !t.firm[i] && (widest < 0 || w > t.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || t.widths[widest] <= minColumn {
			return
		}
		t.widths[widest]--
	}
}

func (t *table) heading() {
	if len(t.r.vars) == 0 {
		return
	}
	names := make([]string, len(t.r.vars))
	rules := make([]string, len(t.r.vars))
	for i, v := range t.r.vars {
		names[i] = quads.Printable(v)
		rules[i] = strings.Repeat("─", t.widths[i])
	}
	fmt.Fprintln(t.w, bold(t.o, t.join(names)))
	fmt.Fprintln(t.w, dim(t.o, strings.Join(rules, "  ")))
}

func (t *table) write(row tableRow) error {
	if len(row.cells) > 0 {
		fmt.Fprintln(t.w, t.join(row.cells))
	}
	for _, line := range row.beneath {
		for _, part := range Wrap(evidenceIndent+line, t.o.Width, evidenceIndent+"  ") {
			fmt.Fprintln(t.w, dim(t.o, part))
		}
	}
	return nil
}

// join pads and cuts the cells of a line. Nothing trails the last one.
func (t *table) join(cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		w := uniseg.StringWidth(c)
		if t.o.Width > 0 && w > t.widths[i] {
			c, t.cut = Shorten(c, t.widths[i]), true
			w = uniseg.StringWidth(c)
		}
		pad := strings.Repeat(" ", max(0, t.widths[i]-w))
		switch {
		case t.right[i]:
			b.WriteString(pad + c)
		case i == len(cells)-1:
			b.WriteString(c)
		default:
			b.WriteString(c + pad)
		}
		if i < len(cells)-1 {
			b.WriteString("  ")
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// footer writes how many rows there were.
func footer(w *bufio.Writer, n int, noun string, whole bool, o Options) error {
	line := fmt.Sprintf("%d %ss", n, noun)
	switch n {
	case 0:
		line = "no " + noun + "s"
	case 1:
		line = "1 " + noun
	}
	if !whole {
		line = "stopped after " + line
	}
	if o.Elapsed != nil {
		line += ", " + o.Elapsed().Round(time.Millisecond).String()
	}
	_, err := fmt.Fprintln(w, dim(o, line))
	return err
}

func bold(o Options, s string) string { return paint(o, "1", s) }
func dim(o Options, s string) string  { return paint(o, "2", s) }
func red(o Options, s string) string  { return paint(o, "31", s) }

// paint wraps a line in a colour of the terminal.
func paint(o Options, code, s string) string {
	if !o.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
