package arrow

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/quads"
)

// trees generates arbitrary valid trees.
type trees struct{ *rapid.T }

// words are drawn together with arbitrary text, so that names come near every
// token, keyword and literal of the notation.
var words = []string{
	"Ukraine", "Islamic State", "O'Brien", "U.S.", "1984", "2024-03-22", "2024-02-30", "true", "where", "select",
	"limit", "limit 3", "speed limit", "max 4", "via", "via (x)", "order by", "order by ?x", "order by count(x)",
	"not", "not {", "or", "and", "and ?x", "and (x)", "either", "values", "values ?x", "optional", "none", "_", "?", "?x",
	"$p", "@", "@source", "a@b.org", "A @ B", ".", "..", ".x", "x.", "x ?", "x?", "C++", "p*", "p +", "^p", "!p", "p|q", "a / b",
	"and/or", "A -> B", "A->B", "a~>b", "~", "A ~ B", "x (y)", "x (y", "(x)", "x)", "'x'", "rock 'n' roll", "x:y", "rdf:type",
	"x: y", "=x", "a=b", "a!=b", "x > 3", ">130", "~130", "40..60", "<130", "Moscow, Russia", "1,000", "7 March 2024", "#x", "a #b",
	"a#b", "including denied", "x including denied", "contains", "x contains y", "starts with", "x starts with y", "as",
	"desc", "x desc", "title", "same as", "type", "_:b", "[x]", "x;y", "\"x\"", "x\\y", "a\u202Eb", "e\u0301", "→", "a→b",
	"max(x)", "bound(x)", "where (x)", "where not", "select distinct", "distinct", "\uE000", "-", "--", "+", "*", "%", "1.",
	"2024?", "2024-03-01/..", "../2024", "\u200d", "x\u0001y", "i\u0307", "名前", "اسم", "a\u00a0b", "a\u0085b", "&", "\uFFFD",
}

func (t trees) text(label string) string {
	switch rapid.IntRange(0, 3).Draw(t.T, label+" kind") {
	case 0:
		return rapid.StringN(0, 8, -1).Draw(t.T, label)
	case 1:
		a := rapid.SampledFrom(words).Draw(t.T, label)
		b := rapid.SampledFrom(words).Draw(t.T, label)
		return a + rapid.SampledFrom([]string{" ", ""}).Draw(t.T, label+" join") + b
	default:
		return rapid.SampledFrom(words).Draw(t.T, label)
	}
}

func (t trees) name() Term {
	name, err := quads.Normal(t.text("name"))
	if err != nil {
		name = "A"
	}
	return Name{Text: name}
}

func (t trees) iri() Term {
	return IRI{Value: quad.IRI(rapid.SampledFrom([]string{
		"https://example.org/a", "urn:quipu:x", "a:", "urn:quipu:%zz", "http://ex.org/ü?q=1#f'", "a:\u202E", "rdf:type", "urn:quipu:st/0123",
	}).Draw(t.T, "iri"))}
}

func (t trees) blank() Term {
	return Blank{Label: rapid.SampledFrom([]string{"b", "b.c", "q0123", "_x", "9-a", "é·"}).Draw(t.T, "blank")}
}

func (t trees) literal() Term {
	text := t.text("literal")
	switch rapid.IntRange(0, 3).Draw(t.T, "literal kind") {
	case 0:
		return Literal{Value: quad.String(text)}
	case 1:
		return Literal{Value: quad.LangString{Value: quad.String(text), Lang: rapid.SampledFrom([]string{"en", "ru-latn", "x-1"}).Draw(t.T, "tag")}}
	case 2:
		return Literal{Value: quads.Literal(text, rapid.SampledFrom([]quad.IRI{
			quads.XSDInteger, quads.XSDDate, quads.XSDDecimal, quads.EDTF, "urn:quipu:st/range", "a:b",
		}).Draw(t.T, "datatype"))}
	}
	if v, ok, err := quads.Bare(text, defaultNames); ok && err == nil {
		return Literal{Value: v}
	}
	return Literal{Value: quads.Literal("5", quads.XSDInteger)}
}

func (t trees) varName() string {
	return rapid.SampledFrom([]string{"x", "who", "_1", "é", "n2"}).Draw(t.T, "var")
}

// term draws a term that a place takes.
func (t trees) term(at place, depth int) Term {
	for {
		var term Term
		switch rapid.IntRange(0, 8).Draw(t.T, "term") {
		case 0:
			term = t.iri()
		case 1:
			term = t.blank()
		case 2:
			term = t.literal()
		case 3:
			term = Var{Name: t.varName()}
		case 4:
			term = Any{}
		case 5:
			term = Param{Name: t.varName()}
		case 6:
			if depth > 3 {
				continue
			}
			term = Quoted{Triple: &Triple{
				Subject: t.term(inSubject, depth+1), Predicate: &PathTerm{Term: t.term(inPredicate, depth+1)}, Object: t.term(inObject, depth+1),
			}}
		default:
			term = t.name()
		}
		if why, _ := refuse(term, at); why == "" {
			return term
		}
	}
}

func (t trees) several(n int, at place) []Term {
	var out []Term
	for range rapid.IntRange(n, n+2).Draw(t.T, "terms") {
		out = append(out, t.term(at, 0))
	}
	return out
}

// constant draws a term that path operators take.
func (t trees) constant() Path {
	return &PathTerm{Term: rapid.SampledFrom([]Term{t.name(), t.iri(), Param{Name: "p"}}).Draw(t.T, "constant")}
}

func (t trees) path(depth int) Path {
	if depth == 0 && rapid.Bool().Draw(t.T, "plain") {
		return &PathTerm{Term: t.term(inPredicate, 0)}
	}
	if depth > 3 {
		return t.constant()
	}
	several := func() (out []Path) {
		for range rapid.IntRange(2, 3).Draw(t.T, "paths") {
			out = append(out, t.path(depth+1))
		}
		return out
	}
	switch rapid.IntRange(0, 5).Draw(t.T, "path") {
	case 0:
		return &PathInverse{Path: t.path(depth + 1)}
	case 1:
		var not []Path
		for range rapid.IntRange(1, 3).Draw(t.T, "not") {
			p := t.constant()
			if rapid.Bool().Draw(t.T, "inverse") {
				p = &PathInverse{Path: p}
			}
			not = append(not, p)
		}
		return &PathNot{Paths: not}
	case 2:
		bounds := rapid.SampledFrom([][2]int{{0, 1}, {0, -1}, {1, -1}, {1, 4}, {2, 2}, {3, -1}, {0, 7}, {1, 1}}).Draw(t.T, "bounds")
		return &PathRepeat{Path: t.path(depth + 1), Min: bounds[0], Max: bounds[1]}
	case 3:
		return &PathSeq{Paths: several()}
	case 4:
		return &PathAlt{Paths: several()}
	}
	if rapid.IntRange(0, 5).Draw(t.T, "any") == 0 {
		return &PathTerm{Term: Any{}}
	}
	return t.constant()
}

func (t trees) label(words bool) *Label {
	var l Label
	part := func() LabelPart {
		switch rapid.IntRange(0, 4).Draw(t.T, "label") {
		case 0:
			return LabelPart{Kind: LabelExact, Terms: []Term{t.source()}}
		case 1:
			return LabelPart{Kind: LabelNot, Terms: []Term{t.source()}}
		case 2:
			return LabelPart{Kind: LabelAlt, Terms: []Term{t.source(), t.source()}}
		}
		return LabelPart{Terms: []Term{t.term(inLabel, 0)}}
	}
	switch rapid.IntRange(0, 4).Draw(t.T, "parts") {
	case 0:
		return nil
	case 1:
		l.Parts = []LabelPart{{Kind: LabelNone}}
	case 2:
		l.Parts = []LabelPart{part(), part()}
	default:
		l.Parts = []LabelPart{part()}
	}
	if words && rapid.Bool().Draw(t.T, "has words") {
		text := quad.String(t.text("words"))
		l.Words = &text
	}
	return &l
}

func (t trees) source() Term {
	return rapid.SampledFrom([]Term{t.name(), t.iri(), Param{Name: "s"}, t.blank()}).Draw(t.T, "source")
}

func (t trees) triple() *Triple {
	return &Triple{Subject: t.term(inSubject, 0), Predicate: t.path(0), Object: t.term(inObject, 0), Label: t.label(true)}
}

func (t trees) walk() *Walk {
	flag := func(name string) bool { return rapid.Bool().Draw(t.T, name) }
	number := func(name string) int { return rapid.IntRange(0, 9).Draw(t.T, name) }
	w := &Walk{
		From: t.several(1, inWalk), To: t.several(1, inWalk), Directed: flag("directed"),
		Max: number("max"), Label: t.label(false), Since: t.date("since"), Until: t.date("until"),
		AvoidHubs: flag("hubs"), MinOrigins: number("origins"),
		Uncontested: flag("uncontested"), IncludingDenied: flag("denied"),
	}
	if w.AvoidHubs {
		w.HubLinks = number("hub links")
	}
	switch rapid.IntRange(0, 2).Draw(t.T, "via") {
	case 0:
		w.ViaAny = true
	case 1:
		w.Via = t.path(1)
	}
	if flag("around") {
		w.To, w.Cap = []Term{Any{}}, number("cap")
		return w
	}
	w.OneSource = w.MinOrigins < 2 && flag("one source")
	if w.NoLimit = flag("no limit"); !w.NoLimit {
		w.Limit = number("limit")
	}
	switch rapid.IntRange(0, 3).Draw(t.T, "order") {
	case 0:
		w.AllShortest = true
	case 1:
		w.ByRarity = true
	case 2:
		w.WeightedBy = rapid.SampledFrom([]Term{t.name(), t.iri(), Param{Name: "p"}}).Draw(t.T, "weight")
	}
	return w
}

func (t trees) date(name string) Term {
	return rapid.SampledFrom([]Term{
		nil, Param{Name: "d"}, Literal{Value: quads.Literal("2024", quads.XSDInteger)},
		Literal{Value: quads.Literal("2024-03", quads.XSD+"gYearMonth")}, Literal{Value: quads.Literal("2024-03-22", quads.XSDDate)},
		Literal{Value: quads.Literal("2024-03-22T10:00:00Z", quads.XSD+"dateTime")},
	}).Draw(t.T, name)
}

func (t trees) operator() *Operator {
	o := &Operator{Name: rapid.SampledFrom(forms).Draw(t.T, "operator").name}
	number := func() int { return rapid.IntRange(0, 30).Draw(t.T, "number") }
	side := func() *Label {
		return &Label{Parts: []LabelPart{rapid.SampledFrom([]LabelPart{
			{Terms: []Term{t.source()}}, {Kind: LabelExact, Terms: []Term{t.source()}}, {Kind: LabelNone},
			{Kind: LabelAlt, Terms: []Term{t.source(), t.source()}},
		}).Draw(t.T, "side")}}
	}
	switch o.Name {
	case "contested", "corroborated":
		if rapid.Bool().Draw(t.T, "about") {
			o.Sets = [][]Term{t.several(1, inWalk)}
		}
		if o.Name == "corroborated" {
			o.N = number()
		}
	case "timeline":
		o.Sets, o.N = [][]Term{t.several(1, inWalk)}, number()
	case "between":
		o.Sets = [][]Term{t.several(1, inWalk), t.several(1, inWalk)}
	case "only":
		o.Labels = []*Label{side()}
	case "differ":
		o.Labels, o.All = []*Label{side(), side()}, rapid.Bool().Draw(t.T, "all")
	default:
		if rapid.Bool().Draw(t.T, "patterns") {
			o.Items = t.group(2)
		}
	}
	return o
}

func (t trees) expr(depth int) Expr {
	kind := rapid.IntRange(0, 5).Draw(t.T, "expr")
	if depth > 3 {
		kind %= 3
	}
	switch kind {
	case 0:
		return t.call()
	case 1:
		return &Binary{Op: rapid.SampledFrom(comparisons).Draw(t.T, "comparison"), L: t.operand(depth), R: t.operand(depth)}
	case 3:
		return &Unary{Op: "not", X: t.expr(depth + 1)}
	case 4, 5:
		return &Binary{Op: rapid.SampledFrom([]string{"and", "or"}).Draw(t.T, "op"), L: t.expr(depth + 1), R: t.expr(depth + 1)}
	}
	return &TermExpr{Term: rapid.SampledFrom([]Term{
		Var{Name: t.varName()}, Param{Name: "p"}, Literal{Value: quads.Literal("true", quads.XSDBoolean)},
	}).Draw(t.T, "condition")}
}

func (t trees) operand(depth int) Expr {
	if depth < 3 && rapid.IntRange(0, 4).Draw(t.T, "nested") == 0 {
		return t.expr(depth + 1)
	}
	return &TermExpr{Term: t.term(inExpr, 0)}
}

func (t trees) call() *Call {
	f := rapid.SampledFrom([]string{"bound", "language", "type", "count", "sum", "min", "max", "avg", "sample", "list"}).Draw(t.T, "function")
	if f == "count" && rapid.Bool().Draw(t.T, "star") {
		return &Call{Func: f}
	}
	return &Call{Func: f, Args: []Expr{&TermExpr{Term: Var{Name: t.varName()}}}, Distinct: aggregates[f] && rapid.Bool().Draw(t.T, "distinct")}
}

func (t trees) selects() *Select {
	s := &Select{Distinct: rapid.Bool().Draw(t.T, "distinct")}
	for i := range rapid.IntRange(1, 3).Draw(t.T, "columns") {
		if rapid.Bool().Draw(t.T, "variable") {
			c := Column{Expr: &TermExpr{Term: Var{Name: t.varName()}}}
			if !slices.ContainsFunc(s.Columns, func(b Column) bool { return b.name() == c.name() }) {
				s.Columns = append(s.Columns, c)
			}
			continue
		}
		s.Columns = append(s.Columns, Column{Expr: t.call(), As: t.varName() + string(rune('a'+i))})
	}
	return s
}

func (t trees) group(depth int) []Item {
	var items []Item
	for range rapid.IntRange(1, 3).Draw(t.T, "items") {
		items = append(items, t.item(depth+1))
	}
	return items
}

// item draws an element of a block; within a group no clause of the whole.
func (t trees) item(depth int) Item {
	last := 14
	if depth > 0 {
		last = 6
	}
	kind := rapid.IntRange(0, last).Draw(t.T, "item")
	if depth > 2 && kind < 4 {
		kind = 6
	}
	switch kind {
	case 0:
		return &Not{Items: t.group(depth)}
	case 1:
		return &Optional{Items: t.group(depth)}
	case 2:
		return &Either{Groups: [][]Item{t.group(depth), t.group(depth)}}
	case 3:
		return t.walk()
	case 4:
		return &Values{Var: t.varName(), Terms: t.several(1, inValues)}
	case 5:
		return &Where{Cond: t.expr(0)}
	case 7:
		return t.selects()
	case 8:
		o := &OrderBy{}
		for range rapid.IntRange(1, 2).Draw(t.T, "keys") {
			o.Keys = append(o.Keys, OrderKey{Expr: t.expr(1), Desc: rapid.Bool().Draw(t.T, "desc")})
		}
		return o
	case 9:
		return &Limit{N: rapid.IntRange(0, 99).Draw(t.T, "limit")}
	case 14:
		return t.operator()
	case 10:
		return &Offset{N: rapid.IntRange(0, 99).Draw(t.T, "offset")}
	case 11:
		return t.sourceDecl()
	case 13:
		return t.without()
	case 12:
		if rapid.Bool().Draw(t.T, "base") {
			return &BaseDecl{IRI: "https://example.org/"}
		}
		return &PrefixDecl{Prefix: rapid.SampledFrom([]string{"ex", "rdf", "title"}).Draw(t.T, "prefix"), IRI: "https://example.org/ex#"}
	}
	return t.triple()
}

func (t trees) without() *Without {
	for {
		l := t.label(false)
		if l != nil && !l.asks() && !slices.ContainsFunc(l.Parts, func(p LabelPart) bool { return p.Kind == LabelNot }) {
			return &Without{Label: l}
		}
	}
}

func (t trees) sourceDecl() *SourceDecl {
	d := &SourceDecl{}
	if rapid.IntRange(0, 3).Draw(t.T, "none") == 0 {
		return d
	}
	d.Name = t.term(inSource, 0)
	for range rapid.IntRange(0, 3).Draw(t.T, "fields") {
		d.Fields = append(d.Fields, Field{Key: t.term(inKey, 0), Values: t.several(1, inField)})
	}
	return d
}

func (t trees) block() *Block {
	b := &Block{}
	for range rapid.IntRange(1, 4).Draw(t.T, "items") {
		item := t.item(0)
		b.Items = append(b.Items, item)
		if _, ok := item.(*Triple); ok && rapid.IntRange(0, 4).Draw(t.T, "ask") == 0 {
			b.Items = append(b.Items, &Ask{})
		}
	}
	return b
}

// bare returns a copy of trees without positions and what else takes no part
// in equality.
func bare(blocks []*Block) []*Block {
	var clear func(v reflect.Value)
	clear = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				clear(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				clear(v.Index(i))
			}
		case reflect.Struct:
			if v.Type() == reflect.TypeFor[Pos]() {
				if v.CanSet() {
					v.SetZero()
				}
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					clear(v.Field(i))
				}
			}
		}
	}
	for _, b := range blocks {
		b.Remarks, b.Changed, b.src = nil, 0, nil
		clear(reflect.ValueOf(b))
	}
	return blocks
}

func printed(t interface{ Fatalf(string, ...any) }, blocks []*Block) string {
	var b strings.Builder
	if err := Print(&b, blocks); err != nil {
		t.Fatalf("print: %v", err)
	}
	return b.String()
}

// Parse(Print(x)) is x, for every valid tree.
func TestPrintParse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var blocks []*Block
		for range rapid.IntRange(1, 3).Draw(rt, "blocks") {
			blocks = append(blocks, trees{rt}.block())
		}
		text := printed(rt, blocks)
		got, err := Parse(text, Options{})
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		bare(got)
		bare(blocks)
		if !reflect.DeepEqual(got, blocks) {
			rt.Fatalf("the tree of\n%s\nprints as\n%s", text, printed(rt, got))
		}
	})
}

// A shown form, pasted into a statement, means the same term.
func TestFormatParses(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := value(rt)
		text := Format(v, defaultNames)
		for _, r := range text {
			if !quads.Visible(r) {
				rt.Fatalf("%q has the character %U", text, r)
			}
		}
		blocks, err := Parse("S → p → "+text, Options{})
		if err != nil {
			rt.Fatalf("%s: %v", text, err)
		}
		qs, err := NewBuilder(nil, nil).Quads(blocks[0])
		if err != nil || len(qs) != 1 || qs[0].Object != v {
			rt.Fatalf("%#v is shown as %s, which means %#v, %v", v, text, qs, err)
		}
		term, err := ParseTerm(text, defaultNames)
		if err != nil {
			rt.Fatalf("as a parameter %s: %v", text, err)
		}
		p := plan{names: defaultNames}
		if want := p.term(v); term != want {
			rt.Fatalf("as a parameter %s is %#v, not %#v", text, term, want)
		}
	})
}
