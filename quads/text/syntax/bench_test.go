package syntax_test

import (
	"strings"
	"testing"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

func tokens(text string) []sentence.Token {
	var list []sentence.Token
	at := 0
	for _, word := range strings.Fields(text) {
		list = append(list, sentence.Token{Text: word, Start: at, End: at + len(word)})
		at += len(word) + 1
	}
	return list
}

// A sentence of 22 words, as long as those of news are on average.
const usual = "The port authority of Velmara said on Tuesday that it had denied the carrier 's request to unload 40 containers of grain ."

func BenchmarkParse(b *testing.B) {
	m, err := syntax.Default()
	if err != nil {
		b.Fatal(err)
	}
	p, list := m.NewParser(), tokens(usual)
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(list)
	}
}

func BenchmarkNewParser(b *testing.B) {
	m, err := syntax.Default()
	if err != nil {
		b.Fatal(err)
	}
	list := tokens(usual)
	for b.Loop() {
		m.NewParser().Parse(list)
	}
}
