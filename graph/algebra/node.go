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
	// Leapfrog is the join of its parts, made variable after variable: it
	// yields Vars, the variables of the parts, in this order and sorted. The
	// planner makes it of a Join. Each part is a Pattern with a constant
	// predicate, one or two variables, and a label that binds none.
	Leapfrog struct {
		Vars  []string
		Parts []Node
	}
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
	// Minus keeps the left solutions that no right one agrees with: has a
	// variable in common with, and the same terms in all that both bind
	// (SPARQL's MINUS). Right is evaluated by itself; where it shares no
	// variable, nothing is taken away.
	Minus struct{ Left, Right Node }
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
	// Thin keeps variables, hidden ones too, and may drop solutions that are
	// alike in all of them. The planner makes it below what does not count.
	Thin struct {
		In   Node
		Vars []string
	}
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
	//
	// Without To it is the neighbourhood of From: Var is each link within
	// Spec.Max hops, as a path of one hop, and Hop how many hops away it is.
	Walk struct {
		In       Node // may be an empty Join
		From, To []Term
		Var      string
		Hop      string // "" with To
		Spec     WalkSpec
	}
)

// Leaps reports whether a pattern can be a part of a Leapfrog.
func Leaps(p *Pattern) bool {
	return p.P.Var == "" && p.S.Var != p.O.Var && p.Label.Kind != BindLabel && p.Label.Kind != EachQuad
}

// WalkSpec is how a walk may go. Every restriction holds for each hop, but for
// OneSource, which holds for the whole path.
type WalkSpec struct {
	Directed        bool
	Max             int  // hops; 0: the default
	Limit           int  // paths; 0: the default; negative: all
	AllShortest     bool // of the shortest length alone
	Via             Path // nil: any
	ViaAny          bool // lifts the table of what is no link
	Label           Label
	Since, Until    quad.Value // dates of the statement's document; nil: any
	WeightedBy      quad.Value // a predicate of sources: paths come by the sum of its numbers; nil: by length
	ByRarity        bool       // paths come by how little is said about what they pass through
	HubLinks        int        // no path passes through what more statements are about; 0: any
	MinOrigins      int        // of each hop
	Uncontested     bool       // nobody denies a hop
	OneSource       bool       // one source states the whole path
	IncludingDenied bool
	Cap             int  // of a neighbourhood: links an entity; 0: all
	Exists          bool // whether there is a path is all that is asked
}

// Aggregate is count, sum, min, max, avg, sample, list or group_concat over a
// group (SPARQL 1.1, section 18.5.1). list and group_concat join what the values
// read as, in the order of quads.Order: list the texts that people see, with
// ", "; group_concat SPARQL's str, with Separator. count(*)
// counts solutions; with Distinct, those that differ in a shown variable.
type Aggregate struct {
	Func     string
	Expr     Expr // nil: count(*)
	Distinct bool
	As       string
	// Separator stands between the values of a group_concat.
	Separator string
}

// Key is a sort key.
type Key struct {
	Expr Expr
	Desc bool
}

func (*Pattern) node()     {}
func (*PathPattern) node() {}
func (*Join) node()        {}
func (*Leapfrog) node()    {}
func (*Optional) node()    {}
func (*Union) node()       {}
func (*Not) node()         {}
func (*Minus) node()       {}
func (*Filter) node()      {}
func (*Extend) node()      {}
func (*Values) node()      {}
func (*Group) node()       {}
func (*Project) node()     {}
func (*Distinct) node()    {}
func (*Thin) node()        {}
func (*Order) node()       {}
func (*Slice) node()       {}
func (*Walk) node()        {}

func (n *Pattern) String() string     { return Format(n, nil) }
func (n *PathPattern) String() string { return Format(n, nil) }
func (n *Join) String() string        { return Format(n, nil) }
func (n *Leapfrog) String() string    { return Format(n, nil) }
func (n *Optional) String() string    { return Format(n, nil) }
func (n *Union) String() string       { return Format(n, nil) }
func (n *Not) String() string         { return Format(n, nil) }
func (n *Minus) String() string       { return Format(n, nil) }
func (n *Filter) String() string      { return Format(n, nil) }
func (n *Extend) String() string      { return Format(n, nil) }
func (n *Values) String() string      { return Format(n, nil) }
func (n *Group) String() string       { return Format(n, nil) }
func (n *Project) String() string     { return Format(n, nil) }
func (n *Distinct) String() string    { return Format(n, nil) }
func (n *Thin) String() string        { return Format(n, nil) }
func (n *Order) String() string       { return Format(n, nil) }
func (n *Slice) String() string       { return Format(n, nil) }
func (n *Walk) String() string        { return Format(n, nil) }
