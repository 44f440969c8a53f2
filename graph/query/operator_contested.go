package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// contested lowers "contested X": a row for each source of either side.
func (l *lowerer) contested(op *arrow.Operator) error {
	about, err := l.about(op)
	if err != nil {
		return err
	}
	names := l.in.graph.Names()
	l.vars = []string{"kind", "subject", "predicate", "object", "stance", "source", "document", "date"}
	l.coined = []string{"kind", "stance"}
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		ids, none, err := about.ids(ctx, src)
		if err != nil || none {
			return &found{}, err
		}
		voices, err := contestedAbout(ctx, src, names, ids, maxHeld(o))
		if err != nil {
			return nil, err
		}
		return showVoices(ctx, src, names, voices, newFound(o))
	}
	return nil
}

// contestedAbout finds what is contested about some names: where they stand as
// predicates alone, what is contested of any statement with them.
func contestedAbout(ctx context.Context, src source.Source, names *quads.Names, ids []source.ID, max int) ([]analysis.Voice, error) {
	predicates := len(ids) > 0
	for _, id := range ids {
		for _, p := range []source.Pattern{{source.S: id}, {source.O: id}} {
			n, _, err := src.Count(ctx, p)
			if err != nil {
				return nil, err
			}
			predicates = predicates && n == 0
		}
	}
	if !predicates {
		return analysis.Contested(ctx, src, names, ids, max)
	}
	voices, err := analysis.Contested(ctx, src, names, nil, max)
	return slices.DeleteFunc(voices, func(v analysis.Voice) bool { return !slices.Contains(ids, v.P) }), err
}

// subjects are what an operator is about; nil is everything.
type subjects []quad.Value

// about resolves the names that an operator may have.
func (l *lowerer) about(op *arrow.Operator) (subjects, error) {
	if len(op.Sets) == 0 {
		return nil, nil
	}
	return l.entities(op.Sets[0])
}

// ids returns the ids of the subjects; nil is everything. With none the
// source has none of them.
func (s subjects) ids(ctx context.Context, src source.Source) (ids []source.ID, none bool, err error) {
	if s == nil {
		return nil, false, nil
	}
	ids, err = idsOf(ctx, src, s)
	return ids, len(ids) == 0, err
}

// showVoices fills in the rows of f.
func showVoices(ctx context.Context, src source.Source, names *quads.Names, voices []analysis.Voice, f *found) (*found, error) {
	var ids []source.ID
	for _, v := range voices {
		ids = append(ids, v.S, v.P, v.O, v.Label, v.Node, v.Stance)
		ids = idsIn(ids, v.About...)
	}
	terms, err := termsOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	who := make([]Source, len(voices))
	for i, v := range voices {
		who[i].Label = terms[v.Label]
		if v.Node != source.Any {
			who[i] = terms.denier(v)
		}
	}
	if err := resolveSources(ctx, src, names, who); err != nil {
		return nil, err
	}
	dates, err := datesOf(ctx, src, who)
	if err != nil {
		return nil, err
	}
	var leads map[quad.Value][]eval.Witness
	if f.why {
		if leads, err = leading(ctx, src, voices); err != nil {
			return nil, err
		}
	}
	for i, v := range voices {
		if i%maxLookup == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		stance := terms[v.Stance]
		if v.Node == source.Any {
			stance = quad.String(quads.Asserts)
		}
		var evidence []eval.Witness
		if f.why {
			evidence = terms.voice(v)
			for _, w := range leads[terms[v.Node]] {
				if who[i].Speaker == nil || w.S == who[i].Speaker {
					evidence = append(evidence, w)
				}
			}
		}
		speaker, document := who[i].parts()
		err := f.add(evidence, quad.String(v.Contest), terms[v.S], terms[v.P], terms[v.O], stance,
			speaker, document, dates[who[i].place()])
		if err != nil {
			return nil, err
		}
	}
	return f, ctx.Err()
}

// voice makes evidence of the statement, or of what describes the node that
// denies it.
func (t terms) voice(v analysis.Voice) []eval.Witness {
	if v.Node == source.Any {
		return []eval.Witness{t.witness(analysis.Statement{S: v.S, P: v.P, O: v.O, Labels: []source.ID{v.Label}})}
	}
	var out []eval.Witness
	for _, s := range v.About {
		out = append(out, t.witness(s))
	}
	return out
}

// denier returns who denies: whom the node names, else the label it stands
// under.
func (t terms) denier(v analysis.Voice) Source {
	var s Source
	var labels []quad.Value
	for _, about := range v.About {
		switch t[about.P] {
		case quads.WasAttributedTo:
			s.Speaker = first(s.Speaker, t[about.O])
		case quads.WasDerivedFrom:
			s.Document = first(s.Document, t[about.O])
		}
		for _, l := range about.Labels {
			labels = append(labels, t[l])
		}
	}
	if s.Speaker == nil && s.Document == nil && len(labels) > 0 {
		s.Label = slices.MinFunc(labels, quads.Order)
	}
	return s
}

// resolveSources fills in who speaks in what document where a label stands
// for that.
func resolveSources(ctx context.Context, src source.Source, names *quads.Names, who []Source) error {
	for some := range slices.Chunk(who, maxLookup) {
		labels := make([]quad.Value, len(some))
		for i, s := range some {
			labels[i] = s.Label
		}
		nodes, err := ReadNodes(ctx, src, names, labels)
		if err != nil {
			return err
		}
		for i, s := range some {
			if s.Label != nil {
				some[i] = nodes.source(s.Label)
			}
		}
	}
	return ctx.Err()
}

// parts returns who says it and, if that is told apart, in what document.
func (s Source) parts() (speaker, document quad.Value) {
	switch {
	case s.Speaker != nil:
		return s.Speaker, s.Document
	case s.Document != nil:
		return s.Document, nil
	}
	return s.Label, nil
}

// place returns the document, or else who says it.
func (s Source) place() quad.Value {
	if s.Document != nil {
		return s.Document
	}
	speaker, _ := s.parts()
	return speaker
}

// datesOf returns the date of each source, by its place: the least
// (quads.Order) where there are several.
func datesOf(ctx context.Context, src source.Source, who []Source) (map[quad.Value]quad.Value, error) {
	dates := make(map[quad.Value]quad.Value)
	for some := range slices.Chunk(who, maxLookup) {
		terms := []quad.Value{quads.Date}
		for _, s := range some {
			if place := s.place(); place != nil {
				terms = append(terms, place)
			}
		}
		ids := make([]source.ID, len(terms))
		if err := src.IDs(ctx, terms, ids); err != nil {
			return nil, err
		}
		if ids[0] == source.Any {
			return dates, nil
		}
		var patterns []source.Pattern
		for _, id := range ids[1:] {
			if id != source.Any {
				patterns = append(patterns, source.Pattern{id, ids[0]})
			}
		}
		if len(patterns) == 0 {
			continue
		}
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			if d := dates[q.Subject]; d == nil || quads.Order(q.Object, d) < 0 {
				dates[q.Subject] = q.Object
			}
			return nil
		}, patterns...)
		if err != nil {
			return nil, err
		}
	}
	return dates, nil
}
