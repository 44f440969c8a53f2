package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
)

func TestExcludes(t *testing.T) {
	number := func(s string) quad.Value { return Literal(s, XSDInteger) }
	bounds := func(s string) quad.Value { return Literal(s, testNames.RangeType()) }
	day := func(s string) quad.Value { return Literal(s, XSDDate) }
	truth := func(s string) quad.Value { return Literal(s, XSDBoolean) }
	for _, c := range []struct {
		a, b             quad.Value
		excludes, single bool // of any predicate; of one that has one value
		agrees           bool
		becomes, back    bool // a may become b, b may become a
	}{
		{number("130"), number("137"), true, true, false, true, false},
		{number("130"), Literal("130.0", XSDDecimal), false, false, true, false, false},
		{bounds(">130"), number("137"), false, false, true, false, false},
		{bounds(">130"), number("130"), true, true, false, false, true},
		{bounds("<130"), number("137"), true, true, false, true, false},
		{bounds("40..60"), bounds("50..70"), false, false, true, false, false},
		{Literal("NaN", XSDDouble), number("1"), false, false, false, false, false},
		{day("2024-03-22"), Literal("2024-03", XSDMonth), false, false, true, false, false},
		{day("2024-03-22"), day("2024-03-23"), true, true, false, false, false},
		{day("2024-03-22"), number("2024"), false, false, false, false, false},
		{truth("true"), truth("false"), true, true, false, true, true},
		{truth("true"), truth("1"), false, false, true, true, true},
		{quad.String("one"), quad.String("two"), false, true, false, true, true},
		{quad.String("one"), quad.LangString{Value: "un", Lang: "fr"}, false, false, false, true, true},
		{quad.IRI("a"), quad.IRI("b"), false, true, false, true, true},
		{quad.IRI("a"), quad.IRI("a"), false, false, true, true, true},
		{quad.IRI("a"), quad.String("a"), false, false, false, false, false},
		{quad.BNode("a"), quad.BNode("b"), false, false, false, true, true},
		{Literal("x", "http://example.org/t"), Literal("y", "http://example.org/t"), false, false, false, true, true},
	} {
		a, b := KeyOf(c.a), KeyOf(c.b)
		if a.Excludes(b, false) != c.excludes || b.Excludes(a, false) != c.excludes {
			t.Errorf("%v excludes %v: want %v", c.a, c.b, c.excludes)
		}
		if a.Excludes(b, true) != c.single || b.Excludes(a, true) != c.single {
			t.Errorf("%v excludes %v as the only value: want %v", c.a, c.b, c.single)
		}
		if a.Agrees(b) != c.agrees || b.Agrees(a) != c.agrees {
			t.Errorf("%v agrees with %v: want %v", c.a, c.b, c.agrees)
		}
		if a.MayBecome(b) != c.becomes || b.MayBecome(a) != c.back {
			t.Errorf("%v may become %v: want %v, and back: want %v", c.a, c.b, c.becomes, c.back)
		}
	}
}
