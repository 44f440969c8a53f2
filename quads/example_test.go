package quads_test

import (
	"fmt"

	"quipu/quads"
)

func ExampleNames() {
	names, err := quads.NewNames("")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(names.IRI("Crocus City Hall attack"))
	fmt.Println(names.IRI("and/or"))
	fmt.Println(names.Name("urn:quipu:and%2For"))
	fmt.Println(names.Name("urn:quipu:and/or"))
	// Output:
	// <urn:quipu:Crocus_City_Hall_attack>
	// <urn:quipu:and%2For>
	// and/or true
	//  false
}

func ExampleCompare() {
	names, _ := quads.NewNames("")
	about, _, _ := quads.Bare("~130", names)
	n, _, _ := quads.Bare("120", names)
	holds, _, _ := quads.Compare(quads.GT, about, n)
	fmt.Println("certainly more:", holds)
	holds, imprecise, _ := quads.Compare(quads.GE, about, n)
	fmt.Println("possibly as much:", holds, imprecise)
	// Output:
	// certainly more: false
	// possibly as much: true true
}

func ExampleClaim() {
	names, _ := quads.NewNames("")
	stance, _ := quads.StanceOf("denied")
	c := quads.Claim{
		Subject:   names.IRI("Ukraine"),
		Predicate: names.IRI("took part in"),
		Object:    names.IRI("Crocus City Hall attack"),
		Speaker:   names.IRI("Ukraine"),
		Stance:    stance,
		Document:  names.IRI("Escudo Digital"),
	}
	for _, q := range c.Quads(names)[1:] {
		fmt.Println(q.Predicate, q.Object)
	}
	// Output:
	// <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <urn:quipu:Ukraine>
	// <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <urn:quipu:took_part_in>
	// <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <urn:quipu:Crocus_City_Hall_attack>
	// <urn:quipu:st/stance> "denies"
	// <http://www.w3.org/ns/prov#wasAttributedTo> <urn:quipu:Ukraine>
	// <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:quipu:Escudo_Digital>
}
