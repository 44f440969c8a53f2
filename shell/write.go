package shell

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// statement runs a block: a query is answered, statements are written.
func (s *session) statement(ctx context.Context, u unit) error {
	o := arrow.Options{Names: s.names, Line: u.line}
	if !s.Terminal {
		o.File = s.File
	}
	blocks, err := arrow.Parse(u.text, o)
	if err != nil {
		if mistyped(u.text) {
			return s.command(ctx, u.text)
		}
		if isGizmo(u.text) {
			return errGizmo
		}
		return err
	}
	for _, b := range blocks {
		if b.IsQuery() {
			text := u.text
			if len(blocks) > 1 || s.names != s.graph.Names() {
				text = s.resolved(b)
			}
			err = s.query(ctx, text, b, u.line)
		} else {
			err = s.write(ctx, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// write adds the quads of a block of statements.
func (s *session) write(ctx context.Context, b *arrow.Block) error {
	if err := s.askSource(b); err != nil {
		return err
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	more, err := s.check(ctx, src, b)
	if err != nil {
		return err
	}
	qs, err := s.quads(b)
	if err != nil {
		return err
	}
	for _, link := range more {
		link.Label = labelNear(qs, link.Subject)
		qs = append(qs, link)
	}
	if len(qs) == 0 {
		s.tellSource()
		return nil
	}
	if err := review.CheckWords(ctx, src, s.graph.Names(), qs); err != nil {
		return err
	}
	k, err := s.known(ctx, src, qs)
	if err != nil {
		return err
	}
	applied, err := s.graph.Apply(ctx, k.fresh, nil)
	if err != nil {
		return err
	}
	if len(applied.Added) > 0 {
		s.changed(&step{what: s.addedText(ctx, applied.Added), applied: applied})
	}
	s.tellAdded(ctx, b.Pos.Line, applied.Added, k)
	return nil
}

// labelNear returns the label under which an entity is spoken of.
func labelNear(qs []quad.Quad, entity quad.Value) quad.Value {
	for _, q := range qs {
		if q.Subject == entity || q.Object == entity {
			return q.Label
		}
	}
	return nil
}

// quads builds the quads of a block, shows what the notation has to remark,
// and keeps what the block declares. Each block has a builder of its own: what
// it would remember of earlier ones is in the graph, where check looks.
func (s *session) quads(b *arrow.Block) ([]quad.Quad, error) {
	builder := arrow.NewBuilder(s.names, func(label string) (string, error) {
		return quads.BlankLabel(s.blank, label), nil
	})
	builder.SetSource(s.source)
	qs, err := builder.Quads(b)
	if err != nil {
		return nil, err
	}
	for _, r := range builder.Remarks() {
		s.note("%s", quads.Printable(r.Text))
	}
	s.names, s.source = builder.Names(), builder.Source()
	return qs, nil
}

// resolved prints a query so that it means the same without what the session
// declared: with full IRIs for prefixed names, and for names under another
// base than the graph's.
func (s *session) resolved(b *arrow.Block) string {
	if s.names.Base() != s.graph.Names().Base() {
		rewriter(func(t arrow.Term, _ place) arrow.Term {
			if n, ok := t.(arrow.Name); ok {
				return arrow.IRI{Value: s.names.IRI(n.Text)}
			}
			return t
		}).items(b.Items)
	}
	return b.String()
}

// askSource asks once who says what is typed without a source.
func (s *session) askSource(b *arrow.Block) error {
	if !s.Terminal || s.asked || s.source != nil {
		return nil
	}
	unlabelled := func(item arrow.Item) bool {
		t, ok := item.(*arrow.Triple)
		return ok && t.Label == nil
	}
	declared := func(item arrow.Item) bool { _, ok := item.(*arrow.SourceDecl); return ok }
	first := slices.IndexFunc(b.Items, unlabelled)
	if d := slices.IndexFunc(b.Items, declared); first < 0 || d >= 0 && d < first {
		return nil
	}
	err := s.ask(question{
		text:  "Who says so? A source's name, or Enter for none: ",
		offer: s.offerSources,
		take: func(answer string) string {
			yes, ok := yesOrNo(answer)
			if ok && yes {
				return "Please give the source's name, or press Enter for none."
			}
			if ok || answer == "" {
				answer = "none"
			}
			if err := s.setSource(strings.TrimPrefix(answer, "@ ")); err != nil {
				return quads.Printable(err.Error())
			}
			return ""
		},
	})
	if err != nil {
		return err
	}
	s.asked = true
	if s.source == nil {
		s.note("written without a source from now on · .source NAME sets one")
	}
	return nil
}

// setSource makes a name the source of what brings none; "none" ends it.
func (s *session) setSource(text string) error {
	if text == "none" {
		s.source = nil
		return nil
	}
	t, err := arrow.ParseTerm(text, s.names)
	if err != nil {
		return err
	}
	v, err := s.entity(t)
	if err != nil {
		return err
	}
	s.source = v
	return nil
}

// knowledge is what the graph holds of quads that are to be written.
type knowledge struct {
	fresh  []quad.Quad  // to be added
	before []quad.Value // who said the triples of those before, nil for nobody
	there  int          // how many are not to be added, because they are there
	held   []quad.Value // who says those
}

// known finds out which quads are new. A triple that is there is news only
// under a source that does not say it yet.
func (s *session) known(ctx context.Context, src source.Source, qs []quad.Quad) (knowledge, error) {
	var k knowledge
	seen := make(map[quad.Quad]bool, len(qs))
	for _, q := range qs {
		if seen[q] {
			continue
		}
		seen[q] = true
		labels, err := labelsOf(ctx, src, q)
		if err != nil {
			return k, err
		}
		if len(labels) > 0 && (q.Label == nil || slices.Contains(labels, q.Label)) {
			k.there++
			k.held = union(k.held, labels)
			continue
		}
		k.fresh = append(k.fresh, q)
		k.before = union(k.before, labels)
	}
	return k, nil
}

// union adds to a what it lacks of b.
func union(a, b []quad.Value) []quad.Value {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

// labelsOf returns the labels of a quad's triple, nil among them for an
// unlabelled one.
func labelsOf(ctx context.Context, src source.Source, q quad.Quad) ([]quad.Value, error) {
	var ids [3]source.ID
	if err := src.IDs(ctx, []quad.Value{q.Subject, q.Predicate, q.Object}, ids[:]); err != nil {
		return nil, err
	}
	if slices.Contains(ids[:], source.Any) {
		return nil, nil
	}
	var labels []quad.Value
	err := source.EachQuad(ctx, src, func(q quad.Quad) error {
		labels = append(labels, q.Label)
		return nil
	}, source.Pattern{ids[0], ids[1], ids[2], source.Any})
	return labels, err
}

// tellAdded says in one line what was written and how to take it back. A
// script is told at its end; line is where the block begins.
func (s *session) tellAdded(ctx context.Context, line int, added []quad.Quad, k knowledge) {
	if !s.Terminal {
		s.written.count(added, k.there)
		s.noteThere(ctx, line, len(added), k)
		return
	}
	if len(added) == 0 {
		s.say("already there%s", s.under(ctx, k.held))
		return
	}
	text := s.addedText(ctx, added)
	if k.there > 0 {
		text += " · " + quads.Count(k.there, "quad") + " already there" + s.under(ctx, k.held)
	}
	before := slices.DeleteFunc(k.before, func(label quad.Value) bool {
		return slices.ContainsFunc(added, func(q quad.Quad) bool { return q.Label == label })
	})
	if len(before) > 0 {
		text += " · said before" + s.under(ctx, before)
	}
	s.say("%s · .undo takes %s back", text, them(len(added)))
}

// addedText says what was added: "added 2 quads @ Reuters".
func (s *session) addedText(ctx context.Context, added []quad.Quad) string {
	var labels []quad.Value
	for _, q := range added {
		if !slices.Contains(labels, q.Label) {
			labels = append(labels, q.Label)
		}
	}
	return "added " + quads.Count(len(added), "quad") + s.under(ctx, labels)
}

// tellSource answers a block that wrote nothing: it set the source, or a
// prefix.
func (s *session) tellSource() {
	if !s.Terminal {
		return
	}
	if s.source != nil {
		s.say("source: %s", s.term(s.source))
		return
	}
	s.say("source: none")
}
