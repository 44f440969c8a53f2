package arrow

import (
	"io"
	"strconv"

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
	case *Operator:
		pr.operator(item)
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
	case *Without:
		pr.without(item)
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
