package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/quads/text"
	"quipu/shell/render"
)

// write writes the claims of all inputs to --to or standard output.
func (e *extractor) write(ctx context.Context) error {
	format, err := e.flags.claimFormat()
	if err != nil {
		return err
	}
	if e.flags.to != "" && e.flags.to != "-" {
		if slices.Contains(e.inputs, e.flags.to) {
			return usagef("--to %s is one of the texts", e.flags.to)
		}
		err = quads.ReplaceFile(e.flags.to, func(w io.Writer) error { return e.writeAs(ctx, format, w) })
	} else {
		err = e.writeAs(ctx, format, e.app.out)
	}
	if err != nil {
		return err
	}
	return e.summary()
}

func (e *extractor) writeAs(ctx context.Context, format string, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var err error
	switch format {
	case formatList:
		err = e.each(ctx, func(r *extracted) error { return e.list(out, r) })
	case formatJSONL:
		err = e.each(ctx, func(r *extracted) error { return e.lines(out, r) })
	case formatTable:
		err = e.table(ctx, out)
	default:
		err = e.quads(ctx, format, out)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// quads writes what the inputs say in a format of quads.
func (e *extractor) quads(ctx context.Context, format string, out io.Writer) error {
	table := graph.Formats()
	i := slices.IndexFunc(table, func(f quads.Format) bool { return f.Name == format })
	w := table[i].NewWriter(out, e.names)
	seen := map[quad.Quad]bool{}
	err := e.each(ctx, func(r *extracted) error {
		clear(seen)
		for _, q := range r.x.Quads(e.names) {
			if seen[q] {
				continue
			}
			seen[q] = true
			if err := w.Write(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.Close()
}

// arrows is a claim as a person would write it.
func (e *extractor) arrows(c *text.Claim) string {
	return e.show(c.Subject) + " → " + e.show(c.Predicate) + " → " + e.show(c.Object)
}

func (e *extractor) show(v quad.Value) string { return arrow.Format(v, e.names) }

// list writes claims for a person to read: what is claimed, by whom and how;
// beneath it the sentence with its place.
func (e *extractor) list(out *bufio.Writer, r *extracted) error {
	lines := newLineCounter(r.x.Document.Text)
	for i := range r.x.Claims {
		c := &r.x.Claims[i]
		fmt.Fprintf(out, "%.2f  ", c.Confidence)
		if c.Stance == quads.Asserts {
			out.WriteString(e.arrows(c))
		} else {
			fmt.Fprintf(out, "[%s] %s", e.arrows(c), c.Stance)
		}
		if c.Speaker != nil {
			out.WriteString(" @ " + e.show(c.Speaker))
		}
		for j, d := range c.Details {
			before := "; "
			if j == 0 {
				before = "  { "
			}
			out.WriteString(before + e.show(d.Predicate) + ": " + e.show(d.Value))
		}
		if len(c.Details) > 0 {
			out.WriteString(" }")
		}
		words := r.x.Document.Text[c.Sentence.Start:c.Sentence.End]
		_, err := fmt.Fprintf(out, "\n      %s:%d  %s\n", quads.Printable(r.path), lines.at(c.Start), quads.Printable(oneLine(words)))
		if err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "%s: %s of %s\n", quads.Printable(r.path), quads.Count(len(r.x.Claims), "claim"), quads.Count(r.x.Sentences, "sentence"))
	return err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// table writes claims as rows of a table.
func (e *extractor) table(ctx context.Context, out io.Writer) error {
	var rows []query.Row
	err := e.each(ctx, func(r *extracted) error {
		for i := range r.x.Claims {
			c := &r.x.Claims[i]
			row := query.Row{}
			for _, v := range []quad.Value{c.Subject, c.Predicate, c.Object, c.Speaker} {
				row.Cells = append(row.Cells, query.Cell{Term: v})
			}
			row.Cells = append(row.Cells,
				query.Cell{Term: quad.String(c.Stance), Word: true},
				query.Cell{Term: quads.Literal(fmt.Sprintf("%.2f", c.Confidence), quads.XSDDecimal)},
				query.Cell{Term: quad.String(r.path), Word: true})
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	vars := []string{"subject", "predicate", "object", "speaker", "stance", "confidence", "text"}
	_, err = render.WriteRows(out, formatTable, vars, rows, render.Options{Names: e.names, Width: screen(e.app.out)})
	return err
}

// claimLine is a claim as a line of JSON; docs/TEXT.md describes it.
type claimLine struct {
	File       string        `json:"file"`
	Line       int           `json:"line"`
	Document   string        `json:"document"`
	Node       string        `json:"node"`
	Subject    any           `json:"subject"`
	Predicate  any           `json:"predicate"`
	Object     any           `json:"object"`
	Speaker    any           `json:"speaker"`
	Stance     quads.Stance  `json:"stance"`
	Edge       bool          `json:"edge"`
	Confidence float64       `json:"confidence"`
	Quote      string        `json:"quote"`
	Start      int           `json:"start"`
	End        int           `json:"end"`
	Also       [][2]int      `json:"also,omitempty"`
	Sentence   string        `json:"sentence"`
	Details    []claimDetail `json:"details,omitempty"`
}

type claimDetail struct {
	Predicate any `json:"predicate"`
	Value     any `json:"value"`
}

// lines writes claims as lines of JSON.
func (e *extractor) lines(out io.Writer, r *extracted) error {
	lines := newLineCounter(r.x.Document.Text)
	w := json.NewEncoder(out)
	w.SetEscapeHTML(false)
	for i := range r.x.Claims {
		c := &r.x.Claims[i]
		l := claimLine{
			File: r.path, Line: lines.at(c.Start), Document: string(r.node), Node: string(c.Node(e.names)),
			Subject: e.json(c.Subject), Predicate: e.json(c.Predicate), Object: e.json(c.Object), Speaker: e.json(c.Speaker),
			Stance: c.Stance, Edge: c.IsEdge(), Confidence: float64(int(c.Confidence*100+0.5)) / 100,
			Quote: c.Quote, Start: c.Start, End: c.End, Sentence: r.x.Document.Text[c.Sentence.Start:c.Sentence.End],
		}
		for _, s := range c.Also {
			l.Also = append(l.Also, [2]int{s.Start, s.End})
		}
		for _, d := range c.Details {
			l.Details = append(l.Details, claimDetail{e.json(d.Predicate), e.json(d.Value)})
		}
		if err := w.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

// json is a term as docs/json.md has it: names as they are, other IRIs in
// full, the lexical form of literals.
func (e *extractor) json(v quad.Value) any {
	switch v := quads.FromCayley(v).(type) {
	case nil:
		return nil
	case quad.IRI:
		if name, ok := e.names.Name(v); ok {
			return name
		}
		return string(v)
	case quad.TypedString:
		if v.Type == quads.XSDBoolean {
			return v.Value == "true"
		}
		if n := json.Number(v.Value); v.Type == quads.XSDInteger && len(v.Value) < 16 && quads.ToCayley(v) != quad.Value(v) {
			return n
		}
		return string(v.Value)
	case quad.String:
		return string(v)
	default:
		return v.String()
	}
}

// A lineCounter tells the lines of offsets, which mostly ascend.
type lineCounter struct {
	text     string
	at0, now int
}

func newLineCounter(text string) *lineCounter { return &lineCounter{text: text, now: 1} }

// at is the line, from 1, that an offset stands in.
func (l *lineCounter) at(offset int) int {
	if offset < l.at0 {
		l.at0, l.now = 0, 1
	}
	l.now += strings.Count(l.text[l.at0:offset], "\n")
	l.at0 = offset
	return l.now
}

// languageName is a language as English calls it.
func languageName(tag string) string {
	if tag == "und" || tag == "" {
		return "an unknown language"
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	return display.English.Languages().Name(t)
}
