package sentence

import (
	"strings"
	"unicode"
)

// word reads what begins with a letter.
func (s *scanner) word(end int) {
	p := s.letters(s.pos, end)
	for p < end {
		r, size := s.rune(p)
		after := s.at(p+size, end)
		switch {
		case isApostrophe(r) && isLetter(after), r == '&' && isUpper(after) && s.capitals(p),
			r == '_' && (isLetter(after) || isDigit(after)):
			p = s.letters(p+size, end)
			continue
		case r == '.' && isLetter(after) && s.acronym(p, end):
			p = s.letters(p+size, end)
			continue
		case isHyphen(r) && s.affix(p, p+size, end):
			p = s.letters(p+size, end)
			continue
		}
		break
	}
	if s.at(p, end) == '.' && s.abbreviates(p, end) {
		p++
	}
	s.cutClitics(p)
}

// letters returns where the letters and digits from p on end.
func (s *scanner) letters(p, end int) int {
	for p < end {
		r, size := s.rune(p)
		if !isLetter(r) && !isDigit(r) {
			break
		}
		p += size
	}
	return p
}

func isUpper(r rune) bool { return 'A' <= r && r <= 'Z' || r > 0x7f && unicode.IsUpper(r) }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// capitals reports whether the word so far is capitals: AT&T, not rock&roll.
func (s *scanner) capitals(p int) bool {
	return p-s.pos < 8 && strings.ToUpper(s.text[s.pos:p]) == s.text[s.pos:p]
}

// acronym reports whether the full stop at p stands within a word: U.S., e.g.,
// or the name of a file or of a place in the net.
func (s *scanner) acronym(p, end int) bool {
	from := strings.LastIndexByte(s.text[s.pos:p], '.') + 1 + s.pos
	to := s.letters(p+1, end)
	next := s.text[p+1 : to]
	single := len([]rune(s.text[from:min(p, from+8)])) == 1
	if single && len(next) <= 4 && (len([]rune(next)) == 1 || next[0] >= 'a') {
		return true
	}
	if p-from < 2 {
		return single && !isUpper(s.at(p+1, end))
	}
	return !isUpper(s.at(p+1, end)) && len(next) > 1 || endings[lower(next)] && len(next) > 2
}

// affix reports whether the hyphen from p to q belongs to the word.
func (s *scanner) affix(p, q, end int) bool {
	if p-s.pos > 12 {
		return false
	}
	to := s.letters(q, end)
	if to == q {
		return false
	}
	if to-q < 8 && suffixes[s.text[q:to]] {
		return true
	}
	before := s.text[s.pos:p]
	return prefixes[lower(before)] && before != "E"
}

// abbreviates reports whether the full stop at p belongs to the word before.
func (s *scanner) abbreviates(p, end int) bool {
	after := s.at(p+1, end)
	if after == '.' || after == '!' || after == '?' || isLetter(after) && p-s.pos > 1 && !titles[lower(s.text[s.pos:p])] {
		return false
	}
	word := s.text[s.pos:p]
	if dot := strings.LastIndexByte(word, '.'); dot >= 0 {
		return len([]rune(word[dot+1:])) == 1 || word[dot+1:] == "Sc" || word[dot+1:] == "D"
	}
	first, size := s.rune(s.pos)
	if size == len(word) {
		branch := s.pos > 0 && s.text[s.pos-1] == '-' // the K of ISIS-K is no initial
		return isUpper(first) && !branch && (word != "I" || s.initialBehind(p))
	}
	if len(word) > 8 {
		return false
	}
	low := lower(word)
	if !titles[low] && !counted[low] && !abbreviations[low] {
		return false
	}
	return !weak[low] || s.weakAbbreviates(low, first, p)
}

// initialBehind tells the initial in "I. Petrov" from the pronoun in "than I.".
func (s *scanner) initialBehind(p int) bool {
	return len(s.tokens) == 0 || s.tokens[len(s.tokens)-1].Text == "." || isUpper(s.at(s.behind(p), s.end)) && s.nameBefore()
}

func (s *scanner) nameBefore() bool {
	before := s.tokens[len(s.tokens)-1].Text
	return isUpper(rune(before[0])) && !starters[lower(before)]
}

// behind returns the place of the next word behind the full stop at p.
func (s *scanner) behind(p int) int {
	for p++; p < s.end; {
		r, size := s.rune(p)
		if !isSpace(r) {
			break
		}
		p += size
	}
	return p
}

// weakAbbreviates decides for a word such as "no" or "sat" by what follows.
func (s *scanner) weakAbbreviates(low string, first rune, p int) bool {
	next := s.at(s.behind(p), s.end)
	if counted[low] {
		return isDigit(next)
	}
	return isUpper(first) && (isDigit(next) || next == ',' || next == '-' || next == '—' || low == "co" || low == "hon" && isUpper(next)) ||
		low == "al" && s.follows("et") || low == "ca" && isDigit(next)
}

func (s *scanner) follows(word string) bool {
	return len(s.tokens) > 0 && s.tokens[len(s.tokens)-1].Text == word
}

// cutClitics adds the word from s.pos to end, cut as English EWT does.
func (s *scanner) cutClitics(end int) {
	word := s.text[s.pos:end]
	cut := strings.LastIndexAny(word, "'’ʼ`")
	if cut < 0 {
		if len(word) < 9 && len(word) > 1 && strings.IndexByte("tamse", word[len(word)-1]|0x20) >= 0 {
			if at, ok := joined[lower(word)]; ok && (len(word) > 3 || word == "Im" || word == "im") {
				s.add(s.pos + at)
			}
		}
		s.add(end)
		return
	}
	_, size := s.rune(s.pos + cut)
	tail := word[cut+size:]
	switch {
	case cut == 0 || len(tail) > 2:
	case clitics[lower(tail)]:
		s.addAs(plain(word[:cut]), s.pos+cut)
		s.addAs("'"+tail, end)
		return
	case lower(tail) == "t" && cut > 1 && (word[cut-1]|0x20) == 'n':
		s.addAs(plain(word[:cut-1]), s.pos+cut-1)
		s.addAs(word[cut-1:cut]+"'"+tail, end)
		return
	}
	s.addAs(plain(word), end)
}

// plain makes apostrophes typewriter's and drops soft hyphens.
func plain(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= 0x80 {
			return strings.NewReplacer("’", "'", "ʼ", "'", "\u00ad", "").Replace(word)
		}
	}
	return word
}

// number reads what begins with a digit: 26,000, 3.5, 22:30, 11/28/2000, 1990s,
// 5th. A unit behind it is a word of its own: "5" "pm".
func (s *scanner) number(end int) {
	p := s.digits(s.pos, end)
	for p+1 < end && isDigit(s.at(p+1, end)) && strings.IndexByte(".,:/", s.text[p]) >= 0 {
		p = s.digits(p+1, end)
	}
	p = s.telephone(p, end)
	to := s.letters(p, end)
	tail := s.text[p:to]
	switch {
	case tail == "":
	case tail == "s" || tail == "st" || tail == "nd" || tail == "rd" || tail == "th" || tail == "TH":
		p = to
	case strings.IndexFunc(tail, isDigit) >= 0 || len(tail) == 1 && isUpper(rune(tail[0])) && !strings.Contains("KMCF", tail):
		p = to // a name: 3143C, 46C1
	}
	s.add(p)
}

// telephone goes on with a number behind a hyphen if there are four digits
// after three or fewer: 555-0147 is one word, 2014-2015 three.
func (s *scanner) telephone(p, end int) int {
	to, from := p, s.pos
	for to-from <= 3 && to+1 < end && s.text[to] == '-' {
		from = to + 1
		if to = s.digits(from, end); to-from == 4 {
			return to
		}
	}
	return p
}

func (s *scanner) digits(p, end int) int {
	for p < end {
		r, size := s.rune(p)
		if !isDigit(r) {
			break
		}
		p += size
	}
	return p
}

// address reads a chunk that is an address in the net or of a person, with the
// marks around it.
func (s *scanner) address(end int) bool {
	chunk := s.text[s.pos:end]
	at := strings.IndexByte(chunk, '@')
	scheme := strings.Contains(chunk, "://")
	if !scheme && !strings.Contains(chunk, "www.") && !(at > 0 && strings.IndexByte(chunk[at:], '.') > 0) {
		return false
	}
	from := s.pos + len(chunk) - len(strings.TrimLeft(chunk, `("'<[{“‘«`))
	to := s.pos + len(strings.TrimRight(chunk, `.,;:!?)"'>]}”’»`))
	if to <= from {
		return false
	}
	for s.pos < from {
		r, size := s.rune(s.pos)
		s.mark(r, size, from)
	}
	s.add(to)
	for s.pos < end {
		r, size := s.rune(s.pos)
		s.mark(r, size, end)
	}
	return true
}
