package query

import (
	"context"
	"fmt"
	"slices"

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
		dated, years, err := analysis.Timeline(ctx, src, names, ids, maxHeld(o))
		if err != nil {
			return nil, tooLarge(err)
		}
		f := newFound(o)
		if years.Count > 0 {
			note, err := yearsNote(ctx, src, names, years)
			if err != nil {
				return nil, err
			}
			f.notes = append(f.notes, note)
		}
		if op.N > 0 && len(dated) > op.N {
			dated = dated[:op.N]
			f.notes = append(f.notes, fmt.Sprintf("max cut: there %s more than %s; write 'max N' for more", are(op.N), quads.Count(op.N, "date")))
		}
		return f, f.dated(ctx, src, dated)
	}
	return nil
}

// yearsNote says that numbers were left out, with the first of them.
func yearsNote(ctx context.Context, src source.Source, names *quads.Names, years analysis.Years) (string, error) {
	predicate, err := source.TermOf(ctx, src, years.Predicate)
	if err != nil {
		return "", err
	}
	first := quads.Printable(arrow.Format(predicate, names)) + " → " + years.Year
	if years.Count == 1 {
		return "1 number left out that may be a year: " + first, nil
	}
	return quads.Count(years.Count, "number") + " left out that may be years, as in " + first, nil
}

// dated adds the rows of a timeline. The links that lead to a subject are
// evidence of all its dates: a row takes them in when it is asked for it.
func (f *found) dated(ctx context.Context, src source.Source, dated []analysis.Dated) error {
	var ids []source.ID
	links := make(map[source.ID][]eval.Witness) // by the subject that they lead to
	for _, d := range dated {
		ids = idsIn(ids, d.Statement)
		if _, known := links[d.S]; known {
			continue
		}
		links[d.S] = nil
		for _, link := range d.Links {
			ids = idsIn(ids, link.Statement)
		}
	}
	t, err := termsOf(ctx, src, ids)
	if err != nil {
		return err
	}
	for i, d := range dated {
		if i%maxLookup == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		behind := links[d.S]
		if behind == nil {
			for _, link := range d.Links {
				behind = append(behind, t.witness(link.Statement))
			}
			links[d.S] = behind
		}
		var path []eval.Hop
		if len(behind) > 0 {
			path = append(path, eval.Hop{Witness: behind[0], Forward: d.Links[0].Forward})
		}
		w := t.witness(d.Statement)
		path = append(path, eval.Hop{Witness: w, Forward: true})
		row := raw{values: []eval.Value{{Term: d.Date}, {Path: path}}}
		row.prove = func() ([]eval.Witness, error) { return append(slices.Clip(behind), w), ctx.Err() }
		if err := f.put(row); err != nil {
			return err
		}
	}
	return ctx.Err()
}
