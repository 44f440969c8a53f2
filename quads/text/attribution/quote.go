package attribution

import (
	"strings"

	"quipu/quads/text/syntax"
)

// A quotation is what stands between two quotation marks, also over sentences
// and paragraphs.
type quotation struct {
	from, to Speaker // its first and last word, as places
	speaker  Speaker
	kind     Kind // Quotation or Colon
	sure     float64
	cue      int  // the word that tells the speaker, in the speaker's sentence
	tried    int  // one more than the last sentence that was searched
	plain    bool // told by the words right behind the mark, whatever the tree says
	single   bool // between single marks
	speech   bool // has a clause in it; otherwise it is a word in quotation marks
}

// longest bounds a quotation, in sentences: where a mark was forgotten, the
// rest of the text is not one person's.
const longest = 40

// quotes tells whether a word is a quotation mark.
func quotes(w syntax.Word) bool {
	switch w.Text {
	case `"`, "``", "''", "“", "”", "„", "«", "»":
		return true
	}
	return single(w)
}

// single tells whether a word is a single quotation mark, or an apostrophe.
func single(w syntax.Word) bool {
	switch w.Text {
	case "'", "‘", "’", "`":
		return w.UPOS == "PUNCT"
	}
	return false
}

// mark tells whether a word opens (or, with one open, closes) a quotation:
// single marks and double ones end only their own, and an apostrophe touches
// the word before it.
func mark(words []syntax.Word, w int, open *quotation) bool {
	switch {
	case !quotes(words[w]):
		return false
	case open != nil:
		return single(words[w]) == open.single
	case single(words[w]):
		return w == 0 || words[w-1].End < words[w].Start
	}
	return true
}

// quoted is the place of a quotation's speaker until it is known.
func quoted(q int) Speaker { return Speaker{Sentence: pending - q, Word: -1} }

const pending = -2

// findQuotations marks the words of each quotation of the document.
func (a *attributor) findQuotations() {
	n := 0
	for i := range a.sentences {
		n += len(a.sentences[i].Tree.Words)
	}
	a.firsts, a.inside = make([]int, len(a.sentences)+1), make([]int32, n)
	open := -1
	n = 0
	for i := range a.sentences {
		s := &a.sentences[i]
		a.firsts[i] = n
		begins := i == 0 || a.sentences[i-1].Paragraph != s.Paragraph
		for w := range s.Tree.Words {
			var now *quotation
			if open >= 0 {
				now = &a.quotes[open]
			}
			if mark(s.Tree.Words, w, now) {
				switch {
				case open < 0:
					open = len(a.quotes)
					a.quotes = append(a.quotes, quotation{from: Speaker{i, w}, to: Speaker{i, w}, speaker: Nobody, kind: Quotation, cue: -1, single: single(s.Tree.Words[w])})
				case begins && w == 0: // a paragraph repeats the mark of a quotation that goes on
				default:
					open = -1
				}
			} else if begins && w == 0 && open >= 0 {
				open = -1 // the mark at the end was forgotten
			}
			if open >= 0 && i-a.quotes[open].from.Sentence > longest {
				open = -1
			}
			if open >= 0 {
				a.inside[n+w] = int32(open) + 1
				a.quotes[open].to = Speaker{i, w}
				if r := s.Tree.Words[w].Relation; r == "nsubj" || r == "nsubj:pass" || r == "expl" || r == "aux" || r == "root" && s.Tree.Words[w].UPOS == "VERB" {
					a.quotes[open].speech = true
				}
			}
		}
		n += len(s.Tree.Words)
	}
	a.firsts[len(a.sentences)] = n
}

// quoteOf returns the quotation in which a word of the sentence stands, -1 for
// none.
func (a *attributor) quoteOf(w int) int {
	q := int(a.inside[a.firsts[a.tree.number]+w]) - 1
	if q >= 0 && !a.quotes[q].speech {
		return -1
	}
	return q
}

// attributeQuotations looks in the sentence for verbs of speech outside its
// quotations and gives each quotation without a speaker the nearest one's.
func (a *attributor) attributeQuotations() {
	t := &a.tree
	first, end := a.firsts[t.number], a.firsts[t.number+1]
	for i := first; i < end; i++ {
		q := int(a.inside[i]) - 1
		if q < 0 || !a.quotes[q].speech || a.quotes[q].speaker.Named() {
			continue
		}
		a.attributeQuotation(q)
	}
}

// attributeQuotation looks at both ends of a quotation, as far as they lie in
// the sentence, for whom it is by.
func (a *attributor) attributeQuotation(q int) {
	t := &a.tree
	quote := &a.quotes[q]
	if quote.tried == t.number+1 {
		return // tried
	}
	quote.tried = t.number + 1
	if quote.to.Sentence == t.number && a.behind(quote) {
		return
	}
	best, far := -1, 12
	for v := range t.words {
		if a.insideAny(v) || !a.speaks(v) && t.words[v].Lemma != "begin" || t.rel(v) == "amod" {
			continue
		}
		d := far
		if quote.to.Sentence == t.number && v > quote.to.Word {
			d = v - quote.to.Word
		} else if quote.from.Sentence == t.number && v < quote.from.Word {
			d = quote.from.Word - v
		}
		if d < far {
			best, far = v, d
		}
	}
	if best >= 0 {
		f := a.verb(best, Quotation)
		if f.speaker.Named() {
			quote.speaker, quote.sure, quote.cue = f.speaker, f.sure, best
		}
		return
	}
	if quote.from.Sentence == t.number {
		a.colon(quote)
	}
}

// behind reads the words behind a quotation: `"…," said the minister`, `"…," a
// spokesman for Elmo told …`. They are plainer than most trees of them.
func (a *attributor) behind(quote *quotation) bool {
	t := &a.tree
	v := quote.to.Word + 1
	if v < len(t.words) && quotes(t.words[v]) {
		v++
	}
	if v < len(t.words) && t.words[v].Text == "," {
		v++
	}
	from := v
	for v < len(t.words) && v < from+near && nounish(t.words[v].UPOS) {
		v++
	}
	if v >= len(t.words) || t.words[v].UPOS != "VERB" || t.words[v].XPOS == "VBG" {
		return false
	}
	if s, ok := finiteVerbs[t.lemma(v)]; !ok || !s.whose {
		return false
	}
	who := -1
	if v > from {
		who = a.phrase(from, v)
	} else {
		who = a.phrase(v+1, min(v+1+near, len(t.words)))
	}
	if who < 0 {
		return false
	}
	quote.speaker, _ = a.speaker(who, 1)
	quote.sure, quote.cue, quote.plain = .93, v, true
	return quote.speaker.Named()
}

// colon finds the speaker of `Sandria: "…"`.
func (a *attributor) colon(quote *quotation) {
	t := &a.tree
	at := quote.from.Word - 1
	if at < 1 || t.words[at].Text != ":" {
		return
	}
	head := -1
	for w := range at {
		switch t.words[w].UPOS {
		case "VERB", "AUX":
			return
		}
		if h := t.head(w); (t.words[w].UPOS == "PROPN" || t.words[w].UPOS == "NOUN") && (h < 0 || h >= at) && head < 0 {
			head = w
		}
	}
	if head >= 0 {
		quote.speaker, quote.sure, quote.cue, quote.kind = Speaker{t.number, head}, sureOf[Colon], at, Colon
	}
}

func (a *attributor) insideAny(w int) bool { return a.quoteOf(w) >= 0 }

// continueQuotations gives a quotation without a speaker that of the one
// before it: in the same paragraph, or where it opens the next.
func (a *attributor) continueQuotations() {
	before := -1
	for i := range a.quotes {
		q := &a.quotes[i]
		if !q.speech {
			continue
		}
		if !q.speaker.Named() && before >= 0 {
			p := &a.quotes[before]
			far := q.from.Sentence - p.to.Sentence
			switch {
			case a.sentences[p.to.Sentence].Paragraph == a.sentences[q.from.Sentence].Paragraph && far <= 2:
				q.speaker, q.sure = p.speaker, p.sure*.92
			case far == 1 && q.from.Word == 0:
				q.speaker, q.sure = p.speaker, p.sure*.85
			}
		}
		before = i
	}
}

func lower(s string) string { return strings.ToLower(s) }
