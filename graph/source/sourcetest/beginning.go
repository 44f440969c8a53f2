package sourcetest

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// beginnings are prefixes of forms; no form begins with two of them.
var beginnings = []string{`"`, "<ex:a", "<ex:1", "<ex:x", "_:", "<urn:"}

// verifyBeginnings compares what a source tells of how the forms of terms
// begin, by ranges of ids or otherwise, with the terms.
func verifyBeginnings(fatal func(string, ...any), src source.Source, terms map[quad.Value]bool) {
	ctx := context.Background()
	var all []quad.Value
	var want []int
	for v := range terms {
		form := v.String()
		switch v := v.(type) {
		case quad.IRI:
			form = "<" + string(v) + ">"
		case quad.BNode:
		default:
			form = `"`
		}
		all = append(all, v)
		want = append(want, slices.IndexFunc(beginnings, func(b string) bool { return strings.HasPrefix(form, b) }))
	}
	all, want = append(all, nil, nil), append(want, source.None, source.None)
	ids := make([]source.ID, len(all))
	if err := src.IDs(ctx, all[:len(all)-2], ids[:len(all)-2]); err != nil {
		fatal("ids: %v", err)
	}
	ids[len(ids)-2], ids[len(ids)-1] = source.Any, source.Unlabelled
	b, err := source.NewBeginnings(ctx, src, beginnings...)
	if err != nil {
		fatal("beginnings: %v", err)
	}
	for range 2 { // the second time from memory
		got := make([]int, len(ids))
		if err := b.Of(ctx, ids, got); err != nil || !slices.Equal(got, want) {
			fatal("the terms %v begin with %v, %v; want %v of %q", all, got, err, want, beginnings)
		}
	}
	for _, prefix := range beginnings {
		r, err := source.RangeOf(ctx, src, []byte(prefix))
		if err != nil || r.First > r.Last || r.Last > r.End {
			fatal("the range of %q is %v, %v", prefix, r, err)
		}
	}
}
