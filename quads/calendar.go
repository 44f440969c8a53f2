package quads

import (
	"fmt"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// moment is the stretch of time a date or dateTime stands for, from its first
// instant up to, not including, the first behind it; a dateTime is one
// instant. Without a zone it is told as if in UTC.
type moment struct {
	interval[time.Time]
	zoned bool
}

// zoneDoubt is how far local time can be from UTC (XML Schema 1.1, section
// D.2.1): what an unzoned time is widened by when it meets a zoned one.
const zoneDoubt = 14 * time.Hour

// doubtful returns m as seen from somewhere unknown on earth.
func (m moment) doubtful() moment {
	m.lo.at = m.lo.at.Add(-zoneDoubt)
	m.hi.at = m.hi.at.Add(zoneDoubt)
	m.exact = false
	return m
}

// stretch is the moment from one time up to another.
func stretch(from, to time.Time) moment {
	return moment{interval: interval[time.Time]{
		lo:    bound[time.Time]{at: from},
		hi:    bound[time.Time]{at: to, open: true},
		exact: true,
	}}
}

// momentOf returns the time that a literal of one of XSD's date types, or of
// EDTF, stands for.
func momentOf(lexical string, datatype quad.IRI) (moment, bool) {
	m, form, err := parseMoment(lexical, datatype)
	return m, form && err == nil
}

// parseMoment reads a lexical form. form is false where s has not the form of
// the type; err says why a date of that form does not exist.
func parseMoment(s string, datatype quad.IRI) (m moment, form bool, err error) {
	switch datatype {
	case XSDTime, XSD + "dateTimeStamp":
		m, form, err = parseDateTime(s)
		if datatype != XSDTime && !m.zoned {
			form = false
		}
		return m, form, err
	case XSDDate:
		return parseCalendar(s, 3)
	case XSDMonth:
		return parseCalendar(s, 2)
	case XSDYear:
		return parseCalendar(s, 1)
	case EDTF:
		return parseEDTF(s)
	}
	return m, false, nil
}

// civil is a date of the proleptic Gregorian calendar; month and day are 0
// where it is a year or a month. Year 0 is 1 BC (XML Schema 1.1).
type civil struct{ year, month, day int }

// start is the first instant, end the first behind it.
func (c civil) start() time.Time {
	return time.Date(c.year, time.Month(max(c.month, 1)), max(c.day, 1), 0, 0, 0, 0, time.UTC)
}

func (c civil) end() time.Time {
	y, m, d := c.unit()
	return c.start().AddDate(y, m, d)
}

// unit is the length of the date: a year, a month or a day.
func (c civil) unit() (years, months, days int) {
	switch {
	case c.month == 0:
		return 1, 0, 0
	case c.day == 0:
		return 0, 1, 0
	default:
		return 0, 0, 1
	}
}

// check reports what is impossible about the first parts of c.
func (c civil) check(parts int) error {
	if parts > 1 && (c.month < 1 || c.month > 12) {
		return fmt.Errorf("there is no month %02d", c.month)
	}
	if parts < 3 {
		return nil
	}
	last := civil{year: c.year, month: c.month}.end().AddDate(0, 0, -1).Day()
	if c.day < 1 || c.day > last {
		return fmt.Errorf("%s %d has %d days", time.Month(c.month), c.year, last)
	}
	return nil
}

// cutCivil reads a year and, up to the number of parts, month and day.
func cutCivil(s string, parts int) (c civil, rest string, ok bool) {
	if c.year, rest, ok = cutYear(s); !ok || parts == 1 {
		return c, rest, ok
	}
	if c.month, rest, ok = cutTwo(rest, '-'); !ok || parts == 2 {
		return c, rest, ok
	}
	c.day, rest, ok = cutTwo(rest, '-')
	return c, rest, ok
}

// cutYear reads a year: four digits, or more without leading zeros, with a
// sign for those before 1 BC. Years of more than nine digits are not read:
// they are outside the calendar of package time.
func cutYear(s string) (year int, rest string, ok bool) {
	unsigned := strings.TrimPrefix(s, "-")
	digits, rest := cutDigits(unsigned)
	if len(digits) < 4 || len(digits) > 9 || len(digits) > 4 && digits[0] == '0' {
		return 0, s, false
	}
	for i := 0; i < len(digits); i++ {
		year = year*10 + int(digits[i]-'0')
	}
	if len(unsigned) < len(s) {
		year = -year
	}
	return year, rest, true
}

// cutTwo reads a separator and two digits.
func cutTwo(s string, sep byte) (n int, rest string, ok bool) {
	if len(s) < 3 || s[0] != sep || !isDigit(s[1]) || !isDigit(s[2]) {
		return 0, s, false
	}
	return int(s[1]-'0')*10 + int(s[2]-'0'), s[3:], true
}

// parseCalendar reads gYear (1 part), gYearMonth (2) or date (3), with its
// zone.
func parseCalendar(s string, parts int) (m moment, form bool, err error) {
	c, rest, ok := cutCivil(s, parts)
	if !ok {
		return m, false, nil
	}
	zone, zoned, ok := parseZone(rest)
	if !ok {
		return m, false, nil
	}
	if err := c.check(parts); err != nil {
		return m, true, err
	}
	m = stretch(c.start().Add(-zone), c.end().Add(-zone))
	m.zoned = zoned
	return m, true, nil
}

// parseDateTime reads an xsd:dateTime. Fractions of a second finer than
// nanoseconds are cut off.
func parseDateTime(s string) (m moment, form bool, err error) {
	c, rest, ok := cutCivil(s, 3)
	if !ok {
		return m, false, nil
	}
	hour, rest, ok1 := cutTwo(rest, 'T')
	minute, rest, ok2 := cutTwo(rest, ':')
	second, rest, ok3 := cutTwo(rest, ':')
	if !ok1 || !ok2 || !ok3 {
		return m, false, nil
	}
	nanos := 0
	if strings.HasPrefix(rest, ".") {
		var fraction string
		if fraction, rest = cutDigits(rest[1:]); fraction == "" {
			return m, false, nil
		}
		nanos = nanoseconds(fraction)
	}
	zone, zoned, ok := parseZone(rest)
	if !ok {
		return m, false, nil
	}
	if err := c.check(3); err != nil {
		return m, true, err
	}
	midnight := hour == 24 && minute == 0 && second == 0 && nanos == 0
	if hour > 23 && !midnight || minute > 59 || second > 59 {
		return m, true, fmt.Errorf("a day has no time %02d:%02d:%02d", hour, minute, second)
	}
	at := time.Date(c.year, time.Month(c.month), c.day, hour, minute, second, nanos, time.UTC).Add(-zone)
	return moment{interval: point(at), zoned: zoned}, true, nil
}

func nanoseconds(fraction string) int {
	n := 0
	for i := range 9 {
		n *= 10
		if i < len(fraction) {
			n += int(fraction[i] - '0')
		}
	}
	return n
}

// parseZone reads what may stand behind a date: nothing, Z, +hh:mm, -hh:mm.
func parseZone(s string) (offset time.Duration, zoned, ok bool) {
	switch s {
	case "":
		return 0, false, true
	case "Z":
		return 0, true, true
	}
	if s[0] != '+' && s[0] != '-' {
		return 0, false, false
	}
	hours, rest, ok1 := cutTwo(s, s[0])
	minutes, rest, ok2 := cutTwo(rest, ':')
	if !ok1 || !ok2 || rest != "" || minutes > 59 || hours*60+minutes > 14*60 {
		return 0, false, false
	}
	offset = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true, true
}
