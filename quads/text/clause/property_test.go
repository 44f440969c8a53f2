package clause_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

var (
	texts     = strings.Fields("Of The men Ilse Karsk said may have been arrested by of to and , ( ) - if not no who that it Monday in 11 ? IS with killing \"")
	upos      = strings.Fields("NOUN PROPN VERB AUX ADJ ADV ADP PRON DET NUM PUNCT SCONJ CCONJ PART SYM X")
	xpos      = strings.Fields("NN NNP VB VBD VBG VBN VBZ MD JJ RB IN PRP WP CD , POS")
	relations = strings.Fields("nsubj nsubj:pass nsubj:outer csubj obj iobj obl obl:agent obl:unmarked xcomp ccomp advcl acl " +
		"acl:relcl advcl:relcl conj cc appos nmod nmod:poss nmod:desc aux aux:pass cop mark case det advmod amod compound flat fixed expl punct parataxis list dep root compound:prt")
	lemmas = strings.Fields("say be have believe seem plan accuse flee begin refuse allow arrest man Karsk not go")
)

func randomTree(t *rapid.T) syntax.Tree {
	n := rapid.IntRange(0, 40).Draw(t, "words")
	var tree syntax.Tree
	at := 0
	for range n {
		text := rapid.SampledFrom(texts).Draw(t, "text")
		at += rapid.IntRange(0, 1).Draw(t, "space")
		tree.Words = append(tree.Words, syntax.Word{
			Token: sentence.Token{Text: text, Start: at, End: at + len(text)},
			Lemma: rapid.SampledFrom(lemmas).Draw(t, "lemma"),
			UPOS:  rapid.SampledFrom(upos).Draw(t, "upos"), XPOS: rapid.SampledFrom(xpos).Draw(t, "xpos"),
			Head: rapid.IntRange(-3, n+2).Draw(t, "head"), Relation: rapid.SampledFrom(relations).Draw(t, "relation"),
		})
		at += len(text)
	}
	return tree
}

// TestAnyTree finds clauses in trees that no parser would give, whose heads
// may lie outside and run in circles.
func TestAnyTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := randomTree(t)
		again := syntax.Tree{Words: slices.Clone(tree.Words)}
		clauses := clause.Find(&tree)
		if err := check(&tree, clauses); err != nil {
			t.Fatal(err)
		}
		if printClauses(&tree, clauses) != printClauses(&again, clause.Find(&again)) {
			t.Fatal("two answers for one tree")
		}
		for i, w := range tree.Words {
			if w.Head < -1 || w.Head >= len(tree.Words) || w.Head == i {
				t.Fatalf("mended word %d hangs on %d", i, w.Head)
			}
		}
	})
}

// check tells what is wrong with clauses whatever their tree.
func check(t *syntax.Tree, clauses []clause.Clause) error {
	for i := range clauses {
		c := &clauses[i]
		if i > 0 && clauses[i-1].Head >= c.Head {
			return fmt.Errorf("clause %d: heads do not ascend", i)
		}
		if err := ascending(t, c.Relation, c.Hedge, []int{c.Head}); err != nil {
			return fmt.Errorf("clause %d: %w", i, err)
		}
		if c.Verb == "" || c.Link == "" {
			return fmt.Errorf("clause %d: no verb or no link", i)
		}
		steps := 0
		for at := c.Parent; at != -1; at = clauses[at].Parent {
			if steps++; at < 0 || at >= len(clauses) || steps > len(clauses) {
				return fmt.Errorf("clause %d: its parents run out of the list or in a circle", i)
			}
		}
		if err := checkArguments(t, clauses, c); err != nil {
			return fmt.Errorf("clause %d: %w", i, err)
		}
	}
	return nil
}

func checkArguments(t *syntax.Tree, clauses []clause.Clause, c *clause.Clause) error {
	all := slices.Clone(c.Args)
	if c.Subject != nil {
		all = append(all, *c.Subject)
	}
	used := map[int]bool{}
	for k, a := range all {
		if err := ascending(t, a.Words, []int{a.Head}); err != nil {
			return fmt.Errorf("argument %d: %w", k, err)
		}
		if len(a.Words) == 0 || a.Clause < -1 || a.Clause >= len(clauses) {
			return fmt.Errorf("argument %d: no words, or the clause %d of %d", k, a.Clause, len(clauses))
		}
		if k == len(c.Args) {
			break // a subject from elsewhere may hold the clause
		}
		for _, w := range a.Words {
			if used[w] {
				return fmt.Errorf("argument %d: word %d is in two arguments", k, w)
			}
			used[w] = true
		}
	}
	return nil
}

func ascending(t *syntax.Tree, lists ...[]int) error {
	for _, list := range lists {
		for k, w := range list {
			if w < 0 || w >= len(t.Words) || k > 0 && list[k-1] >= w {
				return fmt.Errorf("the words %v of %d do not ascend", list, len(t.Words))
			}
		}
	}
	return nil
}

// TestHostileTrees finds clauses in the longest and deepest sentences.
func TestHostileTrees(t *testing.T) {
	for _, n := range []int{500, 1000, 1001, 20000} {
		for name, head := range map[string]func(int) int{
			"chain": func(i int) int { return i - 1 }, "back": func(i int) int { return i + 1 }, "star": func(int) int { return 0 },
		} {
			for _, relation := range []string{"ccomp", "conj", "acl:relcl", "nsubj", "advcl", "appos"} {
				tree := syntax.Tree{Words: make([]syntax.Word, n)}
				for i := range tree.Words {
					tree.Words[i] = syntax.Word{Token: sentence.Token{Text: "says"}, Lemma: "say", UPOS: "VERB", XPOS: "VBZ", Head: head(i), Relation: relation}
				}
				clauses := clause.Find(&tree)
				if err := check(&tree, clauses); err != nil {
					t.Errorf("%s of %d %s: %v", name, n, relation, err)
				}
				if n > 1000 && clauses != nil {
					t.Errorf("%s of %d %s: %d clauses of what is no sentence", name, n, relation, len(clauses))
				}
			}
		}
	}
}

// TestMendedCircle: initials in brackets that a parser took for the verb of the
// name before them are hung on it, and the name then no longer on them.
func TestMendedCircle(t *testing.T) {
	word := func(text, upos, xpos string, head int, relation string) syntax.Word {
		return syntax.Word{Token: sentence.Token{Text: text}, Lemma: strings.ToLower(text), UPOS: upos, XPOS: xpos, Head: head, Relation: relation}
	}
	tree := syntax.Tree{Words: []syntax.Word{
		word("Karsk", "PROPN", "NNP", 7, "nsubj"), word("said", "VERB", "VBD", 7, "ccomp"), word("the", "DET", "DT", 3, "det"),
		word("Group", "PROPN", "NNP", 5, "nsubj"), word("(", "PUNCT", "(", 5, "punct"), word("IS", "VERB", "VBZ", 1, "ccomp"),
		word(")", "PUNCT", ")", 5, "punct"), word("attacked", "VERB", "VBD", -1, "root"),
	}}
	clause.Find(&tree)
	for i := range tree.Words {
		at := i
		for range tree.Words {
			if at >= 0 {
				at = tree.Words[at].Head
			}
		}
		if at >= 0 {
			t.Errorf("%q hangs in a circle", tree.Words[i].Text)
		}
	}
}
