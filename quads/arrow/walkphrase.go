package arrow

import "strings"

// walkPhrase is a clause of a walk that is written in fixed words.
type walkPhrase struct {
	words []string
	after func(p *parser, i int) bool // what must stand behind the words; nil: they are the clause
	read  func(p *parser, w *Walk) (again bool)
}

// walkPhrases is the table of those clauses, in the order they are printed.
// Where one stands, a bare name of a walk ends. It is filled by a function
// because reading one may read a name, which looks at the table.
func walkPhrases() []walkPhrase {
	return []walkPhrase{
		{[]string{"all", "shortest"}, nil, flag(func(w *Walk) *bool { return &w.AllShortest })},
		{[]string{"limit", "none"}, nil, flag(func(w *Walk) *bool { return &w.NoLimit })},
		{[]string{"cap"}, beforeInteger, number(func(w *Walk) *int { return &w.Cap })},
		{[]string{"since"}, beforeDate, date(func(w *Walk) *Term { return &w.Since })},
		{[]string{"until"}, beforeDate, date(func(w *Walk) *Term { return &w.Until })},
		{[]string{"weighted", "by"}, beforeWord, (*parser).weightedBy},
		{[]string{"by", "rarity"}, nil, flag(func(w *Walk) *bool { return &w.ByRarity })},
		{[]string{"avoid", "hubs"}, nil, (*parser).avoidHubs},
		{[]string{"min", "origins"}, beforeInteger, number(func(w *Walk) *int { return &w.MinOrigins })},
		{[]string{"uncontested"}, nil, flag(func(w *Walk) *bool { return &w.Uncontested })},
		{[]string{"one", "source"}, nil, flag(func(w *Walk) *bool { return &w.OneSource })},
		{[]string{"including", "denied"}, nil, flag(func(w *Walk) *bool { return &w.IncludingDenied })},
	}
}

// walkPhrase returns the clause in fixed words that stands at i, else nil.
func (p *parser) walkPhrase(i int) *walkPhrase {
	switch asciiWord(p.text, i) { // most words begin none
	case "all", "limit", "cap", "since", "until", "weighted", "by", "avoid", "min", "uncontested", "one", "including":
	default:
		return nil
	}
	for _, phrase := range walkPhrases() {
		end := p.afterWords(i, phrase.words)
		switch {
		case end < 0:
		case phrase.after != nil && phrase.after(p, end), phrase.after == nil && endsWord(p.text, end):
			return &phrase
		}
	}
	return nil
}

// afterWords returns the end of some words that stand at i, else -1.
func (p *parser) afterWords(i int, words []string) int {
	for n, word := range words {
		if n > 0 {
			i = afterSpaces(p.text, i)
		}
		if asciiWord(p.text, i) != word {
			return -1
		}
		i += len(word)
	}
	return i
}

// beforeInteger, beforeDate and beforeWord report whether a space and then an
// integer, a date, the beginning of a name stand at i.
func beforeInteger(p *parser, i int) bool {
	next := afterSpaces(p.text, i)
	n := afterDigits(p.text, next)
	return next > i && n > next && endsInteger(p.text, n)
}

func beforeDate(p *parser, i int) bool {
	next := afterSpaces(p.text, i)
	return next > i && next < len(p.text) && strings.IndexByte(`0123456789"$`, p.text[next]) >= 0
}

func beforeWord(p *parser, i int) bool {
	next := afterSpaces(p.text, i)
	return next > i && next < len(p.text) && p.text[next] != '\n'
}

// flag reads a clause of words alone.
func flag(of func(*Walk) *bool) func(*parser, *Walk) bool {
	return func(_ *parser, w *Walk) bool {
		again := *of(w)
		*of(w) = true
		return again
	}
}

// number reads the integer of a clause: 1 or more.
func number(of func(*Walk) *int) func(*parser, *Walk) bool {
	return func(p *parser, w *Walk) bool {
		again := *of(w) != 0
		*of(w) = p.positive()
		return again
	}
}

func (p *parser) positive() int {
	p.blanks()
	start := p.pos
	n := p.integer()
	if n == 0 {
		p.fail(start, "0", "1 or more", "")
	}
	return n
}

// date reads the date of a clause.
func date(of func(*Walk) *Term) func(*parser, *Walk) bool {
	return func(p *parser, w *Walk) bool {
		again := *of(w) != nil
		*of(w) = p.date()
		return again
	}
}

// weightedBy reads the predicate that weighs.
func (p *parser) weightedBy(w *Walk) bool {
	again := w.WeightedBy != nil
	p.blanks()
	start := p.pos
	w.WeightedBy = p.term(inWalk)
	if _, isVar := w.WeightedBy.(Var); isVar {
		p.fail(start, "a variable in the place of a predicate", "the predicate whose numbers weigh", "")
	}
	return again
}

// avoidHubs reads the number of links that makes a hub, if it is given.
func (p *parser) avoidHubs(w *Walk) bool {
	again := w.AvoidHubs
	w.AvoidHubs = true
	if beforeInteger(p, p.pos) {
		w.HubLinks = p.positive()
	}
	return again
}
