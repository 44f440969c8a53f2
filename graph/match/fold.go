package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
)

// A form is a name or a label, made ready to be compared.
type form struct {
	text    string   // as it is written
	words   []string // in small Latin letters and digits
	codes   []string // of the words: their consonants
	light   []bool   // words that tell nothing: of, the
	acronym string   // the letters of a form that is written in capitals alone
	latin   bool     // text is in Latin letters
	named   bool     // it begins like a name, with a capital or in a script without them
	title   bool     // all its words do, but for light ones
}

// Bounds of what is compared.
const (
	maxForm  = 120 // bytes of a name: longer ones are descriptions
	maxWords = 10
)

// lightWords are those that names leave out as they please.
var lightWords = map[string]bool{
	"of": true, "the": true, "and": true, "for": true, "in": true, "on": true, "a": true, "an": true,
	"de": true, "la": true, "le": true, "les": true, "el": true, "los": true, "du": true, "des": true, "del": true, "al": true,
	"der": true, "die": true, "das": true, "und": true, "fur": true, "et": true, "y": true, "e": true, "i": true, "do": true, "da": true, "di": true,
}

// particles are small words that names begin with.
var particles = map[string]bool{"von": true, "van": true, "den": true, "bin": true, "bint": true, "ibn": true, "ben": true, "zu": true, "ter": true}

// newForm reads a name; ok is false where it has no word that tells anything,
// or too many.
func newForm(text string) (f form, ok bool) {
	if len(text) > maxForm {
		return f, false
	}
	f.text, f.latin = text, isLatin(text)
	f.acronym = acronymOf(text)
	f.capitals()
	plain := unidecode.Unidecode(text)
	for _, w := range strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '\'' || r == '`' || r == '.')
	}) {
		// An apostrophe is a soft sign or an elision; a full stop shortens.
		w = strings.Map(func(r rune) rune {
			if r == '\'' || r == '`' || r == '.' {
				return -1
			}
			return r
		}, w)
		if w == "" {
			continue
		}
		f.words = append(f.words, w)
		f.codes = append(f.codes, code(w))
		f.light = append(f.light, lightWords[w])
	}
	if len(f.words) == 0 || len(f.words) > maxWords {
		return f, false
	}
	if !slices.Contains(f.light, false) {
		clear(f.light) // "The The"
	}
	return f, true
}

// capitals tells a name from a description by its capitals.
func (f *form) capitals() {
	f.title = true
	for _, w := range strings.Fields(f.text) {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'\"“«(["))
		switch {
		case strings.HasPrefix(w, "("): // what tells it from others of that name
			f.title = false
		case !unicode.IsLower(first):
			f.named = f.named || f.title
		case !particles[w] && !lightWords[w]:
			f.title = false
		}
	}
}

func isLatin(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// acronymOf returns the letters of a name in capitals alone, in small Latin
// letters: "fsb" of "ФСБ", "un" of "U.N."; "" of any other.
func acronymOf(text string) string {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsSpace(r):
			return ""
		}
	}
	if letters < 2 || letters > 8 {
		return ""
	}
	var b strings.Builder
	for _, r := range text {
		if unicode.IsUpper(r) {
			first := unidecode.Unidecode(string(r))
			if first != "" {
				b.WriteByte(first[0] | 0x20)
			}
		}
	}
	return b.String()
}

// initials returns the first letters of the words, with light words and
// without.
func (f *form) initials() (all, heavy string) {
	var a, h strings.Builder
	for i, w := range f.words {
		a.WriteByte(w[0])
		if !f.light[i] {
			h.WriteByte(w[0])
		}
	}
	return a.String(), h.String()
}

// clusters are groups of letters that one letter of another script, or of
// another spelling, stands for; the longest first.
var clusters = []struct{ letters, code string }{
	{"shch", "s"}, {"tsch", "s"}, {"dzh", "s"}, {"sch", "s"}, {"tch", "s"},
	{"ch", "s"}, {"sh", "s"}, {"zh", "s"}, {"ts", "s"}, {"tz", "s"}, {"cz", "s"}, {"sz", "s"},
	{"kh", "k"}, {"gh", "g"}, {"ph", "v"}, {"th", "t"}, {"ck", "k"}, {"qu", "kv"}, {"ce", "s"}, {"ci", "s"},
}

// letters are the codes of single letters; those that are missing have none.
var letters = map[byte]string{
	'b': "b", 'c': "k", 'd': "d", 'f': "v", 'g': "g", 'k': "k", 'l': "l", 'm': "m", 'n': "n", 'p': "p",
	'q': "k", 'r': "r", 's': "s", 't': "t", 'v': "v", 'w': "v", 'x': "ks", 'z': "s",
	'0': "0", '1': "1", '2': "2", '3': "3", '4': "4", '5': "5", '6': "6", '7': "7", '8': "8", '9': "9",
}

// code returns what spellings of a word agree in: its consonants, each sound
// by one letter, none twice in a row, and whether it begins with a vowel. It is
// "slnsk" of Zelensky, Selenskyj and Zelenskii.
func code(word string) string {
	out := make([]byte, 0, len(word))
	if strings.IndexByte("aeiouyj", word[0]) >= 0 {
		out = append(out, 'a')
	}
	for at := 0; at < len(word); {
		sound, n := letters[word[at]], 1
		for _, c := range clusters {
			if strings.HasPrefix(word[at:], c.letters) {
				sound, n = c.code, len(c.letters)
				break
			}
		}
		at += n
		for i := range len(sound) {
			if len(out) == 0 || out[len(out)-1] != sound[i] {
				out = append(out, sound[i])
			}
		}
	}
	return string(out)
}
