package quads

import (
	"slices"
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
	}{
		{number("130"), number("137"), true, true, false},
		{number("130"), Literal("130.0", XSDDecimal), false, false, true},
		{bounds(">130"), number("137"), false, false, true},
		{bounds(">130"), number("130"), true, true, false},
		{bounds("<130"), number("137"), true, true, false},
		{bounds("40..60"), bounds("50..70"), false, false, true},
		{Literal("NaN", XSDDouble), number("1"), false, false, false},
		{day("2024-03-22"), Literal("2024-03", XSDMonth), false, false, true},
		{day("2024-03-22"), day("2024-03-23"), true, true, false},
		{day("2024-03-22"), number("2024"), false, false, false},
		{truth("true"), truth("false"), true, true, false},
		{truth("true"), truth("1"), false, false, true},
		{quad.String("one"), quad.String("two"), false, true, false},
		{quad.String("one"), quad.LangString{Value: "un", Lang: "fr"}, false, false, false},
		{quad.IRI("a"), quad.IRI("b"), false, true, false},
		{quad.IRI("a"), quad.IRI("a"), false, false, true},
		{quad.IRI("a"), quad.String("a"), false, false, false},
		{quad.BNode("a"), quad.BNode("b"), false, false, false},
		{Literal("x", "http://example.org/t"), Literal("y", "http://example.org/t"), false, false, false},
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
	}
}

// TestScales: on each scale, what is known to precede a key stands together
// in the order of ends, and what it precedes in that of beginnings.
func TestScales(t *testing.T) {
	var keys []Key
	for _, v := range []quad.Value{
		Literal("1", XSDInteger), Literal("1.0", XSDDecimal), Literal("2", XSDInteger), Literal("NaN", XSDDouble),
		Literal("INF", XSDDouble), Literal("-INF", XSDDouble), Literal(">1", testNames.RangeType()),
		Literal(">=1", testNames.RangeType()), Literal("<2", testNames.RangeType()), Literal("<=2", testNames.RangeType()),
		Literal("1..2", testNames.RangeType()), Literal("~2", testNames.RangeType()),
		Literal("2024-03-22", XSDDate), Literal("2024-03", XSDMonth), Literal("2024-04", XSDMonth), Literal("2024", XSDYear),
		Literal("2024-03-22T00:00:00", XSDTime), Literal("2024-03-23T00:00:00", XSDTime), Literal("../2024-03", EDTF), Literal("2024~", EDTF),
		Literal("2024-03-22T00:00:00Z", XSDTime), Literal("2024-03-23T12:00:00+01:00", XSDTime), Literal("2024-03-24Z", XSDDate),
		Literal("true", XSDBoolean), Literal("1", XSDBoolean), Literal("false", XSDBoolean),
		quad.String("a"), quad.String("b"), quad.LangString{Value: "a", Lang: "fr"}, quad.LangString{Value: "b", Lang: "fr"},
		quad.IRI("a"), quad.IRI("b"), quad.BNode("a"), quad.BNode("b"), Literal("x", "http://example.org/t"),
	} {
		keys = append(keys, KeyOf(v))
	}
	scales := make(map[Scale][]Key)
	for _, k := range keys {
		scales[k.Scale()] = append(scales[k.Scale()], k)
	}
	for _, k := range keys {
		for scale, on := range scales {
			ends := slices.SortedFunc(slices.Values(on), Key.CompareEnds)
			begins := slices.SortedFunc(slices.Values(on), Key.Compare)
			if !together(ends, func(l Key) bool { return !l.Precedes(k) }) || !together(begins, k.Precedes) {
				t.Errorf("%v: out of order about %v", scale, k)
			}
			other, ok := k.Scale().Other()
			excludes := slices.ContainsFunc(on, func(l Key) bool { return k.Excludes(l, true) })
			if excludes && scale != k.Scale() && (!ok || scale != other) {
				t.Errorf("%v excludes something on %v", k, scale)
			}
		}
	}
}

// together reports whether all that fit stand behind all that do not.
func together(list []Key, fits func(Key) bool) bool {
	first := slices.IndexFunc(list, fits)
	return first < 0 || !slices.ContainsFunc(list[first:], func(k Key) bool { return !fits(k) })
}
