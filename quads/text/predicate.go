package text

import (
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// lightNouns are objects that are no things of their own: with their verb and
// preposition they are the relation, as in "took part in".
var lightNouns = map[string]bool{
	"part": true, "place": true, "advantage": true, "care": true, "charge": true,
	"account": true, "aim": true, "note": true, "shape": true, "hold": true,
}

// isLight reports whether a clause's object is part of its relation: a light
// noun without an article.
func isLight(t *syntax.Tree, object *clause.Argument) bool {
	if object.Role != clause.Object || object.Case != "" || !lightNouns[strings.ToLower(t.Words[object.Head].Text)] {
		return false
	}
	for i := range t.Words {
		if t.Words[i].Head == object.Head && (t.Words[i].UPOS == "DET" || t.Words[i].Relation == "nmod:poss") {
			return false
		}
	}
	return true
}

// activeName is the predicate of a clause in the active voice.
func activeName(c *clause.Clause) string { return thirdPerson(c.Verb) }

// passiveName is the predicate of a passive without an agent, "is arrested";
// its participle is as it is written.
func passiveName(t *syntax.Tree, c *clause.Clause) string {
	_, particle, _ := strings.Cut(c.Verb, " ")
	return joinWords("is", strings.ToLower(t.Words[c.Head].Text), particle)
}

// isName says what a predicate noun's or adjective's words make of a copula:
// "is former leader" of "was the former leader". The determiner falls away,
// and so does what hangs behind the word.
func isName(t *syntax.Tree, head int) string {
	words := []string{"is"}
	for i := range head {
		w := &t.Words[i]
		if w.Head != head {
			continue
		}
		switch w.Relation {
		case "amod", "compound", "advmod":
			if w.UPOS != "ADV" || w.Relation != "advmod" || keptAdverbs[strings.ToLower(w.Text)] {
				words = append(words, lowerUnlessName(w))
			}
		}
	}
	return joinWords(append(words, lowerUnlessName(&t.Words[head]))...)
}

// keptAdverbs change what a predicate noun or adjective means.
var keptAdverbs = map[string]bool{
	"almost": true, "nearly": true, "partly": true, "no": true, "formerly": true, "once": true, "hardly": true,
}

func lowerUnlessName(w *syntax.Word) string {
	if w.UPOS == "PROPN" || isNameLike(w) {
		return w.Text
	}
	return strings.ToLower(w.Text)
}

// joinWords puts one space between words, none for an empty one.
func joinWords(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		if w == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// causes are verbs whose object is who does something else.
var causes = map[string]bool{
	"allow": true, "let": true, "make": true, "cause": true, "force": true, "enable": true, "help": true,
	"want": true, "expect": true, "see": true, "believe": true, "consider": true, "require": true,
	"permit": true, "lead": true, "have": true, "get": true, "need": true, "like": true, "hear": true, "watch": true,
}

// gives are verbs whose object receives what stands behind "with".
var gives = map[string]bool{"provide": true, "supply": true, "equip": true, "furnish": true}

// says are verbs that tell nothing without what is said.
var says = map[string]bool{
	"say": true, "tell": true, "think": true, "know": true, "guess": true, "ask": true, "mean": true, "feel": true,
	"wonder": true, "hope": true, "reply": true, "add": true, "note": true,
}

// names are verbs that give their object a name or a quality.
var names = map[string]bool{"call": true, "consider": true, "deem": true, "label": true, "dub": true, "name": true}

// stranded is the preposition that a passive leaves behind its verb: "of" of
// "was warned of by".
func stranded(t *syntax.Tree, c *clause.Clause) string {
	at := c.Head + 1
	if at >= len(t.Words) || strings.Contains(c.Verb, " ") {
		return ""
	}
	w := &t.Words[at]
	if w.UPOS != "ADP" && w.XPOS != "RP" && w.XPOS != "IN" || strings.EqualFold(w.Text, "by") {
		return ""
	}
	if at+1 < len(t.Words) && strings.EqualFold(t.Words[at+1].Text, "by") {
		return strings.ToLower(w.Text)
	}
	return ""
}

// isPassive holds a passive against its auxiliaries: "has acted" is none,
// whatever hangs on it, and neither is a main verb without any that has an
// object: "the court in Varsk sentenced two men".
func isPassive(t *syntax.Tree, c *clause.Clause) bool {
	if !c.Passive {
		return false
	}
	has := false
	for _, i := range c.Relation {
		switch strings.ToLower(t.Words[i].Text) {
		case "be", "is", "are", "was", "were", "been", "being", "get", "gets", "got", "getting", "'s", "'re":
			return true
		case "have", "has", "had", "'ve", "'d":
			has = true
		}
	}
	object, _, _, _, _ := partsOf(c)
	main := c.Link == "root" || c.Link == "ccomp" || c.Link == "parataxis"
	return !has && (object == nil || !main)
}
