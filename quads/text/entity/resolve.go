package entity

import (
	"cmp"
	"slices"
	"strings"

	"quipu/quads/text/clause"
)

// Resolve finds what the sentences of a text speak of. published is the
// document's date in EDTF, "" if nobody knows, from which "last Friday" is
// counted.
//
// It takes time in proportion to the text: what is looked for behind a
// pronoun or a description is bounded.
func Resolve(sentences []clause.Sentence, published string) *Document {
	return resolve(sentences, published).document
}

func resolve(sentences []clause.Sentence, published string) *resolver {
	r := newResolver(sentences)
	r.readValues(published)
	r.readShort()
	for s := range sentences {
		r.tree.read(sentences[s].Tree.Words)
		r.readPhrases(s)
	}
	r.joinNames()
	for s := range sentences {
		r.tree.read(sentences[s].Tree.Words)
		r.joinPhrases(s)
	}
	r.finish()
	return r
}

// resolver is what is known while a text is resolved.
type resolver struct {
	sentences   []clause.Sentence
	document    *Document
	tree        tree
	namer       namer
	phrases     []phrase
	first       []int           // of each sentence its first phrase, and the number of all
	firsts      map[string]bool // first words that several names of the text share
	short       map[string]bool // initials that a parenthesis of the text brings: "(IS)"
	heads       []int           // of each word of the sentence at hand the phrase it heads; -1
	things      []thing
	byKey       map[string]int // names, and descriptions, to things
	links       []link
	suggestions []suggestion
	apart       map[[2]int]bool // things that the text tells apart
	nouns       map[string]seen // the things that a common noun has described
	titled      map[string]seen // the people a title has stood before
	recent      []recent
	steps       int // work done, for tests
}

func newResolver(sentences []clause.Sentence) *resolver {
	r := &resolver{
		sentences: sentences, document: &Document{},
		byKey: map[string]int{}, apart: map[[2]int]bool{}, nouns: map[string]seen{}, titled: map[string]seen{}, firsts: map[string]bool{}, short: map[string]bool{},
		first: make([]int, len(sentences)+1),
	}
	at := &r.document.at
	at.first = make([]int, len(sentences)+1)
	for i := range sentences {
		at.first[i+1] = at.first[i] + len(sentences[i].Tree.Words)
	}
	n := at.first[len(sentences)]
	at.entities, at.values = make([]int32, n), make([]int32, n)
	return r
}

// inValue reports whether a word belongs to a date or a number.
func (r *resolver) inValue(s, word int) bool {
	at := &r.document.at
	return at.values[at.first[s]+word] != 0
}

// inDate reports whether a word belongs to a date.
func (r *resolver) inDate(s, word int) bool {
	i, ok := r.document.at.value(s, word)
	return ok && r.document.Values[i].isDate() || !ok && r.inValue(s, word)
}

// readPhrases finds the mentions of a sentence, and what its words say of
// them.
func (r *resolver) readPhrases(s int) {
	t := &r.tree
	start := len(r.phrases)
	r.first[s] = start
	r.namer.r, r.namer.t, r.namer.s = r, t, s
	r.phrases = r.namer.names(r.phrases)
	for i := range t.words {
		r.steps++
		switch w := &t.words[i]; {
		case !r.namer.free[i]:
		case w.UPOS == "PRON" || w.UPOS == "DET" && relative[t.lower[i]]:
			if isReference(t.lower[i]) {
				r.phrases = append(r.phrases, phrase{
					Mention: Mention{Sentence: s, Head: i, Words: []int{i}, Kind: Pronoun},
					noun:    t.lower[i], possessor: -1, thing: -1,
				})
			}
		case r.isNominal(t, s, i):
			r.phrases = append(r.phrases, r.nominal(t, s, i))
		case world().adjectives[w.Text] != "" && w.UPOS == "ADJ":
			r.phrases = append(r.phrases, phrase{
				Mention: Mention{Sentence: s, Head: i, Words: []int{i}, Kind: Adjective},
				name:    w.Text, noun: world().adjectives[w.Text], possessor: -1, thing: -1,
			})
		}
	}
	r.first[s+1] = len(r.phrases)
	mine := r.phrases[start:]
	slices.SortStableFunc(mine, func(a, b phrase) int { return cmp.Compare(a.Head, b.Head) })
	r.index(s)
	for i := range mine {
		if mine[i].Kind == Named {
			r.readName(&mine[i])
		}
	}
	r.readLinks(s)
}

// readShort finds the initials that the text brings in parentheses: they are
// names from the start, though the tagger may read "IS" as a verb.
func (r *resolver) readShort() {
	for s := range r.sentences {
		words := r.sentences[s].Tree.Words
		for i := 1; i+2 < len(words); i++ {
			if words[i].Text == "(" && words[i+2].Text == ")" && isInitials(words[i+1].Text) && isCapital(words[i-1].Text) {
				r.short[words[i+1].Text] = true
			}
		}
	}
}

// index fills heads for a sentence.
func (r *resolver) index(s int) {
	r.heads = r.heads[:0]
	for range r.tree.words {
		r.heads = append(r.heads, -1)
	}
	for i := r.first[s]; i < r.first[s+1]; i++ {
		r.heads[r.phrases[i].Head] = i
		if r.phrases[i].Kind == Named {
			// Whichever of its words the tree hangs the name by.
			for _, w := range r.phrases[i].Words {
				r.heads[w] = i
			}
		}
	}
}

// isNominal reports whether a word heads a phrase of common nouns.
func (r *resolver) isNominal(t *tree, s, i int) bool {
	w := &t.words[i]
	if r.inDate(s, i) {
		return false
	}
	switch w.UPOS {
	case "NOUN", "PROPN":
		switch w.Relation {
		case "compound", "amod", "nmod:desc", "flat", "fixed", "goeswith", "compound:prt":
			return false
		}
		return !r.inValue(s, i) && hasLetters(w.Text)
	}
	return false
}

func hasLetters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' || c >= 0x80 {
			return true
		}
	}
	return false
}

// finish makes the document's entities of the things, in the order of their
// first mentions.
func (r *resolver) finish() {
	d := r.document
	r.tellNamesakes()
	entity := make([]int, len(r.things))
	for i := range entity {
		entity[i] = -1
	}
	for i := range r.phrases {
		p := &r.phrases[i]
		if p.thing < 0 {
			continue
		}
		root := r.root(p.thing)
		if entity[root] < 0 {
			th := &r.things[root]
			entity[root] = len(d.Entities)
			d.Entities = append(d.Entities, &Entity{Name: th.name, Type: th.kind, Local: th.local})
		}
		e := d.Entities[entity[root]]
		r.addAlias(e, p)
		e.Mentions = append(e.Mentions, p.Mention)
		first := d.at.first[p.Sentence]
		d.at.entities[first+p.Head] = int32(entity[root] + 1)
		if p.Kind == Named {
			for _, w := range p.Words {
				d.at.entities[first+w] = int32(entity[root] + 1)
			}
		}
	}
	r.offer()
}

// tellNamesakes gives those their titles who share a name with another: Mr and
// Mrs Orlov, President Washington.
func (r *resolver) tellNamesakes() {
	count := map[string]int{}
	for i := range r.things {
		if th := &r.things[i]; th.named && th.parent == i {
			count[th.name]++
		}
	}
	for i := range r.things {
		if th := &r.things[i]; th.named && th.parent == i && count[th.name] > 1 && th.title != "" {
			th.name = strings.ToUpper(th.title[:1]) + th.title[1:] + " " + th.name
		}
	}
}

// addAlias adds the name of a mention to its entity if it is another.
func (r *resolver) addAlias(e *Entity, p *phrase) {
	if p.Kind != Named || p.name == e.Name || p.title != "" && strings.EqualFold(p.title+" "+p.name, e.Name) || len(e.Aliases) == mostAliases {
		return
	}
	for i := range e.Aliases {
		if e.Aliases[i].Name == p.name {
			return
		}
	}
	reason := r.things[p.thing].reason
	switch g := world(); {
	case g.countries[p.name] == e.Name || sameOrganisation[p.name] == e.Name:
		reason = "short for " + e.Name
	case reason == "":
		reason = "another spelling"
	}
	e.Aliases = append(e.Aliases, Alias{p.name, reason})
}

// mostAliases bounds the aliases of one entity.
const mostAliases = 16
