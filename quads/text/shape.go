package text

import (
	"cmp"
	"strings"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// shapeOf makes a clause a frame: which of its arguments the claim is about,
// and under which predicate. A frame without predicate makes no claim and is
// no loss: its content does.
func (b *builder) shapeOf(f *frame) Reason {
	c, t := b.clauseOf(f), b.tree(f)
	f.subject = c.Subject
	object, recipient, complement, agent, content := partsOf(c)
	if object == nil {
		object, recipient = recipient, nil // "warned Russia that …"
	}
	switch {
	case c.Verb == "be" && complement != nil:
		return b.copula(f, complement)
	case c.Passive && agent != nil && c.Subject != nil:
		f.subject, f.predicate, f.object, f.shape = agent, joinWords(activeName(c), stranded(t, c)), c.Subject, agentive
		f.details = others(c, agent)
		return ""
	case c.Subject == nil:
		return NoSubject
	case object != nil && content != nil && causes[c.Verb]:
		return Caused
	case says[c.Verb] && agent == nil:
		return "" // what is said is in other clauses
	case names[c.Verb] && object != nil:
		if complement == nil {
			return NoObject
		}
		f.predicate = joinWords(b.verb(f), lowerUnlessName(&t.Words[complement.Head]))
		f.object, f.details = object, others(c, object, complement)
		return ""
	case object != nil && recipient != nil && !c.Passive:
		f.predicate, f.object = joinWords(activeName(c), objectWord(t, object), "to"), recipient
		f.details = others(c, object, recipient)
		if isNamed(t, object) { // "showed Zelensky Moscow": no word of a relation
			f.predicate, f.object, f.details = activeName(c), object, others(c, object)
		}
		return ""
	case object != nil && gives[c.Verb] && !c.Passive && withArgument(c) != nil:
		given := withArgument(c)
		f.predicate, f.object = joinWords(activeName(c), objectWord(t, given), "to"), object
		f.details = others(c, object, given)
		return ""
	case object != nil && !isLight(t, object):
		f.predicate, f.object, f.details = b.verb(f), object, others(c, object)
		return ""
	case object == nil && content != nil:
		return "" // it says only what its content says
	case complement != nil:
		f.predicate, f.object, f.details = joinWords(b.verb(f), complement.Case), complement, others(c, complement)
		return ""
	}
	return b.byPreposition(f, object)
}

// withArgument is what is given of "provided the group with weapons".
func withArgument(c *clause.Clause) *clause.Argument {
	for i := range c.Args {
		if a := &c.Args[i]; a.Case == "with" && a.Role == clause.Oblique && a.Clause < 0 {
			return a
		}
	}
	return nil
}

// partsOf are the first of a clause's arguments in each role, nil without one.
func partsOf(c *clause.Clause) (object, recipient, complement, agent, content *clause.Argument) {
	first := func(place **clause.Argument, a *clause.Argument) {
		if *place == nil {
			*place = a
		}
	}
	for i := range c.Args {
		a := &c.Args[i]
		switch a.Role {
		case clause.Object:
			first(&object, a)
		case clause.Recipient:
			first(&recipient, a)
		case clause.Complement:
			first(&complement, a)
		case clause.Agent:
			first(&agent, a)
		case clause.Content:
			first(&content, a)
		}
	}
	return object, recipient, complement, agent, content
}

func isNamed(t *syntax.Tree, a *clause.Argument) bool { return t.Words[a.Head].UPOS == "PROPN" }

// objectWord is an object as part of a relation: "opportunity" of "provided
// the group with an opportunity".
func objectWord(t *syntax.Tree, a *clause.Argument) string {
	return strings.ToLower(t.Words[a.Head].Text)
}

// verb is the predicate of a clause as it stands.
func (b *builder) verb(f *frame) string {
	c := b.clauseOf(f)
	if isPassive(b.tree(f), c) {
		return passiveName(b.tree(f), c)
	}
	return activeName(c)
}

// accordingTo is the preposition of who says a clause, which is attribution's
// business and no part of the claim.
const accordingTo = "according to"

// others are the arguments of a clause that are left for details.
func others(c *clause.Clause, but ...*clause.Argument) []*clause.Argument {
	var out []*clause.Argument
	for i := range c.Args {
		a := &c.Args[i]
		if a.Clause >= 0 || a.Role == clause.Object || a.Role == clause.Content || a.Case == accordingTo {
			continue
		}
		taken := false
		for _, x := range but {
			taken = taken || x == a
		}
		if !taken {
			out = append(out, a)
		}
	}
	return out
}

// byPreposition is the frame of a clause without an object, or with one that
// belongs to the relation: its first argument with a preposition is the
// object, a time only if there is nothing else.
func (b *builder) byPreposition(f *frame, light *clause.Argument) Reason {
	c, t := b.clauseOf(f), b.tree(f)
	verb := b.verb(f)
	if light != nil {
		verb = joinWords(verb, objectWord(t, light))
		if behind := prepositionBehind(t, light.Head); behind >= 0 {
			f.predicate, f.shape = joinWords(verb, caseOf(t, behind)), oblique
			f.object = &clause.Argument{Role: clause.Oblique, Head: behind, Words: []int{behind}, Clause: -1}
			f.details = others(c)
			return ""
		}
	}
	var best *clause.Argument
	for i := range c.Args {
		a := &c.Args[i]
		if a.Clause >= 0 || a.Role == clause.Object || a.Role == clause.Content || a.Role == clause.Recipient || a.Case == accordingTo {
			continue
		}
		if best == nil || rank(c, a) < rank(c, best) {
			best = a
		}
	}
	f.shape = oblique
	switch {
	case best == nil && light != nil:
		f.predicate, f.object = b.verb(f), light
		return ""
	case best == nil && isPassive(t, c) && len(c.Relation) > 1:
		f.predicate, f.value, f.shape = verb, quads.Literal("true", quads.XSDBoolean), bare
		return ""
	case best == nil:
		return NoObject
	}
	preposition := best.Case
	if stem, byAgent := strings.CutSuffix(" "+preposition, " by"); byAgent && c.Passive || preposition == "by" && c.Link == "acl" { // "warned of by", "led by"
		f.predicate, f.subject, f.object, f.shape = joinWords(activeName(c), cmp.Or(strings.TrimSpace(stem), stranded(t, c))), best, c.Subject, agentive
		f.details = others(c, best)
		return ""
	}
	if best.Role == clause.When {
		v, ok := b.entities.Value(f.sentence, best.Head)
		if _, reports := quads.StanceOf(activeName(c)); !ok || reports || !isDate(v.Datatype) {
			return NoObject
		}
		f.value = v.Literal(b.names)
		if preposition == "" {
			preposition = "on"
		}
	}
	if preposition == "" || compares[preposition] {
		return NoObject
	}
	f.predicate, f.object = joinWords(verb, strings.ToLower(preposition)), best
	f.details = others(c, best)
	return ""
}

// prepositionBehind is the noun that a light noun leads to:
// of "took advantage of the chaos" it is the chaos; -1 without one.
func prepositionBehind(t *syntax.Tree, noun int) int {
	for i := noun + 1; i < len(t.Words); i++ {
		if w := &t.Words[i]; w.Head == noun && w.Relation == "nmod" && caseOf(t, i) != "" {
			return i
		}
	}
	return -1
}

// compares are prepositions that compare or list; what stands behind them is
// no object.
var compares = map[string]bool{"than": true, "as": true, "like": true, "including": true, "such as": true, "except": true}

// rank orders the arguments that may be an object: what stands behind the verb
// before what stands before it, and times last.
func rank(c *clause.Clause, a *clause.Argument) int {
	n := 0
	if a.Head < c.Head {
		n = 1
	}
	if a.Role == clause.When || a.Case == "" {
		n += 2
	}
	return n
}
