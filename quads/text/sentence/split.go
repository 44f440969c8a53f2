package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTokens bounds a sentence: what is longer is no sentence but a table or
// rubbish, and is cut.
const maxTokens = 200

// Split cuts text[start:end], the body of one paragraph, into sentences. A
// single line break within it is white space, an empty line ends a sentence.
// Every token's place is in text as a whole. It takes time linear in the
// length, whatever the text; a sentence has at most 200 tokens, and a token
// at most 1,000 bytes.
func Split(text string, start, end int) []Sentence {
	start, end = max(start, 0), min(end, len(text))
	if start >= end {
		return nil
	}
	s := scanner{text: text, pos: start, end: end}
	s.tokens = make([]Token, 0, (end-start)/5+4)
	s.scan()
	return s.sentences()
}

// sentences cuts the tokens where sentences end. All share one array of
// tokens, each with no room to append into the next.
func (s *scanner) sentences() []Sentence {
	all := make([]Sentence, 0, len(s.tokens)/20+1)
	tokens := make([]Token, 0, len(s.tokens)+len(s.tokens)/20+1)
	for first := 0; first < len(s.tokens); {
		next := s.sentenceEnd(first)
		from := len(tokens)
		tokens = append(tokens, s.tokens[first:next]...)
		if last := &tokens[len(tokens)-1]; isAbbreviated(last.Text) {
			// "etc." at the end is "etc" and the sentence's full stop.
			last.Text, last.End = last.Text[:len(last.Text)-1], last.End-1
			tokens = append(tokens, Token{Text: ".", Start: last.End, End: last.End + 1})
		}
		to := len(tokens)
		all = append(all, Sentence{Start: tokens[from].Start, End: tokens[to-1].End, Tokens: tokens[from:to:to]})
		first = next
	}
	return all
}

// isAbbreviated reports whether a word ends in the full stop of an
// abbreviation.
func isAbbreviated(word string) bool {
	if len(word) < 2 || word[len(word)-1] != '.' {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(word[:len(word)-1])
	return unicode.IsLetter(r)
}

// sentenceEnd returns the index behind the last token of the sentence that
// begins with the token first.
func (s *scanner) sentenceEnd(first int) int {
	limit := min(len(s.tokens), first+maxTokens)
	for i := first; i < limit; i++ {
		if i+1 < len(s.tokens) && s.emptyLine(i) {
			return i + 1
		}
		if !endsSentence(s.tokens[i].Text) {
			continue
		}
		last := s.closers(i, limit)
		if last+1 == len(s.tokens) || s.begins(i, last+1, first) {
			return last + 1
		}
	}
	return limit
}

// emptyLine reports whether an empty line follows token i.
func (s *scanner) emptyLine(i int) bool {
	breaks := 0
	for p := s.tokens[i].End; p < s.tokens[i+1].Start; p++ {
		if s.text[p] == '\n' {
			if breaks++; breaks == 2 {
				return true
			}
		}
	}
	return false
}

// endsSentence reports whether a sentence can end with this word.
func endsSentence(word string) bool {
	switch word[len(word)-1] {
	case '.', '!', '?':
		return true
	}
	return false
}

// closers returns the last of the quotation marks and brackets that close
// right behind token i.
func (s *scanner) closers(i, limit int) int {
	for i+1 < limit {
		switch s.tokens[i+1].Text {
		case `"`, "'":
			if s.spaced(i + 1) {
				return i
			}
			// A mark that touches the next word too opens what follows.
			if i+2 < len(s.tokens) && s.tokens[i+1].End == s.tokens[i+2].Start && s.startsWord(i+2) {
				return i
			}
		case ")", "]", "}": // close, be there a space before or not
		default:
			return i
		}
		i++
	}
	return i
}

func (s *scanner) startsWord(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.tokens[i].Text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// begins reports whether a sentence begins with token next, where stop is the
// token with the full stop before it, and first the sentence's first.
func (s *scanner) begins(stop, next, first int) bool {
	start := next
	for start+1 < len(s.tokens) && isOpener(s.tokens[start].Text) {
		start++
	}
	word, mark := s.tokens[start].Text, s.tokens[stop].Text
	r, _ := utf8.DecodeRuneInString(word)
	upper := unicode.IsUpper(r) || unicode.IsTitle(r)
	switch {
	case isAbbreviated(mark):
		return upper && s.endsAbbreviated(stop, start, start > next)
	case stop == first || stop == first+1 && isNumber(s.tokens[first].Text):
		return false // "1." before what it counts
	case mark[len(mark)-1] == '.' && len(mark) > 1: // …
		return upper && s.spaced(next)
	case unicode.IsLower(r):
		return next == stop+1 && s.spaced(next) && (pronouns[word] || strings.Contains(word, "://") || strings.HasPrefix(word, "www."))
	case mark != "." && next > stop+1 && s.goesOn(start):
		return false // "Where?" she asked.
	case upper || start > next:
		return true
	case strings.ContainsRune(".?!,;:", r):
		return false // ". . ."
	}
	// A digit, a dash, a bullet, a letter of a script without capitals.
	return s.spaced(next)
}

// spaced reports whether white space stands before token i.
func (s *scanner) spaced(i int) bool { return s.tokens[i-1].End < s.tokens[i].Start }

// endsAbbreviated decides whether the full stop of an abbreviation ends the
// sentence as well, where a word with a capital follows at next.
func (s *scanner) endsAbbreviated(stop, next int, opened bool) bool {
	word := lower(s.tokens[stop].Text[:len(s.tokens[stop].Text)-1])
	if titles[word] || counted[word] {
		return false
	}
	follows := s.tokens[next].Text
	if opened {
		return s.tokens[next-1].Text != "(" && len(word) > 1
	}
	if len(word) == 1 { // an initial; "Plan B. The …"
		return len(follows) > 1 && starters[lower(follows)]
	}
	return starters[lower(follows)]
}

// goesOn reports whether the words from i on say who said what was quoted.
func (s *scanner) goesOn(i int) bool {
	for n := 0; n < 6 && i < len(s.tokens); n, i = n+1, i+1 {
		word := s.tokens[i].Text
		if said[lower(word)] {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) {
			return false
		}
	}
	return false
}

func isOpener(word string) bool {
	switch word {
	case `"`, "'", "(", "[", "{":
		return true
	}
	return false
}

func isNumber(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return len(word) > 0 && len(word) < 4
}
