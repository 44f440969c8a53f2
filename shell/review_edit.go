package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// change puts another claim in the place of the one that is shown.
func (v *reviewing) change(ctx context.Context, f func(*quads.Claim) error) error {
	c, err := v.claim(ctx)
	if err != nil {
		return err
	}
	with := c.Claim
	if err := f(&with); err != nil {
		return err
	}
	step, err := v.by.Edit(ctx, v.told(c.Claim)+" "+v.changedTo(c.Claim, with), c.ID, with)
	if err == nil {
		v.decided(step, "edited")
	}
	return err
}

// changedTo says what is another in an edited claim.
func (v *reviewing) changedTo(was, is quads.Claim) string {
	var what []string
	if was, is := v.told(was), v.told(is); was != is {
		what = append(what, "to "+is)
	}
	if was.Speaker != is.Speaker {
		what = append(what, "speaker "+cmp.Or(quads.Printable(v.term(is.Speaker)), "none"))
	}
	if was.Stance != is.Stance {
		what = append(what, "stance "+string(is.Stance))
	}
	return strings.Join(what, ", ")
}

func (v *reviewing) askEdit(ctx context.Context) (prompt, text string, err error) {
	c, err := v.claim(ctx)
	return "What does it state?", v.written(c.Claim), err
}

// written is a claim's statement as it is typed.
func (v *reviewing) written(c quads.Claim) string {
	return v.term(c.Subject) + " → " + v.term(c.Predicate) + " → " + v.term(c.Object)
}

func (v *reviewing) edit(ctx context.Context, text string) error {
	return v.change(ctx, func(c *quads.Claim) error { return v.restate(text, c) })
}

// restate takes a claim's statement from a text in the notation; in
// X → denies → [A → p → B] also who says it, and how.
func (v *reviewing) restate(text string, c *quads.Claim) error {
	blocks, err := arrow.Parse(text, arrow.Options{Names: v.names})
	if err != nil {
		return err
	}
	const one = "want one statement: A → p → B"
	if len(blocks) != 1 || len(blocks[0].Items) != 1 || blocks[0].IsQuery() {
		return errors.New(one)
	}
	t, ok := blocks[0].Items[0].(*arrow.Triple)
	if !ok || t.Label != nil {
		return errors.New(one + "; the document stays the same")
	}
	builder := arrow.NewBuilder(v.names, func(label string) (string, error) { return quads.BlankLabel(v.blank, label), nil })
	qs, err := builder.Quads(blocks[0])
	if err != nil {
		return err
	}
	node := quad.Value(nil)
	if inner, ok := t.Object.(arrow.Quoted); ok {
		if _, nested := inner.Triple.Object.(arrow.Quoted); nested {
			return errors.New("want no brackets within brackets")
		}
		for _, q := range qs { // the outer statement: its object is a node
			iri, ok := q.Object.(quad.IRI)
			if subject, _ := q.Subject.(quad.IRI); ok && v.names.IsStatementNode(iri) && !v.names.IsStatementNode(subject) {
				node, c.Speaker = q.Object, q.Subject
				predicate, _ := q.Predicate.(quad.IRI)
				name, _ := v.names.Name(predicate)
				if c.Stance, ok = quads.StanceOf(name); !ok {
					return fmt.Errorf("'%s' does not tell a stance; say for example: X → denies → […]", quads.Printable(name))
				}
			}
		}
	}
	found := false
	for _, q := range qs {
		switch {
		case node == nil:
			c.Subject, c.Predicate, c.Object, found = q.Subject, q.Predicate, q.Object, true
		case q.Subject != node:
		case q.Predicate == quads.Subject:
			c.Subject, found = q.Object, true
		case q.Predicate == quads.Predicate:
			c.Predicate = q.Object
		case q.Predicate == quads.Object:
			c.Object = q.Object
		}
	}
	if !found {
		return errors.New(one)
	}
	return nil
}

func (v *reviewing) askStance(ctx context.Context) (prompt, text string, err error) {
	c, err := v.claim(ctx)
	return fmt.Sprintf("How is it said? It stands as %s: %s", c.Stance, list(stances(), len(stances()))), "", err
}

func (v *reviewing) stance(ctx context.Context, text string) error {
	return v.change(ctx, func(c *quads.Claim) (err error) {
		c.Stance, err = stanceNamed(text)
		return err
	})
}

func (v *reviewing) askSpeaker(ctx context.Context) (prompt, text string, err error) {
	c, err := v.claim(ctx)
	now := "the document itself"
	if c.Speaker != nil {
		now = v.term(c.Speaker)
	}
	return fmt.Sprintf("Who says it? It stands as said by %s: a name, or none for the document", quads.Printable(now)), "", err
}

func (v *reviewing) speaker(ctx context.Context, text string) error {
	return v.change(ctx, func(c *quads.Claim) (err error) {
		if text == "none" {
			c.Speaker = nil
			return nil
		}
		c.Speaker, err = v.named(text)
		return err
	})
}

// named returns what a name that is typed stands for.
func (v *reviewing) named(text string) (quad.Value, error) {
	t, err := arrow.ParseTerm(text, v.names)
	if err != nil {
		return nil, err
	}
	return v.entity(t)
}

func (v *reviewing) askNames(ctx context.Context) (prompt, text string, err error) {
	c, err := v.claim(ctx)
	return "Which names? NAME, OTHER", v.term(c.Subject) + ", ", err
}

// twoNames reads NAME, OTHER.
func (v *reviewing) twoNames(text string) (a, b quad.Value, err error) {
	parts, err := splitNames(text)
	if err != nil {
		return nil, nil, err
	}
	if len(parts) != 2 || parts[0] == "" || parts[1] == "" {
		return nil, nil, errors.New("want two names: NAME, OTHER; one with a comma is quoted")
	}
	if a, err = v.named(parts[0]); err != nil {
		return nil, nil, err
	}
	b, err = v.named(parts[1])
	return a, b, err
}

// other gives a mention another name.
func (v *reviewing) other(ctx context.Context, text string) error {
	from, to, err := v.twoNames(text)
	if err != nil {
		return err
	}
	return v.change(ctx, func(c *quads.Claim) error {
		found := false
		for _, place := range []*quad.Value{&c.Subject, &c.Object, &c.Speaker} {
			if *place == from {
				*place, found = to, true
			}
		}
		if !found {
			return fmt.Errorf("%s does not stand in this claim", quads.Printable(v.term(from)))
		}
		return nil
	})
}

// wholeDocument replaces a name in all claims of the document.
func (v *reviewing) wholeDocument(ctx context.Context, text string) error {
	from, to, err := v.twoNames(text)
	if err != nil {
		return err
	}
	c, err := v.claim(ctx)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s to %s in %s", v.term(from), v.term(to), v.term(c.Document))
	step, err := v.by.Rename(ctx, what, c.Document, from, to)
	if err != nil {
		return err
	}
	v.keepStep(step)
	for old, is := range step.Replaced() { // each still waits, by its new name
		if i := slices.Index(v.queue, old); i >= 0 {
			v.queue[i], v.state[is] = is, v.state[old]
		}
	}
	v.say("%s", quads.Printable(step.What))
	return nil
}

func (v *reviewing) same(ctx context.Context, text string) error { return v.link(ctx, text, true) }
func (v *reviewing) different(ctx context.Context, text string) error {
	return v.link(ctx, text, false)
}

// link says that two names mean one thing, or two.
func (v *reviewing) link(ctx context.Context, text string, same bool) error {
	a, b, err := v.twoNames(text)
	if err != nil {
		return err
	}
	if err := v.occur(ctx, a, b); err != nil {
		return err
	}
	step, err := v.by.Same(ctx, v.term(a)+" and "+v.term(b), a, b, same)
	if err != nil {
		return err
	}
	v.keepStep(step)
	for _, n := range step.Nodes { // an offer that this answers
		v.state[n] = map[bool]string{true: "accepted", false: "rejected"}[same]
	}
	v.say("%s", quads.Printable(step.What))
	return nil
}

// occur is an error where the graph does not know one of some names, which is
// mistyped then. An IRI may be of the world outside.
func (v *reviewing) occur(ctx context.Context, terms ...quad.Value) error {
	src, err := v.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return err
	}
	for i, t := range terms {
		iri, _ := t.(quad.IRI)
		if name, ok := v.names.Name(iri); ok && ids[i] == source.Any {
			return fmt.Errorf("'%s' does not occur in this graph", quads.Printable(name))
		}
	}
	return nil
}
