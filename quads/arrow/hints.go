package arrow

import "strings"

// clauseHints say how a clause goes on, for a clause word that nothing makes
// one, and what stands for those of other languages.
var clauseHints = map[string]string{
	"where":    "a condition on variables follows it: where ?n > 3",
	"select":   "variables follow it: select ?who, count(?what) as ?n; without select all are shown",
	"order":    "variables follow it: order by ?who, ?n desc",
	"limit":    "a number follows it: limit 3",
	"offset":   "a number follows it: offset 3",
	"max":      "a number follows it: max 4",
	"via":      "predicates in brackets follow it: via (accuses|denies)",
	"not":      "patterns in braces follow it: not { … }",
	"optional": "patterns in braces follow it: optional { … }",
	"either":   "patterns in braces follow it: either { … } or { … }",
	"values":   "a variable and braces follow it: values ?x {A, B}",
	"without":  "a source follows it: without @ Reuters",
	"group":    "the plain variables of select group: select ?who, count(?what) as ?n",
	"having":   "where can ask about a column too: select ?who, count(?what) as ?n where ?n > 1",
	"filter":   "a condition is written where ?n > 3",
}

// clauseHint is the hint for a clause word at pos; "" where there is none.
func (p *parser) clauseHint() string {
	word := firstWord(p.text[p.pos:])
	lower := strings.ToLower(word)
	hint := clauseHints[lower]
	if hint != "" && word != lower {
		return "a clause word is lower case: " + lower
	}
	return hint
}

// hintAfter says what to do about what stands behind a complete item.
func (p *parser) hintAfter(last Item) string {
	if hint := p.clauseHint(); hint != "" {
		return hint
	}
	c := p.peek()
	switch last.(type) {
	case *Where:
		switch {
		case p.exprWord(p.pos) != "":
			return "within a condition, a name with and, or, contains, … is written in quotes"
		case c != '.' && c != '@' && !p.atArrow():
			return "a comparison is = != < <= > >= contains, starts with or matches"
		}
	case *Select, *OrderBy:
		if c == '?' {
			return "a ',' stands between two variables"
		}
	case *Walk:
		if c == '?' {
			return "a walk asks without it"
		}
	case *Operator:
		switch c {
		case ',':
			return "several names stand in braces: {A, B}; a name with a ',' is written in quotes"
		case '?':
			return "it asks without it"
		}
	}
	switch {
	case p.exprWord(p.pos) != "":
		return "patterns are joined by a new line or ' . '; a name with and, or, contains, … is written in quotes"
	case p.atArrow():
		return "a name that begins with a clause word is written in quotes"
	case c == '.':
		return "a full stop ends a statement only behind a space"
	case c == '"':
		return "exact words stand behind a label: @ Source \"…\""
	case c == '@' && strings.HasSuffix(p.text[:p.pos], "\" "):
		return "a language touches its quote: \"…\"@en; a label's @ stands between spaces"
	case c == '@':
		return "a label's @ stands between spaces"
	case c != 0 && strings.IndexByte("{}[]|<>()", c) >= 0:
		return "a name with '" + string(c) + "' is written in quotes"
	case p.standsFree("/"):
		return "a name with / is written in quotes, or without spaces"
	case p.atWalk():
		return "a walk has one entity on either side, or several in braces: {A, B} ~ {C, D}"
	}
	return "statements are separated by a new line or ' . '"
}

// failSearch is the error of contains(a, b), and of its like, on the line from
// start: it is written a contains b. There is none if the line has no such
// call.
func (p *parser) failSearch(start int) {
	line, _, _ := strings.Cut(p.text[start:], "\n")
	for _, op := range []string{"contains", "starts with", "matches"} {
		before, args, ok := strings.Cut(line, op+"(")
		if !ok {
			continue
		}
		left, right := "?n", `"…"`
		if a, b, ok := strings.Cut(args[:strings.LastIndexByte(args, ')')+1], ","); ok {
			left, right = strings.TrimSpace(a), strings.TrimSpace(strings.TrimSuffix(b, ")"))
		}
		p.fail(start+len(before), "'"+op+"' is no function", "", "write "+shorten(left+" "+op+" "+right))
		return
	}
}

// noArrow is the error of a subject, ending at end, that nothing follows.
func (p *parser) noArrow(subject Term, end int) {
	hint := "a statement is A → predicate → B"
	name, isName := subject.(Name)
	switch {
	case p.peek() == ';':
		hint = "nothing stands before the ;"
	case strings.Contains(p.text[end:p.pos], "#"):
		hint = "a # behind a space begins a comment; a name with it is written in quotes"
	case isName && p.peek() == '"':
		hint = "a text stands only as object"
	case isName && clauseHints[name.Text] != "":
		hint = clauseHints[name.Text]
	case isName && strings.HasPrefix(name.Text, "without "):
		hint = clauseHints["without"]
	case isName && isOperator(strings.ToLower(firstWord(name.Text))):
		hint = "an operator is lower case: " + strings.ToLower(firstWord(name.Text))
	case isName && strings.Contains(name.Text, "~"):
		hint = "a walk's ~ stands between spaces: A ~ B"
	}
	p.unexpected("'→' or '~'", hint)
}

// behindComment reports whether the last line before pos has a comment.
func (p *parser) behindComment() bool {
	before := strings.TrimSpace(p.text[:p.pos])
	return strings.Contains(before[strings.LastIndexByte(before, '\n')+1:], " #")
}
