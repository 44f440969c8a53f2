package document

import (
	"hash/maphash"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"quipu/quads/text/sentence"
)

// minRepeat is how many words a passage has at least to count as printed twice:
// short ones ("They deny it.") mean something else each time.
const minRepeat = 5

// A Sentence is a sentence in its paragraph.
type Sentence struct {
	sentence.Sentence
	Paragraph int // its index
	Repeats   int // index of the first sentence with the same words; -1
}

// Sentences cuts the document's paragraphs into sentences, in order, of the
// given language only; "" stands for all. A sentence with the same words as an
// earlier one points to it, be its paragraph a repetition or not, whatever the
// capitals and marks.
func (d *Document) Sentences(language string) []Sentence {
	var all []Sentence
	seen := newRepeats()
	for i, p := range d.Paragraphs {
		if language != "" && p.Language != language {
			continue
		}
		for _, s := range sentence.Split(d.Text, p.Start, p.End) {
			all = append(all, Sentence{Sentence: s, Paragraph: i, Repeats: seen.first(d.Text[s.Start:s.End], len(all))})
		}
	}
	return all
}

// findRepeats marks the paragraphs that repeat an earlier one.
func (d *Document) findRepeats() {
	seen := newRepeats()
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		p.Repeats = seen.first(d.Text[p.Start:p.End], i)
	}
}

// repeats finds passages with the same words.
type repeats struct {
	seed  maphash.Seed
	index map[uint64]passage
}

type passage struct {
	text  string
	index int
}

func newRepeats() *repeats { return &repeats{maphash.MakeSeed(), map[uint64]passage{}} }

// first returns the index of the first passage with the words of text, which is
// passage i; -1 where there is none or the passage is too short. Passages with
// the same hash are compared, so that the random seed decides nothing.
func (r *repeats) first(text string, i int) int {
	var h maphash.Hash
	h.SetSeed(r.seed)
	n := 0
	for word := range normalWords(text) {
		h.WriteString(word)
		h.WriteByte(0)
		n++
	}
	if n < minRepeat {
		return -1
	}
	key := h.Sum64()
	earlier, ok := r.index[key]
	if ok && sameWords(earlier.text, text) {
		return earlier.index
	}
	if !ok {
		r.index[key] = passage{text, i}
	}
	return -1
}

// sameWords compares the words of two texts.
func sameWords(a, b string) bool {
	next, stop := iter.Pull(normalWords(b))
	defer stop()
	for word := range normalWords(a) {
		if other, ok := next(); !ok || other != word {
			return false
		}
	}
	_, more := next()
	return !more
}

// normalWords gives the words of a text in small letters: runs of letters and
// digits, without apostrophes.
func normalWords(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start := 0; start < len(text); {
			r, size := utf8.DecodeRuneInString(text[start:])
			if !inWord(r) {
				start += size
				continue
			}
			end, plain := start, true
			for end < len(text) {
				r, size := utf8.DecodeRuneInString(text[end:])
				if isApostrophe(r) {
					plain = false
				} else if !inWord(r) {
					break
				}
				end += size
			}
			word := strings.ToLower(text[start:end])
			if !plain {
				word = strings.Map(dropApostrophe, word)
			}
			if !yield(word) {
				return
			}
			start = end
		}
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func dropApostrophe(r rune) rune {
	if isApostrophe(r) {
		return -1
	}
	return r
}
