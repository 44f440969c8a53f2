package entity

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"quipu/quads"
)

// calendar reads the times of a text and counts the relative ones from the
// document's date.
type calendar struct {
	t         *tree
	future    bool      // the sentence speaks of what is to come
	published time.Time // zero if nobody knows
	precise   int       // of published: 3 to the day, 2 to the month, 1 to the year, 0 unknown
	last      time.Time // the last day that the text named, for "two weeks earlier"
}

func newCalendar(published string) *calendar {
	c := &calendar{}
	for parts, layout := range []string{"", "2006", "2006-01", "2006-01-02"} {
		if layout == "" {
			continue
		}
		if at, err := time.Parse(layout, strings.TrimRight(published, "~?%")); err == nil {
			c.published, c.precise = at, parts
		}
	}
	if day, _, ok := strings.Cut(published, "T"); ok {
		if at, err := time.Parse("2006-01-02", day); err == nil {
			c.published, c.precise = at, 3
		}
	}
	return c
}

// civil is a date as a text tells it: 0 for what it leaves out.
type civil struct{ year, month, day int }

// read reads the time that begins at a word; end is the word itself where
// there is none.
func (c *calendar) read(i int) (end int, f found) {
	if w := c.t.lower[i]; !startsDigit(w) && !beginnings()[w] && !strings.HasPrefix(w, "mid-") {
		return i, f
	}
	if end, f = c.readQualified(i); end > i {
		return end, f
	}
	d, end := c.readCivil(i)
	if end == i {
		return c.readRelative(i)
	}
	if f = c.literal(d); f.lexical == "" && f.report == "" {
		return i, f
	}
	return end, c.bounded(i, f)
}

// beginnings are the words, not of digits, that a time may begin with.
var beginnings = sync.OnceValue(func() map[string]bool {
	all := fields("last past previous next coming this today tonight yesterday tomorrow between from a an")
	for _, list := range []map[string]int{months, weekdays, parts, seasons, units} {
		for w := range list {
			all[w] = true
		}
	}
	for w := range about {
		all[w] = true
	}
	return all
})

// bounded makes an interval of a time that "since" or "until" stands before,
// and of an approximate one.
func (c *calendar) bounded(i int, f found) found {
	if f.lexical == "" || f.datatype == monthDay || f.datatype == month || strings.ContainsRune(f.lexical, '/') {
		return f
	}
	switch c.t.at(i - 1) {
	case "since", "after":
		f.lexical, f.datatype = f.lexical+"/..", quads.EDTF
	case "until", "till", "before":
		f.lexical, f.datatype = "../"+f.lexical, quads.EDTF
	}
	return f
}

// readQualified reads "around 2015", "early March 2024", "the beginning of
// March", "between 2010 and 2015", "the 1990s".
func (c *calendar) readQualified(i int) (int, found) {
	t := c.t
	switch w := t.lower[i]; {
	case about[w] && i+1 < len(t.words):
		d, end := c.readCivil(i + 1)
		if end > i+1 && d.year > 0 {
			f := c.literal(d)
			f.lexical, f.datatype = f.lexical+"~", quads.EDTF
			return end, f
		}
	case parts[w] != 0:
		at := i + 1
		if t.at(at) == "of" {
			at++
		} else if w == "beginning" || w == "end" || w == "start" || w == "middle" {
			return i, found{}
		}
		if t.at(at) == "-" {
			at++ // mid-March
		}
		if at < len(t.words) {
			if d, end := c.readCivil(at); end > at && d.day == 0 {
				return end, c.part(d, parts[w])
			}
		}
	case strings.HasPrefix(w, "mid-"):
		if m := months[w[len("mid-"):]]; m != 0 {
			d := civil{month: m}
			end := i + 1
			if y, ok := c.year(end); ok {
				d.year, end = y, end+1
			}
			return end, c.part(d, 2)
		}
	case w == "between" || w == "from":
		return c.readSpan(i)
	case len(w) == 5 && strings.HasSuffix(w, "0s") && isDigits(w[:4]):
		return i + 1, found{lexical: w[:3] + "X", datatype: quads.EDTF}
	case seasons[w] != 0:
		at := i + 1
		if t.at(at) == "of" {
			at++
		}
		if y, ok := c.year(at); ok {
			return at + 1, found{lexical: fmt.Sprintf("%04d-%d", y, seasons[w]), datatype: quads.EDTF}
		}
	}
	return i, found{}
}

var about = fields("around about approximately circa roughly c. ca.")

// parts say which third of a month or year is meant.
var parts = map[string]int{"early": 1, "beginning": 1, "start": 1, "mid": 2, "middle": 2, "late": 3, "end": 3}

var seasons = map[string]int{"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

// readSpan reads "between 2010 and 2015", "from March to May 2024". The word
// before the first date belongs to it.
func (c *calendar) readSpan(i int) (int, found) {
	t := c.t
	if i+1 >= len(t.words) {
		return i, found{}
	}
	a, mid := c.readCivil(i + 1)
	if mid == i+1 || mid+1 >= len(t.words) || t.lower[mid] != "and" && t.lower[mid] != "to" && t.lower[mid] != "until" {
		return i, found{}
	}
	b, end := c.readCivil(mid + 1)
	if end == mid+1 {
		return i, found{}
	}
	if a.year == 0 {
		a.year = b.year
	}
	x, y := c.literal(a), c.literal(b)
	if x.datatype == monthDay || x.datatype == month || y.datatype == monthDay || y.datatype == month || x.lexical == "" || y.lexical == "" || x.lexical > y.lexical {
		return i, found{}
	}
	return end, found{lexical: x.lexical + "/" + y.lexical, datatype: quads.EDTF}
}

// part is the first, second or last third of a month or year.
func (c *calendar) part(d civil, third int) found {
	d, report := c.complete(d)
	if d.year == 0 {
		return found{report: report}
	}
	if d.month == 0 {
		first := 4*third - 3
		return found{lexical: fmt.Sprintf("%04d-%02d/%04d-%02d", d.year, first, d.year, first+3), datatype: quads.EDTF}
	}
	last := []int{0, 10, 20, daysOf(d.year, d.month)}[third]
	return found{lexical: fmt.Sprintf("%04d-%02d-%02d/%04d-%02d-%02d", d.year, d.month, 10*third-9, d.year, d.month, last), datatype: quads.EDTF}
}

func daysOf(year, month int) int {
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day()
}

// literal is a date as a term, with the year that is nearest to the
// document's date where it has none.
func (c *calendar) literal(d civil) found {
	d, report := c.complete(d)
	switch {
	case d.year == 0 && d.day == 0:
		return found{fmt.Sprintf("--%02d", d.month), month, report}
	case d.year == 0:
		return found{fmt.Sprintf("--%02d-%02d", d.month, d.day), monthDay, report}
	case d.month == 0:
		return found{fmt.Sprintf("%04d", d.year), quads.XSDYear, report}
	case d.day == 0:
		return found{fmt.Sprintf("%04d-%02d", d.year, d.month), quads.XSDMonth, report}
	case d.day > daysOf(d.year, d.month):
		return found{report: fmt.Sprintf("%s %d has no day %d", time.Month(d.month), d.year, d.day)}
	}
	c.last = time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return found{fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day), quads.XSDDate, report}
}

// complete gives a date the year that brings it nearest to the document's
// own; of a document known to the year it is that year.
func (c *calendar) complete(d civil) (civil, string) {
	switch {
	case d.year != 0:
		return d, ""
	case c.precise == 0:
		return d, "no year is said, and the document has no date"
	case c.precise == 1:
		d.year = c.published.Year()
		return d, "the year is that of the document"
	}
	best := time.Duration(0)
	for year := c.published.Year() - 1; year <= c.published.Year()+1; year++ {
		at := time.Date(year, time.Month(d.month), max(d.day, 15*min(1, 1-min(1, d.day))), 0, 0, 0, 0, time.UTC)
		away := at.Sub(c.published).Abs()
		if d.year == 0 || away < best {
			d.year, best = year, away
		}
	}
	return d, ""
}

// year reads a year of four digits.
func (c *calendar) year(i int) (int, bool) {
	w := c.t.at(i)
	if len(w) != 4 || !isDigits(w) {
		return 0, false
	}
	y, _ := strconv.Atoi(w)
	return y, y >= 1000 && y < 2200
}
