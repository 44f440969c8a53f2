package render

import (
	"bufio"
	"fmt"
	"math"
	"strconv"

	"quipu/graph/query"
)

// list writes walks for the eye: each path on a line of its own, never cut,
// and beneath it each hop as it is stored, with its sources.
//
//  1. ISIS-K → claimed → attack ← accuses ← Russia
//     ISIS-K → claimed → attack @ Amaq
//     Russia → accuses → attack @ TASS; FSB, in Reuters
//     1 path
type list struct {
	w    *bufio.Writer
	o    Options
	text text
	n    int
}

func (l *list) row(row query.Row) error {
	l.n++
	l.text.nodes = row.Nodes
	for _, c := range row.Cells {
		if c.Path == nil {
			continue
		}
		fmt.Fprintf(l.w, "%d. %s%s\n", l.n, bold(l.o, l.text.path(*c.Path)), weight(c.Path.Weight))
		for _, h := range c.Path.Hops {
			l.beneath(l.text.hop(h), h.Denied)
		}
		if c.Path.Rests != nil {
			l.beneath(l.text.rests(c.Path.Rests), false)
		}
	}
	if l.o.Sources {
		for _, e := range l.text.besides(row) {
			l.beneath(l.text.evidence(e), false)
		}
	}
	return nil
}

// weight shows what a weighted path weighs.
func weight(w float64) string {
	if w == 0 {
		return ""
	}
	return " (weight " + strconv.FormatFloat(math.Round(w*100)/100, 'f', -1, 64) + ")"
}

func (l *list) beneath(line string, denied bool) {
	colour := dim
	if denied {
		colour = red
	}
	fmt.Fprintln(l.w, colour(l.o, "     "+line))
}

func (l *list) end(whole bool) error { return footer(l.w, l.n, "path", whole, l.o) }

// answer writes yes or no, and beneath it who says so.
type answer struct {
	w    *bufio.Writer
	o    Options
	text text
}

func (a *answer) row(row query.Row) error {
	a.text.nodes = row.Nodes
	word := "no"
	if len(row.Cells) > 0 {
		word = yes(row.Cells[0])
	}
	fmt.Fprintln(a.w, bold(a.o, word))
	for _, e := range a.text.untold(row.Why) {
		fmt.Fprintln(a.w, dim(a.o, "    "+a.text.evidence(e)))
	}
	return nil
}

func (a *answer) end(bool) error { return nil }
