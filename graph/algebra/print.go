package algebra

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Format prints a tree, one node a line, indented by two spaces. Where note
// is given, what it says of a node stands behind it as a comment.
func Format(n Node, note func(Node) string) string {
	p := printer{note: note}
	p.print(n, 0)
	return p.b.String()
}

type printer struct {
	b    strings.Builder
	note func(Node) string
}

func (p *printer) print(n Node, depth int) {
	if depth > 0 {
		p.b.WriteString("\n" + strings.Repeat("  ", depth))
	}
	if n == nil {
		p.b.WriteString("nil")
		return
	}
	children := Children(n)
	p.b.WriteString("(" + head(n))
	comment := ""
	if p.note != nil {
		if s := p.note(n); s != "" {
			comment = "  ; " + s
		}
	}
	if len(children) == 0 {
		p.b.WriteString(")" + comment)
		return
	}
	p.b.WriteString(comment)
	for _, c := range children {
		p.print(c, depth+1)
	}
	if p.note != nil { // the last line may end in a comment
		p.b.WriteString("\n" + strings.Repeat("  ", depth))
	}
	p.b.WriteString(")")
}

// head is the part of a node before its children.
func head(n Node) string {
	switch n := n.(type) {
	case *Pattern:
		return "pattern " + n.S.String() + " " + n.P.String() + " " + n.O.String() + n.Label.String()
	case *PathPattern:
		return "path " + n.S.String() + " " + pathString(n.Path) + " " + n.O.String() + n.Label.String()
	case *Join:
		return "join"
	case *Leapfrog:
		return "leapfrog " + varList(n.Vars)
	case *Optional:
		return "optional"
	case *Union:
		return "union"
	case *Not:
		return "not"
	case *Minus:
		return "minus"
	case *Filter:
		return "filter " + exprString(n.Cond)
	case *Extend:
		return "extend ?" + n.Var + " " + exprString(n.Expr)
	case *Values:
		return "values " + varList(n.Vars) + valueRows(n.Rows)
	case *Group:
		return "group " + varList(n.By) + " " + aggregates(n.Aggs)
	case *Project:
		return "project " + varList(n.Vars)
	case *Distinct:
		return "distinct"
	case *Thin:
		return "thin " + varList(n.Vars)
	case *Order:
		return orderHead(n)
	case *Slice:
		return "slice " + number(n.Offset) + " " + limit(n.Limit)
	case *Walk:
		to := termList(n.To)
		if n.Hop != "" {
			to = "(around ?" + n.Hop + ")"
		}
		return "walk ?" + n.Var + " " + termList(n.From) + " " + to + n.Spec.String()
	default:
		return fmt.Sprintf("%T", n)
	}
}

func orderHead(n *Order) string {
	keys := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		keys[i] = exprString(k.Expr)
		if k.Desc {
			keys[i] = "(desc " + keys[i] + ")"
		}
	}
	out := "order (" + strings.Join(keys, " ") + ")"
	if len(n.Ties) > 0 {
		out += " (ties" + vars(n.Ties) + ")"
	}
	if n.Top > 0 {
		out += " (top " + number(n.Top) + ")"
	}
	return out
}

// String prints ?name or the constant.
func (t Term) String() string {
	if t.Var != "" {
		return "?" + t.Var
	}
	return constant(t.Value)
}

// String prints nothing for AnyLabel, else (@ …) with a space before it.
func (l Label) String() string {
	switch l.Kind {
	case BindLabel:
		return " (@ ?" + l.Var + ")"
	case NoLabel:
		return " (@none)"
	case LeadsTo:
		return " (@" + terms(l.Terms) + ")"
	case ExactLabel:
		return " (@=" + terms(l.Terms) + ")"
	case NotLeadsTo:
		return " (@!" + terms(l.Terms) + ")"
	case SaidIn:
		return " (@said" + terms(l.Terms) + ")"
	case EachQuad:
		return " (@each)"
	default:
		return ""
	}
}

func varList(names []string) string { return "(" + strings.TrimPrefix(vars(names), " ") + ")" }

func vars(names []string) string {
	var b strings.Builder
	for _, v := range names {
		b.WriteString(" ?" + v)
	}
	return b.String()
}

func termList(ts []Term) string { return "(" + strings.TrimPrefix(terms(ts), " ") + ")" }

func terms(ts []Term) string {
	var b strings.Builder
	for _, t := range ts {
		b.WriteString(" " + t.String())
	}
	return b.String()
}

func valueRows(rows [][]quad.Value) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(" (")
		for i, v := range row {
			if i > 0 {
				b.WriteString(" ")
			}
			b.WriteString(constant(v))
		}
		b.WriteString(")")
	}
	return b.String()
}

func aggregates(aggs []Aggregate) string {
	out := make([]string, len(aggs))
	for i, a := range aggs {
		arg := "*"
		if a.Expr != nil {
			arg = a.Expr.String()
		}
		if a.Distinct {
			arg = "distinct " + arg
		}
		if a.Separator != "" {
			arg = "(separator " + strconv.Quote(a.Separator) + ") " + arg
		}
		out[i] = "(" + a.Func + " " + arg + " ?" + a.As + ")"
	}
	return "(" + strings.Join(out, " ") + ")"
}

func number(n int) string { return strconv.Itoa(n) }

func limit(n int) string {
	if n < 0 {
		return "*"
	}
	return number(n)
}

var (
	plainName    = regexp.MustCompile(`^[\p{L}\p{N}_%.~-]+$`)
	plainInteger = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)
)

// constant prints a term compactly, without raw control characters.
func constant(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return "unbound"
	case quad.IRI:
		if name, ok := strings.CutPrefix(string(v), quads.Base); ok && plainName.MatchString(name) {
			return ":" + name
		}
		q := strconv.Quote(string(v))
		return "<" + q[1:len(q)-1] + ">"
	case quad.BNode:
		q := strconv.Quote(string(v))
		return "_:" + q[1:len(q)-1]
	case quad.String:
		return strconv.Quote(string(v))
	case quad.LangString:
		q := strconv.Quote(v.Lang) // a tag is plain, if it is one
		return strconv.Quote(string(v.Value)) + "@" + q[1:len(q)-1]
	case quad.TypedString:
		if v.Type == quads.XSDInteger && plainInteger.MatchString(string(v.Value)) {
			return string(v.Value)
		}
		if local, ok := strings.CutPrefix(string(v.Type), quads.XSD); ok && plainName.MatchString(local) {
			return strconv.Quote(string(v.Value)) + "^^xsd:" + local
		}
		return strconv.Quote(string(v.Value)) + "^^" + constant(v.Type)
	default:
		return strconv.Quote(v.String())
	}
}
