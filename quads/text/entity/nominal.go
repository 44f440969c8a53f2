package entity

import (
	"slices"
	"strconv"
)

// seen counts the different things that a noun, or a title, was used of.
type seen struct {
	count    int
	last     int // the thing
	sentence int // where it was last used
}

func (s seen) with(thing, sentence int) seen {
	if s.count == 0 || s.last != thing {
		s.count++
	}
	s.last, s.sentence = thing, sentence
	return s
}

// joinPhrases goes through the phrases of a sentence from left to right and
// says what descriptions and pronouns mean.
func (r *resolver) joinPhrases(s int) {
	r.index(s)
	for i := r.first[s]; i < r.first[s+1]; i++ {
		p := &r.phrases[i]
		switch p.Kind {
		case Named:
			r.note(p)
		case Nominal:
			r.joinNominal(p)
			r.note(p)
		case Pronoun:
			p.thing = r.antecedent(p)
			r.learn(p)
			r.note(p)
		case Adjective:
			// "Russian" speaks of Russia where the text names it.
			if k, ok := r.byKey[keyOf(p.noun)]; ok {
				p.thing = k
			}
		}
	}
}

// learn remembers of a person whom the text called he or she which it is.
func (r *resolver) learn(p *phrase) {
	if p.thing < 0 {
		return
	}
	th := &r.things[r.root(p.thing)]
	kind := personal[p.noun]
	if (kind == aMan || kind == aWoman) && th.kind == Other {
		th.kind = Person
	}
	switch {
	case th.gender != unknown || th.kind != Person:
	case kind == aMan:
		th.gender = he
	case kind == aWoman:
		th.gender = she
	}
}

// joinNominal finds what a description means: the name beside it, what was
// described so before, or something new.
func (r *resolver) joinNominal(p *phrase) {
	if p.name == "" {
		return // invisible characters alone
	}
	kind := typeOfNoun(p.noun, p.plural)
	if k := r.beside(p, kind); k >= 0 {
		p.thing = k
	} else if k := r.before(p, kind); k >= 0 {
		p.thing = k
	} else {
		p.thing = r.describeThing(p, kind)
	}
	if r.tree.child(p.Head, "cop") < 0 { // "this would be the same group" names none
		r.nouns[nounKey(p)] = r.nouns[nounKey(p)].with(r.root(p.thing), p.Sentence)
	}
}

// nounKey is what "the attack" shares with "a terrorist attack", and not with
// "the attacks".
func nounKey(p *phrase) string {
	if p.plural {
		return p.noun + " +"
	}
	return p.noun
}

// beside is the thing of the name that a description stands beside: "Ivan
// Orlov, the spokesman", "the militant group Islamic State".
func (r *resolver) beside(p *phrase, kind Type) int {
	t := &r.tree
	if c := t.child(p.Head, "nmod"); placeNouns[p.noun] && c == p.Head+2 && t.lower[c-1] == "of" && r.isNamed(c) && !p.plural {
		return r.root(r.phrases[r.heads[c]].thing) // the city of Moscow
	}
	if p.plural || kind != Person && kind != Organisation && kind != Place || branchNouns[p.noun] && kind != Person {
		return -1
	}
	named := -1
	last := p.Words[len(p.Words)-1]
	if before := p.Head - 1; len(r.nameWords(before)) > 0 && generalOrganisation[p.noun] && p.determiner == definite && len(p.Words) == len(r.nameWords(before))+1 {
		if k := r.root(r.phrases[r.heads[before]].thing); r.things[k].kind == Organisation || r.things[k].kind == Other {
			return k // the Red Dawn movement
		}
	}
	if last+1 < len(t.words) && last == p.Head && r.isNamed(last+1) {
		if next := &r.phrases[r.heads[last+1]]; next.Words[0] == last+1 && (next.title == p.noun || kind == Person || kind == Organisation && p.determiner == definite) {
			return r.root(next.thing) // spokesman Karl Weiss, the newspaper Dagbladet
		}
	}
	if next := last + 2; kind == Person && last == p.Head && r.isNamed(next) && p.determiner != indefinite && p.determiner != noDeterminer {
		if words := r.nameWords(next); words[0] == next && t.stands(last, words[len(words)-1]) {
			return r.root(r.phrases[r.heads[next]].thing)
		}
	}
	if t.relation(p.Head) == "appos" {
		if h := t.head(p.Head); h >= 0 && h < p.Head && r.isNamed(h) {
			named = r.heads[h]
		}
	} else if c := t.child(p.Head, "appos"); c > p.Head && c <= last+3 && r.isNamed(c) && p.determiner != indefinite {
		named = r.heads[c]
	}
	if named < 0 {
		return -1
	}
	root := r.root(r.phrases[named].thing)
	if is := r.things[root].kind; is != kind && is != Other {
		return -1
	}
	return root
}

// generalOrganisation are nouns that stand behind an organisation's name
// without being part of it.
var generalOrganisation = fields("group movement organisation organization party militia network newspaper company")

// nameWords are the words of the name that a word belongs to.
func (r *resolver) nameWords(word int) []int {
	if word < 0 || !r.isNamed(word) {
		return nil
	}
	return r.phrases[r.heads[word]].Words
}

func (r *resolver) isNamed(word int) bool {
	return word >= 0 && word < len(r.heads) && r.heads[word] >= 0 && r.phrases[r.heads[word]].Kind == Named
}

// before is the thing that was spoken of and that "the group" means.
func (r *resolver) before(p *phrase, kind Type) int {
	if p.determiner != definite || !p.bare {
		return -1
	}
	n, ok := r.nouns[nounKey(p)]
	if ok && (!general[p.noun] || n.sentence >= p.Sentence-2) {
		if n.count == 1 {
			return n.last
		}
		return -1
	}
	if p.plural {
		return -1
	}
	if n, ok := r.titled[p.noun]; ok && n.count == 1 && n.sentence <= p.Sentence {
		return n.last
	}
	switch {
	case kind == Organisation && organisationNouns[p.noun]:
		return r.unique(p, func(th *thing) bool { return th.kind == Organisation && th.named && fitsOrganisation(th, p.noun) })
	case kind == Place && placeNouns[p.noun]:
		return r.unique(p, func(th *thing) bool { return th.kind == Place && th.named && fitsPlace(th, p.noun) })
	}
	// "the museum" behind "the Glass Museum"
	return r.unique(p, func(th *thing) bool { return th.named && slices.Contains(th.called, p.noun) })
}

// general nouns call many things: only what was just called so is meant.
var general = fields("group organisation organization movement company firm city town country region area place man woman person")

// fitsOrganisation reports whether "the company" or "the group" may be an
// organisation: it was called so, or nothing else where the noun is a wide one.
func fitsOrganisation(th *thing, noun string) bool {
	if slices.Contains(th.called, noun) {
		return true
	}
	switch noun {
	case "group", "organisation", "organization", "movement":
		for _, other := range th.called {
			if !wide[other] {
				return false
			}
		}
		return true
	case "company", "firm", "corporation":
		return slices.ContainsFunc(th.called, func(s string) bool {
			return companySuffixes[s] || s == "company" || s == "firm" || s == "startup" || s == "airline" || s == "bank"
		}) || len(th.called) == 0 && !isInitials(th.name) && th.count > 1
	}
	return false
}

var wide = fields("group organisation organization movement faction militia network offshoot branch affiliate wing alliance party")

// fitsPlace reports whether "the city" or "the country" may be a place.
func fitsPlace(th *thing, noun string) bool {
	g := world()
	switch noun {
	case "country", "nation":
		return g.countries[th.name] != ""
	case "city", "capital":
		return th.city || slices.Contains(th.called, noun)
	}
	return slices.Contains(th.called, noun)
}

// describeThing is the thing of a description that means nothing named.
func (r *resolver) describeThing(p *phrase, kind Type) int {
	name := r.owned(p)
	key := keyOf(name) + " (described)"
	if k, ok := r.byKey[key]; ok && (p.determiner != indefinite || r.counted(p)) {
		return r.root(k)
	}
	th := thing{name: name, kind: kind, key: key, plural: p.plural, local: isLocal(p, kind)}
	if k, ok := r.byKey[key]; ok {
		// A second man of the text: two nodes in a graph.
		r.things[k].count++
		th.name = name + " " + strconv.Itoa(r.things[k].count+1)
		return r.add(th)
	}
	k := r.add(th)
	r.byKey[key] = k
	return k
}

// counted reports whether a phrase has a number: a text that says "11 people"
// again means the same.
func (r *resolver) counted(p *phrase) bool {
	return r.tree.child(p.Head, "nummod") >= 0
}

// isLocal reports whether a description means this thing in this text only.
// "Russian authorities", "US intelligence" and "civilians" do not.
func isLocal(p *phrase, kind Type) bool {
	switch {
	case p.determiner == noDeterminer && (p.plural || kind == Other || kind == Group):
		return kind == Event // "attacks"; "civilians" and "oil" are the same everywhere
	case p.proper && p.determiner == noDeterminer:
		return kind == Event
	case p.proper && (kind == Organisation || kind == Group || kind == Place || kind == Other && p.plural):
		return p.determiner == indefinite
	}
	return true
}

// owned is a description's name with its owner, where it is known who that
// is: "ideology of ISIS-K" of "the group's ideology".
func (r *resolver) owned(p *phrase) string {
	if p.possessor < 0 {
		return p.name
	}
	k := r.heads[p.possessor]
	if k < 0 || r.phrases[k].thing < 0 {
		return p.name
	}
	owner := &r.things[r.root(r.phrases[k].thing)]
	name := p.name + " of " + owner.name
	if p.Words[len(p.Words)-1] > p.Head {
		name = owner.name + "'s " + p.name // "Nina's wedding in Tyre"
	}
	if len(name) > longestOwned {
		return p.name
	}
	p.proper = p.proper || !owner.local
	return name
}

// longestOwned bounds, in bytes, the name of a description with its owner.
const longestOwned = 120

// isReference reports whether a pronoun may mean something that was named.
func isReference(word string) bool { return personal[word] != 0 || relative[word] }

var relative = fields(`who whom which that whose`)
