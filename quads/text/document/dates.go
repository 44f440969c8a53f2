package document

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// months by the first three letters of their names.
var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
	"oct": 10, "nov": 11, "dec": 12}

var monthNames = set(`jan january feb february mar march apr april may jun june jul july aug august sep sept september oct
	october nov november dec december`)

// besides are the words that stand beside a date in a line that is nothing else.
var besides = set(`published updated posted on at date last modified created first monday tuesday wednesday thursday friday
	saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm a.m p.m gmt utc bst cet cest est edt pst pdt et the of
	time edition issue st nd rd th hours hrs h`)

// dateLine reads a line that says nothing but when it was published, and maybe
// where: "Published: Friday, 22 March 2024, 14:05 GMT".
func dateLine(text string) (edtf string, ok bool) {
	if len(text) > 80 {
		return "", false
	}
	for _, sep := range []string{"|", "•", "·"} { // the first of "22 March 2024 | Updated …"
		text, _, _ = strings.Cut(text, sep)
	}
	return dateOf(text, true)
}

// dateOf finds a full date in text: 2024-03-22, 22 March 2024, March 22, 2024.
// Where alone is set, nothing else may stand there. Dates of numbers alone,
// 03/04/2024, are not read: nobody knows which is the month.
func dateOf(text string, alone bool) (edtf string, ok bool) {
	var year, month, day int
	fields := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ':' || r == '(' || r == ')' })
	if len(fields) > 24 {
		return "", false
	}
	for _, field := range fields {
		word := strings.ToLower(strings.Trim(field, "."))
		if date, isISO := isoDate(field); isISO && year == 0 {
			return date, true
		}
		number, isNumber := ordinal(word)
		switch {
		case monthNames[word] && month == 0:
			month = months[word[:3]]
		case isNumber && number >= 1000 && number < 3000 && year == 0 && len(word) == 4:
			year = number
		case isNumber && number >= 1 && number <= 31 && day == 0 && year == 0:
			day = number
		case isNumber, besides[word], word == "", word == "-", word == "–", word == "/":
		case alone:
			return "", false
		}
	}
	if year == 0 || month == 0 {
		return "", false
	}
	if day == 0 {
		return fmt.Sprintf("%04d-%02d", year, month), true
	}
	return checked(year, month, day)
}

// ordinal reads 22, 22nd, and 14 of 14:05.
func ordinal(word string) (int, bool) {
	digits := strings.TrimRight(word, "stndrh")
	if len(digits) == 0 || len(digits) > 4 || len(word)-len(digits) != 0 && len(word)-len(digits) != 2 {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0
}

// isoDate reads a date as computers write it, with or without a time: the date
// is that of the time zone it is given in.
func isoDate(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) < 10 || text[4] != '-' || text[7] != '-' || len(text) > 10 && strings.IndexByte("T t", text[10]) < 0 {
		return "", false
	}
	t, err := time.Parse(time.DateOnly, text[:10])
	if err != nil || t.Year() < 1000 {
		return "", false
	}
	return text[:10], true
}

// machineDate reads the date in a page's metadata.
func machineDate(text string) string {
	text = oneLine(text)
	if len(text) > 80 {
		return ""
	}
	if date, ok := isoDate(text); ok {
		return date
	}
	if len(text) == 8 {
		if t, err := time.Parse("20060102", text); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	date, _ := dateOf(text, false)
	return date
}

func checked(year, month, day int) (string, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return "", false
	}
	return t.Format(time.DateOnly), true
}
