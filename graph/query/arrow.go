package query

import (
	"context"
	"fmt"

	"quipu/graph/algebra"
	"quipu/quads"
	"quipu/quads/arrow"
)

// lowerBlock lowers a text in the arrow notation over the graph as the options
// say that it is seen.
func lowerBlock(ctx context.Context, in input) (*lowerer, error) {
	names := in.graph.Names()
	blocks, err := arrow.Parse(in.text, arrow.Options{File: in.file, Names: names})
	if err != nil {
		return nil, err
	}
	l := &lowerer{
		ctx: ctx, in: in, names: names,
		resolved: make(map[string]resolution),
		question: &question{used: make(map[string]bool), names: names},
	}
	block, err := l.oneBlock(blocks)
	if err != nil {
		return nil, err
	}
	if l.src, err = l.in.see(ctx); err != nil {
		return nil, err
	}
	if block, err = l.without(block); err != nil {
		return nil, err
	}
	return l, l.lower(block)
}

// lowerer turns one block into algebra.
type lowerer struct {
	*question
	ctx      context.Context
	in       input
	names    *quads.Names // of the question; @base changes them
	rebased  bool         // by @base: names are not resolved in the graph
	resolved map[string]resolution
	hidden   int  // hidden variables made
	brackets bool // a bracketed statement is somewhere: its node must not multiply rows
	wildcard bool // a wildcard is somewhere
	links    bool // owl:sameAs is somewhere
	walkVars map[*arrow.Walk]string
	// mentioned are the variables of patterns anywhere, and what select
	// names: a condition on another is a slip of the pen.
	mentioned []string
	at        arrow.Pos // of what is being lowered
}

// oneBlock returns the items of the only block that asks. Blocks of
// directives alone belong to it.
func (l *lowerer) oneBlock(blocks []*arrow.Block) ([]arrow.Item, error) {
	var items []arrow.Item
	asked := false
	for _, b := range blocks {
		for _, r := range b.Remarks {
			l.notes = append(l.notes, r.Text)
		}
		asks := false
		for _, item := range b.Items {
			switch item := item.(type) {
			case *arrow.BaseDecl:
				names, err := l.names.WithBase(item.IRI)
				if err != nil {
					return nil, l.fail(b.Pos, err.Error(), "")
				}
				l.names, l.rebased = names, true
			case *arrow.PrefixDecl: // the parser has applied it
			case *arrow.SourceDecl:
				return nil, l.fail(item.Pos, "a query declares no source", "load it with the statements; here write … @ NAME")
			default:
				asks = true
				items = append(items, item)
			}
		}
		if asks && asked {
			return nil, l.fail(b.Pos, "a second query", "a query is one block: take the empty line away, or run them one by one")
		}
		asked = asked || asks
	}
	if !asked {
		return nil, &quads.SyntaxError{File: l.in.file, Line: 1, Column: 1, What: "no query here",
			Expected: "a pattern, such as Russia → accuses → ?whom"}
	}
	return items, nil
}

// clauses are the items that arrange a whole query's rows.
type clauses struct {
	sel    *arrow.Select
	order  *arrow.OrderBy
	limit  *arrow.Limit
	offset *arrow.Offset
	ask    bool
	at     arrow.Pos // of the last that arranges rows
}

func (l *lowerer) lower(items []arrow.Item) error {
	c, rest, err := l.clauses(items)
	if err != nil {
		return err
	}
	for _, item := range rest {
		if op, ok := item.(*arrow.Operator); ok {
			return l.operate(op, c, rest)
		}
	}
	rest, having := splitHaving(c.sel, rest)
	l.visible(rest)
	l.mentioned = append(l.mentioned, named(c.sel)...)
	node, err := l.group(rest)
	if err != nil {
		return err
	}
	switch {
	case c.ask, len(l.vars) == 0 && c.sel == nil:
		return l.ask(c, node)
	case l.brackets:
		node = &algebra.Distinct{In: node}
	}
	return l.arrange(c, node, having)
}

// clauses takes the clauses out of the items.
func (l *lowerer) clauses(items []arrow.Item) (*clauses, []arrow.Item, error) {
	c := &clauses{}
	var rest []arrow.Item
	twice := func(set bool, what string) error {
		if set {
			return l.fail(l.at, "a second '"+what+"'", "a query has one")
		}
		return nil
	}
	for _, item := range items {
		var err error
		l.at = item.At()
		switch item := item.(type) {
		case *arrow.Select:
			err, c.sel = twice(c.sel != nil, "select"), item
		case *arrow.OrderBy:
			err, c.order = twice(c.order != nil, "order by"), item
		case *arrow.Limit:
			err, c.limit = twice(c.limit != nil, "limit"), item
		case *arrow.Offset:
			err, c.offset = twice(c.offset != nil, "offset"), item
		case *arrow.Ask:
			c.ask = true
			continue
		default:
			rest = append(rest, item)
			continue
		}
		c.at = item.At()
		if err != nil {
			return nil, nil, err
		}
	}
	return c, rest, nil
}

// ask makes a yes or no of a node. A complete statement is found once; where
// wildcards or variables leave several solutions, each is evidence.
func (l *lowerer) ask(c *clauses, node algebra.Node) error {
	if c.sel != nil || c.order != nil || c.limit != nil || c.offset != nil {
		return l.fail(c.at, "a question that is answered yes or no has no rows to arrange",
			"take select, order by, limit and offset away, or write a variable: ?who")
	}
	limit := 1
	if l.wildcard || l.brackets || len(l.vars) > 0 {
		limit = answerEvidence
	}
	l.kind, l.vars = Answer, []string{"answer"}
	l.node = &algebra.Slice{In: node, Limit: limit}
	return nil
}

// answerEvidence is how many solutions an answer shows as evidence at most.
const answerEvidence = 1000

// fail returns an error at a place in the query's text; the zero Pos is no
// place.
func (l *lowerer) fail(at arrow.Pos, what, hint string) error {
	return &quads.SyntaxError{File: l.in.file, Line: at.Line, Column: at.Column, What: what, Hint: hint,
		Text: lineOf(l.in.text, at.Line)}
}

func (l *lowerer) failf(hint, format string, args ...any) error {
	return l.fail(l.at, fmt.Sprintf(format, args...), hint)
}
