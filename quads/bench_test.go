package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
)

func BenchmarkNames(b *testing.B) {
	iri := testNames.IRI("Crocus City Hall attack")
	b.Run("IRI", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			testNames.IRI("Crocus City Hall attack")
		}
	})
	b.Run("Name", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			testNames.Name(iri)
		}
	})
	foreign := quad.IRI("http://www.wikidata.org/entity/Q159")
	b.Run("Name/foreign", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			testNames.Name(foreign)
		}
	})
}

func BenchmarkOrder(b *testing.B) {
	for name, pair := range map[string][2]quad.Value{
		"iri":     {testNames.IRI("Russia"), testNames.IRI("Ukraine")},
		"integer": {Literal("130", XSDInteger), Literal("145", XSDInteger)},
		"double":  {Literal("1.5E3", XSDDouble), Literal("1.5E4", XSDDouble)},
		"date":    {Literal("2024-03-22", XSDDate), Literal("2024-03-27", XSDDate)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Order(pair[0], pair[1])
			}
		})
	}
}
