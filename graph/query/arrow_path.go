package query

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads/arrow"
)

// path lowers a property path.
func (l *lowerer) path(p arrow.Path) (algebra.Path, error) {
	switch p := p.(type) {
	case *arrow.PathTerm:
		if _, any := p.Term.(arrow.Any); any {
			return algebra.AnyLink{}, nil
		}
		iri, err := l.link(p.Term)
		return algebra.Link{IRI: iri}, err
	case *arrow.PathInverse:
		inner, err := l.path(p.Path)
		return algebra.Inverse{Path: inner}, err
	case *arrow.PathNot:
		return l.pathNot(p)
	case *arrow.PathRepeat:
		inner, err := l.path(p.Path)
		return algebra.Repeat{Path: inner, Min: p.Min, Max: p.Max}, err
	case *arrow.PathSeq:
		parts, err := l.paths(p.Paths)
		return algebra.Sequence{Paths: parts}, err
	case *arrow.PathAlt:
		parts, err := l.paths(p.Paths)
		return algebra.Alternative{Paths: parts}, err
	}
	return nil, l.failf("", "no such path: %T", p)
}

func (l *lowerer) paths(in []arrow.Path) ([]algebra.Path, error) {
	var out []algebra.Path
	for _, p := range in {
		q, err := l.path(p)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// pathNot lowers !p and !(p|^q).
func (l *lowerer) pathNot(p *arrow.PathNot) (algebra.Path, error) {
	var out algebra.NotLinks
	for _, q := range p.Paths {
		list := &out.Forward
		if inverse, ok := q.(*arrow.PathInverse); ok {
			q, list = inverse.Path, &out.Backward
		}
		plain, ok := q.(*arrow.PathTerm)
		if !ok {
			return nil, l.failf("write !p or !(p|^q)", "'!' stands before predicates, not paths")
		}
		iri, err := l.link(plain.Term)
		if err != nil {
			return nil, err
		}
		*list = append(*list, iri)
	}
	return out, nil
}

// link is a predicate within a path: it must be known.
func (l *lowerer) link(t arrow.Term) (quad.IRI, error) {
	switch t.(type) {
	case arrow.Var, arrow.Any:
		return "", l.failf("a variable stands alone in the predicate's place", "a path has no variables")
	}
	p, err := l.predicate(t)
	if err != nil {
		return "", err
	}
	iri, ok := p.Value.(quad.IRI)
	if !ok {
		return "", l.failf("write a name", "a predicate is a name")
	}
	return iri, nil
}
