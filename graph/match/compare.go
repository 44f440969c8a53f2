package match

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"quipu/quads"
)

// How much a likeness of names counts.
const (
	alike        = 0.84 // spelling of one word
	sameText     = 0.96
	sameLetters  = 0.95 // but for case, accents and marks
	sameLatin    = 0.93 // in other scripts
	leastSpelled = 0.60 // words that are just alike, up to the above
	severalWords = 0.72 // of a longer name
	lastWord     = 0.62
	firstWord    = 0.42
	longInitials = 0.78
	twoInitials  = 0.55
	otherOrder   = 0.05 // less
	derived      = 0.08 // less: Russian for Russia
)

// A likeness is how likely two forms name one thing, and why.
type likeness struct {
	score  float64
	reason string
}

// rarity says how much a word tells: 1 of a word in one name alone, less of one
// that many have.
type rarity func(code string) float64

// compare compares two forms.
func compare(a, b *form, rare rarity) likeness {
	if a.text == b.text {
		return likeness{sameText, fmt.Sprintf("both are called %s", quads.Printable(a.text))}
	}
	if strings.Join(a.words, "") == strings.Join(b.words, "") {
		if a.latin == b.latin {
			return likeness{sameLetters, "they differ in capitals, accents and marks alone"}
		}
		return likeness{sameLatin, inLatin(a, b)}
	}
	if !a.named || !b.named {
		return likeness{} // descriptions: an attack is not the attacks
	}
	best := initials(a, b)
	if l := byWords(a, b, rare); l.score > best.score {
		best = l
	}
	return best
}

// inLatin says how a name is written in Latin letters.
func inLatin(a, b *form) string {
	if a.latin {
		a = b
	}
	return fmt.Sprintf("%s is %s in Latin letters", quads.Printable(a.text), strings.Join(a.words, " "))
}

// initials compares initials with words.
func initials(a, b *form) likeness {
	if a.acronym == "" {
		a, b = b, a
	}
	if a.acronym == "" || b.acronym != "" || len(b.words) < 2 {
		return likeness{}
	}
	all, heavy := b.initials()
	if a.acronym != all && a.acronym != heavy {
		return likeness{}
	}
	score := twoInitials
	if len(a.acronym) > 2 {
		score = longInitials
	}
	return likeness{score, fmt.Sprintf("%s are the initials of %s", quads.Printable(a.text), quads.Printable(b.text))}
}

// alignment pairs the words of one form with those of another.
type alignment struct {
	to       []int // for each word of a the word of b, or -1
	spelling float64
	pairs    int
	derived  bool
	inOrder  bool
	usedB    []bool
}

func align(a, b *form) alignment {
	al := alignment{to: make([]int, len(a.words)), usedB: make([]bool, len(b.words)), inOrder: true}
	last := -1
	for i := range a.words {
		best, at, byStem := 0.0, -1, false
		for j := range b.words {
			if al.usedB[j] {
				continue
			}
			s, stem := likeWords(a, i, b, j)
			if s > best {
				best, at, byStem = s, j, stem
			}
		}
		al.to[i] = at
		if at < 0 {
			continue
		}
		al.usedB[at] = true
		if a.light[i] {
			continue
		}
		al.pairs++
		al.spelling += best
		al.derived = al.derived || byStem
		al.inOrder = al.inOrder && at > last
		last = at
	}
	if al.pairs > 0 {
		al.spelling /= float64(al.pairs)
	}
	return al
}

// likeWords tells how alike two words are, 0 where they are others. Stem says
// that one is derived from the other.
func likeWords(a *form, i int, b *form, j int) (s float64, stem bool) {
	x, y := a.words[i], b.words[j]
	if x == y {
		return 1, false
	}
	if a.light[i] || b.light[j] || min(len(x), len(y)) < 4 {
		return 0, false
	}
	// Words in other scripts lose more on the way: their consonants have to do.
	least := alike
	if a.latin != b.latin && a.codes[i] == b.codes[j] && len(a.codes[i]) > 2 {
		least = leastAlike
	}
	if s = spelling(x, y); s >= least {
		return max(s, alike), false
	}
	common := 0
	for common < len(x) && common < len(y) && x[common] == y[common] {
		common++
	}
	if common >= 5 && common >= min(len(x), len(y))-1 && strings.HasSuffix(x, "n") != strings.HasSuffix(y, "n") {
		return alike, true
	}
	return 0, false
}

// byWords compares forms word by word.
func byWords(a, b *form, rare rarity) likeness {
	if len(a.words) > len(b.words) {
		a, b = b, a
	}
	al := align(a, b)
	heavyA, heavyB := count(a.light), count(b.light)
	if al.pairs < heavyA || al.pairs == 0 {
		return likeness{}
	}
	if al.pairs == heavyB {
		return al.whole(a, b)
	}
	return al.part(a, b, heavyA, rare)
}

func count(light []bool) int {
	n := 0
	for _, l := range light {
		if !l {
			n++
		}
	}
	return n
}

// whole is the likeness of forms that have the same words.
func (al alignment) whole(a, b *form) likeness {
	score := leastSpelled + (sameLatin-leastSpelled)*(al.spelling-alike)/(1-alike)
	var reason string
	switch {
	case al.derived:
		score -= derived
		reason = "the same words, or words made of them"
	case a.latin != b.latin:
		reason = inLatin(a, b) + ", which is spelled much the same"
	case al.spelling < 1:
		reason = "they are spelled much the same"
	default:
		reason = "they have the same words"
	}
	if !al.inOrder {
		score -= otherOrder
		reason += ", in another order"
	}
	return likeness{score, reason}
}

// part is the likeness of a form all of whose words another has among more.
func (al alignment) part(a, b *form, heavy int, rare rarity) likeness {
	if !b.title || al.derived || !al.inOrder || al.leavesApart(b) {
		return likeness{}
	}
	lost := (1 - al.spelling) * 2
	if heavy > 1 {
		reason := fmt.Sprintf("all words of %s stand in %s", quads.Printable(a.text), quads.Printable(b.text))
		return likeness{severalWords - lost, reason}
	}
	i := slices.IndexFunc(a.light, func(l bool) bool { return !l })
	j := al.to[i]
	if len(a.words[i]) < 4 {
		return likeness{}
	}
	score, which := firstWord, "a word"
	if j == len(b.words)-1 && len(b.words) < 4 && count(b.light) == len(b.words) {
		score, which = lastWord, "the last word"
	}
	score *= 0.8 + 0.2*rare(a.codes[i])
	return likeness{math.Max(0, score-lost), fmt.Sprintf("%s is %s of %s", quads.Printable(a.text), which, quads.Printable(b.text))}
}

// apart are words that tell things of one name apart: South Sudan is not Sudan.
var apart = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true,
	"new": true, "upper": true, "lower": true, "greater": true, "inner": true, "outer": true, "anti": true, "former": true, "non": true,
}

// leavesApart reports whether a word that only b has tells things apart.
func (al alignment) leavesApart(b *form) bool {
	for j, used := range al.usedB {
		if !used && apart[b.words[j]] {
			return true
		}
	}
	return false
}
