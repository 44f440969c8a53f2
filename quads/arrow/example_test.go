package arrow_test

import (
	"fmt"
	"os"

	"quipu/quads"
	"quipu/quads/arrow"
)

func ExampleParse() {
	blocks, err := arrow.Parse("Russia → accuses → ?whom ; blames → ?whom @ ?source", arrow.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("a query:", blocks[0].IsQuery())
	fmt.Print(blocks[0])
	// Output:
	// a query: true
	// Russia → accuses → ?whom @ ?source
	// Russia → blames → ?whom @ ?source
}

func ExampleBuilder() {
	names, _ := quads.NewNames("")
	blocks, _ := arrow.Parse("@source BBC\nUkraine → denies → involvement", arrow.Options{Names: names})
	statements, err := arrow.NewBuilder(names, nil).Quads(blocks[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	w := arrow.NewWriter(os.Stdout, names)
	for _, q := range statements {
		fmt.Println(q.Subject, q.Predicate, q.Object, q.Label)
		_ = w.Write(q)
	}
	_ = w.Close()
	// Output:
	// <urn:quipu:Ukraine> <urn:quipu:denies> <urn:quipu:involvement> <urn:quipu:BBC>
	// @source BBC
	//
	// Ukraine → denies → involvement
}
