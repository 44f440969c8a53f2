package clause

import (
	"slices"
	"strings"
)

// fillArguments finds a clause's own subject and what follows its verb.
func (f *finder) fillArguments(c int) {
	cl := &f.clauses[c]
	h := cl.Head
	expl := f.child(h, "expl")
	expletive := expl >= 0
	nominal := !f.isVerb(h)
	if nominal {
		f.addPredicate(c)
	}
	for d := f.first[h]; d >= 0; d = f.next[d] {
		switch f.words[d].Relation {
		case "nsubj", "nsubj:pass":
			if cl.Subject == nil && f.clause[d] < 0 {
				cl.Subject = f.argument(Object, d)
			}
		case "csubj", "csubj:pass":
			if expletive {
				f.addContent(c, d)
			} else if cl.Subject == nil && f.clause[d] >= 0 {
				cl.Subject = f.content(d)
			}
		case "obj", "iobj", "obl", "obl:agent", "obl:unmarked", "obl:tmod", "xcomp", "ccomp", "advmod", "obl:npmod":
			f.addDependent(c, d)
		case "nmod", "nmod:unmarked":
			if !nominal {
				f.addDependent(c, d)
			}
		}
	}
	if s := cl.Subject; s != nil && f.low[s.Head] == "it" && f.extraposed(cl) {
		cl.Subject = nil
	}
	if cl.Subject == nil && expletive && f.low[expl] == "it" && !seeming[cl.Verb] && f.child(h, "csubj", "csubj:pass", "ccomp", "xcomp", "advcl") < 0 {
		cl.Subject = f.argument(Object, expl) // nothing stands for which "it" could hold the place
	}
	slices.SortStableFunc(cl.Args, func(a, b Argument) int {
		return rank(a.Role) - rank(b.Role)
	})
}

// rank puts objects first.
func rank(r Role) int {
	switch r {
	case Object, Recipient, Complement:
		return int(r)
	}
	return int(Agent)
}

// extraposed reports whether the subject "it" only holds the place of a
// content clause: "it is believed that …".
func (f *finder) extraposed(cl *Clause) bool {
	for k := range cl.Args {
		if cl.Args[k].Role == Content {
			return seeming[cl.Verb] || supposing[cl.Verb] && cl.Passive || cl.Verb == "be" && f.words[cl.Head].UPOS == "ADJ"
		}
	}
	return false
}

// addDependent adds an argument for a dependent of the verb.
func (f *finder) addDependent(c, d int) {
	cl := &f.clauses[c]
	if f.clause[d] >= 0 {
		if r := f.words[d].Relation; r == "ccomp" || r == "xcomp" {
			f.addContent(c, d)
		}
		return
	}
	role, ok := f.roleOf(cl, d)
	if !ok || f.denied(d) {
		return
	}
	a := f.argument(role, d)
	if e := f.complexPreposition(d); role == Oblique && e >= 0 {
		first := a.Case
		a = f.argument(role, e)
		a.Case = first + " " + f.low[d] + " " + a.Case
	}
	cl.Args = append(cl.Args, *a)
}

// complexPreposition finds the noun that "in connection with" and the like
// introduce; -1.
func (f *finder) complexPreposition(d int) int {
	if !complexNouns[f.low[d]] || f.child(d, "det", "amod", "nmod:poss") >= 0 || f.child(d, "case") < 0 {
		return -1
	}
	e := f.child(d, "nmod")
	if e < d || f.caseOf(e) == "" {
		return -1
	}
	return e
}

// roleOf tells which part a dependent plays.
func (f *finder) roleOf(cl *Clause, d int) (Role, bool) {
	switch f.words[d].Relation {
	case "obj":
		return Object, true
	case "iobj":
		return Recipient, true
	case "xcomp", "ccomp":
		return Complement, true
	case "obl:unmarked", "obl:tmod", "nmod:unmarked", "obl:npmod":
		if f.isTime(d) {
			return When, true
		}
		return Oblique, true
	case "advmod":
		switch {
		case timeAdverbs[f.low[d]] && f.first[d] < 0:
			return When, true
		case placeAdverbs[f.low[d]]:
			return Where, true
		}
		return 0, false
	}
	preposition := f.caseOf(d)
	switch {
	case f.isTime(d) && (preposition == "" || timeCases[preposition]):
		return When, true
	case cl.Passive && (preposition == "by" || strings.HasSuffix(preposition, " by")):
		return Agent, true
	case preposition == "during":
		return When, true
	case placeCases[preposition] && f.isPlace(d):
		return Where, true
	}
	return Oblique, true
}

// caseOf is a noun's preposition: "in accordance with" is one.
func (f *finder) caseOf(i int) string {
	one, more := "", false
	var b strings.Builder
	for d := f.first[i]; d >= 0; d = f.next[d] {
		if f.words[d].Relation != "case" || f.low[d] == "'s" || f.low[d] == "'" || f.low[d] == "’s" || d > i {
			continue
		}
		for _, w := range f.fixed(d) {
			if one == "" {
				one = f.low[w]
				continue
			}
			if !more {
				b.WriteString(one)
				more = true
			}
			b.WriteByte(' ')
			b.WriteString(f.low[w])
		}
	}
	if more {
		return b.String()
	}
	return one
}

// fixed is a word with the others of a fixed expression: "because of".
func (f *finder) fixed(i int) []int {
	words := []int{i}
	for d := f.first[i]; d >= 0; d = f.next[d] {
		if f.words[d].Relation == "fixed" {
			words = append(words, d)
		}
	}
	return words
}

func (f *finder) isTime(i int) bool {
	if f.low[i] == "may" && f.words[i].UPOS != "PROPN" {
		return false
	}
	return times[f.low[i]] || year(f.low[i])
}

// isPlace guesses whether a noun names a place: a name behind a preposition of
// place mostly does.
func (f *finder) isPlace(i int) bool {
	return f.words[i].UPOS == "PROPN" || placeNouns[f.low[i]] || placeAdverbs[f.low[i]]
}

// denied reports whether an argument is the one that is not meant: "not at
// soldiers but at civilians".
func (f *finder) denied(d int) bool {
	for e := f.first[d]; e >= 0 && e < d; e = f.next[e] {
		if (f.low[e] == "not" || f.low[e] == "n't") && !f.limited(e) {
			return true
		}
	}
	return false
}

// limited reports whether a "not" belongs to "not only" and the like.
func (f *finder) limited(not int) bool {
	return not+1 < len(f.low) && limiting[f.low[not+1]]
}

// argument makes an argument of a noun phrase.
func (f *finder) argument(role Role, d int) *Argument {
	if f.clause[d] >= 0 && !f.isVerb(d) {
		return &Argument{Role: role, Head: d, Words: f.predicateWords(d, -1), Clause: -1}
	}
	return &Argument{Role: role, Case: f.caseOf(d), Head: d, Words: f.phrase(d), Clause: -1}
}

// phrase is a noun's words without its preposition and what is only told
// beside it: appositions, clauses between commas.
func (f *finder) phrase(d int) []int {
	return f.below(d, func(e int) bool {
		switch f.words[e].Relation {
		case "case":
			return e < d
		case "cc":
			return e < d
		case "advmod":
			return e < d && (f.low[e] == "not" || f.low[e] == "only" && e > 0 && f.low[e-1] == "not")
		case "mark", "parataxis", "appos", "list", "discourse", "orphan", "dep":
			return true
		case "acl:relcl", "acl", "advcl":
			return f.besideOf(e)
		case "conj":
			return f.clause[e] >= 0
		}
		return false
	})
}

// besideOf reports whether a clause that modifies a noun stands between
// commas.
func (f *finder) besideOf(e int) bool {
	c := f.clause[e]
	if c < 0 {
		return false
	}
	if e < f.head[e] {
		return true
	}
	left := f.leftmost(e)
	return left > 0 && (f.low[left-1] == "," || f.low[left-1] == "-" || f.low[left-1] == "–" || f.low[left-1] == "—" || f.low[left-1] == "--")
}

// leftmost is the first word of a subtree, not counting punctuation.
func (f *finder) leftmost(i int) int {
	left := i
	for {
		at := left
		for d := f.first[at]; d >= 0; d = f.next[d] {
			if d < left && f.words[d].UPOS != "PUNCT" {
				left = d
			}
		}
		if left == at {
			return left
		}
	}
}

// addContent adds a content clause as an argument.
func (f *finder) addContent(c, d int) {
	if f.clause[d] >= 0 {
		f.clauses[c].Args = append(f.clauses[c].Args, *f.content(d))
	}
}

func (f *finder) content(d int) *Argument {
	return &Argument{Role: Content, Head: d, Words: f.below(d, nil), Clause: f.clause[d]}
}
