package main

import (
	"context"
	"strings"
	"time"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads/rdf"
)

// byQuery asks the text of a task and reads all rows.
var byQuery = way{
	ask: func(ctx context.Context, d *dataset, t task, full bool) (sample, error) {
		return askQuery(ctx, d.graph, t, full)
	},
	value: func(_ task, s sample) float64 { return millis(s.took) },
	unit:  "ms",
}

// few rows are always checked.
const few = 100

// askQuery times a query; the full answer has the digest of its rows too.
func askQuery(ctx context.Context, g *graph.Graph, t task, full bool) (s sample, err error) {
	full = full || t.Want[0] <= few
	d := digest{ordered: t.Ordered}
	start := time.Now()
	rows, err := query.Run(ctx, g, t.Query, query.Options{Language: t.Language})
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		if !full {
			d.rows++
			continue
		}
		cells, err := cellsOf(rows.Row())
		if err != nil {
			return s, err
		}
		d.add(cells)
		s.row = strings.Join(cells, " ")
	}
	s.took = time.Since(start)
	s.answer = d.answer()
	if !full {
		s.answer = s.answer[:1]
	}
	return s, rows.Err()
}

// cellsOf returns the terms of a row as they stand in N-Quads.
func cellsOf(r query.Row) (cells []string, err error) {
	for _, c := range r.Cells {
		var text []byte
		if c.Term != nil {
			if text, err = rdf.AppendTerm(nil, c.Term); err != nil {
				return nil, err
			}
		}
		cells = append(cells, string(text))
	}
	return cells, nil
}
