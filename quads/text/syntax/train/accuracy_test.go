package train_test

import (
	"testing"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/train"
	"quipu/quads/text/texttest"
)

// TestAccuracy parses every fifth sentence of UD English EWT's dev part. The
// floors are a point under what the shipped model reached when it was trained.
func TestAccuracy(t *testing.T) {
	name := texttest.Data(t, "ud-ewt", "dev.conllu.xz")
	trees, err := train.ReadTrees(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	var sample []syntax.Tree
	for i := 0; i < len(trees); i += 5 {
		sample = append(sample, trees[i])
	}
	s := train.Measure(m, sample)
	for _, c := range []struct {
		name  string
		right int
		floor float64
	}{
		{"UPOS", s.UPOS, 94.5}, {"XPOS", s.XPOS, 93.5}, {"lemma", s.Lemma, 96}, {"UAS", s.Head, 86}, {"LAS", s.Relation, 83},
	} {
		percent := 100 * float64(c.right) / float64(s.Words)
		t.Logf("%-5s %d of %d, %.2f %%", c.name, c.right, s.Words, percent)
		if percent < c.floor {
			t.Errorf("%s is %.2f %%, under %.2f %%", c.name, percent, c.floor)
		}
	}
}
