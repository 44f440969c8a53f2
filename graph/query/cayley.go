package query

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"

	"quipu/graph"
)

// RegisterCayley registers every language here with Cayley, as quipu-arrow and
// quipu-gizmo, so that a program of Cayley's can ask in them:
//
//	query.RegisterCayley()
//	it, err := cayleyquery.Execute(ctx, qs, "quipu-gizmo", `g.V("Russia").out().all()`, cayleyquery.Options{Collation: cayleyquery.JSON})
//
// Nothing is registered without this call; a second one changes nothing. Call
// it before queries run: Cayley's registry has no lock.
//
// Any graph.QuadStore will do. The store named quipu answers from where it
// lies. Any other is read whole into memory for each query, since it has no
// states: for many queries over one of those use graph.Over and Run.
//
// Results are, by collation:
//
//   - Raw: a map[string]any from columns to values, each a quad.Value as Cayley
//     has it; a walk is a list of its edges, each a map.
//   - JSON: the same with Go's own values for terms, "<…>" for an IRI.
//   - JSONLD: the same with JSON-LD's objects for terms.
//   - REPL: a text of lines "name : value". A query that is not complete is
//     query.ErrParseMore from Execute.
//
// What a script emits that is no object is a result by itself: a text, a
// number, a list.
//
// A query begins with the first Next, and its errors are those of Run, from
// Err. It ends with the context of Execute and with that of any Next.
func RegisterCayley() {
	for _, l := range languages {
		query.RegisterLanguage(query.Language{
			Name:    "quipu-" + l.Name,
			Session: func(qs cayley.QuadStore) query.Session { return &cayleySession{qs: qs, language: l} },
		})
	}
}

// cayleySession is a language over a store. It keeps nothing from one query to
// the next.
type cayleySession struct {
	qs       cayley.QuadStore
	language Language
}

// Execute implements query.Session.
func (s *cayleySession) Execute(ctx context.Context, text string, o query.Options) (query.Iterator, error) {
	switch o.Collation {
	case query.Raw, query.JSON, query.JSONLD:
	case query.REPL:
		if !s.language.complete(text) {
			return nil, query.ErrParseMore
		}
	default:
		return nil, &query.ErrUnsupportedCollation{Collation: o.Collation}
	}
	it := &cayleyRows{session: s, text: text, o: o}
	it.ctx, it.cancel = context.WithCancelCause(ctx)
	return it, nil
}

// start runs a query over the store as it is now. The graph is not closed,
// because that would close the store.
func (s *cayleySession) start(ctx context.Context, text string) (*Rows, error) {
	g, err := graph.Over(ctx, s.qs, graph.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return Run(ctx, g, text, Options{Language: s.language.Name})
}
