package arrow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyword returns the clause word at i, if what follows makes it one: where,
// select and order by before ?, $, ( or a function; limit, offset and max
// before an integer; via before (; not, optional, either and or before {;
// values before ?; without before a free @.
func (p *parser) keyword(i int) string {
	word := asciiWord(p.text, i)
	end := i + len(word)
	switch word {
	case "where", "select":
		if p.beginsExpr(end, true) {
			return word
		}
	case "order":
		by := afterSpaces(p.text, end)
		if by > end && asciiWord(p.text, by) == "by" && p.beginsExpr(by+2, true) {
			return "order by"
		}
	case "limit", "offset", "max":
		next := afterBlanks(p.text, end, true)
		if n := afterDigits(p.text, next); n > next && next > end && endsInteger(p.text, n) {
			return word
		}
	case "via":
		if next := afterBlanks(p.text, end, true); next < len(p.text) && p.text[next] == '(' {
			return word
		}
	case "not", "optional", "either", "or":
		if next := afterSpaces(p.text, end); next < len(p.text) && p.text[next] == '{' {
			return word
		}
	case "without":
		if beginsWithout(p.text, i) {
			return word
		}
	case "values":
		next := afterSpaces(p.text, end)
		if next > end && strings.HasPrefix(p.text[next:], "?") && isVarStart(p.text[next+1:]) {
			return word
		}
	}
	return ""
}

// asciiWord returns the lower-case word at i; "" where other characters of a
// name follow it.
func asciiWord(text string, i int) string {
	end := i
	for end < len(text) && end-i < 16 && 'a' <= text[end] && text[end] <= 'z' {
		end++
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); end < len(text) && r != '(' && r != ')' && isWordRune(r) {
		return ""
	}
	return text[i:end]
}

func afterDigits(text string, i int) int {
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	return i
}

func endsInteger(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i >= len(text) || !isWordRune(r) || r == ')'
}

// functions are the words that begin an expression where ( touches them.
var functions = map[string]bool{
	"bound": true, "language": true, "type": true,
	"count": true, "sum": true, "min": true, "max": true, "avg": true,
	"sample": true, "list": true,
}

// beginsExpr reports whether an expression begins at i: ?x, $x, ( or a
// function; not and distinct may stand before it.
func (p *parser) beginsExpr(i int, prefix bool) bool {
	next := afterBlanks(p.text, i, true)
	if next >= len(p.text) {
		return false
	}
	switch c := p.text[next]; {
	case c == '(':
		return true
	case next == i:
		return false
	case c == '?' || c == '$':
		return isVarStart(p.text[next+1:])
	}
	word := asciiWord(p.text, next)
	end := next + len(word)
	if prefix && (word == "not" || word == "distinct") {
		return p.beginsExpr(end, false)
	}
	return (functions[word] || word == "desc" || word == "asc") && end < len(p.text) && p.text[end] == '('
}

// isVarStart reports whether a variable's name begins s: with a letter or _.
func isVarStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (r == '_' || unicode.IsLetter(r))
}

func isVarRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// exprWord returns the operator word at i that ends a bare name within an
// expression.
func (p *parser) exprWord(i int) string {
	word := asciiWord(p.text, i)
	switch word {
	case "and", "or", "contains", "matches", "as", "desc", "asc":
		return word
	case "starts":
		with := afterSpaces(p.text, i+len(word))
		if asciiWord(p.text, with) == "with" && with == i+len("starts ") {
			return "starts with"
		}
	}
	return ""
}

// endsInClauseWord reports whether a text ends in a clause word, which would
// take its object from the next line.
func endsInClauseWord(text string) bool {
	words := strings.Fields(text[max(0, len(text)-64):])
	if len(words) == 0 {
		return false
	}
	before := ""
	if len(words) > 1 {
		before = words[len(words)-2]
	}
	switch words[len(words)-1] {
	case "where", "select", "limit", "offset", "max", "via":
		return true
	case "by":
		return before == "order"
	case "distinct":
		return before == "select"
	case "not":
		return before == "where"
	}
	return false
}
