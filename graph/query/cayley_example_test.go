package query_test

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	cayleyquery "github.com/cayleygraph/cayley/query"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"quipu/graph/query"
)

// A program over a store of Cayley's asks it in both languages.
func ExampleRegisterCayley() {
	query.RegisterCayley()
	qs, err := cayley.NewQuadStore("memstore", "", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := cayley.NewQuadWriter("single", qs, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, whom := range []string{"bob", "dani"} {
		if err := w.AddQuad(quad.MakeIRI("http://example.org/charlie", "http://example.org/follows", "http://example.org/"+whom, "")); err != nil {
			fmt.Println(err)
			return
		}
	}
	ask := func(language, text string) {
		ctx := context.Background()
		it, err := cayleyquery.Execute(ctx, qs, language, text, cayleyquery.Options{Collation: cayleyquery.JSON})
		if err != nil {
			fmt.Println(err)
			return
		}
		defer it.Close()
		for it.Next(ctx) {
			fmt.Println(it.Result())
		}
		if it.Err() != nil {
			fmt.Println(it.Err())
		}
	}
	ask("quipu-arrow", "<http://example.org/charlie> → <http://example.org/follows> → ?whom\norder by ?whom")
	ask("quipu-gizmo", `g.V("<http://example.org/bob>").in().tag("who").out().except(g.V("<http://example.org/bob>")).all()`)
	// Output:
	// map[whom:<http://example.org/bob>]
	// map[whom:<http://example.org/dani>]
	// map[id:<http://example.org/dani> who:<http://example.org/charlie>]
}
