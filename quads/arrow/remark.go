package arrow

import (
	"regexp"
	"strings"
)

// remarkName counts a name that was not in normal form and notes what a
// reader may not have meant.
func (p *parser) remarkName(start int, raw, name string, at place) {
	if raw != name {
		p.block.Changed++
	}
	switch {
	case len(name) < 40 && strings.ContainsAny(name, "0123456789") && dateInWords.MatchString(name):
		p.remark(start, quoteName(name)+" is a name; as a date it is written like 2024-03-22")
	case strings.Contains(name, " @"):
		p.remark(start, "the @ in "+quoteName(name)+" is part of the name; a label's @ stands between spaces")
	case at == inWalk && strings.Contains(name, " via "):
		p.remark(start, "the via in "+quoteName(name)+" is part of the name; as a clause it is written via (…)")
	}
}

func (p *parser) remark(start int, text string) {
	p.block.Remarks = append(p.block.Remarks, Remark{Pos: p.block.src.at(start), Text: text})
}

// dateInWords is a bare name that a person reads as a date: 22 March 2024,
// 22.03.2024, 3/22/2024.
var dateInWords = func() *regexp.Regexp {
	const month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	return regexp.MustCompile(`^(?i:(?:\d{1,2}(?:st|nd|rd|th)? )?` + month + ` \d{4}|` + month + ` \d{1,2}(?:st|nd|rd|th)? \d{4}|\d{1,2}(?:st|nd|rd|th)? ` + month + `|\d{1,2}[./]\d{1,2}[./]\d{4})$`)
}()
