package shell

import (
	"context"
	"errors"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

func (s *session) explainCommand(ctx context.Context, args string) error {
	return s.plan(ctx, args, query.Explain)
}

func (s *session) profileCommand(ctx context.Context, args string) error {
	return s.plan(ctx, args, query.Profile)
}

// plan shows the plan of a query, or of the last one.
func (s *session) plan(ctx context.Context, text string, ask func(context.Context, *graph.Graph, string, query.Options) (*query.Plan, error)) error {
	switch {
	case text == "" && s.last == "":
		return errors.New("there is no query yet: ask one, or write it behind the command")
	case text == "":
		text = s.last
	default:
		// Of what cannot be parsed the error tells more when it is asked.
		if blocks, err := arrow.Parse(text, arrow.Options{Names: s.names}); err == nil && len(blocks) == 1 {
			text = s.resolved(blocks[0])
		}
	}
	var p *query.Plan
	err := s.unambiguous(request{text: text}, func(r request) error {
		return s.limits.timed(ctx, func(ctx context.Context) (err error) {
			p, err = ask(ctx, s.graph, r.text, s.options(r))
			return err
		})
	})
	if err != nil {
		return err
	}
	o := render.Options{Names: s.names, Color: s.Color}
	if s.Width != nil {
		o.Width = s.Width()
	}
	return render.WritePlan(s.Out, s.mode, p, o)
}
