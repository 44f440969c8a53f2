package quads

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// trickyRunes are those that names stumble over: the mapping's own
// characters, white space, combining marks, joiners, bidirectional marks,
// private-use characters, noncharacters.
var trickyRunes = []rune("_%./?#:@[]<>\"{}|^`\\ '~&=aZ0\u0000\a\n\t\u007f\u0085\u00a0\u00ad\u00fc\u0308\u0301\u0327\u034f" +
	"\u0601\u061c\u1100\u1161\u11a8\u180e\u1e69\u2000\u200b\u200c\u200d\u200e\u2028\u202e\u2060\u2066\u2126\u212b\u3000" +
	"\uac00\ue000\ufdd0\ufeff\ufffd\uffff\U0001f468\U0001fffe\U000e0041\U000e0100\U0010ffff")

// anyString is Unicode of every kind, and now and then bytes that are none.
func anyString() *rapid.Generator[string] {
	runes := rapid.OneOf(rapid.Rune(), rapid.SampledFrom(trickyRunes), rapid.RuneFrom(nil, unicode.Mn, unicode.Cf))
	return rapid.OneOf(
		rapid.StringOf(runes),
		rapid.StringOf(rapid.SampledFrom([]rune("._% ab/"))),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
}

// normalName is a name in normal form.
func normalName() *rapid.Generator[string] {
	isName := func(text string) bool {
		_, err := Normal(text)
		return err == nil
	}
	return rapid.Map(anyString().Filter(isName), func(text string) string {
		name, _ := Normal(text)
		return name
	})
}

func someNames(t *rapid.T) *Names {
	base := rapid.SampledFrom([]string{"", "http://example.org/", "https://example.org/a#", RDF}).Draw(t, "base")
	n, err := NewNames(base)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNormalIsNormal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyString().Draw(t, "text")
		name, err := Normal(s)
		if err != nil {
			if name != "" || utf8.ValidString(s) != (err == ErrEmptyName) {
				t.Fatalf("Normal(%+q) = %+q, %v", s, name, err)
			}
			return
		}
		again, err := Normal(name)
		if err != nil || again != name {
			t.Fatalf("Normal(%+q) = %+q, %v: not idempotent", name, again, err)
		}
		if !norm.NFC.IsNormalString(name) || strings.TrimSpace(name) != name || strings.Contains(name, "  ") {
			t.Fatalf("%+q is not in normal form", name)
		}
		for _, r := range name {
			if r != ' ' && unicode.IsSpace(r) || invisibleFormat(r) {
				t.Fatalf("%+q contains %U", name, r)
			}
		}
	})
}

func TestNameToIRIAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := someNames(t)
		name := normalName().Draw(t, "name")
		iri := n.IRI(name)
		back, ok := n.Name(iri)
		if !ok || back != name {
			t.Fatalf("%+q → %s → %+q, %v", name, iri, back, ok)
		}
		if _, standard := everyday[name]; !standard && strings.ContainsRune(string(iri[len(n.Base()):]), '/') {
			t.Fatalf("%s: a mapped name has no slash", iri)
		}
	})
}

func TestTwoNamesAreTwoIRIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := normalName().Draw(t, "a"), normalName().Draw(t, "b")
		if a != b && testNames.IRI(a) == testNames.IRI(b) {
			t.Fatalf("%+q and %+q are both %s", a, b, testNames.IRI(a))
		}
	})
}

func TestIRIWithANameIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		local := rapid.OneOf(anyString(), rapid.StringMatching(`(%[0-9A-Fa-f]{2}|[._a-c]|ü){0,6}`)).Draw(t, "local")
		iri := quad.IRI(testNames.Base() + local)
		if name, ok := testNames.Name(iri); ok && testNames.IRI(name) != iri {
			t.Fatalf("%s → %+q → %s", iri, name, testNames.IRI(name))
		}
	})
}

func TestIRIIsAlwaysValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := anyString().Draw(t, "any string, even if it is no name")
		checkIRIREF(t, testNames.IRI(name))
	})
}

// checkIRIREF holds an IRI against N-Quads' production IRIREF, and against
// RFC 3987 for what no IRI may contain.
func checkIRIREF(t interface{ Fatalf(string, ...any) }, iri quad.IRI) {
	if !utf8.ValidString(string(iri)) {
		t.Fatalf("%+q is not UTF-8", iri)
	}
	for _, r := range string(iri) {
		bidi := r == 0x61C || 0x200E <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) || bidi || unicode.Is(unicode.Co, r) || unicode.IsControl(r) {
			t.Fatalf("%+q contains %U", iri, r)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Russia", "Crocus City Hall attack", "U.S.", "..", "a_b%2F", "Zu\u0308rich", "x\u202Ey", "\xff", "same as", "می\u200cخواهم"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkIRIREF(t, testNames.IRI(s))
		if name, ok := testNames.Name(quad.IRI(testNames.Base() + s)); ok && string(testNames.IRI(name)) != testNames.Base()+s {
			t.Fatalf("%+q is not exact", s)
		}
		name, err := Normal(s)
		if err != nil {
			return
		}
		if back, ok := testNames.Name(testNames.IRI(name)); !ok || back != name {
			t.Fatalf("%+q → %s → %+q", name, testNames.IRI(name), back)
		}
	})
}

func TestBaseMustBeAbsolute(t *testing.T) {
	for base, want := range map[string]bool{
		"urn:quipu:":          true,
		"https://ex.org/a/":   true,
		"https://ex.org/a#":   true,
		"https://ex.org/?id=": true,
		"http://пример.рф/":   true,
		"https://ex.org/case": false, // caseRussia
		"/relative/":          false,
		"no scheme:":          false,
		"1a:":                 false,
		":":                   false,
		"http://a b/":         false,
		"http://a>/":          false,
		"http://a\n/":         false,
		"http://\xff/":        false,
	} {
		n, err := testNames.WithBase(base)
		if (err == nil) != want {
			t.Errorf("WithBase(%q): %v", base, err)
		}
		if err == nil && n.IRI("Russia") != quad.IRI(base+"Russia") {
			t.Errorf("base %q: %s", base, n.IRI("Russia"))
		}
	}
	if _, err := testNames.WithBase(""); err == nil {
		t.Error("WithBase must refuse an empty base")
	}
	if testNames.Base() != Base {
		t.Errorf("WithBase changed its receiver: %s", testNames.Base())
	}
}

func TestPrefixedNames(t *testing.T) {
	n, err := testNames.WithPrefix("case", "https://ex.org/case/")
	if err != nil {
		t.Fatal(err)
	}
	if n, err = n.WithPrefix("people", "https://ex.org/case/people/"); err != nil {
		t.Fatal(err)
	}
	if _, ok := testNames.Expand("case", "x"); ok {
		t.Error("WithPrefix changed its receiver")
	}
	for iri, want := range map[quad.IRI]string{
		FOAFName:                              "foaf:name",
		"https://ex.org/case/people/ann-2_b":  "people:ann-2_b",
		"https://ex.org/case/Zürich":          "case:Zürich",
		"https://ex.org/case/Zu\u0308rich":    "",
		"https://ex.org/case/":                "",
		"https://ex.org/case/a.b":             "",
		"https://ex.org/case/a/b":             "",
		"https://ex.org/else":                 "",
		"http://www.w3.org/2001/XMLSchema#é1": "xsd:é1",
	} {
		prefix, local, ok := n.Compact(iri)
		got := prefix + ":" + local
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("Compact(%s) = %q, want %q", iri, got, want)
		}
		if ok {
			if back, ok := n.Expand(prefix, local); !ok || back != iri {
				t.Errorf("Expand(%s, %s) = %s, want %s", prefix, local, back, iri)
			}
		}
	}
	if _, ok := n.Expand("foaf", "a b"); ok {
		t.Error("a space made it into an IRI")
	}
	for _, bad := range []string{"", "1a", "a b", "a.", "a:", "-a"} {
		if _, err := n.WithPrefix(bad, "https://ex.org/"); err == nil {
			t.Errorf("prefix %q was taken", bad)
		}
	}
	if _, err := n.WithPrefix("ok", "relative"); err == nil {
		t.Error("a relative namespace was taken")
	}
}

func TestPrintableHidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyString().Draw(t, "text")
		out := Printable(s)
		if !utf8.ValidString(out) {
			t.Fatalf("%+q is not UTF-8", out)
		}
		for _, r := range out {
			joiner := r == zwj || r == zwnj
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Co) ||
				invisibleFormat(r) && !joiner {
				t.Fatalf("Printable(%+q) = %+q contains %U", s, out, r)
			}
		}
		if Printable(out) != out {
			t.Fatalf("Printable is not idempotent on %+q", s)
		}
	})
}
