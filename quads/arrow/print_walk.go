package arrow

import "strconv"

func (pr *printer) walk(w *Walk) {
	pr.ends(w.From)
	if w.Directed {
		pr.b.WriteString(" ~> ")
	} else {
		pr.b.WriteString(" ~ ")
	}
	pr.ends(w.To)
	pr.count("max", w.Max)
	switch {
	case w.ViaAny:
		pr.b.WriteString(" via (*)")
	case w.Via != nil:
		pr.b.WriteString(" via (")
		pr.path(w.Via, levelAlt)
		pr.b.WriteByte(')')
	}
	pr.label(w.Label)
	pr.count("limit", w.Limit)
	pr.clause("all shortest", w.AllShortest)
	pr.clause("limit none", w.NoLimit)
	pr.count("cap", w.Cap)
	if w.Since != nil {
		pr.b.WriteString(" since " + pr.date(w.Since))
	}
	if w.Until != nil {
		pr.b.WriteString(" until " + pr.date(w.Until))
	}
	if w.WeightedBy != nil {
		pr.b.WriteString(" weighted by " + pr.term(w.WeightedBy, inWalk))
	}
	pr.clause("by rarity", w.ByRarity)
	pr.clause("avoid hubs", w.AvoidHubs)
	if w.HubLinks > 0 {
		pr.b.WriteString(" " + strconv.Itoa(w.HubLinks))
	}
	pr.count("min origins", w.MinOrigins)
	pr.clause("uncontested", w.Uncontested)
	pr.clause("one source", w.OneSource)
	pr.clause("including denied", w.IncludingDenied)
}

// clause writes the words of a clause, if it was given; count with a number.
func (pr *printer) clause(words string, given bool) {
	if given {
		pr.b.WriteString(" " + words)
	}
}

func (pr *printer) count(word string, n int) {
	if n > 0 {
		pr.b.WriteString(" " + word + " " + strconv.Itoa(n))
	}
}

func (pr *printer) ends(terms []Term) {
	if len(terms) == 1 {
		pr.b.WriteString(pr.term(terms[0], inWalk))
		return
	}
	pr.set(terms, inWalk)
}
