package attribution_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"quipu/quads/text/attribution"
	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// TestVoices reads trees from files: a line for each sentence, in it a word
// for each token as text|lemma|tag|relation|head; a line ¶ between paragraphs.
func TestVoices(t *testing.T) {
	datadriven.Walk(t, "../../../testdata/text/attribution/trees", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			doc, err := readDocument(d.Input)
			if err != nil {
				d.Fatalf(t, "%v", err)
			}
			return describe(doc, attribution.Attribute(doc, nil))
		})
	})
}

func readDocument(input string) ([]clause.Sentence, error) {
	var doc []clause.Sentence
	paragraph := 0
	for line := range strings.Lines(input) {
		if line = strings.TrimSpace(line); line == "¶" {
			paragraph++
			continue
		}
		var tree syntax.Tree
		for _, word := range strings.Fields(line) {
			f := strings.Split(word, "|")
			if len(f) != 5 {
				return nil, fmt.Errorf("%q is no text|lemma|tag|relation|head", word)
			}
			head, err := strconv.Atoi(f[4])
			if err != nil {
				return nil, err
			}
			tree.Words = append(tree.Words, syntax.Word{
				Token: sentence.Token{Text: f[0]}, Lemma: f[1], XPOS: f[2], UPOS: upos(f[2], f[3]), Relation: f[3], Head: head - 1,
			})
		}
		doc = append(doc, clause.Sentence{Tree: tree, Clauses: clause.Find(&tree), Paragraph: paragraph})
	}
	return doc, nil
}

// upos is the universal part of speech of a Penn tag.
func upos(tag, relation string) string {
	switch {
	case strings.HasPrefix(relation, "aux") || relation == "cop" || tag == "MD":
		return "AUX"
	case strings.HasPrefix(tag, "NNP"):
		return "PROPN"
	case strings.HasPrefix(tag, "NN"):
		return "NOUN"
	case strings.HasPrefix(tag, "VB"):
		return "VERB"
	case strings.HasPrefix(tag, "JJ"):
		return "ADJ"
	case strings.HasPrefix(tag, "RB"), tag == "WRB":
		return "ADV"
	case strings.HasPrefix(tag, "PRP"), strings.HasPrefix(tag, "WP"), tag == "WDT", tag == "EX":
		return "PRON"
	case tag == "IN" && relation == "mark":
		return "SCONJ"
	case tag == "CD":
		return "NUM"
	case tag == "DT":
		return "DET"
	case tag == "CC":
		return "CCONJ"
	case tag == "TO" || tag == "RP" || tag == "POS":
		return "PART"
	case tag == "IN":
		return "ADP"
	}
	return "PUNCT"
}

func describe(doc []clause.Sentence, voices [][]attribution.Voice) string {
	name := func(s attribution.Speaker) string { return doc[s.Sentence].Tree.Words[s.Word].Text }
	var b strings.Builder
	for i := range voices {
		for j, v := range voices[i] {
			words := doc[i].Tree.Words
			fmt.Fprintf(&b, "%s: ", words[doc[i].Clauses[j].Head].Text)
			switch {
			case v.Speaker.Named():
				b.WriteString(name(v.Speaker))
			case v.Reported:
				b.WriteString("nobody")
			default:
				b.WriteString("the document")
			}
			fmt.Fprintf(&b, ", %s", v.Stance)
			if v.By != attribution.Document {
				fmt.Fprintf(&b, ", %s", v.By)
			}
			if v.Quoted {
				b.WriteString(", quoted")
			}
			for _, c := range v.Cue {
				fmt.Fprintf(&b, " [%s]", words[c].Text)
			}
			for _, o := range v.Over {
				fmt.Fprintf(&b, " over: %s %s", name(o.Speaker), o.Stance)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// vocabulary is what random trees are made of.
var vocabulary = strings.Fields(`said|say|VBD claim|claim|NN that|that|IN according|according|VBG to|to|TO Ankara|Ankara|NNP
	he|he|PRP it|it|PRP "|"|'' ,|,|, .|.|. :|:|: not|not|RB accusing|accuse|VBG of|of|IN paying|pay|VBG denied|deny|VBD
	believed|believe|VBN is|be|VBZ would|would|MD who|who|WP reportedly|reportedly|RB men|man|NNS I|I|PRP and|and|CC`)

var relations = strings.Fields(`root nsubj nsubj:pass obj ccomp xcomp advcl acl acl:relcl conj parataxis obl nmod
	nmod:poss mark case aux aux:pass cop advmod punct cc expl amod det csubj`)

// TestAnyTree: whatever a tree looks like, each clause has a voice that points
// into the document, and always the same one.
func TestAnyTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var doc []clause.Sentence
		for range rapid.IntRange(1, 4).Draw(t, "sentences") {
			n := rapid.IntRange(0, 25).Draw(t, "words")
			var tree syntax.Tree
			for range n {
				f := strings.Split(rapid.SampledFrom(vocabulary).Draw(t, "word"), "|")
				r := rapid.SampledFrom(relations).Draw(t, "relation")
				tree.Words = append(tree.Words, syntax.Word{Token: sentence.Token{Text: f[0]}, Lemma: f[1], XPOS: f[2],
					UPOS: upos(f[2], r), Relation: r, Head: rapid.IntRange(-2, n).Draw(t, "head")})
			}
			doc = append(doc, clause.Sentence{Tree: tree, Clauses: clause.Find(&tree), Paragraph: rapid.IntRange(0, 2).Draw(t, "paragraph")})
		}
		voices := attribution.Attribute(doc, nil)
		again := attribution.Attribute(doc, nil)
		for i := range doc {
			if len(voices[i]) != len(doc[i].Clauses) {
				t.Fatalf("%d clauses, %d voices", len(doc[i].Clauses), len(voices[i]))
			}
			for _, v := range voices[i] {
				checkVoice(t, doc, i, v)
			}
		}
		if a, b := describe(doc, voices), describe(doc, again); a != b {
			t.Fatalf("not the same twice:\n%s\n%s", a, b)
		}
	})
}

func checkVoice(t *rapid.T, doc []clause.Sentence, i int, v attribution.Voice) {
	speakers := []attribution.Speaker{v.Speaker}
	for _, o := range v.Over {
		speakers = append(speakers, o.Speaker)
	}
	for _, s := range speakers {
		if s == attribution.Nobody {
			continue
		}
		if s.Sentence < 0 || s.Sentence >= len(doc) || s.Word < 0 || s.Word >= len(doc[s.Sentence].Tree.Words) {
			t.Fatalf("speaker %v is no word", s)
		}
	}
	if v.Speaker.Named() && !v.Reported {
		t.Fatalf("%v has a speaker and is not reported", v)
	}
	if v.Stance == "" || v.Sure < 0 || v.Sure > 1 {
		t.Fatalf("stance %q, sure %v", v.Stance, v.Sure)
	}
	for _, c := range v.Cue {
		if c < 0 || c >= len(doc[i].Tree.Words) {
			t.Fatalf("cue %d is no word", c)
		}
	}
}
