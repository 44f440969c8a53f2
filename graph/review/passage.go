package review

import (
	"context"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/text/sentence"
)

// A Passage is a quote in the sentence that it stands in, or in those that it
// stands in.
type Passage struct {
	Before, Quote, After string
	// Found is false where the quote does not stand at its place in the
	// document's text, or no text is kept; Kept says that one is.
	Found, Kept bool
}

// longestContext is how much of a text is looked at on either side of a quote
// for the ends of its sentence, in bytes.
const longestContext = 1000

// PassageOf finds a claim's quote in the text that the graph keeps of its
// document.
func PassageOf(ctx context.Context, src source.Source, c Claim) (Passage, error) {
	p := Passage{Quote: c.Quote}
	all, err := texts(ctx, src, c)
	p.Kept = len(all) > 0
	if err != nil {
		return p, err
	}
	for _, text := range all { // several: one is a copy's, or an older one
		if stands(text, c.Claim) {
			p.Found = true
			p.Before, p.After = around(text, c.Start, c.End)
			return p, nil
		}
	}
	return p, nil
}

// Title returns the title of a document; "" where it has none.
func Title(ctx context.Context, src source.Source, document quad.Value) (title string, err error) {
	if document == nil {
		return "", nil
	}
	about, err := quadsWith(ctx, src, source.S, document)
	for _, q := range about {
		if t := text(q.Object); q.Predicate == quads.Title && (title == "" || t < title) {
			title = t
		}
	}
	return title, err
}

// texts returns the texts that are kept of a claim's document.
func texts(ctx context.Context, src source.Source, c Claim) ([]string, error) {
	if c.Document == nil {
		return nil, nil
	}
	about, err := quadsWith(ctx, src, source.S, c.Document)
	var out []string
	for _, q := range about {
		if q.Predicate == quads.Text {
			out = append(out, text(q.Object))
		}
	}
	return out, err
}

// stands reports whether a claim's quote stands at its offsets.
func stands(text string, c quads.Claim) bool {
	return c.Quote != "" && 0 <= c.Start && c.Start < c.End && c.End <= len(text) && text[c.Start:c.End] == c.Quote
}

// around returns what of the sentences of text[start:end] stands before and
// after it.
func around(text string, start, end int) (before, after string) {
	from, to := max(0, start-longestContext), min(len(text), end+longestContext)
	if i := strings.LastIndex(text[from:start], "\n\n"); i >= 0 {
		from += i + 2
	}
	if i := strings.Index(text[end:to], "\n\n"); i >= 0 {
		to = end + i
	}
	first, last := start, end
	for _, s := range sentence.Split(text, from, to) {
		if s.End > start && s.Start < first {
			first = s.Start
		}
		if s.Start < end && s.End > last {
			last = s.End
		}
	}
	return text[first:start], text[end:last]
}
