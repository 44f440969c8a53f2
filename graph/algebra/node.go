package algebra

import "github.com/cayleygraph/quad"

// Node is an operator: it yields solutions, which bind variables to terms.
// The nodes are pointers (*Pattern, *Join, …). A tree is not changed once it
// is built; a rewriting builds another.
type Node interface {
	String() string // an s-expression, indented
	node()
}

// Term is a variable or a constant. A variable whose name begins with "_" is
// hidden: a wildcard's, never shown.
type Term struct {
	Var   string
	Value quad.Value
}

// Variable returns the term ?name.
func Variable(name string) Term { return Term{Var: name} }

// Constant returns a term that stands for a value.
func Constant(v quad.Value) Term { return Term{Value: v} }

// LabelKind is what a pattern says of its label.
type LabelKind int

// The kinds. A label leads to X if it is X or if prov:wasDerivedFrom,
// prov:wasAttributedTo and prov:wasQuotedFrom, in any number of steps, lead
// from it to X.
const (
	AnyLabel   LabelKind = iota // the triple once, whatever its labels
	BindLabel                   // once a label, never unlabelled: Label.Var
	NoLabel                     // unlabelled quads only
	LeadsTo                     // labels that are, or lead to, one of Terms: the triple once
	ExactLabel                  // labels that are one of Terms: the triple once
	NotLeadsTo                  // the triple is said under some label that does not lead to any of Terms
	SaidIn                      // labels attributed to what leads to Terms[0] and derived from what leads to Terms[1]: the triple once
	EachQuad                    // once a label and, if the triple stands unlabelled, once more
)

// Label is the fourth place of a pattern. Terms are constants.
type Label struct {
	Kind  LabelKind
	Var   string
	Terms []Term
}

type (
	// Pattern is one triple pattern.
	Pattern struct {
		S, P, O Term
		Label   Label
	}
	// PathPattern is a property path between two terms (SPARQL 1.1, section
	// 9). Its label holds for each of its links; with BindLabel all links
	// of a solution stand under the one label, as in SPARQL's GRAPH ?g.
	PathPattern struct {
		S     Term
		Path  Path
		O     Term
		Label Label
	}
	// Join is the natural join of its parts; none is the one empty solution.
	Join struct{ Parts []Node }
	// Optional is a left join. A Filter at the top of Right is the join's
	// condition: it sees the variables of Left too (SPARQL 1.1, section
	// 18.2.2.6).
	Optional struct{ Left, Right Node }
	// Union is all solutions of its parts.
	Union struct{ Parts []Node }
	// Not keeps the left solutions that no right one is compatible with
	// (SPARQL's FILTER NOT EXISTS). A Filter at the top of Right sees the
	// variables of Left too.
	Not struct{ Left, Right Node }
	// Filter keeps solutions whose condition is true.
	Filter struct {
		In   Node
		Cond Expr
	}
	// Extend binds a new variable to an expression; an error in it leaves
	// the variable unbound.
	Extend struct {
		In   Node
		Var  string
		Expr Expr
	}
	// Values is given solutions; nil is unbound.
	Values struct {
		Vars []string
		Rows [][]quad.Value
	}
	// Group groups by variables and aggregates. Without By it yields one
	// solution, even over nothing.
	Group struct {
		In   Node
		By   []string
		Aggs []Aggregate
	}
	// Project keeps variables, in this order. Other variables of In are
	// not seen outside.
	Project struct {
		In   Node
		Vars []string
	}
	// Distinct drops solutions that are alike in every shown variable, and
	// the hidden variables with them.
	Distinct struct{ In Node }
	// Order sorts: by the keys, then by Ties, then by the remaining shown
	// variables of In.
	Order struct {
		In   Node
		Keys []Key
		Ties []string
		Top  int // more solutions than this are not needed; 0: all are
	}
	// Slice is offset and limit; Limit -1 is none.
	Slice struct {
		In            Node
		Offset, Limit int
	}
	// Walk binds Var to each path between two sets of terms, loopless,
	// ordered by length and then term order. Variables of From and To are
	// bound by In: all their values are ends, and a solution is joined with
	// the paths between its own values.
	Walk struct {
		In       Node // may be an empty Join
		From, To []Term
		Var      string
		Spec     WalkSpec
	}
)

// WalkSpec is how a walk may go.
type WalkSpec struct {
	Directed        bool
	Max, Limit      int
	Via             Path // nil: any
	ViaAny          bool // lifts the table of what is no link
	Label           Label
	IncludingDenied bool
}

// Aggregate is count, sum, min, max, avg or sample over a group. count(*)
// counts solutions; with Distinct, those that differ in a shown variable.
type Aggregate struct {
	Func     string
	Expr     Expr // nil: count(*)
	Distinct bool
	As       string
}

// Key is a sort key.
type Key struct {
	Expr Expr
	Desc bool
}

func (*Pattern) node()     {}
func (*PathPattern) node() {}
func (*Join) node()        {}
func (*Optional) node()    {}
func (*Union) node()       {}
func (*Not) node()         {}
func (*Filter) node()      {}
func (*Extend) node()      {}
func (*Values) node()      {}
func (*Group) node()       {}
func (*Project) node()     {}
func (*Distinct) node()    {}
func (*Order) node()       {}
func (*Slice) node()       {}
func (*Walk) node()        {}

func (n *Pattern) String() string     { return Format(n, nil) }
func (n *PathPattern) String() string { return Format(n, nil) }
func (n *Join) String() string        { return Format(n, nil) }
func (n *Optional) String() string    { return Format(n, nil) }
func (n *Union) String() string       { return Format(n, nil) }
func (n *Not) String() string         { return Format(n, nil) }
func (n *Filter) String() string      { return Format(n, nil) }
func (n *Extend) String() string      { return Format(n, nil) }
func (n *Values) String() string      { return Format(n, nil) }
func (n *Group) String() string       { return Format(n, nil) }
func (n *Project) String() string     { return Format(n, nil) }
func (n *Distinct) String() string    { return Format(n, nil) }
func (n *Order) String() string       { return Format(n, nil) }
func (n *Slice) String() string       { return Format(n, nil) }
func (n *Walk) String() string        { return Format(n, nil) }
