package query

import (
	"context"
	"fmt"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// timeline lowers "timeline X max N": a row a dated statement, the date as it
// is written and the statement as a path, behind the first link that leads to
// its subject. All links are its evidence.
func (l *lowerer) timeline(op *arrow.Operator) error {
	about, err := l.entities(op.Sets[0])
	if err != nil {
		return err
	}
	l.vars = []string{"date", "statement"}
	names := l.names
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		ids, err := idsOf(ctx, src, about)
		if err != nil {
			return nil, err
		}
		dated, err := analysis.Timeline(ctx, src, names, ids, maxHeld(o))
		if err != nil {
			return nil, tooLarge(err)
		}
		f := &found{}
		if op.N > 0 && len(dated) > op.N {
			dated = dated[:op.N]
			f.notes = append(f.notes, fmt.Sprintf("max cut: there are more than %s; write 'max N' for more", quads.Count(op.N, "date")))
		}
		return f, f.dated(ctx, src, dated)
	}
	return nil
}

// dated adds the rows of a timeline.
func (f *found) dated(ctx context.Context, src source.Source, dated []analysis.Dated) error {
	var ids []source.ID
	for _, d := range dated {
		ids = idsIn(ids, d.Statement)
		for _, link := range d.Links {
			ids = idsIn(ids, link.Statement)
		}
	}
	t, err := termsOf(ctx, src, ids)
	if err != nil {
		return err
	}
	for _, d := range dated {
		var path []eval.Hop
		var why []eval.Witness
		for i, link := range d.Links {
			w := t.witness(link.Statement)
			if why = append(why, w); i == 0 {
				path = append(path, eval.Hop{Witness: w, Forward: link.Forward})
			}
		}
		w := t.witness(d.Statement)
		path = append(path, eval.Hop{Witness: w, Forward: true})
		f.rows = append(f.rows, raw{values: []eval.Value{{Term: d.Date}, {Path: path}}, why: append(why, w)})
	}
	return ctx.Err()
}
