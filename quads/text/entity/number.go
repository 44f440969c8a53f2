package entity

import (
	"math/big"
	"strconv"
	"strings"
	"sync"

	"quipu/quads"
)

var units = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

var scales = map[string]int64{
	"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9,
}

// smallNumber reads "two", "a" and "3".
func smallNumber(w string) (int, bool) {
	if w == "a" || w == "an" {
		return 1, true
	}
	if n, ok := units[w]; ok {
		return n, true
	}
	if len(w) < 4 && isDigits(w) {
		n, err := strconv.Atoi(w)
		return n, err == nil
	}
	return 0, false
}

// bounds are the words that make a range of the number behind them.
var bounds = []struct{ words, mark string }{
	{"no more than", "<="}, {"not more than", "<="}, {"no fewer than", ">="}, {"no less than", ">="}, {"as many as", "<="},
	{"as much as", "<="}, {"more than", ">"}, {"fewer than", "<"}, {"less than", "<"}, {"greater than", ">"}, {"at least", ">="},
	{"at most", "<="}, {"up to", "<="}, {"over", ">"}, {"under", "<"}, {"above", ">"}, {"below", "<"}, {"nearly", "~"},
	{"almost", "~"}, {"about", "~"}, {"around", "~"}, {"approximately", "~"}, {"roughly", "~"}, {"some", "~"}, {"estimated", "~"},
}

// counting are the words, not of digits, that a number may begin with.
var counting = sync.OnceValue(func() map[string]bool {
	all := fields("between a an $ € £ ¥ ₽ us$")
	for w := range units {
		all[w] = true
		if units[w] >= 20 {
			for small, n := range units {
				if n > 0 && n < 10 {
					all[w+"-"+small] = true
				}
			}
		}
	}
	for _, b := range bounds {
		first, _, _ := strings.Cut(b.words, " ")
		all[first] = true
	}
	return all
})

// readNumber reads the number that begins at a word, with what bounds it:
// "more than 130", "40 to 60", "a dozen", "1.5 million", "$4.25".
func readNumber(t *tree, i int) (int, found) {
	mark, at := "", i
	if w := t.lower[i]; !startsDigit(w) && !counting()[w] {
		return i, found{}
	}
	for _, b := range bounds {
		if n := t.match(i, b.words); n > 0 {
			mark, at = b.mark, i+n
			break
		}
	}
	if w := t.at(i); mark == "" && w == "between" {
		at = i + 1
	}
	if isCurrency(t.at(at)) {
		at++
	}
	a, end := t.number(at)
	if end == at || mark != "" && (t.lower[i] == "over" || t.lower[i] == "under" || t.lower[i] == "above" || t.lower[i] == "below") && t.relation(i) == "case" && t.relation(at) != "nummod" {
		return i, found{}
	}
	if t.lower[i] == "between" && t.at(end) != "and" {
		return i, found{}
	}
	if sep := t.at(end); mark == "" && (sep == "to" || sep == "–" || sep == "-" && t.glued(end) || sep == "and" && t.lower[i] == "between") {
		next := end + 1
		if isCurrency(t.at(next)) {
			next++
		}
		if b, last := t.number(next); last > next && a.Cmp(b) <= 0 && !t.bindsName(next) {
			return last, found{lexical: decimal(a) + ".." + decimal(b)}
		}
		if t.lower[i] == "between" {
			return i, found{}
		}
	}
	if t.bindsName(at) {
		return i, found{}
	}
	if end == at+1 && t.lower[at] == "one" && t.relation(at) != "nummod" {
		return i, found{}
	}
	if mark != "" {
		return end, found{lexical: mark + decimal(a)}
	}
	if !a.IsInt() {
		return end, found{lexical: decimal(a), datatype: quads.XSDDecimal}
	}
	return end, found{lexical: decimal(a), datatype: quads.XSDInteger}
}

// bindsName reports whether a number belongs to a name or a word before it:
// Boeing 737, G-20, COVID-19, Article 5.
func (t *tree) bindsName(i int) bool {
	h := t.words[i].Head
	if i == 0 || t.at(i-1) == "-" && t.glued(i-2) && t.glued(i-1) && hasLetters(t.at(i-2)) {
		return i > 0
	}
	before := &t.words[i-1]
	return h == i-1 && isCapital(before.Text) && (before.UPOS == "PROPN" || before.UPOS == "NOUN")
}

func isCurrency(w string) bool {
	return w == "$" || w == "€" || w == "£" || w == "us$" || w == "¥" || w == "₽"
}

// match counts the words that stand at i, 0 if they do not.
func (t *tree) match(i int, words string) int {
	n := 0
	for w := range strings.SplitSeq(words, " ") {
		if t.at(i+n) != w {
			return 0
		}
		n++
	}
	return n
}

// number reads a plain number: digits with commas and a point, or words.
func (t *tree) number(i int) (*big.Rat, int) {
	w := t.at(i)
	total := new(big.Rat)
	at := i
	switch {
	case w == "":
		return total, i
	case isNumeral(w):
		if _, ok := total.SetString(strings.ReplaceAll(w, ",", "")); !ok {
			return total, i
		}
		at = i + 1
	case (w == "a" || w == "an") && scales[t.at(i+1)] > 1 && len(t.at(i+1)) > 2:
		total.SetInt64(1)
		at = i + 1
	default:
		if at = t.units(i, total); at == i {
			return total, i
		}
	}
	return t.scaled(total, at)
}

// units reads "twenty-five", which may be one word or three.
func (t *tree) units(i int, total *big.Rat) int {
	tens, small, ok := strings.Cut(t.lower[i], "-")
	n, known := units[tens]
	if !known {
		return i
	}
	if ok {
		m, known := units[small]
		if !known {
			return i
		}
		total.SetInt64(int64(n + m))
		return i + 1
	}
	at := i + 1
	if n >= 20 && t.at(at) == "-" {
		if m, ok := units[t.at(at+1)]; ok && m < 10 {
			n += m
			at += 2
		}
	}
	total.SetInt64(int64(n))
	return at
}

// scaled reads "million" behind a number, and "and thirty" behind a hundred.
// Each scale may stand once: hostile text makes no endless number.
func (t *tree) scaled(current *big.Rat, at int) (*big.Rat, int) {
	total := new(big.Rat)
	last := int64(1e15)
	for {
		scale, ok := scales[t.at(at)]
		if !ok || scale >= last || len(t.at(at)) < 3 && !t.glued(at-1) {
			return total.Add(total, current), at
		}
		current.Mul(current, new(big.Rat).SetInt64(scale))
		at++
		if scale != 100 {
			total.Add(total, current)
			current, last = new(big.Rat), scale
		}
		rest := new(big.Rat)
		next := at
		if t.at(next) == "and" {
			next++
		}
		if next < len(t.words) && (next == at || scale <= 1000) {
			if end := t.units(next, rest); end > next && (scale != 100 || t.at(end) != "hundred") {
				current.Add(current, rest)
				at = end
			}
		}
	}
}

// isNumeral reports whether a word is digits, with commas between thousands
// and at most one point. A number of more than 30 digits is none.
func isNumeral(w string) bool {
	if len(w) > 40 || w == "" || w[0] < '0' || w[0] > '9' || w[len(w)-1] < '0' {
		return false
	}
	points := 0
	group := -1 // digits since the last comma
	for i := range len(w) {
		switch c := w[i]; {
		case c == ',':
			if points > 0 || group >= 0 && group != 3 {
				return false
			}
			group = 0
		case c == '.':
			if points++; points > 1 || group >= 0 && group != 3 {
				return false
			}
			group = -1
		case c < '0' || c > '9':
			return false
		case group >= 0:
			group++
		}
	}
	return group < 0 || group == 3
}

// decimal is the number's plain decimal form, without zeros at its end.
func decimal(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	return strings.TrimRight(r.FloatString(12), "0")
}
