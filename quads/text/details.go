package text

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// details are the other arguments of a clause, as far as they have terms.
func (b *builder) details(f *frame) []Detail {
	var out []Detail
	for _, a := range f.details {
		predicate := a.Case
		if v, ok := b.entities.Value(f.sentence, a.Head); ok && isDate(v.Datatype) {
			predicate = "when"
		}
		switch a.Role {
		case clause.When:
			predicate = "when"
		case clause.Where:
			predicate = "where"
		case clause.Agent:
			predicate = "by"
		case clause.Complement:
			predicate = "as"
		case clause.Recipient:
			predicate = "to"
		}
		name, err := quads.Normal(strings.ToLower(predicate))
		if err != nil || predicate == "" || compares[name] && name != "as" {
			continue
		}
		value, ok := b.detailValue(f, a)
		if ok {
			out = append(out, Detail{b.names.IRI(name), value})
		}
	}
	return out
}

func isDate(datatype quad.IRI) bool {
	switch datatype {
	case quads.XSDDate, quads.XSDTime, quads.XSDMonth, quads.XSDYear, quads.EDTF, quads.XSD + "gMonthDay":
		return true
	}
	return false
}

// detailValue is a detail's term; a time that is no date is its words.
func (b *builder) detailValue(f *frame, a *clause.Argument) (quad.Value, bool) {
	if a.Role == clause.When {
		if v, ok := b.entities.Value(f.sentence, a.Head); ok {
			return v.Literal(b.names), true
		}
		if b.tree(f).Words[a.Head].UPOS == "ADV" {
			return nil, false // "finally", "now"
		}
		words := strings.TrimSpace(b.wordsOf(f, a))
		return quad.String(words), words != ""
	}
	if emptyNouns[strings.ToLower(b.tree(f).Words[a.Head].Text)] {
		return nil, false // "for its part"
	}
	t, reason := b.thing(f.sentence, a.Head)
	return t.value, reason == "" && t.value != nil
}

// wordsOf is an argument as it stands in the text.
func (b *builder) wordsOf(f *frame, a *clause.Argument) string {
	if len(a.Words) == 0 {
		return ""
	}
	words := b.tree(f).Words
	return b.text[words[a.Words[0]].Start:words[a.Words[len(a.Words)-1]].End]
}

// quote is where the words of a clause stand, from the first to the last.
func (b *builder) quote(f *frame) Span {
	c, words := b.clauseOf(f), b.tree(f).Words
	span := Span{words[c.Head].Start, words[c.Head].End}
	widen := func(indices []int) {
		if len(indices) == 0 {
			return
		}
		span.Start = min(span.Start, words[indices[0]].Start)
		span.End = max(span.End, words[indices[len(indices)-1]].End)
	}
	widen(c.Relation)
	widen(c.Hedge)
	if c.Subject != nil {
		widen(c.Subject.Words)
	}
	for i := range c.Args {
		if c.Args[i].Clause < 0 || c.Args[i].Role != clause.Content {
			widen(c.Args[i].Words)
		}
	}
	return b.withPreposition(span, c, words)
}

// withPreposition puts the preposition of the argument that a quote begins with
// before it.
func (b *builder) withPreposition(span Span, c *clause.Clause, words []syntax.Word) Span {
	for i := range c.Args {
		a := &c.Args[i]
		if a.Case == "" || len(a.Words) == 0 || words[a.Words[0]].Start != span.Start {
			continue
		}
		for w := a.Words[0] - 1; w >= 0 && (words[w].UPOS == "ADP" || words[w].Relation == "fixed"); w-- {
			span.Start = words[w].Start
		}
		break
	}
	return span
}
