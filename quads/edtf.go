package quads

import (
	"cmp"
	"errors"
	"strings"
	"time"
)

// Extended Date/Time Format (ISO 8601-2:2019, levels 0 and 1, in the Library
// of Congress's profile): qualified dates 2015~ 2024? 2024-03-22%, unspecified
// digits 201X 20XX 2024-XX 2024-03-XX 2024-XX-XX, seasons 2024-21 … 2024-24,
// long years Y17000, and intervals of these, open (..) or unknown (nothing) at
// one end.
//
// What they mean in a comparison is a stretch of time:
//   - "~", "?" and "%" widen a date by one unit of its own precision on either
//     side: 2015~ is 2014 to 2016, 2024-03-22~ the 21st to the 23rd;
//   - unspecified digits are all that they can be: 201X is 2010 to 2019;
//   - a season is anywhere in its year, for which hemisphere is meant is not
//     said; winter (24) runs to the end of the following February;
//   - an interval runs from the first instant of its start to the last of its
//     end; an open or unknown end is infinitely far.

// errBackwards is what is wrong with 2024/2023 and with 60..40.
var errBackwards = errors.New("it ends before it begins")

// parseEDTF reads the lexical form of an EDTF literal. form is false for
// anything else; err says why a date of that form does not exist.
func parseEDTF(s string) (m moment, form bool, err error) {
	from, to, isInterval := strings.Cut(s, "/")
	if !isInterval {
		if strings.Contains(s, "T") {
			return parseDateTime(s)
		}
		return parseEDTFDate(s)
	}
	if isOpen(from) && isOpen(to) {
		return m, false, nil
	}
	first, form1, err1 := parseEDTFEnd(from)
	last, form2, err2 := parseEDTFEnd(to)
	if !form1 || !form2 {
		return m, false, nil
	}
	if err := cmp.Or(err1, err2); err != nil {
		return m, true, err
	}
	m = moment{interval: interval[time.Time]{lo: first.lo, hi: last.hi}}
	if isOpen(from) {
		m.lo = bound[time.Time]{inf: -1, open: true}
	}
	if isOpen(to) {
		m.hi = bound[time.Time]{inf: 1, open: true}
	}
	if m.hi.compare(m.lo) <= 0 {
		return m, true, errBackwards
	}
	return m, true, nil
}

func isOpen(end string) bool { return end == "" || end == ".." }

// parseEDTFEnd reads one end of an interval.
func parseEDTFEnd(s string) (m moment, form bool, err error) {
	if isOpen(s) {
		return m, true, nil
	}
	return parseEDTFDate(s)
}

// parseEDTFDate reads a single date with its qualifier.
func parseEDTFDate(s string) (m moment, form bool, err error) {
	core := strings.TrimRight(s, "?~%")
	if len(s)-len(core) > 1 {
		return m, false, nil
	}
	e, form, err := parseEDTFCore(core)
	if !form || err != nil {
		return m, form, err
	}
	if len(core) < len(s) {
		e.from = e.from.AddDate(-e.years, -e.months, -e.days)
		e.to = e.to.AddDate(e.years, e.months, e.days)
		e.vague = true
	}
	m = stretch(e.from, e.to)
	m.exact = !e.vague
	return m, true, nil
}

// extent is an EDTF date without qualifier: its stretch and its unit.
type extent struct {
	from, to            time.Time
	years, months, days int
	vague               bool // bounds an unknown date
}

func extentOf(c civil) extent {
	e := extent{from: c.start(), to: c.end()}
	e.years, e.months, e.days = c.unit()
	return e
}

func parseEDTFCore(s string) (e extent, form bool, err error) {
	switch {
	case strings.HasPrefix(s, "Y"):
		year, rest, ok := cutYear(s[1:])
		digits := len(strings.TrimPrefix(s[1:], "-"))
		return extentOf(civil{year: year}), ok && rest == "" && digits > 4, nil
	case strings.Contains(s, "X"):
		return parseUnspecified(s)
	}
	year, rest, ok := cutYear(s)
	if !ok || len(strings.TrimPrefix(s, "-"))-len(rest) != 4 {
		return e, false, nil // a longer year is written with Y
	}
	parts := 1 + strings.Count(rest, "-")
	c, rest, ok := cutCivil(s, min(parts, 3))
	if !ok || rest != "" {
		return e, false, nil
	}
	if parts == 2 && 21 <= c.month && c.month <= 24 {
		return season(year, c.month), true, nil
	}
	return extentOf(c), true, c.check(parts)
}

// season is one of 21 (spring) to 24 (winter).
func season(year, number int) extent {
	e := extent{from: civil{year: year}.start(), to: civil{year: year}.end(), months: 3, vague: true}
	if number == 24 {
		e.to = e.to.AddDate(0, 2, 0)
	}
	return e
}

// parseUnspecified reads a date whose last digits, or parts, are X.
func parseUnspecified(s string) (e extent, form bool, err error) {
	for _, tail := range []string{"-XX-XX", "-XX"} {
		known, ok := strings.CutSuffix(s, tail)
		if !ok {
			continue
		}
		e, form, err = parseEDTFCore(known)
		if strings.Contains(known, "X") || form && (e.years == 0 && tail == "-XX-XX" || e.vague || e.days > 0) {
			return e, false, nil
		}
		e.vague = true
		return e, form, err
	}
	known := strings.TrimRight(s, "X")
	unknown := len(s) - len(known)
	if digits := strings.TrimPrefix(known, "-"); unknown > 2 || len(digits)+unknown != 4 {
		return e, false, nil
	}
	// The years that end in zeros and in nines are the ends of the stretch.
	zeros, rest, ok := cutYear(known + "00"[:unknown])
	if !ok || rest != "" {
		return e, false, nil
	}
	span := []int{1, 10, 100}[unknown]
	first, last := zeros, zeros+span-1
	if s[0] == '-' {
		first, last = zeros-span+1, zeros
	}
	return extent{from: civil{year: first}.start(), to: civil{year: last}.end(), years: span, vague: true}, true, nil
}
