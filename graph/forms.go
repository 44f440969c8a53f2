package graph

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads/rdf"
)

// eachForm calls f with the form of each term that begins with a prefix, in
// byte order, until f returns false: source.Lexicon's Forms, for any source.
func eachForm(ctx context.Context, src source.Source, prefix string, f func(id source.ID, form []byte) bool) error {
	if lexicon, ok := src.(source.Lexicon); ok {
		return lexicon.Forms(ctx, []byte(prefix), f)
	}
	met, _, err := collect(ctx, src)
	if err != nil {
		return err
	}
	terms := make([]quad.Value, len(met.ids))
	if err := src.Terms(ctx, met.ids, terms); err != nil {
		return err
	}
	type entry struct {
		id   source.ID
		form []byte
	}
	var all []entry
	for i, v := range terms {
		if v == nil {
			continue // no label
		}
		form, err := rdf.AppendTerm(nil, v)
		if err != nil {
			form = []byte{source.NoForm}
		}
		if bytes.HasPrefix(form, []byte(prefix)) {
			all = append(all, entry{met.ids[i], form})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return bytes.Compare(a.form, b.form) })
	for _, e := range all {
		if !f(e.id, e.form) {
			break
		}
	}
	return ctx.Err()
}

// eachLiteral calls f with each literal whose text begins as told, until f
// returns false. The text is good until f returns.
func eachLiteral(ctx context.Context, src source.Source, beginning string, f func(id source.ID, text []byte) bool) error {
	prefix, err := rdf.AppendTerm(nil, quad.String(beginning))
	if err != nil {
		return nil // no literal of RDF has such a text
	}
	prefix = prefix[:len(prefix)-1]
	more := true
	var failed error
	each := func(id source.ID, form []byte) bool {
		end := bytes.LastIndexByte(form, '"')
		if form[0] == '"' && end > 0 && bytes.IndexByte(form[:end], '\\') < 0 {
			more = f(id, form[1:end])
			return more
		}
		var v quad.Value
		if v, failed = source.TermOf(ctx, src, id); failed != nil {
			return false
		}
		if text, ok := textOf(v); ok && strings.HasPrefix(text, beginning) {
			more = f(id, []byte(text))
		}
		return more
	}
	for _, prefix := range []string{string(prefix), string([]byte{source.NoForm})} {
		if err := eachForm(ctx, src, prefix, each); err != nil || failed != nil || !more {
			return errors.Join(err, failed)
		}
	}
	return nil
}
