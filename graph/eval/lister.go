package eval

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// lister is list or group_concat: the values of a group as one text, in the
// order of quads.Order, so that it is the same over every store. What is unbound
// is passed over.
type lister struct {
	separator string
	text      func(*run, quad.Value) (string, bool)

	run    *run
	values []quad.Value
	texts  []string
}

// textBytes is how many bytes of text are held in place of a row.
const textBytes = 64

func (l *lister) add(r *run, _ []source.ID, id source.ID) error {
	l.run = r
	v := r.terms.value(id)
	text, ok := l.text(r, v)
	if !ok {
		return nil
	}
	l.values, l.texts = append(l.values, v), append(l.texts, text)
	return r.hold(1 + 2*len(text)/textBytes) // and once more in the result
}

// result is nil where the context has ended: the group looks at it.
func (l *lister) result() quad.Value {
	if len(l.values) == 0 {
		return quad.String("")
	}
	order, err := sorted(l.run.ctx, len(l.values), func(i, j int) int { return quads.Order(l.values[i], l.values[j]) })
	if err != nil {
		return nil
	}
	var b strings.Builder
	for i, at := range order {
		if i > 0 {
			b.WriteString(l.separator)
		}
		b.WriteString(l.texts[at])
	}
	return quad.String(b.String())
}

// shownText is what a list shows of a term: the text that conditions see, else
// the term as it is written.
func shownText(r *run, v quad.Value) (string, bool) {
	if text, ok := r.text(v); ok || v == nil {
		return text, ok
	}
	return plainText(r, v)
}

// plainText is SPARQL's str of a term, and of a blank node its label.
func plainText(_ *run, v quad.Value) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case quad.BNode:
		return v.String(), true
	}
	text, ok := strOf(v).(quad.String)
	return string(text), ok
}
