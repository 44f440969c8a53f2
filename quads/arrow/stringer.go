package arrow

import "strings"

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
