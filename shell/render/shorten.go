package render

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"quipu/quads"
)

// fullIRI is an IRI as the notation writes one without a name or a prefix.
var fullIRI = regexp.MustCompile(`<[A-Za-z][A-Za-z0-9+.-]*:[^<>"\s…]*>`)

// Shorten cuts a text with terms in it to a width. IRIs lose their beginnings,
// which many share, and keep their ends: <…/entity/Q10000>.
func Shorten(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return s
	}
	if at := fullIRI.FindStringIndex(s); at != nil && at[1]-at[0] == len(s) {
		return endOfIRI(s, width)
	}
	return quads.Cut(fullIRI.ReplaceAllStringFunc(s, lastOfIRI), width)
}

// lastOfIRI keeps the last segment of an IRI.
func lastOfIRI(iri string) string {
	i := strings.LastIndexAny(iri[:len(iri)-2], "/#")
	if i <= 0 || iri[i-1] == '/' || iri[i-1] == ':' {
		return iri
	}
	return "<…" + iri[i:]
}

// endOfIRI keeps as much of an IRI's end as fits, from the beginning of a
// segment where that is near.
func endOfIRI(iri string, width int) string {
	const mark = "<…"
	left := uniseg.StringWidth(iri) - (width - uniseg.StringWidth(mark))
	end := ""
	for g := uniseg.NewGraphemes(iri); g.Next(); {
		if left <= 0 {
			from, _ := g.Positions()
			end = iri[from:]
			break
		}
		left -= g.Width()
	}
	if i := strings.IndexAny(end, "/#"); i > 0 && i < len(end)/2 {
		end = end[i:]
	}
	if end == "" {
		return quads.Cut(iri, width)
	}
	return mark + end
}
