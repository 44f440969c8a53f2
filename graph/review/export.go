package review

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// A Row is a decision as it is exported. Node is an IRI, Claim in the arrow
// notation, Document as the notation writes it, Time of RFC 3339.
type Row struct {
	Node     string `json:"node"`
	Claim    string `json:"claim"`
	Document string `json:"document"`
	Quote    string `json:"quote"`
	Decision string `json:"decision"`
	Analyst  string `json:"analyst"`
	Time     string `json:"time"`
}

// columns are the names of a row's fields, in their order.
var columns = []string{"node", "claim", "document", "quote", "decision", "analyst", "time"}

func (r *Row) fields() []*string {
	return []*string{&r.Node, &r.Claim, &r.Document, &r.Quote, &r.Decision, &r.Analyst, &r.Time}
}

// Rows returns the decisions in a graph, the oldest first. A claim that is in
// the graph no longer is known by its node alone.
func Rows(ctx context.Context, src source.Source, names *quads.Names) ([]Row, error) {
	all, err := Decisions(ctx, src, names)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(all))
	for i, d := range all {
		if rows[i], err = rowOf(ctx, src, names, d); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func rowOf(ctx context.Context, src source.Source, names *quads.Names, d Decision) (Row, error) {
	show := func(v quad.Value) string { return arrow.Format(v, names) }
	statement := func(s, p, o quad.Value) string { return show(s) + " → " + show(p) + " → " + show(o) }
	node, _ := d.Used[0].(quad.IRI)
	r := Row{Node: string(node), Decision: string(d.Kind), Analyst: show(d.Analyst), Time: d.Time.UTC().Format(time.RFC3339)}
	switch {
	case names.IsOffer(node):
		o, err := ReadOffer(ctx, src, names, node)
		if err == nil {
			r.Claim, r.Document = statement(o.Subject, o.Predicate, o.Object), show(o.Document)
		}
		return r, unlessGone(err)
	case names.IsStatementNode(node):
		c, err := d.Claim(ctx, src, names)
		if err == nil {
			r.Claim, r.Document, r.Quote = statement(c.Subject, c.Predicate, c.Object), show(c.Document), c.Quote
		}
		return r, unlessGone(err)
	case d.Kind == Renamed:
		r.Claim, r.Document = show(d.Used[0])+", "+show(d.Generated), show(d.Within)
	case len(d.Used) == 2 && d.Kind == Merged:
		r.Claim = statement(d.Used[0], quads.SameAs, d.Used[1])
	case len(d.Used) == 2:
		r.Claim = statement(d.Used[0], quads.DifferentFrom, d.Used[1])
	}
	return r, nil
}

// unlessGone is the error but that something is in the graph no longer.
func unlessGone(err error) error {
	if errors.As(err, new(*GoneError)) {
		return nil
	}
	return err
}

// WriteCSV writes rows as CSV (RFC 4180), with a heading.
func WriteCSV(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, r := range rows {
		var record []string
		for _, f := range r.fields() {
			record = append(record, *f)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteJSONL writes rows as JSON objects, one a line.
func WriteJSONL(w io.Writer, rows []Row) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, r := range rows {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// ReadCSV reads what WriteCSV wrote; other columns, and another order, do no
// harm.
func ReadCSV(r io.Reader) ([]Row, error) {
	in := csv.NewReader(r)
	heading, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("no heading of columns: %w", err)
	}
	heading[0] = strings.TrimPrefix(heading[0], "\ufeff")
	at := make([]int, len(columns))
	for i, name := range columns {
		if at[i] = slices.Index(heading, name); at[i] < 0 && (name == "node" || name == "decision") {
			return nil, fmt.Errorf("these are no decisions: no column %q", name)
		}
	}
	var rows []Row
	for {
		record, err := in.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		var row Row
		for i, f := range row.fields() {
			if at[i] >= 0 {
				*f = record[at[i]]
			}
		}
		rows = append(rows, row)
	}
}

// ReadJSONL reads what WriteJSONL wrote.
func ReadJSONL(r io.Reader) ([]Row, error) {
	in := json.NewDecoder(r)
	var rows []Row
	for {
		var row Row
		err := in.Decode(&row)
		switch {
		case err == io.EOF:
			return rows, nil
		case err != nil:
			return nil, fmt.Errorf("decision %d: %w", len(rows)+1, err)
		case row.Node == "" || row.Decision == "":
			return nil, fmt.Errorf("decision %d has no node or no decision", len(rows)+1)
		}
		rows = append(rows, row)
	}
}
