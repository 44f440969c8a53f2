package syntax

import (
	"slices"
	"strings"

	"quipu/quads/text/syntax/network"
)

// lemmas finds the dictionary form of a word: in a table of those that follow
// no rule, or by the rules of English spelling.
type lemmas struct {
	table map[tagged]string
	verbs map[string]bool        // lemmas of verbs
	known func(word string) bool // whether the language has a word; may be nil
}

type tagged struct{ form, xpos string }

// lemma returns the lemma of a form with its Penn tag. A name's is the name as
// it is written.
func (l *lemmas) lemma(form, xpos string) string {
	if xpos == "NNP" || xpos == "ADD" || xpos == "" {
		return form
	}
	if lemma, ok := l.table[tagged{network.Fold(form), xpos}]; ok {
		return lemma
	}
	lower := strings.ToLower(form)
	switch xpos {
	case "CD":
		return strings.ReplaceAll(lower, ",", "")
	case "NNS":
		return l.singular(lower)
	case "NNPS":
		if base := l.singular(lower); len(base) < len(form) && strings.HasPrefix(lower, base) {
			return form[:len(base)]
		}
		return form
	case "VBZ":
		return l.singular(lower)
	case "VBD", "VBN":
		return l.stem(lower, "ed")
	case "VBG":
		return l.stem(lower, "ing")
	case "JJR", "RBR":
		return l.stem(lower, "er")
	case "JJS", "RBS":
		return l.stem(lower, "est")
	}
	return lower
}

// singular takes the s off a plural noun or a verb.
func (l *lemmas) singular(w string) string {
	base, ok := strings.CutSuffix(w, "s")
	if man, ok := strings.CutSuffix(w, "men"); ok && man != "" {
		return man + "man"
	}
	switch {
	case !ok || len(w) < 3 || strings.HasSuffix(base, "s") || strings.HasSuffix(base, "u"):
		return w
	case strings.HasSuffix(base, "ie") && len(base) > 3:
		return base[:len(base)-2] + "y"
	case endsIn(base, "sse", "she", "che", "xe", "zze", "oe"):
		return base[:len(base)-1]
	case endsIn(base, "'"):
		return base[:len(base)-1]
	case endsIn(base, "se") && l.known != nil && !l.known(base) && l.known(base[:len(base)-1]): // viruses
		return base[:len(base)-1]
	}
	return base
}

func endsIn(w string, ends ...string) bool {
	for _, end := range ends {
		if len(w) > len(end) && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// stem takes an ending off and gives back what the ending took: planned plan,
// tried try, moved move.
func (l *lemmas) stem(w, ending string) string {
	base, ok := strings.CutSuffix(w, ending)
	if !ok || len(base) < 2 || !strings.ContainsAny(base, "aeiouy") {
		return w
	}
	if y, ok := strings.CutSuffix(base, "i"); ok && ending != "ing" {
		if len(y) == 1 { // died
			return base + "e"
		}
		return y + "y"
	}
	short := base
	if n := len(base); base[n-1] == base[n-2] && strings.IndexByte("bdgklmnprt", base[n-1]) >= 0 {
		short = base[:n-1]
	}
	choices := []string{short, base, base + "e"}
	if short == base {
		choices = []string{base + "e", base}
		if !silent(base) {
			choices = []string{base, base + "e"}
		}
	} else if strings.HasSuffix(base, "ll") {
		choices = []string{base, short, base + "e"}
	}
	for _, c := range choices {
		if l.verbs[c] {
			return c
		}
	}
	for _, c := range choices {
		if l.known != nil && l.known(c) {
			return c
		}
	}
	return choices[0]
}

// silent tells stems that mostly end in an e which is not spoken: after a
// single vowel and one of some consonants, after two of others.
func silent(base string) bool {
	n := len(base)
	if endsIn(base, "at", "iz", "is", "uc", "ag", "ang", "rg", "dg", "lv", "rv", "v", "c", "u", "ur", "ibl", "abl", "ns", "rs", "ps", "as", "us", "os") {
		return !endsIn(base, "eat", "oat", "w", "x", "cus")
	}
	vowel := func(i int) bool { return i >= 0 && strings.IndexByte("aeiou", base[i]) >= 0 }
	last := base[n-1]
	return !vowel(n-1) && strings.IndexByte("wxyh", last) < 0 && vowel(n-2) && !vowel(n-3) && vowels(base) == 1
}

func vowels(w string) (n int) {
	for i := range len(w) {
		if strings.IndexByte("aeiou", w[i]) >= 0 {
			n++
		}
	}
	return n
}

// Lemmas makes the table of lemmas from trees: for each form and tag the
// commonest lemma, where the rules have another, and the lemmas of verbs.
func Lemmas(trees []Tree) []byte {
	counts := map[tagged]map[string]int{}
	l := readLemmas("")
	for _, t := range trees {
		for _, w := range t.Words {
			key := tagged{network.Fold(w.Text), w.XPOS}
			if counts[key] == nil {
				counts[key] = map[string]int{}
			}
			counts[key][w.Lemma]++
			if strings.HasPrefix(w.XPOS, "VB") {
				l.verbs[w.Lemma] = true
			}
		}
	}
	var lines []string
	for lemma := range l.verbs {
		lines = append(lines, "\t"+lemma)
	}
	for key, of := range counts {
		if lemma := commonest(of); l.lemma(key.form, key.xpos) != lemma && key.xpos != "NNP" && key.xpos != "NNPS" {
			lines = append(lines, key.form+"\t"+key.xpos+"\t"+lemma)
		}
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "\n"))
}

func commonest(of map[string]int) (top string) {
	for lemma, n := range of {
		if top == "" || n > of[top] || n == of[top] && lemma < top {
			top = lemma
		}
	}
	return top
}

// readLemmas reads what Lemmas made. The irregular verbs count for more.
func readLemmas(table string) *lemmas {
	l := &lemmas{table: map[tagged]string{}, verbs: map[string]bool{}}
	for line := range strings.SplitSeq(table, "\n") {
		part := strings.Split(line, "\t")
		switch {
		case len(part) == 2:
			l.verbs[part[1]] = true
		case len(part) == 3:
			l.table[tagged{part[0], part[1]}] = part[2]
		}
	}
	for verb := range strings.SplitSeq(irregular, ";") {
		part := strings.Fields(verb)
		l.verbs[part[0]] = true
		for i, tag := range []string{"VBD", "VBN"} {
			for form := range strings.SplitSeq(part[min(i+1, len(part)-1)], "|") {
				l.table[tagged{form, tag}] = part[0]
			}
		}
	}
	for noun := range strings.SplitSeq(plurals, ";") {
		part := strings.Fields(noun)
		l.table[tagged{part[1], "NNS"}] = part[0]
	}
	return l
}
