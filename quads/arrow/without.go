package arrow

// Without hides what some sources say: the whole query is answered as if they
// had said nothing.
type Without struct {
	Label *Label // without variables, "!" and exact words
	Pos   Pos
}

// At returns where the clause begins.
func (w *Without) At() Pos { return w.Pos }

// String returns the clause in arrow notation.
func (w *Without) String() string { return itemString(w) }

// beginsWithout reports whether "without @" stands at i. Elsewhere the word is
// part of a name.
func beginsWithout(text string, i int) bool {
	end := i + len("without")
	next := afterSpaces(text, min(end, len(text)))
	return asciiWord(text, i) == "without" && next > end && standsFree(text, next, "@")
}

// without reads the sources behind the clause's word.
func (p *parser) without(at Pos) Item {
	start := p.pos
	w := &Without{Label: p.label(), Pos: at}
	for _, part := range w.Label.Parts {
		if part.Kind == LabelNot {
			p.fail(start, "'!' behind without", "a source", "what one source says is asked for behind a pattern: … @ Reuters")
		}
	}
	switch {
	case w.Label.asks():
		p.fail(start, "a variable behind without", "a source", "as in without @ Reuters")
	case w.Label.Words != nil:
		p.fail(start, "exact words behind without", "a source", "they belong to a statement")
	}
	return w
}

func (pr *printer) without(w *Without) {
	pr.b.WriteString("without")
	pr.label(w.Label)
}
