package arrow

import (
	"io"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// Print writes blocks so that Parse gives the same trees. A line holds one
// triple; IRIs stand in full, so that the text needs no prefixes.
func Print(w io.Writer, blocks []*Block) error {
	for i, b := range blocks {
		text := b.String()
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// String returns the block in arrow notation, each item on its own line.
func (b *Block) String() string {
	var pr printer
	for i, item := range b.Items {
		if _, ask := item.(*Ask); ask {
			pr.b.WriteByte(' ')
		} else if i > 0 {
			pr.b.WriteByte('\n')
		}
		pr.item(item)
	}
	pr.b.WriteByte('\n')
	return pr.b.String()
}

func (pr *printer) item(item Item) {
	switch item := item.(type) {
	case *Triple:
		pr.triple(item)
		pr.label(item.Label)
	case *Walk:
		pr.walk(item)
	case *Not:
		pr.group("not", item.Items)
	case *Optional:
		pr.group("optional", item.Items)
	case *Either:
		for i, g := range item.Groups {
			if i == 0 {
				pr.group("either", g)
			} else {
				pr.group(" or", g)
			}
		}
	case *Values:
		pr.b.WriteString("values ?" + item.Var + " ")
		pr.set(item.Terms, inValues)
	case *Where:
		pr.b.WriteString("where " + pr.leading(item.Cond, levelOr))
	case *Select:
		pr.selects(item)
	case *OrderBy:
		pr.orderBy(item)
	case *Limit:
		pr.b.WriteString("limit " + strconv.Itoa(item.N))
	case *Offset:
		pr.b.WriteString("offset " + strconv.Itoa(item.N))
	case *Ask:
		pr.b.WriteByte('?')
	case *SourceDecl:
		pr.sourceDecl(item)
	case *BaseDecl:
		pr.b.WriteString("@base <" + escapeIRI(item.IRI) + ">")
	case *PrefixDecl:
		pr.b.WriteString("@prefix " + item.Prefix + ": <" + escapeIRI(item.IRI) + ">")
	}
}

func (pr *printer) group(word string, items []Item) {
	pr.b.WriteString(word + " { ")
	for i, item := range items {
		if i > 0 {
			pr.b.WriteString(" . ")
		}
		pr.item(item)
	}
	pr.b.WriteString(" }")
}

func (pr *printer) triple(t *Triple) {
	pr.b.WriteString(pr.term(t.Subject, inSubject) + " → ")
	pr.path(t.Predicate, levelAlt)
	pr.b.WriteString(" → " + pr.term(t.Object, inObject))
}

func (pr *printer) label(l *Label) {
	if l == nil {
		return
	}
	for _, part := range l.Parts {
		pr.b.WriteString(" @ ")
		switch part.Kind {
		case LabelNone:
			pr.b.WriteString("none")
		case LabelExact:
			pr.b.WriteByte('=')
		case LabelNot:
			pr.b.WriteByte('!')
		case LabelAlt:
			pr.b.WriteByte('(')
		}
		for i, t := range part.Terms {
			if i > 0 {
				pr.b.WriteByte('|')
			}
			pr.b.WriteString(pr.term(t, inLabel))
		}
		if part.Kind == LabelAlt {
			pr.b.WriteByte(')')
		}
	}
	if l.Words != nil {
		pr.b.WriteString(" " + quoteText(string(*l.Words)))
	}
}

func (pr *printer) walk(w *Walk) {
	pr.ends(w.From)
	if w.Directed {
		pr.b.WriteString(" ~> ")
	} else {
		pr.b.WriteString(" ~ ")
	}
	pr.ends(w.To)
	if w.Max > 0 {
		pr.b.WriteString(" max " + strconv.Itoa(w.Max))
	}
	switch {
	case w.ViaAny:
		pr.b.WriteString(" via (*)")
	case w.Via != nil:
		pr.b.WriteString(" via (")
		pr.path(w.Via, levelAlt)
		pr.b.WriteByte(')')
	}
	pr.label(w.Label)
	if w.Limit > 0 {
		pr.b.WriteString(" limit " + strconv.Itoa(w.Limit))
	}
	if w.IncludingDenied {
		pr.b.WriteString(" including denied")
	}
}

func (pr *printer) ends(terms []Term) {
	if len(terms) == 1 {
		pr.b.WriteString(pr.term(terms[0], inWalk))
		return
	}
	pr.set(terms, inWalk)
}

func (pr *printer) set(terms []Term, at place) {
	pr.b.WriteByte('{')
	for i, t := range terms {
		if i > 0 {
			pr.b.WriteString(", ")
		}
		pr.b.WriteString(pr.term(t, at))
	}
	pr.b.WriteByte('}')
}

func (pr *printer) selects(s *Select) {
	pr.b.WriteString("select ")
	if s.Distinct {
		pr.b.WriteString("distinct ")
	}
	for i, c := range s.Columns {
		if i > 0 {
			pr.b.WriteString(", ")
		}
		pr.b.WriteString(pr.expr(c.Expr, levelOperand))
		if c.As != "" {
			pr.b.WriteString(" as ?" + c.As)
		}
	}
}

func (pr *printer) orderBy(o *OrderBy) {
	pr.b.WriteString("order by ")
	for i, k := range o.Keys {
		if i == 0 {
			pr.b.WriteString(pr.leading(k.Expr, levelOperand))
		} else {
			pr.b.WriteString(", " + pr.expr(k.Expr, levelOperand))
		}
		if k.Desc {
			pr.b.WriteString(" desc")
		}
	}
}

func (pr *printer) sourceDecl(d *SourceDecl) {
	pr.b.WriteString("@source ")
	if d.Name == nil {
		pr.b.WriteString("none")
		return
	}
	pr.b.WriteString(pr.term(d.Name, inSource))
	if len(d.Fields) == 0 {
		return
	}
	pr.b.WriteString(" {")
	for i, f := range d.Fields {
		if i > 0 {
			pr.b.WriteByte(';')
		}
		pr.b.WriteString(" " + pr.term(f.Key, inKey) + ": ")
		for j, v := range f.Values {
			if j > 0 {
				pr.b.WriteString(", ")
			}
			if name, ok := v.(Name); ok && len(f.Values) > 1 {
				pr.b.WriteString(quoteName(name.Text)) // "," separates no bare names
				continue
			}
			pr.b.WriteString(pr.term(v, inField))
		}
	}
	pr.b.WriteString(" }")
}

func (pr *printer) term(t Term, at place) string {
	switch t := t.(type) {
	case Name:
		return nameIn(t.Text, at)
	case IRI:
		return pr.value(t.Value, at)
	case Blank:
		return pr.value(quad.BNode(t.Label), at)
	case Literal:
		return pr.value(t.Value, at)
	case Var:
		return "?" + t.Name
	case Any:
		if at == inPredicate {
			return "_" // ? would be a path operator
		}
		return "?"
	case Param:
		return "$" + t.Name
	case Quoted:
		var in printer
		in.names, in.prefixes = pr.names, pr.prefixes
		in.triple(t.Triple)
		return "[" + in.b.String() + "]"
	}
	return ""
}

// The levels of path operators, loosest first.
const (
	levelAlt = iota
	levelSeq
	levelInverse
	levelRepeat
	levelPrimary
)

func pathLevel(p Path) int {
	switch p.(type) {
	case *PathAlt:
		return levelAlt
	case *PathSeq:
		return levelSeq
	case *PathInverse:
		return levelInverse
	case *PathRepeat:
		return levelRepeat
	}
	return levelPrimary
}

// path writes a path, in brackets if it binds looser than its place.
func (pr *printer) path(p Path, level int) {
	if pathLevel(p) < level {
		pr.b.WriteByte('(')
		defer pr.b.WriteByte(')')
	}
	switch p := p.(type) {
	case *PathTerm:
		pr.b.WriteString(pr.term(p.Term, inPredicate))
	case *PathInverse:
		pr.b.WriteByte('^')
		pr.path(p.Path, levelRepeat)
	case *PathNot:
		pr.b.WriteByte('!')
		if len(p.Paths) > 1 {
			pr.b.WriteByte('(')
			pr.paths(p.Paths, "|", levelInverse)
			pr.b.WriteByte(')')
		} else {
			pr.paths(p.Paths, "", levelInverse)
		}
	case *PathRepeat:
		pr.path(p.Path, levelPrimary)
		pr.b.WriteString(repetition(p.Min, p.Max))
	case *PathSeq:
		pr.paths(p.Paths, " / ", levelInverse)
	case *PathAlt:
		pr.paths(p.Paths, "|", levelSeq)
	}
}

func (pr *printer) paths(paths []Path, sep string, level int) {
	for i, p := range paths {
		if i > 0 {
			pr.b.WriteString(sep)
		}
		pr.path(p, level)
	}
}

func repetition(least, most int) string {
	switch {
	case least == 0 && most == 1:
		return "?"
	case least == 0 && most < 0:
		return "*"
	case least == 1 && most < 0:
		return "+"
	case most < 0:
		return "{" + strconv.Itoa(least) + ",}"
	case least == most:
		return "{" + strconv.Itoa(least) + "}"
	}
	return "{" + strconv.Itoa(least) + "," + strconv.Itoa(most) + "}"
}

// The levels of expressions, loosest first.
const (
	levelOr = iota
	levelAnd
	levelNot
	levelCompare
	levelOperand
)

func exprLevel(x Expr) int {
	switch x := x.(type) {
	case *Unary:
		return levelNot
	case *Binary:
		switch x.Op {
		case "or":
			return levelOr
		case "and":
			return levelAnd
		}
		return levelCompare
	}
	return levelOperand
}

func (pr *printer) expr(x Expr, level int) string {
	text := ""
	switch x := x.(type) {
	case *TermExpr:
		text = pr.term(x.Term, inExpr)
	case *Unary:
		text = x.Op + " " + pr.expr(x.X, levelNot)
	case *Binary:
		left, right := levelOperand, levelOperand
		switch x.Op {
		case "or":
			left, right = levelOr, levelAnd
		case "and":
			left, right = levelAnd, levelNot
		}
		text = pr.expr(x.L, left) + " " + x.Op + " " + pr.expr(x.R, right)
	case *Call:
		text = call(x, pr)
	}
	if exprLevel(x) < level {
		return "(" + text + ")"
	}
	return text
}

func call(c *Call, pr *printer) string {
	var args []string
	for _, a := range c.Args {
		args = append(args, pr.expr(a, levelOr))
	}
	list := strings.Join(args, ", ")
	if len(args) == 0 {
		list = "*"
	}
	if c.Distinct {
		list = "distinct " + list
	}
	return c.Func + "(" + list + ")"
}

// leading returns an expression so that the clause word before it is seen as
// one: it begins with ?, $, ( or a function.
func (pr *printer) leading(x Expr, level int) string {
	text := pr.expr(x, level)
	p := newParser(Chunk{Text: " " + text}, "", nil)
	if !p.beginsExpr(0, true) {
		return "(" + text + ")"
	}
	return text
}

func itemString(i Item) string {
	var pr printer
	pr.item(i)
	return pr.b.String()
}

func pathString(p Path) string {
	var pr printer
	pr.path(p, levelAlt)
	return pr.b.String()
}

func termString(t Term) string { return (&printer{}).term(t, inObject) }

func exprString(x Expr) string { return (&printer{}).expr(x, levelOr) }

// Each node of a tree prints itself in arrow notation.

func (t *Triple) String() string     { return itemString(t) }
func (w *Walk) String() string       { return itemString(w) }
func (n *Not) String() string        { return itemString(n) }
func (o *Optional) String() string   { return itemString(o) }
func (e *Either) String() string     { return itemString(e) }
func (v *Values) String() string     { return itemString(v) }
func (w *Where) String() string      { return itemString(w) }
func (s *Select) String() string     { return itemString(s) }
func (o *OrderBy) String() string    { return itemString(o) }
func (l *Limit) String() string      { return itemString(l) }
func (o *Offset) String() string     { return itemString(o) }
func (a *Ask) String() string        { return itemString(a) }
func (d *SourceDecl) String() string { return itemString(d) }
func (d *BaseDecl) String() string   { return itemString(d) }
func (d *PrefixDecl) String() string { return itemString(d) }

func (n Name) String() string    { return termString(n) }
func (i IRI) String() string     { return termString(i) }
func (b Blank) String() string   { return termString(b) }
func (l Literal) String() string { return termString(l) }
func (v Var) String() string     { return termString(v) }
func (a Any) String() string     { return termString(a) }
func (p Param) String() string   { return termString(p) }
func (q Quoted) String() string  { return termString(q) }

func (p *PathTerm) String() string    { return pathString(p) }
func (p *PathInverse) String() string { return pathString(p) }
func (p *PathNot) String() string     { return pathString(p) }
func (p *PathRepeat) String() string  { return pathString(p) }
func (p *PathSeq) String() string     { return pathString(p) }
func (p *PathAlt) String() string     { return pathString(p) }

func (x *TermExpr) String() string { return exprString(x) }
func (x *Unary) String() string    { return exprString(x) }
func (x *Binary) String() string   { return exprString(x) }
func (x *Call) String() string     { return exprString(x) }

// String returns the label with its @.
func (l *Label) String() string {
	var pr printer
	pr.label(l)
	return strings.TrimPrefix(pr.b.String(), " ")
}
