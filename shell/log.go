package shell

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

// LogOptions say how much of a history is shown, and how.
type LogOptions struct {
	Format string
	Render render.Options
	Limit  int               // of the commits that are listed; 0 is none
	Note   func(text string) // takes what is worth knowing beside the rows
}

// WriteLog writes the history of a graph as rows. What is nothing: the
// commits, the newest first. It is the number of a commit: the quads that this
// one added and removed. It is the name of something, as the notation writes
// it, or a literal: the quads that have it in any place, with the commits that
// added and removed them. A name of digits is quoted: '17'.
func WriteLog(ctx context.Context, w io.Writer, g *graph.Graph, what string, o LogOptions) error {
	if what == "" {
		return writeCommits(ctx, w, g, o)
	}
	if number, err := strconv.ParseUint(what, 10, 64); err == nil {
		c, err := g.Commit(ctx, number)
		if err != nil {
			return err
		}
		o.Note(told(c))
		return writeChanges(ctx, w, g, []graph.Commit{c}, nil, o)
	}
	about, err := meant(ctx, g, what, o.Render.Names)
	if err != nil {
		return err
	}
	all, err := commits(ctx, g)
	if err != nil {
		return err
	}
	return writeChanges(ctx, w, g, all, about, o)
}

// told describes a commit in words.
func told(c graph.Commit) string {
	text := fmt.Sprintf("commit %d of %s", c.Number, c.Time.Local().Format("2 January 2006, 15:04"))
	if c.Analyst != "" {
		text += ", by " + quads.Printable(c.Analyst)
	}
	if c.Command != "" {
		text += ": " + quads.Printable(c.Command)
	}
	return text
}

// meant returns what a text of the notation stands for. What is no longer in
// the graph has its name still.
func meant(ctx context.Context, g *graph.Graph, text string, names *quads.Names) (quad.Value, error) {
	t, err := arrow.ParseTerm(text, names)
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case arrow.IRI:
		return t.Value, nil
	case arrow.Literal:
		return t.Value, nil
	case arrow.Blank:
		return quad.BNode(t.Label), nil
	case arrow.Name:
		return resolved(ctx, g, t.Text)
	}
	return nil, fmt.Errorf("%s is neither a commit's number nor the name of anything", quads.Printable(text))
}

func resolved(ctx context.Context, g *graph.Graph, name string) (quad.Value, error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	switch found, err := g.Resolve(ctx, src, name); {
	case err != nil:
		return nil, err
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, &query.AmbiguousError{Name: name, Candidates: found}
	}
	return g.Names().IRI(name), nil
}

func commits(ctx context.Context, g *graph.Graph) (all []graph.Commit, err error) {
	err = g.Log(ctx, func(c graph.Commit) bool {
		all = append(all, c)
		return true
	})
	return all, err
}

func writeCommits(ctx context.Context, w io.Writer, g *graph.Graph, o LogOptions) error {
	var rows []query.Row
	more := false
	err := g.Log(ctx, func(c graph.Commit) bool {
		if more = o.Limit > 0 && len(rows) == o.Limit; more {
			return false
		}
		rows = append(rows, row(number(c.Number), at(c.Time), word(c.Analyst), number(c.Added), number(c.Removed), word(c.Command)))
		return true
	})
	if err != nil {
		return err
	}
	_, err = render.WriteRows(w, o.Format, []string{"commit", "time", "analyst", "added", "removed", "command"}, rows, o.Render)
	if more {
		o.Note(fmt.Sprintf("there are older commits: these are the newest %d", o.Limit))
	}
	return err
}

// writeChanges writes the quads that commits changed: of one commit, or, where
// about is not nil, those of many that have it in a place.
func writeChanges(ctx context.Context, w io.Writer, g *graph.Graph, all []graph.Commit, about quad.Value, o LogOptions) error {
	vars := []string{"change", "subject", "predicate", "object", "source"}
	if about != nil {
		vars = append([]string{"commit", "time", "analyst"}, vars...)
	}
	rows := func(yield func(query.Row, error) bool) {
		for _, c := range all {
			r := changeReader{graph: g, commit: c, about: about, states: map[bool]source.Source{}}
			for row, err := range r.rows(ctx) {
				if !yield(row, err) {
					return
				}
			}
		}
	}
	shown, err := render.WriteEach(w, o.Format, vars, rows, o.Render)
	if err == nil && shown == 0 && about != nil {
		o.Note("no commit of this history added or removed anything with that name")
	}
	return err
}

func row(terms ...quad.Value) query.Row {
	r := query.Row{Cells: make([]query.Cell, len(terms))}
	for i, t := range terms {
		r.Cells[i].Term = t
	}
	return r
}

func number[N int64 | uint64](n N) quad.Value {
	return quad.TypedString{Value: quad.String(fmt.Sprint(n)), Type: quads.XSDInteger}
}

func at(t time.Time) quad.Value {
	return quad.TypedString{Value: quad.String(t.Local().Format(time.RFC3339)), Type: quads.XSDTime}
}

// word is a text that may be missing.
func word(s string) quad.Value {
	if s == "" {
		return nil
	}
	return render.Text(s)
}

// logShown is how many commits .log lists.
const logShown = 20

func (s *session) logCommand(ctx context.Context, args string) error {
	if render.NeedsWhy(s.mode) {
		return fmt.Errorf("a history has no form in %s: .mode sets another", s.mode)
	}
	o := LogOptions{
		Format: s.mode, Limit: logShown, Note: func(text string) { s.note("%s", text) },
		Render: render.Options{Names: s.names, Width: s.width(), Color: s.Color},
	}
	return WriteLog(ctx, s.Out, s.graph, strings.TrimSpace(args), o)
}
