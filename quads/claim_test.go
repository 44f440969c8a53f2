package quads

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"
)

func someClaim() *rapid.Generator[Claim] {
	return rapid.Custom(func(t *rapid.T) Claim {
		short := rapid.Custom(func(t *rapid.T) quad.Value {
			s := rapid.StringOfN(rapid.SampledFrom([]rune("a\x00\x01i-s")), 0, 3, -1).Draw(t, "s")
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				return nil
			case 1:
				return quad.IRI(s)
			case 2:
				return quad.BNode(s)
			case 3:
				return quad.LangString{Value: quad.String(s), Lang: "a"}
			case 4:
				return quad.TypedString{Value: quad.String(s), Type: "a/"}
			}
			return quad.String(s)
		})
		return Claim{
			Subject: short.Draw(t, "subject"), Predicate: short.Draw(t, "predicate"), Object: short.Draw(t, "object"),
			Speaker: short.Draw(t, "speaker"), Document: short.Draw(t, "document"),
			Stance: rapid.SampledFrom([]Stance{"", Asserts, Denies}).Draw(t, "stance"),
		}
	})
}

func TestDistinctClaimsAreDistinctNodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someClaim().Draw(t, "a"), someClaim().Draw(t, "b")
		if (a == b) != (a.Node(testNames) == b.Node(testNames)) {
			t.Fatalf("%v: %s\n%v: %s", a, a.Node(testNames), b, b.Node(testNames))
		}
	})
}

func TestTermsAreEncodedInjectively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someClaim().Draw(t, "a"), someClaim().Draw(t, "b")
		encode := func(c Claim) string {
			var out []byte
			for _, v := range []quad.Value{c.Subject, c.Predicate, c.Object, c.Speaker, c.Document} {
				out = appendTerm(out, v)
			}
			return string(out)
		}
		a.Stance, b.Stance = "", ""
		if rapid.Bool().Draw(t, "shifted") {
			b = a
			b.Speaker, b.Document = a.Document, a.Speaker
		}
		if (a == b) != (encode(a) == encode(b)) {
			t.Fatalf("%v: %q\n%v: %q", a, encode(a), b, encode(b))
		}
	})
}

func TestSpeakerIsNotDocument(t *testing.T) {
	spoken := Claim{Subject: testNames.IRI("A"), Predicate: testNames.IRI("p"), Object: testNames.IRI("B"), Speaker: testNames.IRI("C")}
	printed := spoken
	printed.Speaker, printed.Document = nil, spoken.Speaker
	if spoken.Node(testNames) == printed.Node(testNames) {
		t.Error("said by C and said in C have one node")
	}
	a, _ := testNames.Said(testNames.IRI("A"), testNames.IRI("B"))
	b, _ := testNames.Said(testNames.IRI("B"), testNames.IRI("A"))
	if a == b {
		t.Error("A in B and B in A have one node")
	}
}

// TestNodesNeverChange pins the hash: nodes of files written earlier must be
// those of statements written now.
func TestNodesNeverChange(t *testing.T) {
	n := testNames
	c := Claim{
		Subject: n.IRI("Ukraine"), Predicate: n.IRI("took part in"), Object: n.IRI("Crocus City Hall attack"),
		Speaker: n.IRI("Ukraine"), Stance: Denies, Document: n.IRI("Escudo Digital, 27 March 2024"),
	}
	node := c.Node(n)
	if want := quad.IRI("urn:quipu:st/c32fb8350640508e990608604a78d564"); node != want {
		t.Errorf("statement node is %s, want %s", node, want)
	}
	said, about := n.Said(n.IRI("Russia"), c.Document)
	if want := quad.IRI("urn:quipu:said/8259fc7d61054c3590328cc6352c3c95"); said != want {
		t.Errorf("said node is %s, want %s", said, want)
	}
	if !n.IsStatementNode(node) || n.IsSaid(node) || !n.IsSaid(said) || n.IsStatementNode(said) {
		t.Errorf("%s and %s are taken for each other", node, said)
	}
	if n.IsSaid(said[:len(said)-1]) || n.IsSaid(said+"0") || n.IsStatementNode(n.StancePredicate()) {
		t.Error("a node is its base, its path and 32 hex digits, no more and no less")
	}
	if len(about) != 2 || about[0].Object != n.IRI("Russia") || about[1].Object != quad.Value(c.Document) || about[1].Label != c.Document {
		t.Errorf("said node is described by %v", about)
	}
	quoted := c
	quoted.Quote, quoted.Start, quoted.End = "nothing to do with it", 10, 31
	if quoted.Node(n) != node {
		t.Error("the quote changed the node")
	}
}

func TestClaimQuads(t *testing.T) {
	n := testNames
	doc := n.IRI("Reuters")
	c := Claim{
		Subject: n.IRI("A"), Predicate: n.IRI("p"), Object: Literal("130", XSDInteger),
		Speaker: n.IRI("B"), Stance: Warns, Document: doc, Quote: "the words", Start: 0, End: 9,
	}
	want := []struct {
		p quad.IRI
		o quad.Value
	}{
		{Type, Statement}, {Subject, n.IRI("A")}, {Predicate, n.IRI("p")}, {Object, Literal("130", XSDInteger)},
		{n.StancePredicate(), quad.String("warns of")}, {WasAttributedTo, n.IRI("B")}, {WasDerivedFrom, doc},
		{n.QuotePredicate(), quad.String("the words")},
		{n.StartPredicate(), Literal("0", XSDInteger)}, {n.EndPredicate(), Literal("9", XSDInteger)},
	}
	got := c.Quads(n)
	if len(got) != len(want) {
		t.Fatalf("%d quads, want %d: %v", len(got), len(want), got)
	}
	for i, q := range got {
		if w := (quad.Quad{Subject: c.Node(n), Predicate: want[i].p, Object: want[i].o, Label: doc}); q != w {
			t.Errorf("quad %d is %v, want %v", i, q, w)
		}
	}
	bare := Claim{Subject: n.IRI("A"), Predicate: n.IRI("p"), Object: n.IRI("B")}
	for _, q := range bare.Quads(n) {
		if q.Object == nil || q.Label != nil {
			t.Errorf("a claim of nobody in no document has the quad %v", q)
		}
	}
	if got := len(bare.Quads(n)); got != 4 {
		t.Errorf("a claim of nobody in no document has %d quads, want 4", got)
	}
}

func TestStanceTableIsConsistent(t *testing.T) {
	seen := map[string]Stance{}
	for stance, verbs := range stanceVerbs {
		for _, forms := range verbs {
			for _, form := range strings.Fields(forms) {
				if other, twice := seen[form]; twice {
					t.Errorf("%q is %s and %s", form, other, stance)
				}
				seen[form] = stance
				if got, ok := StanceOf(strings.ToUpper(form)); !ok || got != stance {
					t.Errorf("StanceOf(%q) = %q, %v", form, got, ok)
				}
				for _, negated := range []string{"not ", "never ", "does not ", "did not ", "has not ", "was ", "is "} {
					if got, ok := StanceOf(negated + strings.Fields(forms)[2]); ok {
						t.Errorf("StanceOf(%q) = %q", negated+form, got)
					}
				}
			}
		}
	}
	for _, s := range []Stance{Asserts, Denies, Doubts, Warns, Plans, Fears} {
		if got, ok := StanceOf(string(s)); !ok || got != s {
			t.Errorf("the stance %q is no word of its own: %q, %v", s, got, ok)
		}
	}
}

func TestSourceKeys(t *testing.T) {
	for _, k := range SourceKeys() {
		if p := testNames.SourcePredicate(k.Key); p != k.Predicate {
			t.Errorf("%s is %s, want %s", k.Key, p, k.Predicate)
		}
		if key, ok := SourceKeyOf(k.Predicate); !ok || key != k.Key {
			t.Errorf("%s is %q", k.Predicate, key)
		}
	}
	if p := testNames.SourcePredicate("page"); p != testNames.IRI("page") {
		t.Errorf("page is %s", p)
	}
	if key, ok := SourceKeyOf(Label); ok {
		t.Errorf("rdfs:label is the source key %q", key)
	}
}
