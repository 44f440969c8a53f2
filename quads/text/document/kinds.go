package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// classify gives the paragraphs of plain text that are no sentences their kind,
// and those of pages that look like body but are bylines or credits. It returns
// what they tell about the document.
func (d *Document) classify() Meta {
	var found Meta
	d.splitDatelines()
	body := -1 // the first paragraph of running text
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		text := d.Text[p.Start:p.End]
		if p.Kind == Body && isCredit(text) {
			p.Kind = Credit
		}
		if body < 0 && p.Kind == Body && isRunning(text) {
			body = i
		}
	}
	if body < 0 {
		body = len(d.Paragraphs)
	}
	d.findBylines(body, &found)
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if p.Kind == Body && i+1 < len(d.Paragraphs) && isHeading(d.Text[p.Start:p.End]) {
			p.Kind = Heading
		}
		if p.Kind == Heading && i <= body && found.Title == "" {
			found.Title = oneLine(d.Text[p.Start:p.End])
		}
	}
	return found
}

// isRunning reports whether text is running text: long, or with the end of a
// sentence.
func isRunning(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) > 160 || len(text) > 60 && strings.ContainsRune(".!?\"”", last)
}

// findBylines looks for who wrote it around the beginning of the running text
// and at the end.
func (d *Document) findBylines(body int, found *Meta) {
	n := len(d.Paragraphs)
	for i := range d.Paragraphs {
		if i > body && i < n-4 || i > 30 && i < n-4 {
			continue
		}
		p := &d.Paragraphs[i]
		if p.Kind != Body && p.Kind != Byline {
			continue
		}
		text := d.Text[p.Start:p.End]
		if date, ok := dateLine(text); ok {
			p.Kind = Byline
			if found.Date == "" {
				found.Date = date
			}
			continue
		}
		authors, ok := byline(text)
		if !ok && i < body && isPersonName(text) && (d.isRole(i+1) || i > 0 && d.Paragraphs[i-1].Kind == Heading) {
			authors, ok = []string{oneLine(text)}, true
		}
		if !ok && p.Kind == Body && (i < body && i > 0 && d.Paragraphs[i-1].Kind == Byline && d.isRole(i)) {
			ok = true
		}
		if ok {
			p.Kind = Byline
			if len(found.Authors) == 0 {
				found.Authors = authors
			}
		}
	}
}

// isRole reports whether paragraph i says what somebody is: "Migration expert
// and analyst".
func (d *Document) isRole(i int) bool {
	if i >= len(d.Paragraphs) {
		return false
	}
	text := d.Text[d.Paragraphs[i].Start:d.Paragraphs[i].End]
	return len(text) <= 120 && !endsSentence(text) && hasRole(text)
}

func hasRole(text string) bool {
	for _, word := range words(text, 16) {
		if roles[strings.ToLower(word)] {
			return true
		}
	}
	return false
}

// roles are what people who write for papers are.
var roles = set(`analyst analysts author bureau chief columnist commentator contributor correspondent correspondents
	critic director editor editors economist expert fellow historian journalist journalists lawyer lecturer producer
	photographer professor reporter reporters researcher researchers scholar specialist staff strategist writer writers`)

func set(list string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		all[word] = true
	}
	return all
}

// byline reads "By Ana Ruiz and Jon Berg, Correspondents".
func byline(text string) (authors []string, ok bool) {
	if len(text) > 200 || strings.Count(text, "\n") > 2 || endsSentence(text) && len(text) > 80 {
		return nil, false
	}
	rest, ok := cutPrefixFold(oneLine(text), "by ", "written by ", "text by ", "from ", "words by ", "author: ", "posted by ")
	if !ok {
		name, role, cut := strings.Cut(oneLine(text), ",")
		if !cut || !isPersonName(name) || !hasRole(role) || endsSentence(text) || len(words(role, 12)) > 10 {
			return nil, false
		}
		return []string{name}, true
	}
	rest, _, _ = strings.Cut(rest, " | ")
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(rest, " and ", ","), func(r rune) bool { return r == ',' || r == ';' || r == '&' }) {
		if part = strings.TrimRight(strings.TrimSpace(part), "."); isPersonName(part) && !hasRole(part) {
			authors = append(authors, part)
		}
	}
	return authors, len(authors) > 0
}

// particles are the words of names that have no capital.
var particles = set(`de del della da di do dos das du la le el al bin bint ibn abu van von der den ten ter zu und y e af av`)

// isPersonName reports whether text can be a person's name: two to five words with
// capitals, no numbers, no marks.
func isPersonName(text string) bool {
	list := words(text, 7)
	if len(text) > 60 || len(list) < 2 || len(list) > 5 {
		return false
	}
	capitals := 0
	for _, word := range list {
		r, size := utf8.DecodeRuneInString(word)
		switch {
		case particles[word]:
		case !unicode.IsUpper(r):
			return false
		case notNames[strings.ToLower(word)]:
			return false
		default:
			capitals++
		}
		for _, r := range word[size:] {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’' && r != '.' {
				return false
			}
		}
	}
	return capitals >= 2
}

// notNames are words with capitals in titles, which are not in names.
var notNames = set(`the a an in on at of for and or to from with by is are was news world politics business sport opinion
	culture europe africa asia america read more related photo video image watch listen live breaking update analysis home
	about contact subscribe menu search share print email follow us staff reporter what who why how when where`)

// words returns the first n words of a text.
func words(text string, n int) []string {
	list := make([]string, 0, n)
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == '(' || r == ')' }) {
		if len(list) == n {
			break
		}
		list = append(list, word)
	}
	return list
}

// endsSentence reports whether text ends as sentences do.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]")
	return text != "" && strings.IndexByte(".!?", text[len(text)-1]) >= 0 || strings.HasSuffix(text, "…")
}

// isHeading reports whether a paragraph of plain text is a heading: short, one
// line, no sentence; a question of a few words may be.
func isHeading(text string) bool {
	if len(text) > 120 || strings.Contains(text, "\n") {
		return false
	}
	if strings.HasSuffix(text, "?") {
		return len(words(text, 9)) <= 8
	}
	first, _ := utf8.DecodeRuneInString(text)
	return !endsSentence(text) && !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, ",") &&
		!strings.ContainsRune("\"'“‘", first) && len(words(text, 17)) <= 16
}

// cutPrefixFold cuts the first of the prefixes, which are in small letters, from
// text, whatever its case.
func cutPrefixFold(text string, prefixes ...string) (rest string, ok bool) {
	for _, prefix := range prefixes {
		if len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			return text[len(prefix):], true
		}
	}
	return text, false
}
