package document

import (
	"strings"
	"unicode"
)

// A builder collects the paragraphs of a document.
type builder struct {
	name       string // of the document, for messages
	text       strings.Builder
	paragraphs []Paragraph
}

// add puts a paragraph of a page behind an empty line; white space within it
// becomes single spaces.
func (b *builder) add(kind Kind, text string) {
	text = oneLine(text)
	if text == "" || b.text.Len() > MaxText {
		return
	}
	if b.text.Len() > 0 {
		b.text.WriteString("\n\n")
	}
	start := b.text.Len()
	b.text.WriteString(text)
	b.paragraphs = append(b.paragraphs, Paragraph{Start: start, End: b.text.Len(), Kind: kind, Repeats: -1})
}

// build returns what was collected.
func (b *builder) build() (string, []Paragraph, error) {
	if b.text.Len() > MaxText {
		return "", nil, tooLarge(b.name, "has text", MaxText)
	}
	return b.text.String(), b.paragraphs, nil
}

// oneLine makes runs of white space one space and trims.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ") }
