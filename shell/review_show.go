package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/rivo/uniseg"

	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/shell/render"
)

// The marks of a quote while it is laid out: control characters, which no
// printable text has.
const (
	quoteOn  = "\x01"
	quoteOff = "\x02"
)

// factRoom is the width of the left column.
const factRoom = 14

// longestName is how much is shown of a name in it.
const longestName = 40

// mostVoices is how many others are named.
const mostVoices = 5

// show shows the claim or the offer whose turn it is. What somebody took away
// meanwhile is told and passed over.
func (v *reviewing) show(ctx context.Context) error {
	src, err := v.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	for v.at < len(v.queue) {
		node := v.queue[v.at]
		if v.names.IsOffer(node) {
			err = v.showOffer(ctx, src, node)
		} else {
			err = v.showClaim(ctx, src, node)
		}
		if !errors.As(err, new(*review.GoneError)) {
			return err
		}
		if was, decided := v.was[node]; decided { // here, so its undoing brings it back
			v.heading(quads.Printable(was), node)
			return nil
		}
		v.note("%v", err)
		v.state[node] = "gone"
		v.forward()
	}
	return nil
}

func (v *reviewing) showClaim(ctx context.Context, src source.Source, node quad.IRI) error {
	c, err := review.Read(ctx, src, v.names, node)
	if err != nil {
		return err
	}
	terms := []quad.Value{c.Subject, c.Predicate, c.Object, c.Speaker, c.Document}
	for _, q := range c.Details {
		terms = append(terms, q.Object)
	}
	shown := v.session.show(ctx, terms)
	v.heading(shown(c.Subject)+" → "+shown(c.Predicate)+" → "+shown(c.Object), node)
	if c.Speaker != nil {
		v.fact("speaker", shown(c.Speaker))
	}
	v.fact("stance", quads.Printable(string(c.Stance)))
	if err := v.document(ctx, src, c.Document, shown(c.Document)); err != nil {
		return err
	}
	for _, q := range c.Details {
		if q.Predicate != v.names.AlsoPredicate() {
			v.fact(v.plainName(q.Predicate), plainDetail(q.Object, shown))
		}
	}
	if c.Rated {
		v.fact("confidence", fmt.Sprintf("%.2f", c.Confidence))
	}
	if err := v.passage(ctx, src, c); err != nil {
		return err
	}
	return v.voices(ctx, src, c)
}

// document shows a document by its title, if it has one, and its name.
func (v *reviewing) document(ctx context.Context, src source.Source, document quad.Value, name string) error {
	title, err := review.Title(ctx, src, document)
	if title != "" {
		v.fact("document", quads.Printable(title))
		v.fact("", name)
		return err
	}
	v.fact("document", name)
	return err
}

// plainName is a name without the quotes that the notation may want.
func (v *reviewing) plainName(p quad.Value) string {
	if iri, ok := p.(quad.IRI); ok {
		if name, ok := v.names.Name(iri); ok {
			return quads.Printable(name)
		}
	}
	return v.term(p)
}

// plainDetail is a year, or a day of any year, without the type that the
// notation needs; everything else as it is shown.
func plainDetail(o quad.Value, shown func(quad.Value) string) string {
	if t, ok := o.(quad.TypedString); ok {
		return quads.Printable(string(t.Value))
	}
	return shown(o)
}

// heading is the first line of what is shown.
func (v *reviewing) heading(text string, node quad.IRI) {
	v.say("")
	place := fmt.Sprintf("%d/%d  ", v.at+1, len(v.queue))
	if state := v.state[node]; state != "" {
		text += "  (" + state + ")"
	}
	for i, line := range render.Wrap(place+text, v.width(), strings.Repeat(" ", len(place))) {
		if i == 0 && v.Color {
			line = place + "\x1b[1m" + line[len(place):] + "\x1b[0m"
		}
		v.say("%s", line)
	}
}

// fact is one of the lines beneath: a name and what it is. A name that is wider
// than its column shifts its line.
func (v *reviewing) fact(name, text string) {
	if text == "" {
		return
	}
	indent := strings.Repeat(" ", factRoom+2)
	name = "  " + quads.Cut(name, longestName)
	shift := max(0, uniseg.StringWidth(name)+1-len(indent))
	inside := false
	for i, line := range render.Wrap(indent+strings.Repeat(" ", shift)+text, v.width(), indent) {
		lead := indent
		if i == 0 {
			lead = name + strings.Repeat(" ", len(indent)+shift-uniseg.StringWidth(name))
		}
		line, inside = v.painted(strings.TrimLeft(line, " "), inside)
		v.say("%s%s", lead, line)
	}
}

// painted puts colours in the place of the marks of a quote; inside says that
// the quote began on a line before.
func (v *reviewing) painted(line string, inside bool) (string, bool) {
	if !v.Color {
		return line, false
	}
	const on, off = "\x1b[1;4m", "\x1b[0m"
	ends := inside
	if i := strings.Index(line, quoteOn); i >= 0 {
		ends = true
	}
	closed := strings.Contains(line, quoteOff)
	if inside {
		line = on + line
	}
	line = strings.NewReplacer(quoteOn, on, quoteOff, off).Replace(line)
	if ends && !closed {
		line += off
	}
	return line, ends && !closed
}

// passage shows the sentence with the quote marked.
func (v *reviewing) passage(ctx context.Context, src source.Source, c review.Claim) error {
	p, err := review.PassageOf(ctx, src, c)
	if err != nil {
		return err
	}
	on, off := "«", "»"
	if v.Color {
		on, off = quoteOn, quoteOff
	}
	text := oneLine(p.Before) + on + oneLine(p.Quote) + off + oneLine(p.After)
	v.fact("text", text)
	switch {
	case p.Found:
	case p.Kept:
		v.fact("", "(these words do not stand at their place in the text that is kept)")
	case c.Quote != "":
		v.fact("", "(the document's text is not kept)")
	}
	return nil
}

// oneLine makes a passage printable, with its line breaks as spaces; the space
// at its ends stays.
func oneLine(text string) string {
	fields := strings.Fields(text)
	line := quads.Printable(strings.Join(fields, " "))
	if len(fields) == 0 {
		return ""
	}
	if !strings.HasPrefix(text, fields[0]) {
		line = " " + line
	}
	if !strings.HasSuffix(text, fields[len(fields)-1]) {
		line += " "
	}
	return line
}

// voices shows what else is said of the same.
func (v *reviewing) voices(ctx context.Context, src source.Source, c review.Claim) error {
	others, contested, err := review.Others(ctx, src, v.names, c)
	if err != nil {
		return err
	}
	var terms []quad.Value
	for _, o := range others {
		terms = append(terms, o.Speaker, o.Document, o.Object)
	}
	shown := v.session.show(ctx, terms)
	var agree, against []string
	for _, o := range others {
		who := shown(o.Document)
		if o.Speaker != nil {
			who = shown(o.Speaker)
			if o.Document != nil {
				who += ", in " + shown(o.Document)
			}
		}
		switch {
		case o.Object != nil:
			against = append(against, who+": "+shown(o.Object))
		case o.Stance == quads.Asserts && c.Stance == quads.Asserts, o.Stance == c.Stance:
			agree = append(agree, who)
		default:
			against = append(against, who+" ("+quads.Printable(string(o.Stance))+")")
		}
	}
	v.fact("also", strings.Join(shorter(agree), "; "))
	name := "but"
	if contested {
		name = "contested"
	}
	v.fact(name, strings.Join(shorter(against), "; "))
	return nil
}

// shorter names a few and counts the rest.
func shorter(words []string) []string {
	if len(words) <= mostVoices {
		return words
	}
	return append(words[:mostVoices:mostVoices], fmt.Sprintf("and %d more", len(words)-mostVoices))
}

// showOffer shows an offer.
func (v *reviewing) showOffer(ctx context.Context, src source.Source, node quad.IRI) error {
	o, err := review.ReadOffer(ctx, src, v.names, node)
	if err != nil {
		return err
	}
	v.heading(v.offerText(o)+" ?", node)
	v.fact("why", quads.Printable(o.Reason))
	v.fact("found in", v.term(o.Document))
	v.fact("confidence", fmt.Sprintf("%.2f", o.Confidence))
	return nil
}

func (v *reviewing) offerText(o quads.Offer) string {
	return quads.Printable(v.term(o.Subject) + " → " + v.term(o.Predicate) + " → " + v.term(o.Object))
}
