package network

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Affixes is how many affixes and shapes a word has.
const Affixes = 9

// AffixBuckets returns the buckets of a word's affixes and shape.
func AffixBuckets(word string, buckets int) (b [Affixes]int) {
	word = plain.Replace(cut(word))
	lower := strings.ToLower(word)
	i := 0
	add := func(kind byte, s string) {
		b[i] = int(hash(kind, s) % uint32(buckets))
		i++
	}
	for n := 1; n <= 4; n++ {
		add('s'+byte(n), suffix(lower, n))
	}
	for n := 1; n <= 3; n++ {
		add('p'-byte(n), prefix(lower, n))
	}
	add('x', shape(word, true))
	add('y', shape(word, false))
	return b
}

func suffix(s string, n int) string {
	cut := len(s)
	for ; n > 0 && cut > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:cut])
		cut -= size
	}
	return s[cut:]
}

func prefix(s string, n int) string {
	cut := 0
	for ; n > 0 && cut < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[cut:])
		cut += size
	}
	return s[:cut]
}

// shape writes X for an upper-case letter, x for a lower-case one, 0 for a
// digit; runs become one where short is set.
func shape(word string, short bool) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = '0'
		}
		if !short || r != last {
			b.WriteRune(r)
		}
		last = r
		if !short && b.Len() >= 6 {
			break
		}
	}
	return b.String()
}

// hash is FNV-1a, with a kind before the string.
func hash(kind byte, s string) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(kind)) * 16777619
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h ^ h>>15
}
