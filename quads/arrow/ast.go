package arrow

import "github.com/cayleygraph/quad"

// Pos is a place in the text; it takes no part in the equality of trees.
type Pos struct {
	Offset, Line, Column int // bytes from 0; line and column (code points) from 1
}

// A Block is the lines up to an empty line: statements, or one query. Chains,
// ";" and "," are resolved by the parser: a block is a flat list.
type Block struct {
	Items []Item
	Pos   Pos
	End   Pos

	// Remarks are what a reader may not have meant; Changed counts names
	// brought to normal form. Like positions they take no part in equality.
	Remarks []Remark
	Changed int

	src *source // nil in a tree that was not read from a text
}

// Remark is something in a text that is kept as it is but may not be what was
// meant.
type Remark struct {
	Pos  Pos
	Text string
}

// Item is an element of a block.
type Item interface {
	String() string
	At() Pos // where it begins
}

// Triple is one statement, or one pattern.
type Triple struct {
	Subject   Term
	Predicate Path // a *PathTerm in a statement
	Object    Term
	Label     *Label // nil: the current source; in a pattern, any label
	Pos       Pos    // of the subject

	PredicateAt, ObjectAt Pos
}

// Walk asks how two sets of entities are linked, or, where To is Any, what is
// linked with a set.
type Walk struct {
	From, To        []Term
	Directed        bool // ~>
	Max, Limit      int  // 0: not given
	NoLimit         bool // limit none
	AllShortest     bool
	Via             Path // nil: any predicate between entities
	ViaAny          bool // via (*): lifts the table of what is no link
	Label           *Label
	Since, Until    Term // a date or a parameter; nil: not given
	WeightedBy      Term // a predicate; nil: not given
	ByRarity        bool
	AvoidHubs       bool
	HubLinks        int // avoid hubs N; 0: not given
	MinOrigins      int // 0: not given
	Uncontested     bool
	OneSource       bool
	IncludingDenied bool
	Cap             int // links an entity, where To is Any; 0: not given
	Pos             Pos
}

// Not, Optional and Either hold groups of their own.
type (
	Not struct {
		Items []Item
		Pos   Pos
	}
	Optional struct {
		Items []Item
		Pos   Pos
	}
	Either struct {
		Groups [][]Item
		Pos    Pos
	}
)

// Values binds a variable to each of some terms.
type Values struct {
	Var   string
	Terms []Term
	Pos   Pos
}

// Where is a condition.
type Where struct {
	Cond Expr
	Pos  Pos
}

// Select says what is shown: plain variables group where there is an
// aggregate.
type Select struct {
	Distinct bool
	Columns  []Column
	Pos      Pos
}

// Column is a selected expression under a name; As is "" for a plain
// variable.
type Column struct {
	Expr Expr
	As   string
	Pos  Pos
}

// OrderBy, Limit and Offset arrange the rows.
type (
	OrderBy struct {
		Keys []OrderKey
		Pos  Pos
	}
	Limit struct {
		N   int
		Pos Pos
	}
	Offset struct {
		N   int
		Pos Pos
	}
)

// OrderKey is one key of an OrderBy.
type OrderKey struct {
	Expr Expr
	Desc bool
	Pos  Pos
}

// Ask is the " ?" behind a complete statement.
type Ask struct{ Pos Pos }

// SourceDecl is @source; Name nil is "@source none".
type SourceDecl struct {
	Name   Term
	Fields []Field
	Pos    Pos
}

// Field is one line of a source's description; Key is "title", "author", …
// or the name of an ordinary predicate.
type Field struct {
	Key    Term
	Values []Term
}

// BaseDecl and PrefixDecl are @base and @prefix.
type (
	BaseDecl struct {
		IRI string
		Pos Pos
	}
	PrefixDecl struct {
		Prefix, IRI string
		Pos         Pos
	}
)

// Label is "@ A", "@ A @ B", with the exact words, if they follow.
type Label struct {
	Parts []LabelPart // one, or speaker and document
	Words *quad.String
	Pos   Pos // of the first @
}

// LabelKind is what a label's part matches.
type LabelKind int

// The kinds of label.
const (
	LabelLeads LabelKind = iota // @ X: X and what leads to X; in a statement X itself; also a variable
	LabelExact                  // @ =X
	LabelNot                    // @ !X
	LabelAlt                    // @ (A|B)
	LabelNone                   // @ none
)

// LabelPart is one @.
type LabelPart struct {
	Kind  LabelKind
	Terms []Term // one; several for LabelAlt; none for LabelNone
}

// Term is a subject, an object, a label's part.
type Term interface {
	String() string
	term()
}

type (
	// Name is a name in normal form, bare or quoted.
	Name struct{ Text string }
	// IRI is <…> or a prefixed name, in full.
	IRI struct{ Value quad.IRI }
	// Blank is _:label.
	Blank struct{ Label string }
	// Literal is a string, with language or datatype, or a bare number,
	// date, boolean or range.
	Literal struct{ Value quad.Value }
	// Var is ?name.
	Var struct{ Name string }
	// Any is ? or _.
	Any struct{}
	// Param is $name.
	Param struct{ Name string }
	// Quoted is [S → P → O]: a statement node.
	Quoted struct{ Triple *Triple }
)

// Path is what stands in the predicate's place.
type Path interface {
	String() string
	path()
}

type (
	// PathTerm is a plain predicate: a Name, IRI, Var, Any or Param.
	PathTerm struct{ Term Term }
	// PathInverse is ^p.
	PathInverse struct{ Path Path }
	// PathNot is !p, !(p|^q): PathTerm and PathInverse of PathTerm.
	PathNot struct{ Paths []Path }
	// PathRepeat is p* p+ p? p{1,4}; Max -1 is unbounded.
	PathRepeat struct {
		Path     Path
		Min, Max int
	}
	// PathSeq is p / q.
	PathSeq struct{ Paths []Path }
	// PathAlt is p|q.
	PathAlt struct{ Paths []Path }
)

// Expr is an expression of where, select and order by.
type Expr interface {
	String() string
	expr()
}

type (
	// TermExpr is a variable, a literal, a name, a parameter.
	TermExpr struct {
		Term Term
		Pos  Pos
	}
	// Unary is "not".
	Unary struct {
		Op string
		X  Expr
	}
	// Binary is a comparison (= != < <= > >=), "and", "or", "contains",
	// "starts with", "matches".
	Binary struct {
		Op   string
		L, R Expr
	}
	// Call is bound(?x), language(?x), type(?x), and the aggregates count
	// (no argument is count(*)), sum, min, max, avg, sample, list,
	// with Distinct.
	Call struct {
		Func     string
		Args     []Expr
		Distinct bool
		Pos      Pos
	}
)

func (t *Triple) At() Pos     { return t.Pos }
func (w *Walk) At() Pos       { return w.Pos }
func (n *Not) At() Pos        { return n.Pos }
func (o *Optional) At() Pos   { return o.Pos }
func (e *Either) At() Pos     { return e.Pos }
func (v *Values) At() Pos     { return v.Pos }
func (w *Where) At() Pos      { return w.Pos }
func (s *Select) At() Pos     { return s.Pos }
func (o *OrderBy) At() Pos    { return o.Pos }
func (l *Limit) At() Pos      { return l.Pos }
func (o *Offset) At() Pos     { return o.Pos }
func (a *Ask) At() Pos        { return a.Pos }
func (s *SourceDecl) At() Pos { return s.Pos }
func (b *BaseDecl) At() Pos   { return b.Pos }
func (p *PrefixDecl) At() Pos { return p.Pos }

func (Name) term()    {}
func (IRI) term()     {}
func (Blank) term()   {}
func (Literal) term() {}
func (Var) term()     {}
func (Any) term()     {}
func (Param) term()   {}
func (Quoted) term()  {}

func (*PathTerm) path()    {}
func (*PathInverse) path() {}
func (*PathNot) path()     {}
func (*PathRepeat) path()  {}
func (*PathSeq) path()     {}
func (*PathAlt) path()     {}

func (*TermExpr) expr() {}
func (*Unary) expr()    {}
func (*Binary) expr()   {}
func (*Call) expr()     {}
