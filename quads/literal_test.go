package quads

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"
)

// tokens is text that is, or nearly is, a bare literal.
func tokens() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[+-]?[0-9]{0,4}\.?[0-9]{0,3}([eE][+-]?[0-9]{1,4})?`),
		rapid.StringMatching(`-?[0-2][0-9]{3}-[01][0-9](-[0-3][0-9])?(T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,3})?)?(Z|[+-][01][0-9]:[0-5]0)?`),
		rapid.StringMatching(`(20[0-9X]{2}(-([012][0-9]|XX))?(-([0-3][0-9]|XX))?[?~%]?|\.\.|/){1,3}`),
		rapid.StringMatching(`[<>~]?=?-?[0-9]{1,3}(\.\.-?[0-9]{1,3})?`),
		rapid.SampledFrom([]string{"true", "false", "INF", "NaN", "1,000", "U.S.", ".."}),
		anyString(),
	)
}

// terms is a term of any kind, the ill-typed ones too, dense enough that two
// of them often meet.
func terms() *rapid.Generator[quad.Value] {
	types := []quad.IRI{
		XSDInteger, XSDDecimal, XSDDouble, XSD + "float", XSD + "byte", XSDBoolean, XSDDate, XSDTime, XSDYear, XSDMonth,
		XSD + "time", EDTF, testNames.RangeType(), "http://example.org/other/st/range", "http://example.org/unit",
	}
	typed := rapid.Custom(func(t *rapid.T) quad.Value {
		return Literal(tokens().Draw(t, "lexical"), rapid.SampledFrom(types).Draw(t, "datatype"))
	})
	isBare := func(token string) bool {
		_, ok, err := Bare(token, testNames)
		return ok && err == nil
	}
	bare := rapid.Map(tokens().Filter(isBare), func(token string) quad.Value {
		v, _, _ := Bare(token, testNames)
		return v
	})
	return rapid.OneOf(typed, bare, rapid.Custom(func(t *rapid.T) quad.Value {
		s := rapid.SampledFrom([]string{"", "a", "b", "é", "1", "true"}).Draw(t, "text")
		switch rapid.IntRange(0, 8).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return quad.BNode("b" + s)
		case 2:
			return testNames.IRI("n" + s)
		case 3:
			return quad.LangString{Value: quad.String(s), Lang: rapid.SampledFrom([]string{"en", "de"}).Draw(t, "lang")}
		case 4:
			return quad.Int(rapid.Int64().Draw(t, "int"))
		case 5:
			return quad.Float(rapid.Float64().Draw(t, "float"))
		case 6:
			return quad.Bool(rapid.Bool().Draw(t, "bool"))
		case 7:
			at := time.Unix(rapid.Int64Range(-1<<37, 1<<37).Draw(t, "seconds"), rapid.Int64Range(0, 999999999).Draw(t, "nanos"))
			return quad.Time(at.In(time.FixedZone("", rapid.IntRange(-10, 10).Draw(t, "zone")*3600)))
		}
		return quad.String(s)
	}))
}

func TestBareFormIsBareBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := tokens().Draw(t, "token")
		v, ok, err := Bare(token, testNames)
		if err != nil {
			if !ok || v != nil || !strings.Contains(err.Error(), Printable(token)) {
				t.Fatalf("Bare(%q) = %v, %v, %v", token, v, ok, err)
			}
			return
		}
		if !ok {
			return
		}
		if got := string(v.(quad.TypedString).Value); got != token {
			t.Fatalf("Bare(%q) spells %q", token, got)
		}
		if back, ok := BareForm(v, testNames); !ok || back != token {
			t.Fatalf("BareForm(%v) = %q, %v", v, back, ok)
		}
		if KeyOf(v).class == classOther {
			t.Fatalf("%v has no value", v)
		}
	})
}

func TestBareFormReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := terms().Draw(t, "term")
		token, ok := BareForm(v, testNames)
		if !ok {
			return
		}
		if got, ok, err := Bare(token, testNames); !ok || err != nil || got != v {
			t.Fatalf("BareForm(%v) = %q, which reads as %v, %v, %v", v, token, got, ok, err)
		}
	})
}

func FuzzBare(f *testing.F) {
	for _, s := range []string{"130", "1e999999999", "2024-02-30", "2024-03-22T10:00:00+01:00", "2015~", "201X", "2024-03/..", "~130", "40..60", "-", "9999-12-31T24:00:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, ok, err := Bare(s, testNames)
		if err != nil || !ok {
			return
		}
		if back, ok := BareForm(v, testNames); !ok || back != s {
			t.Fatalf("BareForm(%v) = %q", v, back)
		}
		if _, _, ok := Compare(GE, v, v); !ok {
			t.Fatalf("%v does not compare with itself", v)
		}
		Number(v)
		Span(v)
	})
}

func TestCayleyBorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ours := FromCayley(terms().Draw(t, "value"))
		if again := FromCayley(ours); again != ours {
			t.Fatalf("FromCayley(%v) = %v", ours, again)
		}
		if back := FromCayley(ToCayley(ours)); back != ours {
			t.Fatalf("%v → %v → %v", ours, ToCayley(ours), back)
		}
		switch v := ours.(type) {
		case quad.Int, quad.Float, quad.Bool, quad.Time:
			t.Fatalf("%T is a native value", v)
		case quad.TypedString:
			if v.Type == XSDString || v.Type == "" {
				t.Fatalf("%v should be a plain string", v)
			}
		}
	})
}

func TestFromCayley(t *testing.T) {
	at := time.Date(2024, 3, 22, 20, 0, 0, 500_000_000, time.FixedZone("", 3*3600))
	for _, c := range []struct{ in, want quad.Value }{
		{quad.Int(-5), Literal("-5", XSDInteger)},
		{quad.Float(1e6), Literal("1.0E6", XSDDouble)},
		{quad.Float(-0.25), Literal("-2.5E-1", XSDDouble)},
		{quad.Float(math.Inf(-1)), Literal("-INF", XSDDouble)},
		{quad.Float(math.NaN()), Literal("NaN", XSDDouble)},
		{quad.Bool(true), Literal("true", XSDBoolean)},
		{quad.Time(at), Literal("2024-03-22T17:00:00.5Z", XSDTime)},
		{quad.Time(time.Date(-44, 3, 15, 0, 0, 0, 0, time.UTC)), Literal("-0044-03-15T00:00:00Z", XSDTime)},
		{quad.TypedString{Value: "01", Type: "xsd:integer"}, Literal("01", XSDInteger)},
		{quad.TypedString{Value: "a", Type: "xsd:string"}, quad.String("a")},
		{quad.TypedString{Value: "a"}, quad.String("a")},
		{quad.LangString{Value: "a", Lang: "EN-gb"}, quad.LangString{Value: "a", Lang: "en-gb"}},
		{quad.LangString{Value: "a"}, quad.String("a")},
		{quad.IRI("rdf:type"), quad.IRI("rdf:type")},
		{nil, nil},
	} {
		if got := FromCayley(c.in); got != c.want {
			t.Errorf("FromCayley(%#v) = %#v, want %#v", c.in, got, c.want)
		}
	}
}

func TestOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := terms().Draw(t, "a"), terms().Draw(t, "b"), terms().Draw(t, "c")
		ab, bc, ac := Order(a, b), Order(b, c), Order(a, c)
		if ab != -Order(b, a) {
			t.Fatalf("Order(%v, %v) = %d, the other way round %d", a, b, ab, Order(b, a))
		}
		if ab <= 0 && bc <= 0 && (ac > 0 || ac == 0 && (ab < 0 || bc < 0)) {
			t.Fatalf("%v ≤ %v ≤ %v, but Order(a, c) is %d", a, b, c, ac)
		}
		if (ab == 0) != (FromCayley(a) == FromCayley(b)) {
			t.Fatalf("Order(%v, %v) = %d", a, b, ab)
		}
	})
}

func TestCompareIsConsistent(t *testing.T) {
	mirror := map[Op]Op{EQ: EQ, NE: NE, LT: GT, LE: GE, GT: LT, GE: LE}
	rapid.Check(t, func(t *rapid.T) {
		a, b := terms().Draw(t, "a"), terms().Draw(t, "b")
		type answer struct{ holds, imprecise, ok bool }
		is := map[Op]answer{}
		for op, back := range mirror {
			var x, y answer
			x.holds, x.imprecise, x.ok = Compare(op, a, b)
			y.holds, y.imprecise, y.ok = Compare(back, b, a)
			if x != y {
				t.Fatalf("%v %s %v is %v, the other way round %v", a, op, b, x, y)
			}
			if x.imprecise && !(x.holds && x.ok) {
				t.Fatalf("%v %s %v is %v", a, op, b, x)
			}
			is[op] = x
		}
		if is[EQ].holds == is[NE].holds {
			t.Fatalf("%v and %v: = is %v, != is %v", a, b, is[EQ], is[NE])
		}
		if is[LT].holds && (is[GT].holds || is[EQ].holds || is[GE].holds || !is[LE].holds || is[LE].imprecise) {
			t.Fatalf("%v and %v: %v", a, b, is)
		}
		if is[EQ].holds && !is[EQ].imprecise && is[LE].ok && (is[LE].imprecise || !is[LE].holds) {
			t.Fatalf("%v and %v: %v", a, b, is)
		}
	})
}

func TestNumbersAreExact(t *testing.T) {
	number := rapid.StringMatching(`[+-]?(0{0,2}[0-9]{1,20}(\.[0-9]{1,20})?|\.[0-9]{1,5})`)
	rapid.Check(t, func(t *rapid.T) {
		a := number.Draw(t, "a")
		b := rapid.OneOf(number, rapid.Just(a+"0"), rapid.Just(strings.TrimLeft(a, "+-"))).Draw(t, "b")
		x, _ := new(big.Rat).SetString(a)
		y, _ := new(big.Rat).SetString(b)
		da, fa := parseDecimal(a)
		db, fb := parseDecimal(b)
		if fa == noNumber || fb == noNumber || da.Compare(db) != x.Cmp(y) {
			t.Fatalf("%s and %s compare as %d, want %d", a, b, da.Compare(db), x.Cmp(y))
		}
		ten, _ := parseDecimal(fmt.Sprintf("%se1", a))
		if ten.tenths(1) != da {
			t.Fatalf("%se1 / 10 = %v, want %v", a, ten.tenths(1), da)
		}
		x.Mul(x, big.NewRat(11, 10))
		if want, _ := parseDecimal(x.FloatString(30)); da.tenths(11) != want {
			t.Fatalf("%s × 11/10 = %v, want %v", a, da.tenths(11), want)
		}
	})
}

func TestDatesAreThoseOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(-1<<36, 1<<36).Draw(t, "seconds"), 0).UTC()
		next := at.AddDate(0, 0, 1)
		from, to, ok := Span(Literal(at.Format(time.DateOnly), XSDDate))
		if !ok || !to.Equal(next.Truncate(24*time.Hour)) || to.Sub(from) != 24*time.Hour {
			t.Fatalf("%s is %v to %v, %v", at.Format(time.DateOnly), from, to, ok)
		}
		zone := time.FixedZone("", rapid.IntRange(-14*60, 14*60).Draw(t, "zone")*60)
		instant, _, ok := Span(Literal(at.In(zone).Format(time.RFC3339), XSDTime))
		if !ok || !instant.Equal(at) {
			t.Fatalf("%s is %v, want %v", at.In(zone).Format(time.RFC3339), instant, at)
		}
	})
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    quad.Value
		want float64
		ok   bool
	}{
		{Literal("+05", XSDInteger), 5, true},
		{Literal("1.", XSDDecimal), 1, true},
		{Literal("1.5E3", XSDDouble), 1500, true},
		{Literal("INF", XSDDouble), math.Inf(1), true},
		{quad.Int(7), 7, true},
		{Literal("0x10", XSDInteger), 0, false},
		{Literal("1_0", XSDInteger), 0, false},
		{Literal(">130", testNames.RangeType()), 0, false},
		{quad.String("5"), 0, false},
		{nil, 0, false},
	} {
		if got, ok := Number(c.v); got != c.want || ok != c.ok {
			t.Errorf("Number(%v) = %v, %v", c.v, got, ok)
		}
	}
	if f, ok := Number(Literal("NaN", XSDDouble)); !ok || !math.IsNaN(f) {
		t.Errorf("Number(NaN) = %v, %v", f, ok)
	}
}
