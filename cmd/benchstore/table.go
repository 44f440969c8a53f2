package main

import (
	"fmt"
	"io"
	"slices"

	"quipu/cmd/internal/bench"
)

// measure is a row of the table.
type measure struct{ name, floor, aim string }

// The rows. Those with a floor are the promises; the others explain them.
var (
	loadRate     = measure{"load, quads/s", "1,000,000", "1,500,000"}
	loadTime     = measure{"… wall; user + system time", "", ""}
	loadPeak     = measure{"… peak memory", "", ""}
	loadGrowth   = measure{"… time a quad, beside the smallest", "1.5 ×", "1.2 ×"}
	lowRate      = measure{"load with `--memory 1GiB`, quads/s", "", ""}
	lowPeak      = measure{"… peak memory", "1.5 GiB", "1.1 GiB"}
	bytesAQuad   = measure{"bytes a quad in the file", "45", "35"}
	termsAQuad   = measure{"distinct terms a quad", "0.25", ""}
	objects      = measure{"objects of a random (s,p), warm", "3 µs", "2 µs"}
	objectsNamed = measure{"… asked and answered by name", "", ""}
	hops         = measure{"3-hop neighbourhood, an edge", "120 ns", "80 ns"}
	hopsSize     = measure{"… edges; subjects asked for", "", ""}
	scanRate     = measure{"scan of all quads, quads/s", "", ""}
	exportTime   = measure{"sorted export to a file", "4 s", "2 s"}
	exportNull   = measure{"… to /dev/null", "", ""}
	copyTime     = measure{"… `dd` of the same bytes", "", ""}
	openTime     = measure{"open to first answer", "20 ms", "5 ms"}
	openCold     = measure{"… the file not in memory", "", ""}
	openProcess  = measure{"… the whole process, `quipu query`", "", ""}
	commitTime   = measure{"10-quad durable transaction", "3 × + 2 ms", "2 × + 1 ms"}
	syncTime     = measure{"… the disk's fdatasync", "", ""}
)

var measures = []measure{
	loadRate, loadTime, loadPeak, loadGrowth, lowRate, lowPeak, bytesAQuad, termsAQuad,
	objects, objectsNamed, hops, hopsSize, scanRate, exportTime, exportNull, copyTime,
	openTime, openCold, openProcess, commitTime, syncTime,
}

// table is what was measured: a column for each store and size.
type table struct {
	columns []string
	cells   map[string][]string // by column; one for each of measures
}

func (t *table) set(column string, m measure, format string, args ...any) {
	if !slices.Contains(t.columns, column) {
		t.columns = append(t.columns, column)
		if t.cells == nil {
			t.cells = map[string][]string{}
		}
		t.cells[column] = make([]string, len(measures))
	}
	t.cells[column][slices.Index(measures, m)] = fmt.Sprintf(format, args...)
}

// write writes the table in Markdown.
func (t *table) write(w io.Writer) error {
	rows := [][]string{append([]string{"", "floor", "aim"}, t.columns...)}
	for i, m := range measures {
		row := []string{m.name, m.floor, m.aim}
		empty := true
		for _, c := range t.columns {
			row = append(row, t.cells[c][i])
			empty = empty && t.cells[c][i] == ""
		}
		if !empty {
			rows = append(rows, row)
		}
	}
	return bench.WriteTable(w, rows)
}
