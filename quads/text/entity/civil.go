package entity

import (
	"strconv"
	"strings"
	"time"

	"quipu/quads"
)

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
	"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

// readCivil reads a date that names its day, month or year: "22 March 2024",
// "March 22nd, 2024", "last Friday, 22 March", "August 2021", "2015",
// "2024-03-22".
func (c *calendar) readCivil(i int) (civil, int) {
	t := c.t
	at := i
	if w := t.at(at); w == "last" || w == "this" {
		at++
	}
	if _, ok := weekdays[t.at(at)]; ok {
		at++
		if t.at(at) == "," {
			at++
		}
		if t.at(at) == "the" {
			at++
		}
		if d, end := c.readDay(at); end > at && d.day > 0 {
			return d, end
		}
		return civil{}, i
	}
	return c.readDay(i)
}

// readDay reads a date without a weekday.
func (c *calendar) readDay(i int) (civil, int) {
	t := c.t
	if i >= len(t.words) {
		return civil{}, i
	}
	if d, end := t.isoDate(i); end > i {
		return d, end
	}
	if day, ok := dayOf(t.lower[i]); ok {
		at := i + 1
		if t.at(at) == "of" {
			at++
		}
		if m := c.month(at); m > 0 {
			return c.readYear(civil{month: m, day: day}, at+1)
		}
	}
	if m := c.month(i); m > 0 {
		if day, ok := dayOf(t.at(i + 1)); ok {
			return c.readYear(civil{month: m, day: day}, i+2)
		}
		d, end := c.readYear(civil{month: m}, i+1)
		if end > i+1 || c.isTime(i) {
			return d, end
		}
		return civil{}, i
	}
	if y, ok := c.year(i); ok && c.isYear(i) {
		return civil{year: y}, i + 1
	}
	return civil{}, i
}

// month reads a month written large: "may" is a verb, and "March" one at the
// beginning of a sentence may be too.
func (c *calendar) month(i int) int {
	m := months[c.t.at(i)]
	if m == 0 || !isCapital(c.t.words[i].Text) || c.t.words[i].UPOS == "AUX" || c.t.words[i].UPOS == "VERB" {
		return 0
	}
	return m
}

// isTime reports whether a month alone is a time: it stands behind a
// preposition or "last". April may be a person.
func (c *calendar) isTime(i int) bool {
	switch c.t.at(i - 1) {
	case "in", "since", "until", "till", "by", "during", "last", "next", "this", "early", "late", "mid", "of", "-", "from", "to", "and", "between", "before", "after":
		return true
	}
	return false
}

// readYear reads the year behind a day or month: ", 2024" or "2024".
func (c *calendar) readYear(d civil, at int) (civil, int) {
	if y, ok := c.year(at); ok {
		d.year = y
		return d, at + 1
	}
	if c.t.at(at) == "," && d.day > 0 {
		if y, ok := c.year(at + 1); ok {
			d.year = y
			return d, at + 2
		}
	}
	return d, at
}

// isYear reports whether four digits are a year and count nothing.
func (c *calendar) isYear(i int) bool {
	t := c.t
	if w := &t.words[i]; t.relation(i) == "nummod" && w.Head > i && w.Head == i+1 && t.words[w.Head].XPOS == "NNS" {
		return false
	}
	switch t.at(i - 1) {
	case "in", "since", "until", "till", "by", "from", "during", "of", "around", "about", "before", "after", "early",
		"mid", "late", "between", "and", "to", "year", "circa", "the", "-", "approximately", "for":
		return t.words[i].Head < i || t.words[i].Head > i+2 || t.relation(i) != "nummod"
	case "(":
		return t.at(i+1) == ")" || t.at(i+1) == "-" || t.at(i+1) == "–"
	}
	return strings.HasSuffix(t.words[i].Relation, "unmarked") || strings.HasSuffix(t.words[i].Relation, "tmod")
}

// dayOf reads 22, 22nd.
func dayOf(w string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, suffix)
	}
	if len(w) > 2 || !isDigits(w) {
		return 0, false
	}
	d, _ := strconv.Atoi(w)
	return d, d >= 1 && d <= 31
}

// isoDate reads 2024-03-22, which may be one word or five.
func (t *tree) isoDate(i int) (civil, int) {
	w, end := t.lower[i], i+1
	if len(w) == 4 && isDigits(w) && i+4 < len(t.words) && t.lower[i+1] == "-" && t.lower[i+3] == "-" && t.glued(i) && t.glued(i+3) {
		w, end = w+"-"+t.lower[i+2]+"-"+t.lower[i+4], i+5
	}
	at, err := time.Parse("2006-01-02", w)
	if err != nil {
		return civil{}, i
	}
	return civil{at.Year(), int(at.Month()), at.Day()}, end
}

const noDate = "the document has no date to count from"

// readRelative reads times that are counted from the document's date:
// "yesterday", "on Friday", "last week", "two weeks earlier", "a year ago".
func (c *calendar) readRelative(i int) (int, found) {
	t := c.t
	w := t.lower[i]
	switch w {
	case "today", "tonight":
		return i + 1, c.dayAfter(0)
	case "yesterday":
		return i + 1, c.dayAfter(-1)
	case "tomorrow":
		return i + 1, c.dayAfter(1)
	}
	which := 0
	at := i
	switch w {
	case "last", "past", "previous":
		which, at = -1, i+1
	case "next", "coming":
		which, at = 1, i+1
	case "this":
		at = i + 1
	}
	if day, ok := weekdays[t.at(at)]; ok {
		return at + 1, c.weekday(day, which)
	}
	if at > i {
		switch t.at(at) {
		case "week", "month", "year":
			return at + 1, c.unit(t.lower[at], which)
		}
		if m := c.month(at); m > 0 && which <= 0 {
			return at + 1, c.literal(civil{month: m})
		}
		return i, found{}
	}
	return c.readAgo(i)
}

func (c *calendar) dayAfter(days int) found {
	if c.precise < 3 {
		return found{report: noDate}
	}
	return c.day(c.published.AddDate(0, 0, days))
}

func (c *calendar) day(at time.Time) found {
	c.last = at
	return found{lexical: at.Format("2006-01-02"), datatype: quads.XSDDate}
}

// weekday is the one before the document's day, or that day itself; of what
// is to come the one after it. "Last Friday", said on a Friday, is a week ago.
func (c *calendar) weekday(day, which int) found {
	if c.precise < 3 {
		return found{report: noDate}
	}
	back := (int(c.published.Weekday()) - day + 7) % 7
	switch {
	case which > 0 || which == 0 && c.future && back > 0:
		return c.day(c.published.AddDate(0, 0, 7-back))
	case which < 0 && back == 0:
		back = 7
	}
	return c.day(c.published.AddDate(0, 0, -back))
}

// unit is the week, month or year before, of or after the document's date.
func (c *calendar) unit(unit string, which int) found {
	at := c.published
	switch {
	case unit == "year" && c.precise >= 1:
		return found{lexical: at.AddDate(which, 0, 0).Format("2006"), datatype: quads.XSDYear}
	case unit == "month" && c.precise >= 2:
		first := time.Date(at.Year(), at.Month()+time.Month(which), 1, 0, 0, 0, 0, time.UTC)
		return found{lexical: first.Format("2006-01"), datatype: quads.XSDMonth}
	case unit == "week" && c.precise >= 3:
		monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7+7*which)
		return found{lexical: monday.Format("2006-01-02") + "/" + monday.AddDate(0, 0, 6).Format("2006-01-02"), datatype: quads.EDTF}
	}
	return found{report: noDate}
}

// readAgo reads "two weeks ago" from the document's date and "two weeks
// earlier" from the last day that the text named.
func (c *calendar) readAgo(i int) (int, found) {
	t := c.t
	n, ok := smallNumber(t.lower[i])
	if !ok || n > 1000 || t.at(i+2) == "" {
		return i, found{}
	}
	from, sign := c.published, -1
	switch t.lower[i+2] {
	case "ago":
	case "earlier", "before":
		from = c.last
	case "later", "afterwards":
		from, sign = c.last, 1
	default:
		return i, found{}
	}
	unit := strings.TrimSuffix(t.lower[i+1], "s")
	if unit != "day" && unit != "week" && unit != "month" && unit != "year" {
		return i, found{}
	}
	switch {
	case from.IsZero() || t.lower[i+2] == "ago" && c.precise < 3 && unit != "year":
		return i + 3, found{report: noDate}
	case unit == "day":
		at := from.AddDate(0, 0, sign*n)
		return i + 3, found{lexical: at.Format("2006-01-02"), datatype: quads.XSDDate}
	case unit == "week":
		return i + 3, found{lexical: from.AddDate(0, 0, 7*sign*n).Format("2006-01-02") + "~", datatype: quads.EDTF}
	case unit == "month":
		first := time.Date(from.Year(), from.Month()+time.Month(sign*n), 1, 0, 0, 0, 0, time.UTC)
		return i + 3, found{lexical: first.Format("2006-01") + "~", datatype: quads.EDTF}
	}
	return i + 3, found{lexical: from.AddDate(sign*n, 0, 0).Format("2006") + "~", datatype: quads.EDTF}
}
