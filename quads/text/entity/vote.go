package entity

import "strings"

// vote lets a mention of a name, and the words around it, say what type the
// name is of.
func (r *resolver) vote(p *phrase, th *thing) {
	t := &r.tree
	r.voteByForm(p, th)
	if p.title != "" || kept[strings.ToLower(t.words[p.Words[0]].Text)] {
		th.votes[Person] += 4
		if kept[p.title] {
			th.gender = genderOf(p.title, "")
		}
	}
	r.voteByHead(p, th)
	r.voteByNoun(p, th)
	r.voteByPreposition(p, th)
	th.votes[Other] = 0
	th.kind = th.decide()
}

// voteByHead lets the word that a name hangs from say what it is of.
func (r *resolver) voteByHead(p *phrase, th *thing) {
	t, h := &r.tree, p.Head
	gov := t.head(h)
	switch t.relation(h) {
	case "appos":
		if gov >= 0 && t.words[gov].UPOS == "NOUN" {
			th.callIt(t.lemma(gov), 3)
		}
	case "nmod":
		switch {
		case gov < 0 || t.preposition(h) != "of":
		case placeNouns[t.lemma(gov)]:
			th.callIt(t.lemma(gov), 3) // the city of Moscow
		case followers[t.lemma(gov)]:
			th.votes[Organisation]++ // members of the Taliban
		}
	case "compound":
		if gov >= 0 && (groupNouns[t.lemma(gov)] || personNouns[t.lemma(gov)] || organisationWords[t.lemma(gov)]) && t.words[gov].UPOS == "NOUN" {
			th.votes[Organisation]++ // Taliban fighters
		}
	case "nsubj":
		switch {
		case gov < 0:
		case t.child(gov, "cop") >= 0 && t.words[gov].UPOS == "NOUN":
			th.callIt(t.lemma(gov), 2)
		case humanVerbs[t.lemma(gov)] && len(p.Words) > 1 && len(p.Words) < 4:
			th.votes[Person]++
		}
	}
}

// voteByNoun lets a common noun beside a name say what it is of.
func (r *resolver) voteByNoun(p *phrase, th *thing) {
	t, h := &r.tree, p.Head
	if c := t.child(h, "appos"); c >= 0 && t.words[c].UPOS == "NOUN" {
		th.callIt(t.lemma(c), 3)
	}
	if before := p.Words[0] - 1; before >= 0 && t.words[before].UPOS == "NOUN" && (t.head(before) == h || t.head(h) == before) {
		switch noun := t.lower[before]; {
		case organisationNouns[noun]:
			th.callIt(noun, 3) // the militant group Islamic State
		case personNouns[noun]:
			th.votes[Person] += 3
		}
	}
	if before := p.Words[0]; before > 1 && t.stands(before-2, p.Words[len(p.Words)-1]) {
		th.votes[Person] += 3
	}
}

// voteByPreposition takes what something is in or near for a place.
func (r *resolver) voteByPreposition(p *phrase, th *thing) {
	t, h := &r.tree, p.Head
	gov := t.head(h)
	switch t.preposition(h) {
	case "in", "near", "outside", "across", "throughout", "through":
		if gov < 0 || !elsewhere[t.lemma(gov)] {
			th.votes[Place]++
		}
	case "":
		if t.relation(h) == "conj" && gov >= 0 && t.words[gov].UPOS == "PROPN" && t.preposition(gov) == "in" {
			th.votes[Place]++ // in Mosul and Baiji
		}
	}
}

// stands reports whether a person's noun, a comma, a name and a mark follow one
// another: "his defence minister, Edda Roth,". The tree may take them for a
// list.
func (t *tree) stands(noun, last int) bool {
	after := t.at(last + 1)
	return personNouns[t.lower[noun]] && t.words[noun].UPOS == "NOUN" && t.lower[noun+1] == "," && (after == "," || after == ".")
}

// followers belong to an organisation.
var followers = fields("member leader fighter militant commander supporter founder spokesman spokeswoman spokesperson chairman")

// elsewhere are verbs whose "in" need not lead to a place.
var elsewhere = fields("publish report write appear interview invest believe join interest quote print read say trust")

// callIt counts that the text calls a thing by a common noun.
func (th *thing) callIt(noun string, votes int) {
	kind := typeOfNoun(noun, false)
	th.votes[kind] += votes
	if kind == Organisation || kind == Place {
		th.call(noun)
	}
}

// voteByForm lets a name itself say what it is of.
func (r *resolver) voteByForm(p *phrase, th *thing) {
	t := &r.tree
	last := t.lower[p.Words[len(p.Words)-1]]
	for k := 1; k < len(p.Words); k++ {
		if t.lower[p.Words[k]] == "of" {
			last = t.lower[p.Words[k-1]]
			break
		}
	}
	firstWord := t.lower[p.Words[0]]
	switch g := world(); {
	case g.isPlace(p.name) && p.title == "":
		th.votes[Place] += 5
	case sameOrganisation[p.name] != "":
		th.votes[Organisation] += 5
	case p.title != "":
	case len(p.Words) > 1 && (givenMale[firstWord] || givenFemale[firstWord]) && !organisationWords[last]:
		th.votes[Person] += 3
	case organisationWords[last] || genitives[last] && !placeWords[last]:
		th.votes[Organisation] += 4
		th.call(last)
	case companyWords[last] && len(p.Words) > 1:
		th.votes[Organisation] += 3
		th.call("company")
	case last == "state" || last == "republic":
		th.votes[Place]++
	case placeWords[last]:
		th.votes[Place] += 4
		th.call(last)
	case eventWords[last]:
		th.votes[Event] += 4
	case len(p.Words) == 3 && isInitial(t.words[p.Words[1]].Text):
		th.votes[Person] += 2 // Steffen W. Graae
	case isInitials(t.words[p.Words[0]].Text):
		th.votes[Organisation] += 2
	case givenMale[firstWord] || givenFemale[firstWord]:
		th.votes[Person]++
	}
	if p.plural && len(p.Words) == 1 {
		th.votes[Group] += 2
	}
	if p.determiner == definite && len(p.Words) == 1 && p.title == "" {
		th.votes[Organisation]++ // the Taliban
	}
}

// isInitial reports whether a word is one letter and a point.
func isInitial(w string) bool { return len(w) == 2 && w[1] == '.' && w[0] >= 'A' && w[0] <= 'Z' }

// typeOfNoun is what a common noun says of what it describes.
func typeOfNoun(noun string, plural bool) Type {
	switch {
	case groupNouns[noun] && (plural || noun == "police" || noun == "people" || noun == "public"):
		return Group
	case personNouns[noun] && plural:
		return Group
	case personNouns[noun] || groupNouns[noun]:
		return Person
	case eventWords[noun]:
		return Event
	case organisationWords[noun]:
		return Organisation
	case placeWords[noun]:
		return Place
	}
	return Other
}
