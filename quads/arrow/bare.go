package arrow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quipu/quads"
)

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
	case (c == 0 || c == '\n') && p.behindComment():
		hint = "a # behind a space begins a comment; a name with it is written in quotes"
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
		if strings.HasPrefix(p.text[start:], "where ") {
			p.failSearch(start)
		}
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
	if p.flags && p.standsFree(allFlag) || at == inExpr && p.exprWord(p.pos) != "" {
		return true
	}
	if (at == inWalk || at == inLabel) && p.walkPhrase(p.pos) != nil {
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
	p.remarkName(start, raw, name, at)
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
		p.fail(start, err.Error(), "", "")
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
	hint := "as a name: " + quoteName(raw)
	switch {
	case strings.HasPrefix(local, "//"):
		hint = "an IRI is written <" + raw + ">, a name " + quoteName(raw)
	case prefix != "" && !isDigit(prefix[0]):
		hint += "; or declare it: @prefix " + shorten(prefix) + ": <…>"
	}
	p.fail(start, "unknown prefix '"+shorten(prefix)+"'", "", hint)
	return nil
}

// endOfLine reports whether only a comment follows on the line.
func (p *parser) endOfLine() bool {
	i := afterBlanks(p.text, p.pos, false)
	return i >= len(p.text) || p.text[i] == '\n'
}

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
