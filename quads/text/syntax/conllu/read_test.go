package conllu_test

import (
	"errors"
	"strings"
	"testing"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/conllu"
)

const two = `# text = Harbours closed.
1-2	Harbours-closed	_	_	_	_	_	_	_	_
1	Harbours	harbour	NOUN	NNS	_	2	nsubj	_	_
2	closed	close	VERB	VBD	_	0	root	_	SpaceAfter=No
2.1	again	again	ADV	RB	_	_	_	_	_
3	.	.	PUNCT	.	_	2	punct	_	_

1	Why	why	ADV	WRB	_	0	root	_	_
`

func TestRead(t *testing.T) {
	var trees []syntax.Tree
	err := conllu.Read(strings.NewReader(strings.ReplaceAll(two, "\n", "\r\n")), func(t syntax.Tree) error {
		trees = append(trees, t)
		return nil
	})
	if err != nil || len(trees) != 2 || len(trees[0].Words) != 3 || len(trees[1].Words) != 1 {
		t.Fatalf("%v, %v", trees, err)
	}
	w := trees[0].Words[0]
	if w.Text != "Harbours" || w.Lemma != "harbour" || w.UPOS != "NOUN" || w.XPOS != "NNS" || w.Head != 1 || w.Relation != "nsubj" {
		t.Errorf("the first word is %+v", w)
	}
	if w := trees[0].Words[1]; w.Head != -1 || w.Start != 9 || w.End != 15 {
		t.Errorf("the second word is %+v", w)
	}
	stop := errors.New("enough")
	if err := conllu.Read(strings.NewReader(two), func(syntax.Tree) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of f comes back as %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	const rest = "\tx\tx\tNOUN\tNN\t_\t0\troot\t_\t_\n"
	for name, c := range map[string]struct{ in, want string }{
		"columns":   {"1\tx\n", "line 1: 2 columns"},
		"number":    {"1" + rest + "3" + rest, "line 2: word number \"3\" where 2 is due"},
		"head":      {"1\tx\tx\tNOUN\tNN\t_\tx\troot\t_\t_\n", "not the number of a head"},
		"far head":  {"1\tx\tx\tNOUN\tNN\t_\t9\troot\t_\t_\n", "has the head 9"},
		"own head":  {"1\tx\tx\tNOUN\tNN\t_\t1\troot\t_\t_\n\n", "has the head 1"},
		"long line": {strings.Repeat("x", 2<<20), "token too long"},
	} {
		err := conllu.Read(strings.NewReader(c.in), func(syntax.Tree) error { return nil })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not an error with %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(two)
	f.Add("1\t\t\t\t\t\t0\t\t\t\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		_ = conllu.Read(strings.NewReader(in), func(tree syntax.Tree) error {
			for i, w := range tree.Words {
				if w.Head < -1 || w.Head >= len(tree.Words) || w.Head == i {
					t.Fatalf("word %d has the head %d", i, w.Head)
				}
			}
			return nil
		})
	})
}
