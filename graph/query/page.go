package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
)

// raw is a row before it is known what its nodes stand for.
type raw struct {
	values []eval.Value
	why    []eval.Witness
	prove  func() ([]eval.Witness, error) // instead of why: finds it when it is asked for
	made   *part                          // by a script; else nil
}

// page makes rows to show of raw ones, many at a time.
type page struct {
	src     source.Source
	joined  *view.Entities // that src is, where names were joined; else nil
	names   *quads.Names
	columns []int  // of the values; -1: never bound
	words   []bool // columns of words
	why     bool
	said    bool // see question
	folds   bool // the evidence of an operator describes bracketed statements

	denials map[Triple]denial
	chains  bool                 // say what paths rest on
	rests   map[*eval.Hop]*Rests // by a path's first hop
	merged  map[Triple]bool      // hops that the graph has under other names
	nodes   Nodes
}

func (p *page) rows(ctx context.Context, raws []raw) ([]Row, error) {
	if err := ctx.Err(); err != nil { // an operator's rows come from memory
		return nil, err
	}
	if err := p.findDenials(ctx, raws); err != nil {
		return nil, err
	}
	if err := p.findParts(ctx, raws); err != nil {
		return nil, err
	}
	if p.chains {
		if err := p.findRests(ctx, raws); err != nil {
			return nil, err
		}
	}
	var err error
	if p.nodes, err = ReadNodes(ctx, p.src, p.names, p.terms(raws)); err != nil {
		return nil, err
	}
	var rows []Row
	for _, r := range raws {
		rows = append(rows, p.row(r))
	}
	return rows, nil
}

// findDenials looks up who denies hops: those that are only denied, and those
// of a chain, for it rests on them.
func (p *page) findDenials(ctx context.Context, raws []raw) error {
	p.denials = make(map[Triple]denial)
	for i, r := range raws {
		for _, v := range r.values {
			for _, h := range v.Path {
				if !h.Denied && (!p.chains || len(v.Path) < 2) {
					continue
				}
				t := tripleOf(h.Witness)
				d, known := p.denials[t]
				if !known {
					var err error
					if d, err = denialOf(ctx, p.src, p.names, t); err != nil {
						return err
					}
					p.denials[t] = d
				}
				if p.why && h.Denied {
					raws[i].why = appendNew(raws[i].why, d.why)
				}
			}
		}
	}
	return nil
}

// appendNew appends the triples that are not there yet.
func appendNew(to, add []eval.Witness) []eval.Witness {
	seen := make(map[Triple]bool)
	for _, w := range to {
		seen[tripleOf(w)] = true
	}
	for _, w := range add {
		if t := tripleOf(w); !seen[t] {
			seen[t] = true
			to = append(to, w)
		}
	}
	return to
}

// terms returns every term of the rows that may be a node.
func (p *page) terms(raws []raw) []quad.Value {
	var out []quad.Value
	add := func(w eval.Witness) {
		out = append(append(out, w.S, w.P, w.O), w.Labels...)
	}
	for _, r := range raws {
		for _, v := range r.values {
			out = append(out, v.Term)
			for _, h := range v.Path {
				add(h.Witness)
			}
		}
		for _, w := range r.why {
			add(w)
		}
	}
	for _, d := range p.denials {
		for _, s := range d.sources {
			out = append(out, s.Label)
		}
	}
	return out
}

func (p *page) row(in raw) Row {
	row := Row{Cells: make([]Cell, len(p.columns)), Nodes: p.nodes, made: in.made}
	for i, c := range p.columns {
		if c >= 0 {
			row.Cells[i] = p.cell(in.values[c])
			row.Cells[i].Word = i < len(p.words) && p.words[i]
		}
	}
	for _, w := range in.why {
		if !p.isDetail(w) {
			row.Why = append(row.Why, p.evidence(w))
		}
	}
	if p.folds {
		p.fold(row.Why)
	}
	return row
}

// fold marks what describes a statement to which other evidence leads.
func (p *page) fold(why []Evidence) {
	led := make(map[quad.Value]bool)
	for _, e := range why {
		_, says := p.nodes.Statements[e.O]
		led[e.O] = led[e.O] || says
	}
	for i, e := range why {
		why[i].Detail = led[e.S]
	}
}

func (p *page) cell(v eval.Value) Cell {
	if v.Path == nil {
		return Cell{Term: v.Term}
	}
	path := &Path{}
	if rests := p.rests[&v.Path[0]]; rests != nil {
		told := *rests
		told.Whole, told.Denied = slices.Clone(rests.Whole), slices.Clone(rests.Denied)
		for i, s := range told.Whole {
			told.Whole[i] = p.nodes.source(s.Label)
		}
		for i, d := range told.Denied {
			told.Denied[i].By = p.deniers(tripleOf(v.Path[d.Hop-1].Witness))
		}
		path.Rests = &told
	}
	for _, h := range v.Path {
		hop := Hop{Evidence: p.evidence(h.Witness), Forward: h.Forward, Denied: h.Denied, Merged: p.merged[tripleOf(h.Witness)]}
		path.Weight += h.Weight
		if h.Denied {
			hop.Sources = p.deniers(hop.Triple)
		}
		path.Hops = append(path.Hops, hop)
	}
	return Cell{Path: path}
}

func (p *page) evidence(w eval.Witness) Evidence {
	e := Evidence{Triple: tripleOf(w)}
	for _, label := range w.Labels {
		e.Sources = append(e.Sources, p.nodes.source(label))
	}
	return e
}

// deniers returns who denies a triple. Where no statement node names anyone
// it is the label that its description stands under.
func (p *page) deniers(t Triple) []Source {
	var out []Source
	for _, s := range p.denials[t].sources {
		if s.Speaker == nil && s.Document == nil {
			s = p.nodes.source(s.Label)
		}
		out = append(out, s)
	}
	return out
}

// isDetail reports whether a triple only tells what a said/ node is, which
// was asked for by a label of two parts and is shown by the sources.
func (p *page) isDetail(w eval.Witness) bool {
	_, said := p.nodes.Sources[w.S]
	return p.said && said && (w.P == quads.WasAttributedTo || w.P == quads.WasDerivedFrom)
}

func tripleOf(w eval.Witness) Triple { return Triple{w.S, w.P, w.O} }
