package sourcetest

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// verifyDistinct compares the ids in a place of the quads that match a
// pattern, and how many quads have each, with those of the quads.
func verifyDistinct(fatal func(string, ...any), src source.Source, p source.Pattern, place int, all []source.Quad) {
	want := map[source.ID]int64{}
	for _, q := range all {
		want[q[place]]++
	}
	got := map[source.ID]int64{}
	var ids []source.ID
	err := source.Distinct(context.Background(), src, p, place, func(id source.ID, n int64) bool {
		ids = append(ids, id)
		got[id] += n
		return true
	})
	if err != nil || !maps.Equal(got, want) || len(ids) != len(want) || !slices.IsSorted(ids) {
		fatal("distinct ids in place %d of %v: %v %v, %v; want %v", place, p, ids, got, err, want)
	}
}

// verifyForms compares the forms of a source that has them with its terms.
func verifyForms(fatal func(string, ...any), src source.Source, terms map[quad.Value]bool) {
	lexicon, ok := src.(source.Lexicon)
	if !ok {
		return
	}
	ctx := context.Background()
	var ids []source.ID
	var forms [][]byte
	err := lexicon.Forms(ctx, nil, func(id source.ID, form []byte) bool {
		ids = append(ids, id)
		forms = append(forms, bytes.Clone(form))
		return true
	})
	if err != nil || len(forms) != len(terms) || !slices.IsSortedFunc(forms, bytes.Compare) {
		fatal("forms: %q, %v; want those of %d terms, sorted", forms, err, len(terms))
	}
	found := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, found); err != nil {
		fatal("terms: %v", err)
	}
	for i, v := range found {
		if iri, ok := v.(quad.IRI); !terms[v] || ok && iri != "" && forms[i][0] != source.NoForm && string(forms[i]) != "<"+string(iri)+">" {
			fatal("the form of %v is %q", v, forms[i])
		}
	}
	verifyPrefix(fatal, lexicon, forms)
}

// verifyPrefix asks for the forms that begin as some of all do.
func verifyPrefix(fatal func(string, ...any), lexicon source.Lexicon, all [][]byte) {
	for i := 0; i < len(all); i += 1 + len(all)/20 {
		prefix := all[i][:(len(all[i])+1)/2]
		var got, want [][]byte
		err := lexicon.Forms(context.Background(), prefix, func(_ source.ID, form []byte) bool {
			got = append(got, bytes.Clone(form))
			return true
		})
		for _, form := range all {
			if bytes.HasPrefix(form, prefix) {
				want = append(want, form)
			}
		}
		if err != nil || !slices.EqualFunc(got, want, bytes.Equal) {
			fatal("forms that begin with %q: %q, %v; want %q", prefix, got, err, want)
		}
	}
}
