package shell

import "quipu/quads/arrow"

// place is where in a statement or pattern a term stands.
type place int

const (
	atEntity place = iota // subject, object, an end of a walk, a condition
	atPredicate
	atSource
)

// rewriter visits the terms of a tree and puts others in their places: a
// corrected name, or the one entity that was chosen among several of a name.
// The tree is changed as it stands.
type rewriter func(arrow.Term, place) arrow.Term

func (f rewriter) items(items []arrow.Item) {
	for _, item := range items {
		f.item(item)
	}
}

func (f rewriter) item(item arrow.Item) {
	switch it := item.(type) {
	case *arrow.Triple:
		f.triple(it)
	case *arrow.Walk:
		f.terms(it.From, atEntity)
		f.terms(it.To, atEntity)
		f.path(it.Via)
		f.label(it.Label)
	case *arrow.Operator:
		for _, set := range it.Sets {
			f.terms(set, atEntity)
		}
		for _, l := range it.Labels {
			f.label(l)
		}
		f.items(it.Items)
	case *arrow.Not:
		f.items(it.Items)
	case *arrow.Optional:
		f.items(it.Items)
	case *arrow.Either:
		for _, g := range it.Groups {
			f.items(g)
		}
	case *arrow.Values:
		f.terms(it.Terms, atEntity)
	case *arrow.Where:
		f.expr(it.Cond)
	case *arrow.Without:
		f.label(it.Label)
	case *arrow.SourceDecl:
		if it.Name != nil {
			it.Name = f(it.Name, atSource)
		}
	}
}

func (f rewriter) triple(t *arrow.Triple) {
	t.Subject = f.term(t.Subject, atEntity)
	f.path(t.Predicate)
	t.Object = f.term(t.Object, atEntity)
	f.label(t.Label)
}

func (f rewriter) term(t arrow.Term, at place) arrow.Term {
	if q, ok := t.(arrow.Quoted); ok {
		f.triple(q.Triple)
		return t
	}
	return f(t, at)
}

func (f rewriter) terms(ts []arrow.Term, at place) {
	for i, t := range ts {
		ts[i] = f.term(t, at)
	}
}

func (f rewriter) label(l *arrow.Label) {
	if l == nil {
		return
	}
	for _, p := range l.Parts {
		f.terms(p.Terms, atSource)
	}
}

func (f rewriter) path(p arrow.Path) {
	switch p := p.(type) {
	case *arrow.PathTerm:
		p.Term = f(p.Term, atPredicate)
	case *arrow.PathInverse:
		f.path(p.Path)
	case *arrow.PathRepeat:
		f.path(p.Path)
	case *arrow.PathNot:
		f.paths(p.Paths)
	case *arrow.PathSeq:
		f.paths(p.Paths)
	case *arrow.PathAlt:
		f.paths(p.Paths)
	}
}

func (f rewriter) paths(ps []arrow.Path) {
	for _, p := range ps {
		f.path(p)
	}
}

func (f rewriter) expr(e arrow.Expr) {
	switch e := e.(type) {
	case *arrow.TermExpr:
		e.Term = f.term(e.Term, atEntity)
	case *arrow.Unary:
		f.expr(e.X)
	case *arrow.Binary:
		f.expr(e.L)
		f.expr(e.R)
	case *arrow.Call:
		for _, a := range e.Args {
			f.expr(a)
		}
	}
}
