package clause_test

import (
	"slices"
	"strings"
	"testing"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// TestDangers reads sentences with the parser in the program. Of each it is
// told which facts must come out and which never may, whatever else changes
// with a better model: "subject | verb | object".
func TestDangers(t *testing.T) {
	model, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	parser := model.NewParser()
	for _, c := range []struct {
		text         string
		facts, never []string
	}{
		{
			text:  "Dornia, for its part, has denied any involvement and President Varga herself has warned that this was a Tolvan strategy.",
			facts: []string{"Dornia | deny | involvement", "Varga | warn |"},
			never: []string{"Dornia | warn |"},
		},
		{
			text:  "Dornian officials claim that the attackers had prepared the raid and were preparing to flee through Velmark, accusing Tolva of facilitating their entry.",
			facts: []string{"officials | accuse | Tolva", "attackers | prepare | raid"},
			never: []string{"Velmark | accuse |", "attackers | accuse |", "attackers | flee |", "Tolva | facilitate |", "officials | prepare |"},
		},
		{
			text:  "Of the 23 detained, four are believed to be responsible for the raid.",
			never: []string{"four | be |", "four | arrest |", "| detain | four"},
		},
		{
			text:  "It appears that the raid may have been planned and warned of by Dornian intelligence.",
			never: []string{"raid | plan |", "raid | warn |", "intelligence | plan |", "intelligence | warn |"},
		},
		{
			text:  "The Free Hand (Northern Front or Dawn), officially known as the Hand of Velmark, is an offshoot of the Northern Front.",
			facts: []string{"Hand | be | offshoot"},
			never: []string{"Hand | be | Front", "Hand | be | Dawn", "Velmark | be | offshoot"},
		},
		{
			text:  "The Dornian police have not arrested the driver.",
			never: []string{"police | arrest | driver"},
		},
	} {
		sentences := sentence.Split(c.text, 0, len(c.text))
		if len(sentences) != 1 {
			t.Fatalf("%d sentences: %q", len(sentences), c.text)
		}
		tree := parser.Parse(sentences[0].Tokens)
		clauses := clause.Find(&tree)
		if err := check(&tree, clauses); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		got := factsOf(&tree, clauses)
		for _, want := range c.facts {
			if !slices.ContainsFunc(got, func(f string) bool { return covers(f, want) }) {
				t.Errorf("%s\nwant %q among %q", c.text, want, got)
			}
		}
		for _, never := range c.never {
			if slices.ContainsFunc(got, func(f string) bool { return covers(f, never) }) {
				t.Errorf("%s\n%q came out: %q", c.text, never, got)
			}
		}
	}
}

// covers reports whether a fact has the parts that a pattern names.
func covers(fact, pattern string) bool {
	f, p := strings.Split(fact, " | "), strings.Split(pattern+" ", "|")
	for k := range p {
		if part := strings.TrimSpace(p[k]); part != "" && f[k] != part {
			return false
		}
	}
	return true
}

// factsOf lists subject, verb and object or agent of what clauses assert. A
// passive with an agent is what the agent does.
func factsOf(t *syntax.Tree, clauses []clause.Clause) []string {
	var facts []string
	for _, c := range clauses {
		if c.Mood != clause.Fact || c.Negated {
			continue
		}
		subject := ""
		if c.Subject != nil && !c.Passive {
			subject = t.Words[c.Subject.Head].Text
		}
		object := ""
		for _, a := range c.Args {
			switch a.Role {
			case clause.Object, clause.Complement:
				object = t.Words[a.Head].Text
			case clause.Agent:
				subject = t.Words[a.Head].Text
			}
		}
		facts = append(facts, subject+" | "+c.Verb+" | "+object)
		if c.Passive && c.Subject != nil {
			facts = append(facts, t.Words[c.Subject.Head].Text+" | "+c.Verb+" | "+object)
		}
	}
	return facts
}
