package query

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// Options are a run's settings.
type Options struct {
	Language string            // "" is what the text's head says, else arrow
	File     string            // where the text comes from, for messages
	Params   map[string]string // values of $name as typed, read whole (-p NAME=VALUE)
	MaxRows  int               // row MaxRows+1 is an error; 0 is no limit
	MaxHeld  int               // rows that sorts, groups, joins and paths hold together; 0 is eval.DefaultMaxHeld
	Why      bool              // each row carries its evidence
	NoSame   bool              // names that mean one thing ('same as') stand apart

	profile *profiling // takes what is done; nil: nobody asks
}

// Run parses a query and runs it over the newest state of g. The context's
// end ends it. Rows must be closed. Errors are *quads.SyntaxError,
// *AmbiguousError, *UsageError, and those of Rows.Err.
func Run(ctx context.Context, g *graph.Graph, text string, o Options) (*Rows, error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := run(ctx, g, src, text, o)
	if err != nil {
		src.Close()
		return nil, err
	}
	return rows, nil
}

func run(ctx context.Context, g *graph.Graph, src source.Source, text string, o Options) (*Rows, error) {
	q, err := lower(ctx, g, src, text, o)
	if err != nil {
		return nil, err
	}
	src = q.over(src)
	settings := settings(g.Names(), q, o)
	var found solutions
	if q.compute != nil {
		rows, err := o.profile.compute(ctx, src, q, settings)
		if err != nil {
			return nil, tooLarge(err)
		}
		found = newTable(q.vars, rows, settings)
	} else if q.node == nil {
		found = newSeries(ctx, src, q, settings)
	} else if found, err = solve(ctx, src, q.node, settings); err != nil {
		return nil, err
	}
	return newRows(ctx, src, g.Names(), q, found, o.Why), nil
}

// settings are those of the trees of a question.
func settings(names *quads.Names, q *question, o Options) eval.Options {
	out := eval.Options{
		Why: o.Why || q.kind == Answer, MaxRows: maxRows(q, o), MaxHeld: cmp.Or(o.MaxHeld, DefaultMaxHeld),
		Walk: walker(names, q.oneThing), Around: neighbours(names), Text: texter(names),
	}
	if o.profile != nil {
		out.Profile = &o.profile.Profile
	}
	return out
}

// solve plans a tree and runs it.
func solve(ctx context.Context, src source.Source, n algebra.Node, o eval.Options) (*eval.Rows, error) {
	n, err := plan.Optimize(ctx, n, eval.Counts{Source: unwatched(src)})
	if err != nil {
		return nil, err
	}
	return eval.Run(ctx, src, n, o)
}

// maxRows is the limit for eval: an answer is one row, whatever it rests on.
func maxRows(q *question, o Options) int {
	if q.kind == Answer {
		return 0
	}
	return o.MaxRows
}

// lower finds the language and the parameters, and has the text lowered.
func lower(ctx context.Context, g *graph.Graph, src source.Source, text string, o Options) (*question, error) {
	saved, err := parseHead(o.File, text, o.Language)
	if err != nil {
		return nil, err
	}
	language, err := saved.language(o.Language)
	if err != nil {
		return nil, err
	}
	params, err := saved.values(o.Params, g.Names())
	if err != nil {
		return nil, err
	}
	q, err := language.lower(ctx, input{graph: g, src: src, state: src, file: o.File, text: text, params: params, o: o})
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(o.Params)) {
		if !q.used[name] && saved.param(name) == nil {
			return nil, saved.unknown(name)
		}
	}
	return q, nil
}

// language is the one asked for, else what the head or the file's extension
// says, else the default.
func (s *Saved) language(asked string) (*Language, error) {
	if asked == "" {
		asked = s.Language
	}
	if l := languageOfFile(s.File); asked == "" && l != nil {
		return l, nil
	}
	return languageNamed(asked)
}

// values reads the values of all parameters, given or default. Without
// declarations any parameter may be given.
func (s *Saved) values(given map[string]string, names *quads.Names) (map[string]arrow.Term, error) {
	if len(s.Params) > 0 {
		if err := s.Validate(given, names); err != nil {
			return nil, err
		}
	}
	out := make(map[string]arrow.Term)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if s.param(name) != nil {
			continue
		}
		v, err := Param{Name: name}.value(given[name], names)
		if err != nil {
			return nil, err
		}
		out[name] = v
	}
	for _, p := range s.Params {
		text, ok := given[p.Name]
		if !ok {
			if p.Required {
				continue
			}
			text = p.Default
		}
		v, err := p.value(text, names)
		if err != nil {
			return nil, err
		}
		out[p.Name] = v
	}
	return out, nil
}

// texter gives entities their names as text, for contains and its like.
func texter(names *quads.Names) func(quad.Value) (string, bool) {
	return func(v quad.Value) (string, bool) {
		iri, ok := v.(quad.IRI)
		if !ok {
			return "", false
		}
		return names.Name(iri)
	}
}
