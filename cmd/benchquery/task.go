package main

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// task is what a row of the table asks, chosen from the data, and what has to
// come out. It is kept in a file, so that the lines are read once.
type task struct {
	Query    string   `json:",omitempty"`
	Language string   `json:",omitempty"`
	Terms    []string `json:",omitempty"` // for what is asked otherwise: starts, pairs, predicates
	Ordered  bool     `json:",omitempty"` // the order of rows is part of the answer
	Want     []int64  // see answer
	Note     string   // for the table: how much came out
}

// answer is what came out: of a query the number of rows and their digest; of
// anything else a number for each thing that was asked.
type answer []int64

// digest adds up hashes of rows, so that it is the same in whatever order
// they come, unless it is ordered.
type digest struct {
	rows, sum int64
	ordered   bool
}

func (d *digest) add(cells []string) {
	h := fnv.New64a()
	if d.ordered {
		fmt.Fprintln(h, d.rows)
	}
	for _, c := range cells {
		h.Write([]byte(c))
		h.Write([]byte{'\t'})
	}
	d.rows++
	d.sum += int64(h.Sum64())
}

func (d *digest) answer() answer { return answer{d.rows, d.sum} }

// counted is the answer of a query with one row, a number.
func counted(n int64) answer {
	var d digest
	d.add([]string{integer(n)})
	return d.answer()
}

func integer(n int64) string {
	return fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, n)
}

// text writes a query: its patterns, each of three terms or variables, and
// clauses.
func text(patterns [][3]string, clauses ...string) string {
	var all []string
	for _, p := range patterns {
		all = append(all, strings.Join(p[:], " → "))
	}
	return strings.Join(append(all, clauses...), "\n")
}

const countAll = "select count(*) as ?count"
