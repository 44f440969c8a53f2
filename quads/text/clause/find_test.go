package clause_test

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// TestClauses runs the rules over trees that the files hold, so that it does
// not depend on a model.
func TestClauses(t *testing.T) {
	files := 0
	datadriven.Walk(t, "../../../testdata/text/clause", func(t *testing.T, path string) {
		files++
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var tree syntax.Tree
			switch d.Cmd {
			case "clauses":
				var err error
				if tree, err = readTree(d.Input); err != nil {
					d.Fatalf(t, "%v", err)
				}
			default:
				d.Fatalf(t, "unknown command %q", d.Cmd)
			}
			clauses := clause.Find(&tree)
			if err := check(&tree, clauses); err != nil {
				d.Fatalf(t, "%v", err)
			}
			return printClauses(&tree, clauses)
		})
	})
	if files < 7 {
		t.Fatalf("only %d files of cases", files)
	}
}

func TestConjuncts(t *testing.T) {
	tree, err := readTree(strings.TrimSpace(`
They they PRON PRP 2 nsubj
freed free VERB VBD 0 root
men man NOUN NNS 2 obj
, , PUNCT , 5 punct
women woman NOUN NNS 3 conj
and and CCONJ CC 7 cc
children child NOUN NNS 3 conj
`))
	if err != nil {
		t.Fatal(err)
	}
	s := clause.Sentence{Tree: tree, Clauses: clause.Find(&tree)}
	got := s.Conjuncts(&s.Clauses[0].Args[0])
	if len(got) != 3 || got[0] != 2 || got[1] != 4 || got[2] != 6 {
		t.Errorf("conjuncts %v, want [2 4 6]", got)
	}
}
