package render

import (
	"bufio"
	"strconv"
	"strings"

	"quipu/graph/query"
	"quipu/quads"
)

// A flat encoder writes rows of cells as lines: TSV and CSV. They differ in
// the form of a cell and in how a line is quoted. Walks and answers have the
// column "sources" (those of each hop or triple, apart by " | "), and every
// row has "why" where evidence is asked for.
type flat struct {
	w      *bufio.Writer
	r      result
	text   text
	why    bool
	cell   func(text, query.Cell) string
	line   func(*bufio.Writer, []string) error
	fields []string
}

// newTSV writes a header and the shown form of each cell; tab, line feed and
// backslash are \t, \n and \\.
func newTSV(w *bufio.Writer, r result, o Options) (encoder, error) {
	return newFlat(&flat{w: w, r: r, text: text{names: o.Names}, why: o.Sources, cell: text.cell, line: tsvLine})
}

func newFlat(f *flat) (encoder, error) {
	header := f.fields
	if f.r.kind == query.Walks {
		header = append(header, "length")
	}
	for _, v := range f.r.vars {
		header = append(header, quads.Printable(v))
	}
	if f.r.kind != query.Table {
		header = append(header, "sources")
	}
	if f.why {
		header = append(header, "why")
	}
	return f, f.line(f.w, header)
}

func (f *flat) row(row query.Row) error {
	f.text.nodes = row.Nodes
	fields := f.fields[:0]
	var sources []string
	for _, c := range row.Cells {
		switch {
		case f.r.kind == query.Answer:
			fields = append(fields, yes(c))
			continue
		case f.r.kind == query.Walks && c.Path != nil:
			fields = append(fields, strconv.Itoa(len(c.Path.Hops)))
			for _, h := range c.Path.Hops {
				sources = append(sources, f.text.sources(h.Evidence))
			}
		}
		fields = append(fields, f.cell(f.text, c))
	}
	if f.r.kind == query.Answer {
		for _, e := range f.text.untold(row.Why) {
			sources = append(sources, f.text.sources(e))
		}
	}
	if f.r.kind != query.Table {
		fields = append(fields, strings.Join(sources, " | "))
	}
	if f.why {
		fields = append(fields, f.text.allEvidence(f.text.untold(row.Why)))
	}
	f.fields = fields
	return f.line(f.w, fields)
}

func (f *flat) end(bool) error { return nil }

// yes is an answer's cell in words.
func yes(c query.Cell) string {
	if isTrue(c) {
		return "yes"
	}
	return "no"
}

var tsvEscapes = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func tsvLine(w *bufio.Writer, fields []string) error {
	for i, f := range fields {
		if i > 0 {
			w.WriteByte('\t')
		}
		tsvEscapes.WriteString(w, f)
	}
	return w.WriteByte('\n')
}
