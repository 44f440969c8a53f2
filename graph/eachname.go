package graph

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// everyday are the names of terms outside the base namespace.
var everyday = []string{"type", "same as", "different from"}

// eachName calls f with each name that begins as told, and what it stands for,
// until f returns false. The text is good until f returns, and may be that of
// an IRI which no name has: name tells, which takes longer.
func eachName(ctx context.Context, src source.Source, names *quads.Names, beginning string,
	f func(id source.ID, text []byte, name func() (string, bool)) bool) error {
	var iri, space []byte
	var decoded string
	name := func() (string, bool) { return names.Name(quad.IRI(iri)) }
	known := func() (string, bool) { return decoded, true }
	more := true
	err := eachForm(ctx, src, "<"+string(names.IRI(beginning)), func(id source.ID, form []byte) bool {
		iri = form[1 : len(form)-1]
		local := iri[len(names.Base()):]
		if isPlainLocal(local) {
			space = append(space[:0], local...)
			for i, c := range space {
				if c == '_' {
					space[i] = ' '
				}
			}
			more = f(id, space, name)
			return more
		}
		var ok bool
		if decoded, ok = name(); ok {
			more = f(id, []byte(decoded), known)
		}
		return more
	})
	for i := 0; i < len(everyday) && more && err == nil; i++ {
		decoded = everyday[i]
		var id source.ID
		id, err = source.IDOf(ctx, src, names.IRI(decoded))
		if id != source.Any && strings.HasPrefix(decoded, beginning) {
			more = f(id, []byte(decoded), known)
		}
	}
	return err
}

// isPlainLocal reports whether only underscores are to be replaced in the part
// of an IRI behind the base.
func isPlainLocal(local []byte) bool {
	return bytes.IndexByte(local, '%') < 0 && !slices.ContainsFunc(local, func(c byte) bool { return c >= utf8.RuneSelf })
}

// textOf returns the text of a literal.
func textOf(v quad.Value) (string, bool) {
	switch v := v.(type) {
	case quad.String:
		return string(v), true
	case quad.LangString:
		return string(v.Value), true
	case quad.TypedString:
		return string(v.Value), true
	}
	return "", false
}
