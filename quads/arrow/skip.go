package arrow

import (
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// skipping is what a Reader that skips bad input remembers. A directive that
// could not be read makes what leans on it unreadable, up to the next
// directive that makes good for it.
type skipping struct {
	lostSource, lostBase *quads.SyntaxError // nil: known
	pending              *quads.Skipped     // not told yet: it may grow
}

func (r *Reader) lost() bool { return r.lostSource != nil || r.lostBase != nil }

// pieces returns the quads of a block that is bad or may lean on something
// bad, without those of its bad pieces, and whether it has such.
func (r *Reader) pieces(c Chunk) (all []quad.Quad, bad bool) {
	seen := map[quad.Quad]bool{}
	for _, pc := range r.parsePieces(c) {
		err := pc.err
		lost := r.checkLost(pc.block)
		if err == nil && lost != nil {
			err = lost
		}
		var qs []quad.Quad
		if lost == nil {
			var built error
			if qs, built = r.builder.Quads(pc.block); err == nil {
				err = built
			}
		}
		if err != nil {
			r.skip(pc.Line, pc.last, pc.last-pc.Line+1, err)
			r.loseBad(pc)
			bad = true
			continue
		}
		r.tell()
		for _, q := range qs {
			if !seen[q] {
				seen[q] = true
				all = append(all, q)
			}
		}
	}
	return all, bad
}

// parsePieces reads a block piece by piece. Where one of them asks, statements
// are its conditions, which nobody asserts.
func (r *Reader) parsePieces(c Chunk) []*piece {
	pieces := cut(c)
	names := r.builder.Names()
	var asks error
	for _, pc := range pieces {
		block, after, err := parseChunk(pc.Chunk, r.o.File, names)
		pc.block, pc.err = block, err
		at := block.Pos
		if item := block.asking(); err == nil && item != nil {
			at, pc.asks = item.At(), true
		} else if err == nil || isDirective(strings.TrimSpace(pc.Text)) {
			pc.asks = false
		}
		if asks == nil && pc.asks {
			asks = block.src.syntaxError(at, "this is a query; run it with quipu query", "", "")
		}
		if err != nil {
			block.Items = sourceName(pc.Chunk, names)
			continue
		}
		names = after
	}
	for _, pc := range pieces {
		if asks != nil && pc.err == nil && !isDirective(strings.TrimSpace(pc.Text)) {
			pc.err, pc.block.Items = asks, nil
		}
	}
	return pieces
}

// sourceName returns the declaration of a source whose description is bad, if
// its name was read: it ends the line, or { follows.
func sourceName(c Chunk, names *quads.Names) []Item {
	p := newParser(c, "", names)
	p.checkText()
	p.lines()
	at := p.here()
	if !p.takeFree("@source") {
		return nil
	}
	p.blanks()
	d := &SourceDecl{Pos: at}
	bare := p.peek() != '\''
	d.Name = p.term(inSource)
	p.blanks()
	if p.err != nil || bare && d.Name == (Name{Text: "none"}) || p.peek() != '{' && p.peek() != '\n' {
		return nil
	}
	return []Item{d}
}

// checkLost returns why a piece's names or source are not known, nil if they
// are. A directive makes good for one of its kind that was lost.
func (r *Reader) checkLost(block *Block) error {
	for _, item := range block.Items {
		switch item := item.(type) {
		case *BaseDecl:
			r.lostBase = nil
		case *SourceDecl:
			if r.lostBase != nil && item.Name != nil {
				r.loseSource(item.Pos.Line)
				return r.lostBase
			}
			r.lostSource = nil
		case *Triple:
			if r.lostBase != nil {
				return r.lostBase
			}
			if r.lostSource != nil && item.Label == nil {
				return r.lostSource
			}
		}
	}
	return nil
}

// loseBad notes the directives that a bad piece may have been or may hold.
func (r *Reader) loseBad(pc *piece) {
	if len(pc.block.Items) == 0 {
		r.lose(pc.Chunk)
		r.loseMistyped(pc)
		return
	}
	head, rest, _ := strings.Cut(pc.Text, "\n")
	r.lose(Chunk{Text: rest, Line: pc.Line + 1, Offset: pc.Offset + len(head) + 1})
}

// lose notes the directives of a text that was not read.
func (r *Reader) lose(c Chunk) {
	line := c.Line - 1
	for text := range strings.Lines(c.Text) {
		line++
		text = strings.TrimSpace(text)
		switch {
		case standsFree(text, 0, "@source"):
			r.loseSource(line)
		case standsFree(text, 0, "@base"):
			r.loseBase(line)
		case standsFree(text, 0, "@prefix"):
			// One that was not known before makes its names errors.
			prefix, _, ok := strings.Cut(strings.TrimSpace(text[len("@prefix"):]), ":")
			if _, known := r.builder.Names().Namespace(prefix); known || !ok {
				r.loseBase(line)
			}
		}
	}
}

// loseMistyped notes a bad piece that was likely meant as a directive, or
// holds one: a line that is no statement begins with @ or, but for signs, with
// "source", or the { of a description stands in it.
func (r *Reader) loseMistyped(pc *piece) {
	if isDirective(strings.TrimSpace(pc.Text)) {
		return
	}
	for line := range strings.Lines(pc.Text) {
		line = unquoted(strings.TrimSpace(line))
		head, _, brace := strings.Cut(line, "{")
		arrow := strings.ContainsAny(strings.TrimLeft(head, "→←"), "→←") ||
			strings.Contains(head, " -> ") || strings.Contains(head, " <- ")
		at := strings.HasPrefix(line, "@") && !standsFree(line, 0, "@")
		words := strings.FieldsFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })
		switch {
		case brace && head != "" && (!arrow || at || strings.HasSuffix(line, "{")):
			r.loseSource(pc.Line)
		case arrow:
		case at && strings.Contains(head, "<"):
			r.loseBase(pc.Line)
		case at, len(words) > 0 && strings.EqualFold(words[0], "source"):
			r.loseSource(pc.Line)
		}
	}
}

// unquoted returns a line without what stands in quotes.
func unquoted(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		if c := line[i]; c == '"' || c == '\'' && opensQuote(line, i) {
			i = afterQuote(line, i+1, c) - 1
			continue
		}
		b.WriteByte(line[i])
	}
	return b.String()
}

func (r *Reader) loseSource(line int) {
	r.lostSource = &quads.SyntaxError{File: r.o.File, Line: line, Column: 1,
		What: "the source of these lines is not known: its @source could not be read", Hint: "the next @source ends this"}
}

func (r *Reader) loseBase(line int) {
	r.lostBase = &quads.SyntaxError{File: r.o.File, Line: line, Column: 1,
		What: "the names of these lines are not known: their @base or @prefix could not be read", Hint: "the next @base ends this"}
}

// skip notes lines that are skipped. What follows one another for the same
// reason is told as one stretch.
func (r *Reader) skip(from, to, lines int, err error) {
	if p := r.pending; p != nil && p.Err == err {
		p.To = to
		p.Lines += lines
		return
	}
	r.tell()
	r.pending = &quads.Skipped{From: from, To: to, Lines: lines, Err: err}
}

// tell reports what was skipped last.
func (r *Reader) tell() {
	if r.pending != nil {
		r.o.OnBad(r.pending)
		r.pending = nil
	}
}
