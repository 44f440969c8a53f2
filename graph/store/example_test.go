package store_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"quipu/graph/store"
)

// A program that knows only Cayley: it makes a store by name, writes to it,
// closes it, opens it again, and asks what Russia accuses.
func Example_cayley() {
	folder, err := os.MkdirTemp("", "quipu-example-*")
	check(err)
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "case.db")

	check(graph.InitQuadStore(store.CayleyName, path, nil))
	qs, err := graph.NewQuadStore(store.CayleyName, path, nil)
	check(err)
	w, err := graph.NewQuadWriter("single", qs, graph.Options{"ignore_duplicate": true})
	check(err)
	check(w.AddQuad(quad.MakeIRI("russia", "accuses", "ukraine", "reuters")))
	check(w.AddQuad(quad.MakeIRI("russia", "accuses", "nato", "")))
	check(w.AddQuad(quad.MakeIRI("iran", "denies", "report", "bbc")))
	check(w.RemoveQuad(quad.MakeIRI("iran", "denies", "report", "bbc")))
	check(w.Close())
	check(qs.Close())

	qs, err = graph.NewQuadStore(store.CayleyName, path, graph.Options{"read_only": true})
	check(err)
	defer qs.Close()
	russia, err := qs.ValueOf(quad.IRI("russia"))
	check(err)
	it := qs.QuadIterator(quad.Subject, russia).Iterate()
	defer it.Close()
	var found []string
	for it.Next(context.Background()) {
		q, err := qs.Quad(it.Result())
		check(err)
		found = append(found, q.NQuad())
	}
	check(it.Err())
	slices.Sort(found)
	for _, line := range found {
		fmt.Println(line)
	}
	// Output:
	// <russia> <accuses> <nato> .
	// <russia> <accuses> <ukraine> <reuters> .
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
