// Package render writes the rows of a query in the formats a person or a
// program reads: a table for the eye, TSV and CSV for tools, JSON as a
// contract (docs/json.md), W3C's SPARQL results for what must lose nothing,
// and N-Quads for the evidence behind the rows.
//
// It knows results (graph/query) and names (quads); it opens nothing, looks
// at no terminal and prints nothing by itself. Whoever calls it says how wide
// the screen is and whether colours are wanted:
//
//	rows, err := query.Run(ctx, g, "?who → accuses → ?whom", query.Options{})
//	if err != nil {
//		return err
//	}
//	defer rows.Close()
//	n, err := render.Write(os.Stdout, "tsv", rows, render.Options{Names: g.Names()})
//
// Every format streams row by row; the table alone looks at its first rows
// before it fixes its columns. All data is hostile until shown: no format
// lets a control character, an escape sequence or a bidirectional mark
// through to a terminal.
package render

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"quipu/graph/query"
	"quipu/quads"
)

// Options are what rendering must know beside the rows.
type Options struct {
	Names   *quads.Names
	Width   int  // columns of the terminal; 0 is no terminal: nothing is cut
	Color   bool // ANSI colours, in tables alone
	Sources bool // show the evidence of each row; it needs query.Options.Why
	// Elapsed, if set, is told on the last line of a table.
	Elapsed func() time.Duration
	Defuse  bool // CSV: a cell a spreadsheet would run as a formula gets a leading '
}

// Formats returns the names of the formats that Write knows.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// NeedsWhy reports whether a format shows the evidence of rows and so needs
// query.Options.Why, whatever Options.Sources says.
func NeedsWhy(format string) bool { return format == "nquads" }

// Write writes all rows in a format and returns how many there were. It does
// not close the rows. An error of the rows is returned as it is, after what
// came before it has been written: a JSON array then stays open, so that a
// part never passes for the whole.
func Write(w io.Writer, format string, rows *query.Rows, o Options) (int, error) {
	return write(w, format, result{vars: rows.Vars, kind: rows.Kind, rows: rows}, o)
}

// WriteRows writes rows that are no query's but look like one's: the hits of
// a search, a list of sources.
func WriteRows(w io.Writer, format string, vars []string, rows []query.Row, o Options) (int, error) {
	return write(w, format, result{vars: vars, rows: &given{rows: rows}}, o)
}

// WriteEach is WriteRows for rows that are made one by one, for there may be
// many. An error among them ends them and is returned, after what came before
// it has been written.
func WriteEach(w io.Writer, format string, vars []string, rows iter.Seq2[query.Row, error], o Options) (int, error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	return write(w, format, result{vars: vars, rows: &pulled{next: next}}, o)
}

// CheckFormat says what is wrong with the name of a format, before a query
// has been run for it in vain.
func CheckFormat(format string) error {
	if slices.Contains(Formats(), format) {
		return nil
	}
	if format == "arrows" || format == "ntriples" {
		return fmt.Errorf("rows cannot be written as %s: use quipu export for the whole graph, or one of %s",
			format, strings.Join(Formats(), ", "))
	}
	return fmt.Errorf("unknown format %q: use one of %s", format, strings.Join(Formats(), ", "))
}

// A result is what a format writes: a heading and rows. *query.Rows is the
// cursor of a real one.
type result struct {
	vars []string
	kind query.Kind
	rows cursor
}

type cursor interface {
	Next() bool
	Row() query.Row
	Err() error
}

// given is a cursor over rows in memory.
type given struct {
	rows []query.Row
	now  query.Row
}

func (g *given) Next() bool {
	if len(g.rows) == 0 {
		return false
	}
	g.now, g.rows = g.rows[0], g.rows[1:]
	return true
}

func (g *given) Row() query.Row { return g.now }
func (g *given) Err() error     { return nil }

// pulled is a cursor over rows that are made as they are asked for.
type pulled struct {
	next func() (query.Row, error, bool)
	now  query.Row
	err  error
}

func (p *pulled) Next() bool {
	if p.err != nil {
		return false
	}
	row, err, ok := p.next()
	p.now, p.err = row, err
	return ok && err == nil
}

func (p *pulled) Row() query.Row { return p.now }
func (p *pulled) Err() error     { return p.err }

// An encoder writes one result in one format.
type encoder interface {
	row(query.Row) error
	// end writes what the format needs at its end. whole is false where the
	// rows failed: nothing may then make the part look like the whole.
	end(whole bool) error
}

// A format is a name and what opens its encoder.
type format struct {
	name string
	open func(*bufio.Writer, result, Options) (encoder, error)
}

// formats is the table of formats, in the order help lists them.
var formats = []format{
	{"table", newTable},
	{"tsv", newTSV},
	{"csv", newCSV},
	{"json", newJSON},
	{"jsonl", newJSONLines},
	{"sparql-json", newSPARQL},
	{"nquads", newNQuads},
}

// flushEvery is the number of rows after which written rows leave the
// buffer, so that a slow query shows what it has.
const flushEvery = 64

func write(w io.Writer, name string, r result, o Options) (n int, err error) {
	if err := CheckFormat(name); err != nil {
		return 0, err
	}
	out := bufio.NewWriter(w)
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	enc, err := formats[i].open(out, r, o)
	if err != nil {
		return 0, err
	}
	for r.rows.Next() {
		if err := enc.row(r.rows.Row()); err != nil {
			return n, err
		}
		n++
		if n%flushEvery == 0 {
			if err := out.Flush(); err != nil {
				return n, err
			}
		}
	}
	failed := r.rows.Err()
	if err := enc.end(failed == nil); err != nil {
		return n, err
	}
	if err := out.Flush(); err != nil {
		return n, err
	}
	return n, failed
}
