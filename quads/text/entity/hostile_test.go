package entity

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// chain is a sentence whose every word hangs from the one before it.
func chain(word func(i int) syntax.Word, n int) clause.Sentence {
	var s clause.Sentence
	at := 0
	for i := range n {
		w := word(i)
		w.Head, w.Start, w.End = i-1, at, at+len(w.Text)
		at = w.End + 1
		s.Tree.Words = append(s.Tree.Words, w)
	}
	return s
}

// TestWork guards against work that grows faster than the text: texts of many
// names, namesakes, pronouns, brackets and branches take a bounded number of
// steps a word.
func TestWork(t *testing.T) {
	name := func(text string) syntax.Word {
		return syntax.Word{Token: sentence.Token{Text: text}, UPOS: "PROPN", XPOS: "NNP", Relation: "nsubj"}
	}
	texts := map[string]func(i int) syntax.Word{
		"names":     func(i int) syntax.Word { return name(fmt.Sprintf("Name%d", i)) },
		"namesakes": func(i int) syntax.Word { return name([]string{fmt.Sprintf("Anna%d", i), "Petrov", ","}[i%3]) },
		"alike": func(i int) syntax.Word {
			return name([]string{fmt.Sprintf("Petrov%c%c", 'a'+i%26, 'a'+i/26%26), ","}[i%2])
		},
		"pronouns": func(i int) syntax.Word {
			return syntax.Word{Token: sentence.Token{Text: []string{"they", "it", "his"}[i%3]}, UPOS: "PRON", XPOS: "PRP", Relation: "nsubj"}
		},
		"brackets": func(i int) syntax.Word { return name([]string{"Abc", "("}[i%2]) },
		"of":       func(i int) syntax.Word { return name([]string{"Bank", "of"}[i%2]) },
		"branches": func(i int) syntax.Word {
			w := name([]string{"Alpha", "branch", "of", "Beta"}[i%4])
			if i%4 == 1 {
				w.UPOS, w.Relation, w.Lemma = "NOUN", "nmod", "branch"
			}
			return w
		},
		"nouns": func(i int) syntax.Word {
			return syntax.Word{Token: sentence.Token{Text: "group"}, Lemma: "group", UPOS: "NOUN", XPOS: "NN", Relation: "nmod"}
		},
		"numbers": func(i int) syntax.Word {
			return syntax.Word{Token: sentence.Token{Text: []string{"one", "hundred", "and"}[i%3]}, UPOS: "NUM", XPOS: "CD", Relation: "nummod"}
		},
	}
	for kind, word := range texts {
		for _, size := range []int{20, 10000} {
			var all []clause.Sentence
			for i := 0; i < 10000; i += size {
				all = append(all, chain(func(k int) syntax.Word { return word(i + k) }, size))
			}
			r := resolve(all, "2024-03-27")
			star := all[0]
			for k := 1; k < len(star.Tree.Words); k++ {
				star.Tree.Words[k].Head = 0
			}
			r.steps += resolve(all[:1], "").steps
			if per := r.steps / 10000; per > 400 {
				t.Errorf("%s, %d words a sentence: %d steps a word", kind, size, per)
			}
		}
	}
}

// TestAnyTree resolves trees that nobody would parse, cyclic ones too, and
// checks what must hold of every answer.
func TestAnyTree(t *testing.T) {
	vocabulary := strings.Fields(`Anna Petrov Mr President group the The a of ( ) , - – -- or and also known as IS Islamic State
		Moscow Russian it its they he who which said attack attacks branch 22 March 2024 last Friday more than 130 million
		dozen between to $ "  is offshoot Ltd al Bank 's city since early . formerly 1.2.3 ü twenty company its`)
	vocabulary = append(vocabulary, "\u200d", "\u202e", "\x1b", "a\u0301")
	upos := []string{"NOUN", "PROPN", "PRON", "ADJ", "VERB", "DET", "NUM", "PUNCT", "ADP", "AUX"}
	relations := []string{"nsubj", "obj", "nmod", "nmod:poss", "amod", "compound", "flat", "appos", "conj", "det", "case", "acl:relcl", "cop", "nummod", "root", "obl", "advmod"}
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		var all []clause.Sentence
		for i := range rapid.IntRange(1, 4).Draw(t, "sentences") {
			n := rapid.IntRange(0, 24).Draw(t, "words")
			s := chain(func(int) syntax.Word {
				return syntax.Word{
					Token: sentence.Token{Text: rapid.SampledFrom(vocabulary).Draw(t, "word")},
					UPOS:  rapid.SampledFrom(upos).Draw(t, "upos"), XPOS: "NNP",
					Relation: rapid.SampledFrom(relations).Draw(t, "relation"),
				}
			}, n)
			for k := range s.Tree.Words {
				s.Tree.Words[k].Head = rapid.IntRange(-1, n-1).Draw(t, "head")
			}
			s.Paragraph = i / 2
			all = append(all, s)
		}
		date := rapid.SampledFrom([]string{"", "2024", "2024-03", "2024-03-27", "nonsense"}).Draw(t, "date")
		d := Resolve(all, date)
		if again := Resolve(all, date); !reflect.DeepEqual(d, again) {
			t.Fatal("two answers to one text")
		}
		check(t, d, all, names)
	})
}

// check reports what no answer may say: names that are none, mentions outside
// the text, offers of what is joined, literals that are no values.
func check(t *rapid.T, d *Document, all []clause.Sentence, names *quads.Names) {
	for _, e := range d.Entities {
		if normal, err := quads.Normal(e.Name); err != nil || normal != e.Name {
			t.Fatalf("%q is no normal name: %v", e.Name, err)
		}
		if len(e.Mentions) == 0 {
			t.Fatalf("%s is not mentioned", e.Name)
		}
		for _, m := range e.Mentions {
			if m.Head < 0 || m.Head >= len(all[m.Sentence].Tree.Words) || len(m.Words) == 0 {
				t.Fatalf("%s: a mention outside its sentence: %+v", e.Name, m)
			}
			if _, ok := d.Of(m.Sentence, m.Head); !ok {
				t.Fatalf("%s is not found at its mention", e.Name)
			}
		}
	}
	for _, o := range d.Offers {
		if o.Name == "" || o.Other == "" || o.Reason == "" || o.Confidence <= 0 || o.Confidence >= 1 {
			t.Fatalf("a bad offer: %+v", o)
		}
	}
	for i := range d.Values {
		v := &d.Values[i]
		if v.Datatype == monthDay || v.Datatype == month || v.Datatype == quads.XSDYear {
			continue // not written bare
		}
		if _, ok, err := quads.Bare(v.Lexical, names); !ok || err != nil {
			t.Fatalf("%s is no literal: %v", v.Lexical, err)
		}
	}
}
