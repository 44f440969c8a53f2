package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// pathIDs is a property path in ids: a link, or one of inverse, repeat, seq
// and alt.
type pathIDs struct {
	link   bool
	only   source.ID // the predicate; Any: all that are not in except
	except map[source.ID]bool
	none   bool // a predicate that the source does not have

	inverse  *pathIDs
	repeat   *pathIDs // min to max times; max -1 is unbounded
	min, max int
	seq, alt []*pathIDs
}

func (r *run) compilePath(p algebra.Path) (*pathIDs, error) {
	switch p := p.(type) {
	case algebra.Link:
		ids, err := r.known(p.IRI)
		if err != nil || len(ids) == 0 {
			return &pathIDs{link: true, none: true}, err
		}
		return &pathIDs{link: true, only: ids[0]}, nil
	case algebra.AnyLink:
		return &pathIDs{link: true}, nil
	case algebra.NotLinks:
		return r.compileNot(p)
	case algebra.Inverse:
		q, err := r.compilePath(p.Path)
		return &pathIDs{inverse: q}, err
	case algebra.Repeat:
		q, err := r.compilePath(p.Path)
		return &pathIDs{repeat: q, min: p.Min, max: p.Max}, err
	case algebra.Sequence:
		parts, err := r.compilePaths(p.Paths)
		return &pathIDs{seq: parts}, err
	case algebra.Alternative:
		parts, err := r.compilePaths(p.Paths)
		return &pathIDs{alt: parts}, err
	default:
		return nil, badTree("no such path: %T", p)
	}
}

func (r *run) compilePaths(paths []algebra.Path) ([]*pathIDs, error) {
	out := make([]*pathIDs, len(paths))
	for i, p := range paths {
		var err error
		if out[i], err = r.compilePath(p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *run) compileNot(p algebra.NotLinks) (*pathIDs, error) {
	link := func(except []quad.IRI) (*pathIDs, error) {
		set, err := r.knownIRIs(except)
		return &pathIDs{link: true, except: set}, err
	}
	onward, err := link(p.Forward)
	if err != nil || len(p.Backward) == 0 {
		return onward, err
	}
	back, err := link(p.Backward)
	if err != nil || len(p.Forward) == 0 {
		return &pathIDs{inverse: back}, err
	}
	return &pathIDs{alt: []*pathIDs{onward, {inverse: back}}}, nil
}

// nullable is algebra.Nullable, in ids.
func (p *pathIDs) nullable() bool {
	switch {
	case p.link:
		return false
	case p.inverse != nil:
		return p.inverse.nullable()
	case p.repeat != nil:
		return p.min == 0 || p.repeat.nullable()
	case p.alt != nil:
		for _, q := range p.alt {
			if q.nullable() {
				return true
			}
		}
		return false
	default:
		for _, q := range p.seq {
			if !q.nullable() {
				return false
			}
		}
		return true
	}
}
