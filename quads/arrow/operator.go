package arrow

import (
	"slices"
	"strconv"
)

// Operator asks one of the questions that analysts ask. Its line has no arrow
// outside braces, so it is never a statement.
type Operator struct {
	Name   string   // one of Operators
	Sets   [][]Term // contested X: {{X}}; between {A, B} {C, D}: two sets
	Labels []*Label // only @ S: one; differ @ A @ B: two of one part each
	N      int      // corroborated N X, timeline X max N; 0: not given
	All    bool     // differ … --all
	Items  []Item   // the patterns of central, components, communities
	Pos    Pos
}

// form is how an operator is written.
type form struct{ name, usage string }

// forms is the one list of operators.
var forms = []form{
	{"contested", "contested, or contested X"},
	{"corroborated", "corroborated 2, or corroborated 2 X"},
	{"only", "only @ S"},
	{"differ", "differ @ A @ B, or differ @ A @ B --all"},
	{"timeline", "timeline X, or timeline X max 20"},
	{"between", "between {A, B} {C, D}"},
	{"central", "central, or central { patterns }"},
	{"components", "components, or components { patterns }"},
	{"communities", "communities, or communities { patterns }"},
}

// isOperator reports whether a word is the name of one.
func isOperator(word string) bool {
	return slices.ContainsFunc(forms, func(f form) bool { return f.name == word })
}

// allFlag ends the sources of differ.
const allFlag = "--all"

// operatorForm returns the form of the operator whose line begins at pos; nil
// where it is none. A statement or a walk may begin with the same word: its
// subject goes on to an arrow.
func (p *parser) operatorForm() *form {
	word := asciiWord(p.text, p.pos)
	i := slices.IndexFunc(forms, func(f form) bool { return f.name == word })
	if i < 0 || p.isSubject() {
		return nil
	}
	return &forms[i]
}

// isSubject reports whether the subject of a statement or an end of a walk
// stands at pos. It reads nothing.
func (p *parser) isSubject() bool {
	tried, block := *p, *p.block
	tried.block = &block
	tried.term(inSubject)
	tried.blanks()
	if tried.err == nil && tried.atWalk() {
		return true
	}
	tried.continued()
	return tried.err == nil && tried.atArrow()
}

// operator reads the operator at pos.
func (p *parser) operator(f *form, nested bool) Item {
	if nested {
		p.fail(p.pos, "'"+f.name+"' within a group", "", "it stands outside of braces; a name with it is written in quotes")
		return nil
	}
	o := &Operator{Name: f.name, Pos: p.here()}
	inline := p.inline
	defer func() { p.inline = inline }() // clauses belong behind its names
	p.pos += len(f.name)
	p.blanks()
	start := p.pos
	p.operands(o)
	if e := p.syntax(); e != nil && e.Hint == "" && e.Line == p.block.src.at(start).Line {
		e.Hint = "it is written " + f.usage
	}
	return o
}

// operands reads what follows an operator's name.
func (p *parser) operands(o *Operator) {
	switch o.Name {
	case "contested":
		p.about(o)
	case "corroborated":
		p.corroborated(o)
	case "only":
		p.only(o)
	case "differ":
		p.differ(o)
	case "timeline":
		p.timeline(o)
	case "between":
		p.between(o)
	default: // of a network; that of all links where no patterns stand
		if p.pos < len(p.text) && p.peek() == '{' {
			o.Items = p.group()
		}
	}
}

// atEnds reports whether a name or a set stands at pos, and no clause.
func (p *parser) atEnds() bool {
	return p.pos < len(p.text) && p.peek() != '\n' && !p.standsFree(".") && p.keyword(p.pos) == ""
}

// endsOf reads a name, or a set in braces.
func (p *parser) endsOf(o *Operator) {
	if p.peek() == '{' {
		o.Sets = append(o.Sets, p.set(inWalk))
	} else {
		o.Sets = append(o.Sets, []Term{p.term(inWalk)})
	}
	p.blanks()
}

func (p *parser) about(o *Operator) {
	if p.atEnds() {
		p.endsOf(o)
	}
}

func (p *parser) corroborated(o *Operator) {
	if end := afterDigits(p.text, p.pos); end > p.pos && endsInteger(p.text, end) {
		o.N = p.atLeastOne()
	}
	p.about(o)
}

// atLeastOne reads an integer that is not 0.
func (p *parser) atLeastOne() int {
	start := p.pos
	n := p.integer()
	if n == 0 {
		p.fail(start, "the number 0", "1 or more", "")
	}
	p.blanks()
	return n
}

func (p *parser) only(o *Operator) {
	if !p.standsFree("@") {
		p.unexpected("'@' and a source", "")
		return
	}
	start := p.pos
	o.Labels = []*Label{p.label()}
	p.checkSide(o.Labels[0], start)
}

func (p *parser) differ(o *Operator) {
	p.flags = true
	defer func() { p.flags = false }()
	for range 2 {
		if !p.standsFree("@") {
			p.unexpected("'@' and a source", "")
			return
		}
		start := p.pos
		l := &Label{Pos: p.here()}
		p.pos++
		p.lines()
		l.Parts = []LabelPart{p.labelPart()}
		p.checkSide(l, start)
		o.Labels = append(o.Labels, l)
		p.blanks()
	}
	if p.takeFree(allFlag) {
		o.All = true
	}
}

// checkSide refuses a label, which begins at start, that names no source.
func (p *parser) checkSide(l *Label, start int) {
	if p.err != nil {
		return
	}
	if l.Words != nil {
		p.fail(start, "exact words behind a source", "", "they belong to a statement")
	}
	for _, part := range l.Parts {
		if part.Kind == LabelNot {
			p.fail(start, "@ ! in the place of a source", "a source", "")
		}
		for _, t := range part.Terms {
			switch t.(type) {
			case Var, Any:
				p.fail(start, "a variable in the place of a source", "a source", "write a name: @ Reuters")
			}
		}
	}
}

func (p *parser) timeline(o *Operator) {
	if !p.atEnds() {
		p.unexpected(places[inWalk], "")
		return
	}
	p.endsOf(o)
	if p.keyword(p.pos) == "max" {
		p.pos += len("max")
		p.lines()
		o.N = p.atLeastOne()
	}
}

func (p *parser) between(o *Operator) {
	for i := range 2 {
		if !p.atEnds() {
			p.unexpected("two sets of entities", "")
			return
		}
		p.endsOf(o)
		if i == 0 && p.take(",") { // between two bare names
			p.blanks()
		}
	}
}

func (pr *printer) operator(o *Operator) {
	pr.b.WriteString(o.Name)
	if o.N > 0 && o.Name == "corroborated" {
		pr.b.WriteString(" " + strconv.Itoa(o.N))
	}
	for _, set := range o.Sets {
		pr.b.WriteByte(' ')
		if len(o.Sets) > 1 || o.N == 0 && startsWithDigit(set) {
			pr.set(set, inWalk)
		} else {
			pr.ends(set)
		}
	}
	for _, l := range o.Labels {
		pr.label(l)
	}
	switch {
	case o.N > 0 && o.Name == "timeline":
		pr.b.WriteString(" max " + strconv.Itoa(o.N))
	case o.All:
		pr.b.WriteString(" " + allFlag)
	case len(o.Items) > 0:
		pr.group("", o.Items)
	}
}

// startsWithDigit reports whether a single bare name would be read as the
// number of corroborated.
func startsWithDigit(set []Term) bool {
	if len(set) != 1 {
		return false
	}
	name, ok := set[0].(Name)
	return ok && name.Text != "" && isDigit(name.Text[0])
}

// At returns where the operator's name stands.
func (o *Operator) At() Pos { return o.Pos }

// String returns the operator's line.
func (o *Operator) String() string { return itemString(o) }
