package clause_test

import (
	"slices"
	"testing"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

func BenchmarkFind(b *testing.B) {
	model, err := syntax.Default()
	if err != nil {
		b.Fatal(err)
	}
	text := "Dornian officials claim that the attackers had prepared the raid and were preparing to flee through Velmark, accusing Tolva of facilitating their entry."
	tree := model.NewParser().Parse(sentence.Split(text, 0, len(text))[0].Tokens)
	for b.Loop() {
		t := syntax.Tree{Words: slices.Clone(tree.Words)}
		clause.Find(&t)
	}
}
