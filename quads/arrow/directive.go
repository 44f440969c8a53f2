package arrow

import "strings"

// directives begin with @ at the beginning of a line.
var directives = []string{"@source", "@base", "@prefix"}

// atDirective reports whether a directive stands at pos.
func (p *parser) atDirective() bool {
	if p.peek() != '@' || !p.beginsLine() {
		return false
	}
	for _, d := range directives {
		if p.standsFree(d) {
			return true
		}
	}
	return false
}

// beginsLine reports whether only white space stands before pos on its line.
func (p *parser) beginsLine() bool {
	i := strings.LastIndexByte(p.text[:p.pos], '\n') + 1
	return strings.TrimSpace(p.text[i:p.pos]) == ""
}

func (p *parser) directive() Item {
	at := p.here()
	var item Item
	switch {
	case p.takeFree("@source"):
		p.blanks()
		item = p.sourceDecl(at)
	case p.takeFree("@base"):
		p.blanks()
		item = p.baseDecl(at)
	default:
		p.takeFree("@prefix")
		p.blanks()
		item = p.prefixDecl(at)
	}
	p.blanks()
	if p.err == nil && p.pos < len(p.text) && p.peek() != '\n' {
		if p.peek() == ',' {
			p.commaError(at.Offset-p.block.src.base.Offset+len("@source"), "in a source's name")
		}
		p.unexpected("end of line", "a directive has a line of its own")
	}
	return item
}

func (p *parser) baseDecl(at Pos) Item {
	start := p.pos
	if p.peek() != '<' {
		p.unexpected("an IRI", "as in @base <https://example.org/>")
		return nil
	}
	iri, ok := p.iri()
	if !ok {
		return nil
	}
	names, err := p.names.WithBase(string(iri))
	if err != nil {
		p.fail(start, err.Error(), "", "")
		return nil
	}
	p.names = names
	return &BaseDecl{IRI: string(iri), Pos: at}
}

func (p *parser) prefixDecl(at Pos) Item {
	start := p.pos
	n := strings.IndexAny(p.text[p.pos:], ":\n< ")
	if n < 0 || p.text[p.pos+n] != ':' {
		p.unexpected("a prefix and ':'", "as in @prefix ex: <https://example.org/>")
		return nil
	}
	prefix := p.text[p.pos : p.pos+n]
	p.pos += n + 1
	p.blanks()
	if p.peek() != '<' {
		p.unexpected("an IRI", "as in @prefix ex: <https://example.org/>")
		return nil
	}
	iri, ok := p.iri()
	if !ok {
		return nil
	}
	names, err := p.names.WithPrefix(prefix, string(iri))
	if err != nil {
		p.fail(start, err.Error(), "", "")
		return nil
	}
	p.names = names
	return &PrefixDecl{Prefix: prefix, IRI: string(iri), Pos: at}
}

func (p *parser) sourceDecl(at Pos) Item {
	d := &SourceDecl{Pos: at}
	bare := p.peek() != '\''
	if d.Name = p.term(inSource); p.err != nil {
		return d
	}
	p.blanks()
	if bare && d.Name == (Name{Text: "none"}) {
		d.Name = nil
		if p.peek() == '{' {
			p.unexpected("end of line", "the source of that name is 'none'")
		}
		return d
	}
	if p.peek() == '{' {
		d.Fields = p.fields()
	}
	return d
}

// fields reads { key: value; key: value }; line ends separate like ;.
func (p *parser) fields() []Field {
	if !p.nest() {
		return nil
	}
	defer p.leave()
	p.pos++
	var fields []Field
	for p.err == nil {
		for p.lines(); p.take(";"); p.lines() {
		}
		if p.peek() == '}' {
			break
		}
		fields = append(fields, p.field())
		if p.blanks(); p.peek() != ';' && p.peek() != '\n' && p.peek() != '}' {
			p.unexpected("';' or '}'", "")
		}
	}
	if !p.take("}") {
		p.unexpected("'}'", "")
	}
	return fields
}

func (p *parser) field() Field {
	f := Field{Key: p.key()}
	for p.lines(); p.err == nil; p.lines() {
		start := p.pos
		v := p.term(inField)
		f.Values = append(f.Values, v)
		if p.blanks(); p.peek() != ',' || p.err != nil {
			break
		}
		s := statement{p: p}
		s.comma(start, v)
		p.pos = min(p.pos+1, len(p.text))
	}
	return f
}

// key reads a key and its colon. A bare word with two colons is a prefixed
// name if its prefix is known.
func (p *parser) key() Term {
	start := p.pos
	t := p.term(inKey)
	if name, ok := t.(Name); ok && p.peek() == ':' && p.text[start] != '\'' {
		rest := p.text[p.pos+1:]
		local, _, found := strings.Cut(firstWord(rest), ":")
		if iri, known := p.names.Expand(name.Text, local); found && known && local != "" {
			t = IRI{Value: iri}
			p.pos += 1 + len(local)
		}
	}
	p.blanks()
	if !p.take(":") {
		p.unexpected("':'", "a source is described as { title: \"…\"; date: 2024-03-27 }")
	}
	return t
}
