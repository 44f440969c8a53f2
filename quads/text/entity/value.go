package entity

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A Value is a date or a number of a text.
type Value struct {
	Sentence int    // index of the sentence
	Head     int    // index of the word that the others hang from
	Words    []int  // indices of its words, ascending, without preposition
	Lexical  string // 2024-03-22, --03-22, 2015~, 130, >130, 40..60
	Datatype quad.IRI
	// Report says what could not be known, "" where nothing: "\"22 March\": no
	// year is said, and the document has no date".
	Report string
}

// Datatypes of XSD that only dates without a year have.
const (
	monthDay = quad.IRI(quads.XSD + "gMonthDay")
	month    = quad.IRI(quads.XSD + "gMonth")
)

// Literal is the value as a term. The datatype of ranges belongs to a base
// namespace.
func (v *Value) Literal(names *quads.Names) quad.Value {
	if v.Datatype == "" {
		return quads.Literal(v.Lexical, names.RangeType())
	}
	return quads.Literal(v.Lexical, v.Datatype)
}

// isDate reports whether the value is a time.
func (v *Value) isDate() bool {
	switch v.Datatype {
	case quads.XSDDate, quads.XSDMonth, quads.XSDYear, quads.EDTF, monthDay, month:
		return true
	}
	return false
}

// readValues finds the dates and numbers of all sentences.
func (r *resolver) readValues(published string) {
	c := newCalendar(published)
	for s := range r.sentences {
		t := &r.tree
		t.read(r.sentences[s].Tree.Words)
		c.t, c.future = t, t.isFuture()
		for i := 0; i < len(t.words); {
			r.steps++
			if end, m := c.read(i); end > i {
				r.addValue(s, i, end, m)
				i = end
			} else if end, n := readNumber(t, i); end > i {
				r.addValue(s, i, end, n)
				i = end
			} else {
				i++
			}
		}
	}
}

// found is a value without its place. Without a lexical form it stays words,
// and the report says why.
type found struct {
	lexical  string
	datatype quad.IRI
	report   string
}

func (r *resolver) addValue(s, from, end int, f found) {
	t := &r.tree
	d := r.document
	v := Value{Sentence: s, Head: from, Lexical: f.lexical, Datatype: f.datatype, Report: f.report}
	for i := from; i < end; i++ {
		v.Words = append(v.Words, i)
	}
	if v.Report != "" {
		v.Report = fmt.Sprintf("%q: %s", t.spell(v.Words), v.Report)
	}
	for i := from; i < end; i++ {
		if h := t.head(i); h < from || h >= end {
			v.Head = i
			break
		}
	}
	if f.lexical == "" {
		d.Vague = append(d.Vague, v)
		for i := from; i < end; i++ {
			d.at.values[d.at.first[s]+i] = -1
		}
		return
	}
	d.Values = append(d.Values, v)
	for i := from; i < end; i++ {
		d.at.values[d.at.first[s]+i] = int32(len(d.Values))
	}
}

// isFuture reports whether a sentence speaks of what is to come: "on Friday"
// is then the next.
func (t *tree) isFuture() bool {
	for i := range t.words {
		if t.words[i].UPOS == "AUX" && (t.lower[i] == "will" || t.lower[i] == "'ll" || t.lower[i] == "wo") {
			return true
		}
	}
	return false
}
