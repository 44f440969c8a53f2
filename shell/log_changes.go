package shell

import (
	"context"
	"errors"
	"iter"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/shell/render"
)

// changeReader makes rows of what a commit changed.
type changeReader struct {
	graph  *graph.Graph
	commit graph.Commit
	about  quad.Value

	page   []change
	states map[bool]source.Source // after the commit and, under true, before it, once nodes were looked up
}

type change struct {
	quad    quad.Quad
	removed bool
}

// changesAtOnce is how many changes have their nodes looked up together.
const changesAtOnce = 256

// errEnough ends a reading whose rows nobody wants any more.
var errEnough = errors.New("enough")

func (r *changeReader) rows(ctx context.Context) iter.Seq2[query.Row, error] {
	return func(yield func(query.Row, error) bool) {
		defer r.close()
		flush := func() error {
			rows, err := r.flush(ctx)
			for _, row := range rows {
				if !yield(row, nil) {
					return errEnough
				}
			}
			return err
		}
		err := r.graph.Changes(ctx, r.commit.Number, r.about, func(q quad.Quad, removed bool) error {
			r.page = append(r.page, change{q, removed})
			if len(r.page) < changesAtOnce {
				return nil
			}
			return flush()
		})
		if err == nil {
			err = flush()
		}
		if err != nil && err != errEnough {
			yield(query.Row{}, err)
		}
	}
}

// flush returns the rows of a page.
func (r *changeReader) flush(ctx context.Context) ([]query.Row, error) {
	nodes := map[bool]query.Nodes{}
	for _, removed := range []bool{false, true} {
		var err error
		if nodes[removed], err = r.nodes(ctx, removed); err != nil {
			return nil, err
		}
	}
	rows := make([]query.Row, len(r.page))
	for i, c := range r.page {
		q, mark := c.quad, render.Text("+")
		if c.removed {
			mark = "-"
		}
		cells := []quad.Value{mark, q.Subject, q.Predicate, q.Object, q.Label}
		if r.about != nil {
			cells = append([]quad.Value{number(r.commit.Number), at(r.commit.Time), word(r.commit.Analyst)}, cells...)
		}
		rows[i] = row(cells...)
		rows[i].Nodes = nodes[c.removed]
	}
	r.page = r.page[:0]
	return rows, nil
}

// nodes looks up what stands for a statement, or for a speaker in a document,
// in the quads that were added or in those that were removed: in the state
// that has them. Of a state that was forgotten they are shown as they are.
func (r *changeReader) nodes(ctx context.Context, removed bool) (query.Nodes, error) {
	var terms []quad.Value
	names := r.graph.Names()
	for _, c := range r.page {
		for _, v := range []quad.Value{c.quad.Subject, c.quad.Object, c.quad.Label} {
			if iri, ok := v.(quad.IRI); ok && c.removed == removed && (names.IsStatementNode(iri) || names.IsSaid(iri)) {
				terms = append(terms, v)
			}
		}
	}
	if len(terms) == 0 {
		return query.Nodes{}, nil
	}
	var forgotten *graph.CommitError
	state, err := r.state(ctx, removed)
	switch {
	case errors.As(err, &forgotten):
		return query.Nodes{}, nil
	case err != nil:
		return query.Nodes{}, err
	}
	return query.ReadNodes(ctx, state, names, terms)
}

// state returns the graph as it was before the commit, or after it.
func (r *changeReader) state(ctx context.Context, before bool) (source.Source, error) {
	if s, ok := r.states[before]; ok {
		return s, nil
	}
	number := r.commit.Number
	if before {
		number--
	}
	past, err := r.graph.At(ctx, number)
	if err != nil {
		return nil, err
	}
	s, err := past.View(ctx)
	if err == nil {
		r.states[before] = s
	}
	return s, err
}

func (r *changeReader) close() {
	for _, s := range r.states {
		s.Close()
	}
}
