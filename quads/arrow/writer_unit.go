package arrow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// unit is one statement to be written.
type unit struct {
	source quad.Value // the current source it stands under
	label  *Label     // nil: that source
	quad   quad.Quad
	triple *Triple // nil: the quad as it is
}

// groups returns the units by source, without a source first, and within by
// subject and label.
func (p *plan) groups() [][]unit {
	slices.SortStableFunc(p.units, func(a, b unit) int {
		return cmp.Or(
			quads.Order(a.source, b.source), quads.Order(a.quad.Subject, b.quad.Subject),
			cmp.Compare(a.label.String(), b.label.String()),
			quads.Order(a.quad.Predicate, b.quad.Predicate), quads.Order(a.quad.Object, b.quad.Object))
	})
	return splitLines(p.units, func(a, b unit) bool { return a.source == b.source }, len(p.units))
}

func (u unit) sameSubject(v unit) bool { return u.quad.Subject == v.quad.Subject }

// sameStatement reports whether two units can share one statement: labels
// with exact words hold for one edge.
func (u unit) sameStatement(v unit) bool {
	return u.sameSubject(v) && u.label.String() == v.label.String() &&
		(u.label == nil || u.label.Words == nil)
}

// object returns the object as it is written.
func (u unit) object(pr *printer) string {
	if u.triple != nil {
		return pr.term(u.triple.Object, inObject)
	}
	return pr.value(u.quad.Object, inObject)
}

// labelText returns the label as it is written, with a space before it.
func (u unit) labelText(pr *printer) string {
	out := printer{names: pr.names, prefixes: pr.prefixes}
	out.label(u.label)
	return out.b.String()
}

// splitLines cuts a list into runs of like elements, each of at most so many.
func splitLines[T any](list []T, same func(a, b T) bool, most int) [][]T {
	var out [][]T
	for i := range list {
		if n := len(out); n > 0 && len(out[n-1]) < most && same(out[n-1][0], list[i]) {
			out[n-1] = append(out[n-1], list[i])
			continue
		}
		out = append(out, list[i:i+1:i+1])
	}
	return out
}

// statement writes units of one subject and one label: the links with ; and
// the label, which covers them all, behind the last.
func (w *writer) statement(units []unit) {
	subject := w.pr.value(units[0].quad.Subject, inSubject)
	links := make([]string, len(units))
	width := len(subject)
	for i, u := range units {
		links[i] = " → " + u.object(&w.pr)
		links[i] = w.pr.value(u.quad.Predicate, inPredicate) + links[i]
		width += len(links[i]) + 3
	}
	sep := " ; "
	if width > lineWidth && len(links) > 1 {
		sep = " ;\n    "
	}
	fmt.Fprintf(w.w, "%s → %s%s\n", subject, strings.Join(links, sep), units[0].labelText(&w.pr))
}
