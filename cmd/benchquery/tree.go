package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"

	"quipu/cmd/internal/bench"
)

// generateTree writes a graph of one predicate in which one node reaches all
// others, since no predicate of the generated quads does: each node follows
// one that was drawn from those before it, and for every fourth there is an
// edge more between two nodes drawn from all, so that there are cycles. The
// numbers in the names are scattered, so that the order of names is not that
// of the tree.
func generateTree(w io.Writer, nodes int) error {
	r := rand.New(rand.NewPCG(bench.Seed, 2))
	out := bufio.NewWriterSize(w, 1<<20)
	names := r.Perm(nodes)
	edge := func(from, to int) {
		fmt.Fprintf(out, "%s %s %s <http://data.example.org/source/tree> .\n",
			treeNode(names[from]), treeLink, treeNode(names[to]))
	}
	for i := 1; i < nodes; i++ {
		edge(r.IntN(i), i)
		if i%4 == 0 {
			edge(r.IntN(nodes), r.IntN(nodes))
		}
	}
	return out.Flush()
}

const treeLink = "<http://data.example.org/property/leads-to>"

func treeNode(n int) string { return fmt.Sprintf("<http://data.example.org/node/N%d>", n) }
