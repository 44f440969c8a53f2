package train

import (
	"context"
	"slices"
	"strings"
	"testing"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/network"
)

// toy are trees of invented sentences: form, UPOS, XPOS, head, relation.
func toy() (trees []syntax.Tree) {
	for _, line := range []string{
		"The|DET|DT|2|det ship|NOUN|NN|3|nsubj sank|VERB|VBD|0|root .|PUNCT|.|3|punct",
		"The|DET|DT|2|det port|NOUN|NN|3|nsubj closed|VERB|VBD|0|root",
		"Ships|NOUN|NNS|2|nsubj left|VERB|VBD|0|root the|DET|DT|4|det port|NOUN|NN|2|obj",
		"Crews|NOUN|NNS|2|nsubj left|VERB|VBD|0|root .|PUNCT|.|2|punct",
	} {
		var t syntax.Tree
		for _, field := range strings.Fields(line) {
			f := strings.Split(field, "|")
			w := syntax.Word{Token: sentence.Token{Text: f[0]}, UPOS: f[1], XPOS: f[2], Head: int(f[3][0]-'0') - 1, Relation: f[4]}
			t.Words = append(t.Words, w)
		}
		for range 8 {
			trees = append(trees, t)
		}
	}
	return trees
}

func learn(t *testing.T, ctx context.Context, epochs int) (*network.Network, error) {
	t.Helper()
	v, err := ReadVectors(strings.NewReader(vectors), 10)
	if err != nil {
		t.Fatal(err)
	}
	n := Prepare(toy(), v)
	n.Sizes.Hidden, n.Sizes.Arc, n.Sizes.Rel, n.Sizes.Buckets = 24, 16, 16, 512
	n.Params = network.NewParams(&n.Sizes)
	o := Standard()
	o.Epochs, o.Batch = epochs, 4
	return n, Learn(ctx, n, toy(), o, func(int, *network.Params, float64) {})
}

const vectors = `{"precision":8,"dimensions":2,"words":["the","ship","rare"],"vectors":{"ship":[1,-0.5,9,1],"the":[0.25,0,9,0],"rare":[3,3,9,2]}}`

// TestLearn learns a handful of sentences by heart.
func TestLearn(t *testing.T) {
	n, err := learn(t, t.Context(), 60)
	if err != nil {
		t.Fatal(err)
	}
	m, err := syntax.Open(string(n.Marshal(syntax.Lemmas(toy()))))
	if err != nil {
		t.Fatal(err)
	}
	s := Measure(m, toy())
	t.Log(s)
	if s.Full < s.Words || s.UPOS < s.Words || s.XPOS < s.Words {
		t.Errorf("what was learned by heart is parsed with %v", s)
	}
}

// TestLearnAgain learns twice and compares the files, byte for byte.
func TestLearnAgain(t *testing.T) {
	a, err := learn(t, t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := learn(t, t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a.Marshal(nil), b.Marshal(nil)) {
		t.Error("learning the same twice gives two models")
	}
}

func TestLearnStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := learn(t, ctx, 2); err != context.Canceled {
		t.Errorf("learning that was stopped ends with %v", err)
	}
}

func TestReadVectors(t *testing.T) {
	v, err := ReadVectors(strings.NewReader(vectors), 2)
	if err != nil || v.Words.Len() != 2 || v.Dim != 2 {
		t.Fatalf("%+v, %v", v, err)
	}
	for in, want := range map[string]string{
		"":                         "an object is due",
		"[]":                       "an object is due",
		`{"words":["a"]}`:          "no vectors",
		`{"words":["a"],"vectors"`: "EOF",
		`{"dimensions":2,"words":["a"],"vectors":{"a":[1]}}`: "has 1 numbers",
	} {
		if _, err := ReadVectors(strings.NewReader(in), 2); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not an error with %q", in, err, want)
		}
	}
}
