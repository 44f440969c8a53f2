package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/query"
	"quipu/quads"
)

// TestFormats runs testdata/render: "rows" describes a result, and each
// "write" shows it in a format. See parseRows for the notation.
func TestFormats(t *testing.T) {
	files, err := filepath.Glob("../../testdata/render/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var r result
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "rows":
					r = parseRows(t, d)
					return fmt.Sprintf("%d\n", len(r.rows.(*fakeRows).rows))
				case "write":
					return writeRows(t, d, r)
				}
				d.Fatalf(t, "unknown command %s", d.Cmd)
				return ""
			})
		})
	}
}

func writeRows(t *testing.T, d *datadriven.TestData, r result) string {
	var format string
	o := Options{Names: testNames(t)}
	d.ScanArgs(t, "format", &format)
	d.MaybeScanArgs(t, "width", &o.Width)
	o.Sources = d.HasArg("sources")
	o.Color = d.HasArg("color")
	o.Defuse = d.HasArg("defuse")
	if d.HasArg("elapsed") {
		o.Elapsed = func() time.Duration { return 3456 * time.Microsecond }
	}
	rows := *r.rows.(*fakeRows)
	if d.HasArg("fail") {
		rows.fail = errors.New("the disk is gone")
	}
	r.rows = &rows
	var b strings.Builder
	n, err := write(&b, format, r, o)
	out := b.String()
	checkJSON(t, d, format, out, err)
	if err != nil {
		out += fmt.Sprintf("error after %d rows: %v\n", n, err)
	}
	// Bytes that the test files could not show, or that editors would eat.
	out = strings.NewReplacer("\x1b", "␛", "\r\n", "␍\n", "\t", "⇥").Replace(out)
	return out
}

// checkJSON holds what is written against the contract.
func checkJSON(t *testing.T, d *datadriven.TestData, format, out string, failed error) {
	switch {
	case format == "json" && failed != nil && out != "":
		if conforms(t, "", out) == nil {
			d.Fatalf(t, "a part passes for the whole: %s", out)
		}
	case format == "json" && failed == nil:
		if err := conforms(t, "", out); err != nil {
			d.Fatalf(t, "%v: %s", err, out)
		}
	case format == "jsonl":
		for line := range strings.Lines(out) {
			if err := conforms(t, "#/$defs/row", line); err != nil {
				d.Fatalf(t, "%v: %s", err, line)
			}
		}
	case format == "sparql-json" && failed == nil:
		if !json.Valid([]byte(out)) {
			d.Fatalf(t, "no JSON: %s", out)
		}
	}
}

func testNames(t testing.TB) *quads.Names {
	t.Helper()
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

type fakeRows struct {
	rows []query.Row
	fail error
	at   int
}

func (f *fakeRows) Next() bool     { f.at++; return f.at <= len(f.rows) }
func (f *fakeRows) Row() query.Row { return f.rows[f.at-1] }
func (f *fakeRows) Err() error     { return f.fail }

// parseRows reads a result. Terms stand between bars, in a form that leans on
// no parser under test: a name, <iri>, _:id, "literal", "literal"@tag,
// "literal"^^xsd-type, "-" (unbound), "speaker in document", [s > p > o] (a
// statement node), [s > p] (one that is not described in full).
//
//	rows vars=(who, whom) [kind=walks|answer]
//	row | Russia | Ukraine
//	why | Russia | accuses | Ukraine | TASS | FSB in Reuters
//	row |
//	hop > | ISIS-K | claimed | attack | Amaq
//	hop < denied | Russia | accuses | attack | TASS
//	rests | whole TASS | weakest 2 FSB | denied 1 Ukraine | apart 1 2 9
//	weight | 2.5
func parseRows(t *testing.T, d *datadriven.TestData) result {
	r := result{}
	for _, a := range d.CmdArgs {
		switch a.Key {
		case "vars":
			r.vars = a.Vals
		case "kind":
			r.kind = map[string]query.Kind{"walks": query.Walks, "answer": query.Answer}[a.Vals[0]]
		}
	}
	var rows []query.Row
	p := rowParser{t, testNames(t), query.Nodes{
		Sources: make(map[quad.Value]query.Source), Statements: make(map[quad.Value]query.Triple)}}
	for line := range strings.Lines(d.Input) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		word, rest := strings.Fields(fields[0]), fields[1:]
		switch word[0] {
		case "row":
			row := query.Row{Nodes: p.nodes}
			for _, f := range rest {
				row.Cells = append(row.Cells, query.Cell{Term: p.term(f)})
			}
			rows = append(rows, row)
		case "why":
			last := &rows[len(rows)-1]
			last.Why = append(last.Why, p.evidence(rest))
		case "hop":
			cells := rows[len(rows)-1].Cells
			c := &cells[len(cells)-1]
			if c.Path == nil {
				*c = query.Cell{Path: &query.Path{}}
			}
			c.Path.Hops = append(c.Path.Hops, query.Hop{
				Evidence: p.evidence(rest),
				Forward:  word[1] == ">",
				Denied:   len(word) > 2,
			})
		case "weight":
			p.path(rows).Weight, _ = strconv.ParseFloat(rest[0], 64)
		case "rests":
			p.rests(p.path(rows), rest)
		default:
			d.Fatalf(t, "unknown line %q", line)
		}
	}
	r.rows = &fakeRows{rows: rows}
	return r
}

// rowParser reads terms and collects what nodes stand for.
type rowParser struct {
	t     *testing.T
	names *quads.Names
	nodes query.Nodes
}

// path is the path of the last row.
func (p rowParser) path(rows []query.Row) *query.Path {
	cells := rows[len(rows)-1].Cells
	return cells[len(cells)-1].Path
}

// rests reads what a path rests on; a source is one word.
func (p rowParser) rests(path *query.Path, fields []string) {
	if path.Rests == nil {
		path.Rests = &query.Rests{}
	}
	r := path.Rests
	for _, f := range fields {
		words := strings.Fields(f)
		number := func(i int) int {
			n, err := strconv.Atoi(words[i])
			if err != nil {
				p.t.Fatalf("no number in %q", f)
			}
			return n
		}
		switch words[0] {
		case "whole":
			for _, s := range words[1:] {
				r.Whole = append(r.Whole, p.source(s))
			}
		case "weakest":
			r.Weakest = number(1)
			for _, s := range words[2:] {
				r.Origins = append(r.Origins, p.term(s))
			}
		case "denied":
			d := query.DeniedHop{Hop: number(1)}
			for _, s := range words[2:] {
				d.By = append(d.By, p.source(s))
			}
			r.Denied = append(r.Denied, d)
		case "apart":
			r.Apart = &query.Apart{From: number(1), To: number(2), Years: number(3)}
		}
	}
}

func (p rowParser) evidence(fields []string) query.Evidence {
	e := query.Evidence{Triple: query.Triple{S: p.term(fields[0]), P: p.term(fields[1]), O: p.term(fields[2])}}
	for _, f := range fields[3:] {
		e.Sources = append(e.Sources, p.source(f))
	}
	return e
}

func (p rowParser) source(s string) query.Source {
	if s == "-" {
		return query.Source{}
	}
	label := p.term(s)
	if said, ok := p.nodes.Sources[label]; ok {
		return said
	}
	return query.Source{Label: label}
}

func (p rowParser) term(s string) quad.Value {
	switch {
	case s == "-" || s == "":
		return nil
	case strings.HasPrefix(s, "<"):
		return quad.IRI(strings.Trim(s, "<>"))
	case strings.HasPrefix(s, "_:"):
		return quad.BNode(s[2:])
	case strings.HasPrefix(s, "["):
		return p.statement(s[1 : len(s)-1])
	case !strings.HasPrefix(s, `"`):
		return p.name(s)
	}
	end := strings.LastIndexByte(s, '"')
	text, err := strconv.Unquote(s[:end+1])
	if err != nil {
		p.t.Fatalf("%s: %v", s, err)
	}
	if tag, ok := strings.CutPrefix(s[end+1:], "@"); ok {
		return quad.LangString{Value: quad.String(text), Lang: tag}
	}
	if local, ok := strings.CutPrefix(s[end+1:], "^^"); ok {
		return quad.TypedString{Value: quad.String(text), Type: quads.XSD + quad.IRI(local)}
	}
	return quad.String(text)
}

// name reads a name, or "speaker in document".
func (p rowParser) name(s string) quad.Value {
	speaker, document, both := strings.Cut(s, " in ")
	if !both {
		return p.names.IRI(s)
	}
	said := query.Source{Speaker: p.names.IRI(speaker), Document: p.names.IRI(document)}
	node, _ := p.names.Said(said.Speaker, said.Document)
	said.Label = node
	p.nodes.Sources[node] = said
	return node
}

// statement reads what stands between brackets; only its object may be
// another.
func (p rowParser) statement(s string) quad.Value {
	parts := strings.SplitN(s, " > ", 3)
	says := query.Triple{S: p.term(parts[0]), P: p.term(parts[1])}
	if len(parts) > 2 {
		says.O = p.term(parts[2])
	}
	node := quads.Claim{Subject: says.S, Predicate: says.P, Object: says.O}.Node(p.names)
	if says.O != nil {
		p.nodes.Statements[node] = says
	}
	return node
}
