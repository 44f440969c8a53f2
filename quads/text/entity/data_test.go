package entity

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// TestData runs the files of testdata/text/entity.
//
//	resolve [date=…] [all]   the input is trees, a word a line (form, lemma,
//	                         parts of speech, head, relation), an empty line
//	                         between sentences, "¶" for a new paragraph; what
//	                         is named or mentioned twice is printed, with
//	                         "all" everything
//	values [date=…]          the input is sentences, a line each, without trees
func TestData(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/text/entity/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata/text/entity: %v", err)
	}
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				var date string
				d.MaybeScanArgs(t, "date", &date)
				switch d.Cmd {
				case "resolve":
					sentences := readTrees(t, d)
					return printEntities(Resolve(sentences, date), sentences, d.HasArg("all"))
				case "values":
					sentences := flat(d.Input)
					return printValues(Resolve(sentences, date), sentences, names)
				}
				t.Fatalf("%s: unknown command %s", d.Pos, d.Cmd)
				return ""
			})
		})
	}
}

func readTrees(t *testing.T, d *datadriven.TestData) []clause.Sentence {
	t.Helper()
	var all []clause.Sentence
	var s clause.Sentence
	at := 0
	for line := range strings.SplitSeq(d.Input+"\n\n", "\n") {
		c := strings.Fields(line)
		switch {
		case len(c) == 0 && len(s.Tree.Words) > 0:
			all = append(all, s)
			s = clause.Sentence{Paragraph: s.Paragraph}
		case len(c) == 0:
		case c[0] == "¶":
			s.Paragraph++
		case len(c) == 5:
			head, err := strconv.Atoi(c[3])
			if err != nil {
				t.Fatalf("%s: %q: %v", d.Pos, line, err)
			}
			form, glued := strings.CutSuffix(c[0], "_")
			w := syntax.Word{Token: sentence.Token{Text: form, Start: at, End: at + len(form)},
				Lemma: c[1], UPOS: strings.Split(c[2], "/")[0], XPOS: strings.Split(c[2], "/")[1], Head: head - 1, Relation: c[4]}
			at = w.End
			if !glued {
				at++
			}
			s.Tree.Words = append(s.Tree.Words, w)
		default:
			t.Fatalf("%s: %q has not five columns", d.Pos, line)
		}
	}
	return all
}

// flat makes sentences of lines, in which every word hangs from none.
func flat(text string) []clause.Sentence {
	var all []clause.Sentence
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		for _, s := range sentence.Split(text, at, at+len(line)) {
			var out clause.Sentence
			for _, token := range s.Tokens {
				w := syntax.Word{Token: token, UPOS: "X", Head: -1, Relation: "dep"}
				switch {
				case startsDigit(token.Text):
					w.UPOS = "NUM"
				case isCapital(token.Text):
					w.UPOS = "NOUN"
				case token.Text == "will":
					w.UPOS = "AUX"
				}
				out.Tree.Words = append(out.Tree.Words, w)
			}
			all = append(all, out)
		}
		at += len(line)
	}
	return all
}

func printEntities(d *Document, sentences []clause.Sentence, all bool) string {
	var b strings.Builder
	for _, e := range d.Entities {
		named := false
		for _, m := range e.Mentions {
			named = named || m.Kind == Named
		}
		if !named && len(e.Mentions) < 2 && !all {
			continue
		}
		fmt.Fprintf(&b, "%s (%s", e.Name, e.Type)
		if e.Local {
			b.WriteString(", local")
		}
		b.WriteString(")\n")
		for _, m := range e.Mentions {
			words := sentences[m.Sentence].Tree.Words
			fmt.Fprintf(&b, "  %d.%d %s:", m.Sentence+1, m.Head+1, m.Kind)
			for _, w := range m.Words {
				b.WriteString(" " + words[w].Text)
			}
			b.WriteByte('\n')
		}
		for _, a := range e.Aliases {
			fmt.Fprintf(&b, "  = %s: %s\n", a.Name, a.Reason)
		}
	}
	for _, o := range d.Offers {
		fmt.Fprintf(&b, "offered: %s, %s (%.2f): %s\n", o.Name, o.Other, o.Confidence, o.Reason)
	}
	return b.String()
}

func printValues(d *Document, sentences []clause.Sentence, names *quads.Names) string {
	var b strings.Builder
	for i, s := range sentences {
		for _, list := range [][]Value{d.Values, d.Vague} {
			for _, v := range list {
				if v.Sentence != i {
					continue
				}
				var words []string
				for _, w := range v.Words {
					words = append(words, s.Tree.Words[w].Text)
				}
				value := "stays words"
				if v.Lexical != "" {
					_, kind, _ := strings.Cut(string(v.Literal(names).(quad.TypedString).Type), "XMLSchema#")
					if kind == "" {
						kind = map[bool]string{true: "EDTF", false: "range"}[v.Datatype == quads.EDTF]
					}
					value = v.Lexical + " " + kind
				}
				fmt.Fprintf(&b, "%s: %s", strings.Join(words, " "), value)
				if v.Report != "" {
					fmt.Fprintf(&b, " (%s)", v.Report)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}
