package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxChunk bounds what is looked at as one piece between white space, and
// with it the length of a token in bytes.
const maxChunk = 1000

// A scanner cuts text into tokens. It looks at one chunk, the characters
// between white space, after the other.
type scanner struct {
	text     string
	pos, end int
	tokens   []Token
}

func (s *scanner) scan() {
	for {
		s.skipSpace()
		if s.pos >= s.end {
			return
		}
		end := s.chunkEnd()
		if !s.address(end) {
			for s.pos < end {
				s.token(end)
			}
		}
	}
}

func (s *scanner) skipSpace() {
	for s.pos < s.end {
		r, size := s.rune(s.pos)
		if !isSpace(r) {
			return
		}
		s.pos += size
	}
}

// rune returns the character at p, which is within the stretch.
func (s *scanner) rune(p int) (rune, int) {
	if c := s.text[p]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[p:s.end])
}

// at returns the character at p, or 0 from end on.
func (s *scanner) at(p, end int) rune {
	if p >= end {
		return 0
	}
	r, _ := s.rune(p)
	return r
}

// chunkEnd returns where white space begins, or where the chunk gets too long.
func (s *scanner) chunkEnd() int {
	p := s.pos
	for p < s.end && p-s.pos < maxChunk {
		r, size := s.rune(p)
		if isSpace(r) {
			break
		}
		p += size
	}
	return p
}

// isSpace reports whether r separates words: white space, controls, and the
// invisible characters that pages have between words.
func isSpace(r rune) bool {
	return r <= ' ' || r >= 0x7f && (unicode.IsSpace(r) || r <= 0x9f || r == '\u200b' || r == '\ufeff')
}

// add makes the token from s.pos to end.
func (s *scanner) add(end int) {
	s.tokens = append(s.tokens, Token{Text: s.text[s.pos:end], Start: s.pos, End: end})
	s.pos = end
}

// addAs makes a token that reads otherwise than it is written.
func (s *scanner) addAs(text string, end int) {
	s.add(end)
	s.tokens[len(s.tokens)-1].Text = text
}

// token makes one or more tokens at s.pos, which lies before end.
func (s *scanner) token(end int) {
	r, size := s.rune(s.pos)
	switch {
	case isLetter(r):
		s.word(end)
	case isDigit(r):
		s.number(end)
	case isApostrophe(r) && s.elision(end):
	default:
		s.mark(r, size, end)
	}
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u00ad' || r == '\u200c' || r == '\u200d'
}

func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' }

// elision reads what begins with an apostrophe but no quotation: '60s, 'em.
func (s *scanner) elision(end int) bool {
	_, size := s.rune(s.pos)
	p := s.pos + size
	for p < end && isDigit(s.at(p, end)) {
		p++
	}
	if digits := p - s.pos - size; digits == 2 && !isDigit(s.at(p, end)) {
		if s.at(p, end) == 's' {
			p++
		}
		if !isLetter(s.at(p, end)) && s.at(p, end) != '-' {
			s.addAs("'"+s.text[s.pos+size:p], p)
			return true
		}
	}
	return false
}

// mark reads punctuation and symbols.
func (s *scanner) mark(r rune, size, end int) {
	p := s.pos + size
	switch r {
	case '.', '!', '?':
		for p < end && strings.IndexByte(".!?", s.text[p]) >= 0 {
			p++
		}
		s.add(p)
	case '…':
		for s.at(p, end) == '…' {
			p += len("…")
		}
		for s.at(p, end) == '.' {
			p++
		}
		s.addAs("...", p)
	case '"', '“', '”', '„', '‟', '«', '»', '″':
		s.addAs(`"`, p)
	case '\'', '‘', '’', '‚', '‛', '`', '´', '‹', '›', '′', 'ʼ':
		if p < end && (r == '\'' || r == '`' || r == '’' || r == '‘') && s.at(p, end) == r {
			s.addAs(`"`, p+size)
			return
		}
		s.addAs("'", p)
	case '–', '‐', '‑', '‒', '−':
		s.dash(r, p, end)
	case '—', '―':
		s.addAs("--", p)
	case '-', '*', '=', '_', '~', '#', '+', '<', '>':
		for p < end && s.text[p] == byte(r) {
			p++
		}
		s.add(p)
	default:
		s.add(p)
	}
}

// dash reads the short dashes: a hyphen between letters or digits, else what
// sets a part of the sentence off.
func (s *scanner) dash(r rune, p, end int) {
	before := s.pos > 0 && !isSpace(last(s.text[:s.pos]))
	if r == '–' && !(before && p < end) {
		s.addAs("--", p)
		return
	}
	s.addAs("-", p)
}

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// lower is strings.ToLower, free where nothing changes.
func lower(word string) string { return strings.ToLower(word) }
