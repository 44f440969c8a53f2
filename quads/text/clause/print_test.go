package clause_test

import (
	"fmt"
	"strconv"
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

var roleNames = [...]string{"object", "recipient", "complement", "agent", "oblique", "when", "where", "content"}

var moodNames = [...]string{"fact", "hedged", "conditional", "planned", "asked", "ordered"}

// readTree reads a tree in short form: a word a line with lemma, UPOS, XPOS,
// head (from 1; 0 for the root) and relation. A "+" before a word says that no
// space stands there.
func readTree(text string) (syntax.Tree, error) {
	var t syntax.Tree
	at := 0
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		p := strings.Fields(line)
		if len(p) != 6 {
			return t, fmt.Errorf("word %d: %d columns, want 6: %q", i+1, len(p), line)
		}
		head, err := strconv.Atoi(p[4])
		if err != nil {
			return t, fmt.Errorf("word %d: %w", i+1, err)
		}
		text, joined := strings.CutPrefix(p[0], "+")
		if joined && text != "" {
			at--
		} else {
			text = p[0]
		}
		t.Words = append(t.Words, syntax.Word{
			Token: sentence.Token{Text: text, Start: at, End: at + len(text)},
			Lemma: p[1], UPOS: p[2], XPOS: p[3], Head: head - 1, Relation: p[5],
		})
		at += len(text) + 1
	}
	return t, nil
}

// printClauses writes clauses as the expected output of tests has them.
func printClauses(t *syntax.Tree, clauses []clause.Clause) string {
	var b strings.Builder
	words := func(list []int) string {
		var w []string
		for _, i := range list {
			w = append(w, t.Words[i].Text)
		}
		return strings.Join(w, " ")
	}
	for i, c := range clauses {
		fmt.Fprintf(&b, "%d %s (%s", i, c.Verb, c.Link)
		if c.Parent >= 0 {
			fmt.Fprintf(&b, " of %d", c.Parent)
		}
		b.WriteString(")")
		if c.Passive {
			b.WriteString(" passive")
		}
		if c.Negated {
			b.WriteString(" negated")
		}
		if c.Mood != clause.Fact {
			b.WriteString(" " + moodNames[c.Mood])
		}
		if len(c.Hedge) > 0 {
			fmt.Fprintf(&b, " [%s]", words(c.Hedge))
		}
		fmt.Fprintf(&b, ": %s\n", words(c.Relation))
		if c.Subject != nil {
			fmt.Fprintf(&b, "    subject: %s\n", words(c.Subject.Words))
		}
		for _, a := range c.Args {
			b.WriteString("    " + roleNames[a.Role])
			if a.Case != "" {
				b.WriteString(" " + a.Case)
			}
			if a.Clause >= 0 {
				fmt.Fprintf(&b, " = %d", a.Clause)
			}
			fmt.Fprintf(&b, ": %s\n", words(a.Words))
		}
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}
