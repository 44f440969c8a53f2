package analysis

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/paths"
	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// denial is a statement node that denies.
type denial struct {
	triple  [3]source.ID // what it denies
	several bool         // it is described by two triples: nobody said the mixture
	node    source.ID
	stance  source.ID // Any: it does not deny
	about   []Statement
}

// denied returns the voices of what is made and denied.
func (r *claimReader) denied(ctx context.Context, names *quads.Names, about []source.ID) ([]Voice, error) {
	v, err := newVocabulary(ctx, r.src, names)
	if err != nil {
		return nil, err
	}
	nodes, err := r.denyingNodes(ctx, v, about)
	if err != nil {
		return nil, err
	}
	denials, err := r.readDenials(ctx, v, nodes)
	if err != nil {
		return nil, err
	}
	denials, err = sorting.Stable(ctx, denials, func(a, b denial) int { return slices.Compare(a.triple[:], b.triple[:]) })
	if err != nil {
		return nil, err
	}
	var out []Voice
	for from := 0; from < len(denials); {
		to := from
		var asked []Statement // each triple once
		var groups [][]denial
		for to < len(denials) && len(asked) < batchPatterns {
			t := denials[to].triple
			end := to
			for end < len(denials) && denials[end].triple == t {
				end++
			}
			asked = append(asked, Statement{S: t[0], P: t[1], O: t[2]})
			groups = append(groups, denials[to:end])
			to = end
		}
		some, err := r.answered(ctx, asked, groups)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
		from = to
	}
	return out, nil
}

// vocabulary holds ids of terms that describe statement nodes; Any where the
// source does not have them.
type vocabulary struct {
	subject, predicate, object, stance source.ID
	denies                             []source.ID // stances
}

func newVocabulary(ctx context.Context, src source.Source, names *quads.Names) (vocabulary, error) {
	terms := append([]quad.Value{quads.Subject, quads.Predicate, quads.Object, names.StancePredicate()}, paths.DeniedStances()...)
	ids := make([]source.ID, len(terms))
	err := src.IDs(ctx, terms, ids)
	v := vocabulary{subject: ids[0], predicate: ids[1], object: ids[2], stance: ids[3]}
	for _, id := range ids[4:] {
		if id != source.Any {
			v.denies = append(v.denies, id)
		}
	}
	return v, err
}

// denyingNodes returns the nodes that may deny, ascending: all that do, or
// those of statements about some entities.
func (r *claimReader) denyingNodes(ctx context.Context, v vocabulary, about []source.ID) ([]source.ID, error) {
	if slices.Contains([]source.ID{v.subject, v.predicate, v.object, v.stance}, source.Any) || len(v.denies) == 0 {
		return nil, nil
	}
	var patterns []source.Pattern
	for _, x := range about {
		patterns = append(patterns,
			source.Pattern{source.P: v.subject, source.O: x}, source.Pattern{source.P: v.object, source.O: x})
	}
	if about == nil {
		for _, stance := range v.denies {
			patterns = append(patterns, source.Pattern{source.P: v.stance, source.O: stance})
		}
	}
	var nodes []source.ID
	err := eachBatch(ctx, r.src, patterns, func(some []found) error {
		for _, f := range some {
			nodes = append(nodes, f.S)
		}
		return r.hold(len(some))
	})
	if err != nil {
		return nil, err
	}
	nodes, err = sorting.Stable(ctx, nodes, cmp.Compare)
	return slices.Compact(nodes), err
}

// readDenials reads the nodes that deny a whole statement.
func (r *claimReader) readDenials(ctx context.Context, v vocabulary, nodes []source.ID) ([]denial, error) {
	var out []denial
	for some := range slices.Chunk(nodes, batchPatterns) {
		patterns := make([]source.Pattern, len(some))
		read := make([]denial, len(some))
		for i, n := range some {
			patterns[i], read[i].node = source.Pattern{source.S: n}, n
		}
		err := eachBatch(ctx, r.src, patterns, func(some []found) error {
			for _, f := range some {
				read[f.pattern].take(v, f.Statement)
			}
			return r.hold(len(some))
		})
		if err != nil {
			return nil, err
		}
		for _, d := range read {
			if d.stance != source.Any && !d.several && !slices.Contains(d.triple[:], source.Any) {
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// take takes in what a statement says of the node.
func (d *denial) take(v vocabulary, s Statement) {
	d.about = append(d.about, s)
	switch s.P {
	case v.subject:
		d.say(0, s.O)
	case v.predicate:
		d.say(1, s.O)
	case v.object:
		d.say(2, s.O)
	case v.stance:
		if slices.Contains(v.denies, s.O) {
			d.stance = s.O
		}
	}
}

func (d *denial) say(place int, id source.ID) {
	d.several = d.several || d.triple[place] != source.Any && d.triple[place] != id
	d.triple[place] = id
}

// answered returns the voices of those of some triples that are made by one
// origin and denied by another. The denials of asked[i] are groups[i].
func (r *claimReader) answered(ctx context.Context, asked []Statement, groups [][]denial) ([]Voice, error) {
	patterns := make([]source.Pattern, len(asked))
	for i, s := range asked {
		patterns[i] = source.Pattern{s.S, s.P, s.O}
	}
	of := make(map[[3]source.ID][]denial)
	var nodes []source.ID
	for i, s := range asked {
		of[[3]source.ID{s.S, s.P, s.O}] = groups[i]
		for _, d := range groups[i] {
			nodes = append(nodes, d.node)
		}
	}
	if _, err := r.origins.Of(ctx, nodes...); err != nil { // together; then they are known
		return nil, err
	}
	var out []Voice
	err := eachBatch(ctx, r.src, patterns, func(some []found) error {
		made := make([]Statement, len(some))
		for i, f := range some {
			made[i] = f.Statement
		}
		claims, err := r.claims(ctx, made)
		if err != nil {
			return err
		}
		if err := r.learn(ctx, claims); err != nil {
			return err
		}
		for _, s := range claims {
			voices, err := r.against(ctx, s, of[[3]source.ID{s.S, s.P, s.O}])
			if err != nil {
				return err
			}
			out = append(out, voices...)
		}
		return nil
	})
	return out, err
}

// against returns the voices of a statement and of those who deny it, none
// where no two of them are independent.
func (r *claimReader) against(ctx context.Context, s Statement, denials []denial) ([]Voice, error) {
	makers, err := r.voices(ctx, s.Labels)
	if err != nil {
		return nil, err
	}
	var deniers []source.ID
	for _, d := range denials {
		who, err := r.denier(ctx, d)
		if err != nil {
			return nil, err
		}
		deniers = append(deniers, who...)
	}
	slices.Sort(deniers)
	if !independent(makers, slices.Compact(deniers)) {
		return nil, nil
	}
	out := voicesOf(Denied, s)
	for _, d := range denials {
		out = append(out, Voice{Contest: Denied, S: s.S, P: s.P, O: s.O, Node: d.node, Stance: d.stance, About: d.about})
	}
	return out, r.hold(len(out))
}

// denier returns who is at the origin of a denial: whoever its node names,
// else who reports it.
func (r *claimReader) denier(ctx context.Context, d denial) ([]source.ID, error) {
	who, err := r.voices(ctx, []source.ID{d.node})
	if err != nil || len(who) != 1 || who[0] != d.node {
		return who, err
	}
	var labels []source.ID
	for _, s := range d.about {
		labels = append(labels, s.Labels...)
	}
	return r.voices(ctx, labels)
}
