package source

import (
	"context"
	"strings"

	"github.com/cayleygraph/quad"
)

// Range is a run of ids, First ≤ id < Last, as Ranger tells it of the ids
// below End.
type Range struct{ First, Last, End ID }

// Ranger is a Source many of whose ids are in the order of their terms' forms,
// so that terms which begin alike are told by comparing ids.
type Ranger interface {
	Source
	// Range returns, of the ids below End, those of the terms whose form, their
	// canonical N-Quads, begins with a prefix. Of the ids from End on it says
	// nothing: End 0 is a source that knows no such ids.
	Range(ctx context.Context, prefix []byte) (Range, error)
}

// RangeOf is Ranger's for any source.
func RangeOf(ctx context.Context, src Source, prefix []byte) (Range, error) {
	if r, ok := src.(Ranger); ok {
		return r.Range(ctx, prefix)
	}
	return Range{}, nil
}

// Beginnings tells which of some prefixes the forms of terms begin with: by
// comparing ids where the source is a Ranger, else by looking terms up, each
// once. They serve one state and one goroutine.
type Beginnings struct {
	src      Source
	prefixes []string
	ranges   []Range
	end      ID // below it the ranges tell
	known    map[ID]int
}

// NewBeginnings prepares for prefixes of forms, such as `"` (literals) and
// "<urn:" (some IRIs); no form begins with two of them.
func NewBeginnings(ctx context.Context, src Source, prefixes ...string) (*Beginnings, error) {
	b := &Beginnings{src: src, prefixes: prefixes, known: make(map[ID]int)}
	for i, prefix := range prefixes {
		r, err := RangeOf(ctx, src, []byte(prefix))
		if err != nil {
			return nil, err
		}
		if b.ranges = append(b.ranges, r); i == 0 || r.End < b.end {
			b.end = r.End
		}
	}
	return b, nil
}

// None is what Of tells of a term that begins with none of the prefixes.
const None = -1

// Of writes to out the number of the prefix that the form of each id's term
// begins with, else None. Any and Unlabelled begin with none.
func (b *Beginnings) Of(ctx context.Context, ids []ID, out []int) error {
	var ask []ID
	for i, id := range ids {
		if id < b.end {
			out[i] = b.within(id)
		} else if at, ok := b.known[id]; ok {
			out[i] = at
		} else {
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	terms := make([]quad.Value, len(ask))
	if err := b.src.Terms(ctx, ask, terms); err != nil {
		return err
	}
	for i, id := range ask {
		b.known[id] = b.of(terms[i])
	}
	for i, id := range ids {
		if id >= b.end {
			out[i] = b.known[id]
		}
	}
	return nil
}

func (b *Beginnings) within(id ID) int {
	for i, r := range b.ranges {
		if r.First <= id && id < r.Last {
			return i
		}
	}
	return None
}

func (b *Beginnings) of(v quad.Value) int {
	form := ""
	switch v := v.(type) {
	case nil:
		return None
	case quad.IRI:
		form = "<" + string(v) + ">"
	case quad.BNode:
		form = v.String()
	default:
		form = v.String() // begins with a quotation mark, and no more is asked of it
	}
	for i, prefix := range b.prefixes {
		if strings.HasPrefix(form, prefix) {
			return i
		}
	}
	return None
}
