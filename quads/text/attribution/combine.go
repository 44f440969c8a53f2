package attribution

import (
	"slices"

	"quipu/quads"
	"quipu/quads/text/clause"
)

// combine makes of a clause's own words and the layers of speech around it,
// from the inside out, one voice. The table is in the package's comment.
func combine(a *attributor, c *clause.Clause, frames []frame) Voice {
	v := Voice{Speaker: Nobody, Sure: 1, Quoted: a.quoteOf(c.Head) >= 0}
	v.Stance = ownStance(a, c, frames)
	spoken, given := false, false
	for i := range frames {
		f := &frames[i]
		if spoken {
			v.Sure *= (1 + f.sure) / 2 // who reports the speaker matters less
		} else {
			v.Sure *= f.sure
		}
		for _, w := range f.cue {
			if w >= 0 {
				v.Cue = append(v.Cue, w)
			}
		}
		mood := a.moodOf(f)
		switch {
		case !spoken:
			if v.Reported && v.Speaker == Nobody && v.Stance == quads.Asserts {
				v.Stance = quads.Supposes // "Ankara said there were reports that …"
			}
			v.Stance = under(f.stance, f.negated, v.Stance)
			v.Reported = v.Reported || f.anonymous || f.speaker != Nobody
			if f.speaker != Nobody {
				v.Speaker, v.By, spoken, given = f.speaker, f.kind, true, f.given
			} else if f.anonymous {
				v.By = f.kind
			}
			v.Stance = underMood(mood, v.Stance, f)
		default:
			if f.speaker != Nobody && f.speaker != v.Speaker {
				v.Over = append(v.Over, Link{f.speaker, under(f.stance, f.negated, quads.Asserts)})
			}
			if !given {
				weaken(&v, f, mood)
			}
			given = false
		}
	}
	slices.Sort(v.Cue)
	v.Cue = slices.Compact(v.Cue)
	if v.Stance == quads.Supposes && v.By == Document && !v.Reported && len(frames) > 0 {
		v.By = Hedge
	}
	return v
}

// ownStance is how far a clause's own words say that it is so.
func ownStance(a *attributor, c *clause.Clause, frames []frame) quads.Stance {
	own := a.ownHedge(c)
	if c.Negated && own || a.tree.not(c.Head) {
		return quads.Negated
	}
	if !own {
		return quads.Asserts
	}
	switch c.Mood {
	case clause.Hedged:
		return quads.Supposes
	case clause.Planned:
		return quads.Plans
	case clause.Conditional:
		if a.backshifted(c, frames) {
			return quads.Plans
		}
		return quads.Conditional
	case clause.Asked, clause.Ordered:
		return quads.Conditional
	}
	return quads.Asserts
}

// ownHedge tells whether the words of a clause's mood and negation are its own
// or those of a clause it is joined to. What the verb above makes of it
// ("failed to …") is a frame's to say.
func (a *attributor) ownHedge(c *clause.Clause) bool {
	if len(c.Hedge) == 0 {
		return true
	}
	t := &a.tree
	top := c.Head
	for d := 0; d < maxDepth && t.rel(top) == "conj" && t.head(top) >= 0; d++ {
		top = t.head(top)
	}
	for _, h := range c.Hedge {
		if h != c.Head && h >= 0 && h < len(t.words) && !a.above(h, top) {
			return true
		}
	}
	return false
}

// above tells whether a word belongs to a clause above the one with head top.
func (a *attributor) above(h, top int) bool {
	t := &a.tree
	for d := 0; d < maxDepth && h >= 0 && t.clause[h] < 0; d++ {
		h = t.head(h)
	}
	for d := 0; d < maxDepth && h >= 0; d++ {
		if top = t.head(top); top < 0 {
			return false
		}
		if top == h {
			return true
		}
	}
	return false
}

// backshifted tells a "would" that is a "will" told in the past: "Ankara said
// it would send ships".
func (a *attributor) backshifted(c *clause.Clause, frames []frame) bool {
	t := &a.tree
	would := false
	for k := t.first[c.Head]; k >= 0; k = t.next[k] {
		switch {
		case t.rel(int(k)) == "aux" && t.words[k].Lemma == "would" || t.words[k].Text == "would":
			would = true
		case t.rel(int(k)) == "advcl" && t.marked(int(k), "if", "unless"):
			return false
		}
	}
	if !would || a.quoteOf(c.Head) >= 0 {
		return false
	}
	from := -1 // where the innermost speech begins
	if len(frames) > 0 {
		from = frames[0].cue[0]
	}
	for w := c.Head - 1; w >= 0 && w > from; w-- {
		if l := t.words[w].Lemma; l == "if" || l == "unless" {
			return false
		}
	}
	for i := range frames {
		if f := &frames[i]; f.cue[0] >= 0 && (f.kind == Verb || f.kind == Aside || f.kind == Noun || f.kind == Gerund) {
			return true
		}
	}
	return false
}

// under returns what a stance within somebody's mouth comes to under that
// speaker's own: denied and not so is left open, warned of and not so is not
// so.
func under(outer quads.Stance, negated bool, inner quads.Stance) quads.Stance {
	s := inner
	switch outer {
	case quads.Asserts:
	case quads.Denies:
		s = quads.Denies
		if inner == quads.Negated || inner == quads.Denies || inner == quads.Doubts {
			s = quads.Conditional
		}
	case quads.Doubts:
		s = quads.Doubts
		if inner == quads.Negated || inner == quads.Denies || inner == quads.Doubts {
			s = quads.Conditional
		}
	case quads.Supposes:
		if inner == quads.Asserts {
			s = quads.Supposes
		}
	case quads.Negated:
		s = quads.Negated
		if inner == quads.Negated || inner == quads.Denies {
			s = quads.Conditional
		}
	case quads.Conditional:
		s = quads.Conditional
	default: // warns, fears, plans
		if inner != quads.Negated && inner != quads.Denies && inner != quads.Doubts {
			s = outer
		}
	}
	if negated {
		return opposite(outer, s)
	}
	return s
}

// opposite is what "not" makes of a speaker's stance.
func opposite(outer, s quads.Stance) quads.Stance {
	switch {
	case outer == quads.Supposes && s == quads.Supposes:
		return quads.Doubts // "does not believe that"
	case outer == quads.Doubts:
		return quads.Supposes // "has no doubt that"
	case outer == quads.Plans && s == quads.Plans:
		return quads.Negated // "does not plan to"
	}
	return quads.Conditional
}

// underMood is what the mood of the cue's own clause makes of what it embeds:
// "would say that", "may have said that".
func underMood(m clause.Mood, s quads.Stance, f *frame) quads.Stance {
	if m == clause.Fact {
		return s
	}
	if f.speaker == Nobody && !f.anonymous { // "may have begun to …"
		switch {
		case m == clause.Hedged:
			return under(quads.Supposes, false, s)
		case m == clause.Planned:
			return under(quads.Plans, false, s)
		}
		return quads.Conditional
	}
	if m == clause.Hedged {
		return under(quads.Supposes, false, s)
	}
	if s == quads.Asserts || s == quads.Supposes {
		return quads.Conditional
	}
	return s
}

// weaken changes what a speaker is said to say where that itself is not
// asserted: "Ankara denied that Berlin had claimed …" leaves nobody who
// claims.
func weaken(v *Voice, f *frame, m clause.Mood) {
	s := under(f.stance, f.negated, quads.Asserts)
	if m == clause.Hedged && s == quads.Asserts {
		s = quads.Supposes
	} else if m != clause.Fact && s == quads.Asserts {
		s = quads.Conditional
	}
	switch s {
	case quads.Asserts:
		if f.anonymous && f.stance != quads.Asserts && v.Stance == quads.Asserts {
			v.Stance = quads.Supposes
		}
	case quads.Supposes:
		if v.Stance == quads.Asserts {
			v.Stance = quads.Supposes
		}
	case quads.Warns:
	default:
		v.Speaker, v.Stance, v.Over = Nobody, quads.Conditional, nil
	}
}
