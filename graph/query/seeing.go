package query

import (
	"context"

	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
	"quipu/quads/arrow"
)

// see makes names mean what they mean in the graph as the query sees it: with
// the names of one thing as one entity, unless Options.NoSame, and without the
// quads of hidden labels, which are ids of the state. It returns what the query
// is to run over.
func (in *input) see(ctx context.Context, hidden ...source.ID) (source.Source, error) {
	nodes, err := statementsOf(ctx, in.state, hidden)
	if err != nil {
		return nil, err
	}
	in.src = view.Without(in.state, hidden, nodes)
	if in.o.NoSame {
		return in.src, nil
	}
	classes, err := in.classes(ctx, len(hidden) > 0)
	if err != nil || classes == nil {
		return in.src, err
	}
	entities := classes.Over(in.src)
	in.src = entities.Lexical()
	return entities.Watched(), nil
}

// statementsOf returns those of some ids that are statement nodes: claims which
// lead to a speaker, but stand under the label of who reports them.
func statementsOf(ctx context.Context, src source.Source, ids []source.ID) ([]source.ID, error) {
	subject, err := source.IDOf(ctx, src, quads.Subject)
	if err != nil || subject == source.Any {
		return nil, err
	}
	var patterns []source.Pattern
	for _, id := range ids {
		patterns = append(patterns, source.Pattern{source.S: id, source.P: subject})
	}
	if len(patterns) == 0 {
		return nil, nil
	}
	var nodes []source.ID
	err = source.Each(ctx, src, func(m source.Match) bool {
		nodes = append(nodes, m.Quad[source.S])
		return true
	}, patterns...)
	return nodes, err
}

// classes are those of the state, or of what is left of it.
func (in *input) classes(ctx context.Context, partly bool) (*view.Classes, error) {
	if partly {
		return view.ReadClasses(ctx, in.src, in.graph.Names(), view.MaxQuads)
	}
	return in.graph.Classes(ctx, in.state)
}

// over is what a question runs over: the state unless it said otherwise.
func (q *question) over(state source.Source) source.Source {
	if q.src != nil {
		return q.src
	}
	return state
}

// unwatched is a source for those who plan and look up: what they read is
// nothing that an answer leans on.
func unwatched(src source.Source) source.Source {
	if e, ok := src.(*view.Entities); ok {
		return e.Unwatched()
	}
	return src
}

// partsNote is for a query that asks about links between names.
const partsNote = "this query asks about 'same as' itself, so it sees the parts, as with .same off or --no-same"

// lowerArrow makes a question of a text in the arrow notation: one block,
// which is never a write. A block of complete statements asks whether they
// are there.
//
// As one entity the names of a thing have no links between them, so a query
// that asks about these sees the parts.
func lowerArrow(ctx context.Context, in input) (*question, error) {
	l, err := lowerBlock(ctx, in)
	if err != nil {
		return nil, err
	}
	if !l.links || !l.merges() {
		return l.question, nil
	}
	in.o.NoSame = true
	if l, err = lowerBlock(ctx, in); err != nil {
		return nil, err
	}
	l.notes = append(l.notes, partsNote)
	return l.question, nil
}

// merges reports whether a question sees several names as one entity.
func (q *question) merges() bool {
	_, ok := q.src.(*view.Entities)
	return ok
}

// without takes the sources that are to have said nothing out of the items.
func (l *lowerer) without(items []arrow.Item) ([]arrow.Item, error) {
	var rest []arrow.Item
	var hidden []source.ID
	asked := false
	for _, item := range items {
		w, ok := item.(*arrow.Without)
		if !ok {
			rest = append(rest, item)
			continue
		}
		asked = true
		l.at = w.Pos
		label, err := l.sources(w.Label)
		if err != nil {
			return nil, err
		}
		ids, err := labelsOf(l.ctx, l.in.src, label)
		if err != nil {
			return nil, err
		}
		hidden = append(hidden, ids...)
	}
	if !asked {
		return items, nil
	}
	if len(rest) == 0 {
		return nil, l.failf("write a pattern before it", "without alone asks nothing")
	}
	if e, ok := l.question.src.(*view.Entities); ok {
		hidden = e.Members(hidden)
	}
	clear(l.resolved) // names may mean something else now
	var err error
	l.question.src, err = l.in.see(l.ctx, hidden...)
	return rest, err
}
