package clause

import "slices"

// embed gives a clause what the words above it say of it: "appears to have
// fled" is hedged, "prepared to flee" planned, "failed to flee" negated. Who
// reports a clause is no matter of this package.
func (f *finder) embed(c int) {
	top := c
	for f.clauses[top].Link == "conj" && f.before(top) >= 0 {
		top = f.before(top)
	}
	link, g := f.clauses[top].Link, f.clauses[top].Parent
	if g < 0 {
		return
	}
	joined := top != c
	cl := &f.clauses[c]
	switch {
	case link == "xcomp" && (!joined || !f.finite(c)):
		f.embedInfinitive(cl, &f.clauses[g], f.gerund(top))
	case link == "csubj" && f.toInfinitive(top):
		f.hedge(cl, Planned, f.clauses[top].Head)
	case link == "ccomp" || link == "csubj":
		f.embedContent(cl, &f.clauses[g])
	case link == "advcl" && !f.finite(c):
		f.embedAdverbial(c, top, g)
	case link == "acl" && !f.finite(c):
		if f.toInfinitive(top) && !f.firstTo(top) {
			f.hedge(cl, Planned, f.clauses[top].Head)
		} else if f.introduced(top, "of", "for") {
			f.hedge(cl, Planned, f.clauses[top].Head)
		}
	case link == "parataxis" && !joined && seeming[cl.Verb] && !hasContent(cl):
		f.hedgeAll(&f.clauses[g], Hedged, cl.Relation) // "the attack, it seems, was …"
	}
}

func (f *finder) hedgeAll(cl *Clause, m Mood, words []int) {
	for _, w := range words {
		f.hedge(cl, m, w)
	}
}

// gerund reports whether a clause's first verb is one: "having met".
func (f *finder) gerund(c int) bool {
	first := f.clauses[c].Head
	if aux := f.made[c].aux; len(aux) > 0 {
		first = aux[0]
	}
	return f.words[first].XPOS == "VBG"
}

// embedInfinitive reads the verb or adjective that governs an infinitive or
// gerund.
func (f *finder) embedInfinitive(cl, g *Clause, gerund bool) {
	word := f.low[g.Head]
	switch {
	case g.Verb == "be":
		switch {
		case unlikely[word]:
			f.hedgeAll(cl, Hedged, []int{g.Head})
			f.negate(cl, g.Head)
		case likely[word]:
			f.hedge(cl, Hedged, g.Head)
		default:
			f.hedge(cl, Planned, g.Head)
		}
	case g.Verb == "go" && f.words[g.Head].XPOS == "VBG":
		f.hedge(g, Planned, g.Head)
	case failing[g.Verb]:
		f.negate(cl, g.Head)
	case seeming[g.Verb], supposing[g.Verb] && g.Passive:
		f.hedgeAll(cl, Hedged, g.Relation)
	case gerund && !imagining[g.Verb]:
	case achieving[g.Verb]:
	default:
		f.hedge(cl, Planned, g.Head)
	}
	f.passOn(cl, g, true)
}

// passOn gives a clause the mood of what it is part of, and its negation.
func (f *finder) passOn(cl, g *Clause, negation bool) {
	if g.Mood != Fact {
		f.hedgeAll(cl, g.Mood, g.Hedge)
	}
	if negation && g.Negated {
		for _, w := range g.Hedge {
			if f.isNegation(w) {
				f.negate(cl, w)
				return
			}
		}
	}
}

func (f *finder) isNegation(w int) bool {
	return negating[f.low[w]] || nobody[f.low[w]] || f.low[w] == "no" || f.low[w] == "without" || f.low[w] == "far" ||
		failing[f.lemma(w)] || unlikely[f.low[w]]
}

// embedContent reads what governs "that …": only what nobody says, "it seems
// that", "it is believed that", "it is unclear whether".
func (f *finder) embedContent(cl, g *Clause) {
	agentless := agentOf(g) < 0
	word := f.low[g.Head]
	switch {
	case seeming[g.Verb], supposing[g.Verb] && g.Passive && agentless:
		f.hedgeAll(cl, Hedged, g.Relation)
		f.passOn(cl, g, true)
	case g.Verb == "be" && f.words[g.Head].UPOS == "ADJ" && (likely[word] || unlikely[word]):
		f.hedge(cl, Hedged, g.Head)
		if unlikely[word] {
			f.negate(cl, g.Head)
		}
		f.passOn(cl, g, true)
	case g.Subject == nil && g.Mood != Fact:
		f.passOn(cl, g, false)
	}
}

// embedAdverbial reads participles, gerunds and infinitives that go with a
// verb: a purpose is planned; what happens with it shares its mood.
func (f *finder) embedAdverbial(c, top, g int) {
	cl := &f.clauses[c]
	if f.toInfinitive(top) {
		f.hedge(cl, Planned, f.clauses[top].Head)
		return
	}
	p := &f.clauses[g]
	if f.introduced(top, "of", "from") && failing[p.Verb] {
		f.negate(cl, p.Head)
	}
	if f.introduced(top, "of") && blaming[p.Verb] {
		f.hedge(cl, Hedged, p.Head) // an accusation, whoever makes it
	}
	if p.Mood != Fact && p.Mood != Asked {
		f.hedgeAll(cl, p.Mood, p.Hedge)
	}
}

// toInfinitive reports whether "to" introduces a clause.
func (f *finder) toInfinitive(c int) bool {
	h := f.clauses[c].Head
	for d := f.first[h]; d >= 0 && d < h; d = f.next[d] {
		if f.words[d].Relation == "mark" && f.low[d] == "to" {
			return true
		}
	}
	return false
}

// firstTo reports "the first group to attack", which did.
func (f *finder) firstTo(c int) bool {
	noun := f.made[c].partOf
	if noun < 0 {
		return false
	}
	for d := f.first[noun]; d >= 0 && d < noun; d = f.next[d] {
		if ordinals[f.low[d]] && f.low[d] != "next" {
			return true
		}
	}
	return false
}

// Conjuncts returns the heads of the nouns that an argument joins, the first
// one included: of "in Paris and Brussels" both.
func (s *Sentence) Conjuncts(a *Argument) []int {
	heads := []int{a.Head}
	words := s.Tree.Words
	for _, w := range a.Words {
		if w != a.Head && w < len(words) && words[w].Relation == "conj" && slices.Contains(heads, words[w].Head) {
			heads = append(heads, w)
		}
	}
	return heads
}
