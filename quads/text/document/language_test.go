package document_test

import (
	"io"
	"strings"
	"testing"
	"unicode"

	"quipu/quads/text/document"
	"quipu/quads/text/syntax/conllu"
	"quipu/quads/text/texttest"
)

// TestLanguageTreebank holds the telling of languages to what it reached on the
// sentences of UD English EWT, each a paragraph: nothing may be taken for another
// language, since what is not English gives no claims.
func TestLanguageTreebank(t *testing.T) {
	file, err := conllu.Open(texttest.Data(t, "ud-ewt", "dev.conllu.xz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plain, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	all, wrong := 0, 0
	for line := range strings.Lines(string(plain)) {
		text, ok := strings.CutPrefix(line, "# text = ")
		if !ok || len(text) < 40 || !strings.ContainsFunc(text, unicode.IsLetter) {
			continue
		}
		d, err := read(document.Options{Format: "text"}, text)
		if err != nil {
			t.Fatal(err)
		}
		if all++; d.Paragraphs[0].Language != "en" {
			wrong++
			t.Logf("%s: %s", d.Paragraphs[0].Language, strings.TrimSpace(text))
		}
	}
	t.Logf("%d sentences of 40 letters and more, %d taken for another language", all, wrong)
	if wrong*500 > all {
		t.Errorf("more than 1 in 500 sentences is taken for another language")
	}
}
