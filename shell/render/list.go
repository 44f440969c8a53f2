package render

import (
	"bufio"
	"fmt"
	"math"
	"strconv"
	"strings"

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

// walkIndent is that of the lines beneath a walk, and of one that goes on.
const walkIndent = "     "

func (l *list) row(row query.Row) error {
	l.n++
	l.text.nodes = row.Nodes
	for _, c := range row.Cells {
		if c.Path == nil {
			continue
		}
		number := strconv.Itoa(l.n) + ". "
		path := Wrap(number+l.text.path(*c.Path)+weight(c.Path.Weight), l.o.Width, walkIndent)
		path[0] = strings.TrimPrefix(path[0], number)
		fmt.Fprint(l.w, number)
		for _, line := range path {
			fmt.Fprintln(l.w, bold(l.o, line))
		}
		for _, h := range c.Path.Hops {
			l.beneath(l.text.hop(h), h.Denied)
		}
		if c.Path.Rests != nil {
			l.beneath(l.text.rests(c.Path), false)
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
	for _, part := range Wrap(walkIndent+line, l.o.Width, walkIndent+"  ") {
		fmt.Fprintln(l.w, colour(l.o, part))
	}
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
		for _, line := range Wrap(evidenceIndent+a.text.evidence(e), a.o.Width, evidenceIndent+"  ") {
			fmt.Fprintln(a.w, dim(a.o, line))
		}
	}
	return nil
}

func (a *answer) end(bool) error { return nil }
