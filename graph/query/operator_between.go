package query

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads/arrow"
)

// between lowers "between {A, B} {C, D}": a row an entity, with how many of
// them it touches, in how many quads it stands, and as a path the first link
// on either side. All links are its evidence.
func (l *lowerer) between(op *arrow.Operator) error {
	first, err := l.entities(op.Sets[0])
	if err != nil {
		return err
	}
	second, err := l.entities(op.Sets[1])
	if err != nil {
		return err
	}
	l.vars = []string{"entity", "touches", "quads", "links"}
	names := l.names
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		var sets [2][]source.ID
		for i, terms := range [2][]quad.Value{first, second} {
			var err error
			if sets[i], err = idsOf(ctx, src, terms); err != nil {
				return nil, err
			}
		}
		bridges, err := analysis.Between(ctx, src, names, sets, maxHeld(o))
		if err != nil {
			return nil, tooLarge(err)
		}
		f := newFound(o)
		return f, f.bridges(ctx, src, bridges)
	}
	return nil
}

// bridges adds the rows of between.
func (f *found) bridges(ctx context.Context, src source.Source, bridges []analysis.Bridge) error {
	var ids []source.ID
	for _, b := range bridges {
		ids = append(ids, b.Entity)
		for _, side := range b.Sides {
			for _, link := range side {
				ids = idsIn(ids, link.Statement)
			}
		}
	}
	t, err := termsOf(ctx, src, ids)
	if err != nil {
		return err
	}
	for _, b := range bridges {
		var path []eval.Hop
		var why []eval.Witness
		for i, side := range b.Sides {
			for k, link := range side {
				w := t.witness(link.Statement)
				if why = append(why, w); k == 0 { // the second side is walked from the entity
					path = append(path, eval.Hop{Witness: w, Forward: link.Forward == (i == 0)})
				}
			}
		}
		err := f.put(raw{why: why, values: []eval.Value{
			{Term: t[b.Entity]}, {Term: integer(b.Touches)}, {Term: integer(int(b.Quads))}, {Path: path}}})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
