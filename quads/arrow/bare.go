package arrow

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// place is where a term stands. It decides what may stand there and where a
// bare name ends.
type place uint8

const (
	inSubject place = iota
	inPredicate
	inObject
	inLabel
	inWalk   // one end of a walk
	inValues // values ?x {…}
	inExpr   // where, select, order by
	inKey    // @source X { key: value }
	inField  // @source X { key: value }
	inSource // @source NAME
)

// places name the places in messages.
var places = [...]string{
	inSubject: "a subject", inPredicate: "a predicate", inObject: "an object", inLabel: "a source",
	inWalk: "an entity", inValues: "a value", inExpr: "a variable or a value", inKey: "a key",
	inField: "a value", inSource: "a source",
}

// literals reports whether a literal may stand in a place.
func (at place) literals() bool {
	return at == inObject || at == inValues || at == inExpr || at == inField
}

// isWordRune reports whether a character can be part of a bare name. ( and )
// can where they are balanced.
func isWordRune(r rune) bool {
	switch r {
	case '→', '←', ';', '"', '<', '>', '{', '}', '[', ']', '|', ',', '\n':
		return false
	}
	return !unicode.IsSpace(r)
}

// bareTerm reads a bare token: a name, a wildcard, a literal, a prefixed name.
func (p *parser) bareTerm(at place) Term {
	start := p.pos
	p.words(at)
	if p.err != nil {
		return nil
	}
	if p.pos == start {
		p.expected(at)
		return nil
	}
	if at == inPredicate {
		p.unstick(start)
	}
	return p.classify(start, at)
}

// expected is the error that a term is missing at pos.
func (p *parser) expected(at place) {
	if word := p.keyword(p.pos); word != "" {
		p.unexpected(places[at], "a name with these words is written in quotes: '"+word+" …'")
		return
	}
	hint := ""
	switch c := p.peek(); {
	case c == '"' && !at.literals():
		hint = "a literal stands only as object; a name is written in single quotes"
	case c == '(' || c == ')' || c == '^' || c == '!' || c == '#' || c == '.' || c == '@':
		hint = "a name that begins so is written in quotes"
	}
	p.unexpected(places[at], hint)
}

// words moves past the words of a bare name: up to the next token.
func (p *parser) words(at place) {
	start, end, parens := p.pos, p.pos, 0
	for p.pos < len(p.text) && p.err == nil {
		if p.endsName(at, start) {
			break
		}
		wordAt := p.pos
		parens = p.word(at, parens)
		if p.err != nil {
			return
		}
		if p.pos == wordAt {
			break
		}
		end = p.pos
		if p.pos = afterSpaces(p.text, p.pos); p.pos == end {
			break
		}
	}
	if parens > 0 {
		p.fail(start, "a bracket is open in a bare name", "", quoteHint(p.text[start:end]))
		return
	}
	if p.err == nil {
		p.pos = end
	}
}

func afterSpaces(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\n' || !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}

// endsName reports whether the word at pos ends a bare name that began at
// start: it is a token, a comment or a clause.
func (p *parser) endsName(at place, start int) bool {
	switch p.text[p.pos] {
	case '#':
		return true
	case '@', '.', '/', '~', '-', '<':
		for _, token := range []string{"@", ".", "/", "~", "~>", "->", "<-"} {
			if p.standsFree(token) {
				return true
			}
		}
	case '?':
		// A question, or a variable that stands too close.
		return endsWord(p.text, p.pos+1) || isVarStart(p.text[p.pos+1:])
	case '\'':
		if p.pos > start {
			p.fail(p.pos, "a ' at the beginning of a word", "", quoteHint(p.segment(start)))
		}
		return true
	}
	if at == inExpr && p.exprWord(p.pos) != "" {
		return true
	}
	if (at == inWalk || at == inLabel) && p.includingDenied(p.pos) > 0 {
		return true
	}
	word := p.keyword(p.pos)
	if word != "" && p.pos > start && p.inline < 0 {
		p.inline = p.pos
	}
	return word != ""
}

// word moves past one word; parens are those open before it in the name.
func (p *parser) word(at place, parens int) int {
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		switch {
		case r == '>' || r == '<':
			p.checkArrow()
			return parens
		case !isWordRune(r):
			return parens
		case r == '(':
			parens++
		case r == ')':
			if parens == 0 {
				return parens
			}
			parens--
		case r == ':' && at == inKey:
			return parens
		case at == inExpr && (r == '=' || strings.HasPrefix(p.text[p.pos:], "!=")):
			return parens
		case r == '\'' && opensQuote(p.text, p.pos):
			p.fail(p.pos, "a ' behind a sign", "", "write the whole name in quotes, and \\' within them")
			return parens
		}
		p.pos += size
	}
	return parens
}

// checkArrow refuses -> <- ~> within a bare name.
func (p *parser) checkArrow() {
	before, after := p.text[:p.pos], p.text[p.pos+1:]
	inside := strings.HasSuffix(before, "-") || strings.HasSuffix(before, "~")
	if p.text[p.pos] == '<' {
		inside = strings.HasPrefix(after, "-")
	}
	if inside {
		p.fail(p.pos, "an arrow within a word", "", "an arrow stands between spaces: A -> b -> C; a name with it is written in quotes")
	}
}

// unstick gives back the path operator that touches the end of a predicate.
func (p *parser) unstick(start int) {
	raw := p.text[start:p.pos]
	if !strings.HasSuffix(raw, "*") && !strings.HasSuffix(raw, "+") && !strings.HasSuffix(raw, "?") {
		return
	}
	rest := raw[:len(raw)-1]
	switch last, _ := utf8.DecodeLastRuneInString(rest); {
	case rest == "":
		p.fail(start, "unexpected '"+raw+"'", "a predicate", "as a name: '"+raw+"'")
	case unicode.IsSpace(last):
		p.fail(p.pos-1, "a path operator that stands free", "", "it touches its predicate: "+strings.TrimSpace(rest)+raw[len(raw)-1:]+"; "+quoteHint(raw))
	case strings.ContainsRune("*+?", last):
		p.fail(start, "two path operators", "", quoteHint(raw))
	default:
		p.pos--
	}
}

// classify says what the bare token from start to pos is.
func (p *parser) classify(start int, at place) Term {
	raw := p.text[start:p.pos]
	name, err := quads.Normal(raw)
	if err != nil {
		p.fail(start, err.Error(), "", "")
		return nil
	}
	if name == "_" {
		return Any{}
	}
	if v := p.bareLiteral(start, name, at); v != nil || p.err != nil {
		return v
	}
	if !strings.Contains(name, " ") && at != inKey {
		if prefix, local, ok := strings.Cut(name, ":"); ok {
			return p.prefixed(start, prefix, local)
		}
	}
	switch {
	case strings.HasSuffix(name, ".") && p.endOfLine():
		p.fail(p.pos-1, "a full stop at the end of a name", "",
			"one that belongs to the name: "+quoteName(name)+"; one that ends the statement: "+strings.TrimSuffix(name, ".")+" .")
		return nil
	case strings.HasSuffix(name, "?"):
		p.fail(p.pos-1, "a question mark at the end of a name", "",
			"one that belongs to the name: "+quoteName(name)+"; one that asks: "+strings.TrimSuffix(name, "?")+" ?")
		return nil
	}
	p.remarkName(start, raw, name)
	return Name{Text: name}
}

// bareLiteral reads a number, a date, true or false; nil is a name.
func (p *parser) bareLiteral(start int, token string, at place) Term {
	if strings.Contains(token, " ") {
		return nil
	}
	v, ok, err := quads.Bare(token, p.names)
	switch {
	case err != nil && ok:
		p.fail(start, err.Error(), "", "as a name: "+quoteName(token))
	case !ok:
		return nil
	case !at.literals():
		p.fail(start, "the literal "+shorten(token)+" in the place of "+places[at], "", "write "+quoteName(token))
	default:
		return Literal{Value: v}
	}
	return nil
}

// prefixed expands p:local.
func (p *parser) prefixed(start int, prefix, local string) Term {
	iri, ok := p.names.Expand(prefix, local)
	if ok {
		return IRI{Value: iri}
	}
	if _, known := p.names.Namespace(prefix); known {
		p.fail(start, "a prefixed name with a character that no IRI may have", "", "")
		return nil
	}
	raw := shorten(prefix + ":" + local)
	hint := "as a name: " + quoteName(raw) + "; or declare it: @prefix " + shorten(prefix) + ": <…>"
	if strings.HasPrefix(local, "//") {
		hint = "an IRI is written <" + raw + ">, a name " + quoteName(raw)
	}
	p.fail(start, "unknown prefix '"+shorten(prefix)+"'", "", hint)
	return nil
}

// endOfLine reports whether only a comment follows on the line.
func (p *parser) endOfLine() bool {
	i := afterBlanks(p.text, p.pos, false)
	return i >= len(p.text) || p.text[i] == '\n'
}

// remarkName counts a name that was not in normal form and notes what a
// reader may not have meant.
func (p *parser) remarkName(start int, raw, name string) {
	if raw != name {
		p.block.Changed++
	}
	switch {
	case dateInWords.MatchString(name):
		p.remark(start, quoteName(name)+" is a name; as a date it is written like 2024-03-22")
	case strings.Contains(name, " @"):
		p.remark(start, "the @ in "+quoteName(name)+" is part of the name; a label's @ stands between spaces")
	}
}

func (p *parser) remark(start int, text string) {
	p.block.Remarks = append(p.block.Remarks, Remark{Pos: p.block.src.at(start), Text: text})
}

// dateInWords is a bare name that a person reads as a date.
var dateInWords = func() *regexp.Regexp {
	const month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	return regexp.MustCompile(`^(?i:(?:\d{1,2}(?:st|nd|rd|th)? )?` + month + ` \d{4}|` + month + ` \d{1,2}(?:st|nd|rd|th)? \d{4}|\d{1,2}(?:st|nd|rd|th)? ` + month + `)$`)
}()

// segment is the text from start that a person would take for one name: up
// to a token, commas included.
func (p *parser) segment(start int) string {
	end := strings.IndexAny(p.text[start:], "→←;\"{}[]|\n")
	if end < 0 {
		end = len(p.text) - start
	}
	s := p.text[start : start+end]
	for _, token := range []string{" @ ", " . ", " -> ", " <- ", " ~ ", " ~> ", " #"} {
		s, _, _ = strings.Cut(s, token)
	}
	return strings.TrimSuffix(strings.TrimSpace(s), " .")
}

func quoteHint(name string) string { return "write " + quoteName(shorten(strings.TrimSpace(name))) }

// keyword returns the clause word at i, if what follows makes it one: where,
// select and order by before ?, $, ( or a function; limit, offset and max
// before an integer; via before (; not, optional, either and or before {;
// values before ?.
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

// isVarStart reports whether a variable's name begins s.
func isVarStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && isVarRune(r)
}

func isVarRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// includingDenied returns the length of the clause "including denied" at i.
func (p *parser) includingDenied(i int) int {
	if asciiWord(p.text, i) != "including" {
		return 0
	}
	next := afterSpaces(p.text, i+len("including"))
	end := next + len("denied")
	if asciiWord(p.text, next) != "denied" || !endsWord(p.text, end) {
		return 0
	}
	return end - i
}

// stringOf returns a plain string literal's text.
func stringOf(t Term) (quad.String, bool) {
	l, ok := t.(Literal)
	if !ok {
		return "", false
	}
	s, ok := l.Value.(quad.String)
	return s, ok
}
