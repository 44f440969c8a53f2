package query

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
	"quipu/quads/arrow"
)

// joining notices which entities with several names are in the rows of an
// answer.
type joining struct {
	entities *view.Entities
	names    *quads.Names
	met      int // members, when known was made
	known    map[quad.Value]source.ID
	shown    map[source.ID]bool
}

// newJoining returns nil where no names were joined.
func newJoining(src source.Source, names *quads.Names) *joining {
	e, ok := src.(*view.Entities)
	if !ok {
		return nil
	}
	return &joining{entities: e, names: names, known: make(map[quad.Value]source.ID), shown: make(map[source.ID]bool)}
}

// look notices the entities in some rows.
func (j *joining) look(ctx context.Context, rows []Row) error {
	if j == nil {
		return nil
	}
	if met := j.entities.Met(); len(met) != j.met {
		j.met = len(met)
		for _, m := range met {
			term, err := source.TermOf(ctx, j.entities, m.Representative)
			if err != nil {
				return err
			}
			j.known[term] = m.Representative
			j.shown[m.Representative] = j.shown[m.Representative] || m.Named
		}
	}
	see := func(v quad.Value) {
		if id, ok := j.known[v]; ok && v != nil {
			j.shown[id] = true
		}
	}
	for _, r := range rows {
		for _, c := range r.Cells {
			see(c.Term)
			if c.Path == nil {
				continue
			}
			for _, h := range c.Path.Hops {
				see(h.S)
				see(h.O)
			}
		}
	}
	return nil
}

// manyJoined is how many entities the note on joined names lists.
const manyJoined = 3

// note says which entities that the query names or the rows show have several
// names; where that is none, behind which the rows stand; "" where they stand
// behind none.
func (j *joining) note(ctx context.Context) (string, error) {
	if j == nil {
		return "", nil
	}
	var order, shown []source.ID
	members := make(map[source.ID][]source.ID)
	for _, m := range j.entities.Met() {
		if members[m.Representative] == nil {
			order = append(order, m.Representative)
			if j.shown[m.Representative] {
				shown = append(shown, m.Representative)
			}
		}
		members[m.Representative] = append(members[m.Representative], m.ID)
	}
	if len(shown) > 0 {
		order = shown
	}
	if len(order) == 0 {
		return "", nil
	}
	n := noter{ctx: ctx, src: j.entities.Unwatched(), names: j.names}
	if err := n.sort(order); err != nil {
		return "", err
	}
	var parts []string
	for _, id := range order[:min(len(order), manyJoined)] {
		text, err := n.joined(id, members[id])
		if err != nil {
			return "", err
		}
		parts = append(parts, text)
	}
	if more := len(order) - manyJoined; more > 0 {
		parts = append(parts, quads.Count(more, "more entity"))
	}
	return strings.Join(parts, "; ") + "; .same off or --no-same shows the parts", nil
}

// apart says which names that the query has are said to be the same as others
// and are not joined all the same.
func (j *joining) apart(ctx context.Context) ([]string, error) {
	if j == nil {
		return nil, nil
	}
	n := noter{ctx: ctx, src: j.entities.Unwatched(), names: j.names}
	var notes []string
	for _, p := range j.entities.Apart() {
		if len(notes) == manyJoined {
			break
		}
		shown, err := n.terms(p[:])
		if err != nil {
			return nil, err
		}
		slices.Sort(shown)
		notes = append(notes, fmt.Sprintf("%s and %s stand apart: somebody says that they are the same, and somebody that they, or other names of theirs, are not",
			shown[0], shown[1]))
	}
	slices.Sort(notes)
	return notes, nil
}

// noter writes notes.
type noter struct {
	ctx   context.Context
	src   *view.Entities
	names *quads.Names
}

// sort puts ids into the order of their terms, the same over every store.
func (n noter) sort(ids []source.ID) error {
	terms := make([]quad.Value, len(ids))
	if err := n.src.Terms(n.ctx, ids, terms); err != nil {
		return err
	}
	of := make(map[source.ID]quads.Key, len(ids))
	for i, id := range ids {
		of[id] = quads.KeyOf(terms[i])
	}
	slices.SortFunc(ids, func(a, b source.ID) int { return of[a].Compare(of[b]) })
	return nil
}

// joined says under which other names an entity is found, and who says so.
func (n noter) joined(id source.ID, members []source.ID) (string, error) {
	if err := n.sort(members); err != nil {
		return "", err
	}
	shown, err := n.terms(append([]source.ID{id}, members...))
	if err != nil {
		return "", err
	}
	said, err := n.said(members)
	return fmt.Sprintf("%s answers as one with %s (same as, said by %s)", shown[0], listed(shown[1:]), said), err
}

// said names who joins members with their representatives.
func (n noter) said(members []source.ID) (string, error) {
	of := make([]source.Quad, len(members))
	for i, m := range members {
		of[i] = source.Quad{m}
	}
	var labels []source.ID
	for _, q := range n.src.Links(of...) {
		if !slices.Contains(labels, q[source.L]) {
			labels = append(labels, q[source.L])
		}
	}
	if err := n.sort(labels); err != nil {
		return "", err
	}
	said, err := n.sources(labels)
	return listed(said), err
}

func (n noter) terms(ids []source.ID) ([]string, error) {
	terms := make([]quad.Value, len(ids))
	err := n.src.Terms(n.ctx, ids, terms)
	out := make([]string, len(ids))
	for i, t := range terms {
		out[i] = quads.Printable(arrow.Format(t, n.names))
	}
	return out, err
}

// sources names those whom labels stand for.
func (n noter) sources(labels []source.ID) ([]string, error) {
	terms := make([]quad.Value, len(labels))
	if err := n.src.Terms(n.ctx, labels, terms); err != nil {
		return nil, err
	}
	nodes, err := ReadNodes(n.ctx, n.src, n.names, terms)
	var out []string
	for i, t := range terms {
		text := "no named source"
		switch s := nodes.source(t); {
		case labels[i] == source.Unlabelled:
		case s.Speaker != nil && s.Document != nil:
			text = arrow.Format(s.Speaker, n.names) + ", in " + arrow.Format(s.Document, n.names)
		default:
			text = arrow.Format(s.Label, n.names)
		}
		if text = quads.Printable(text); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out, err
}

// listed joins a few of some texts by commas.
func listed(texts []string) string {
	const few = 3
	if len(texts) == 0 {
		return ""
	}
	if more := len(texts) - few; more > 0 {
		return strings.Join(texts[:few], ", ") + fmt.Sprintf(" and %d more", more)
	}
	if len(texts) == 1 {
		return texts[0]
	}
	last := len(texts) - 1
	return strings.Join(texts[:last], ", ") + " and " + texts[last]
}
