package graph

import (
	"fmt"
	"sync/atomic"

	"quipu/graph/store"
	"quipu/quads"
	"quipu/quads/rdf"
)

// A spanTaker brings the quads of one goroutine from spans into canonical
// forms and gives them to its builder. No values are made.
type spanTaker struct {
	builder           *store.LoadBuilder
	input             *quads.Input
	label             []byte // of quads that bring none; may be empty
	count, unlabelled int64
	read              *atomic.Int64 // of all goroutines; it lags behind
	form              []byte        // of the terms at hand, one behind the other
	blanks            map[string]string
}

// keptBlanks is how many blank nodes' labels a spanTaker remembers: those of
// one input often come in groups.
const keptBlanks = 4096

// take takes one quad.
func (t *spanTaker) take(q *rdf.Spans) (err error) {
	if t.count++; t.count%progressEvery == 0 {
		t.read.Add(progressEvery)
	}
	form := t.form[:0]
	var ends [4]int
	for i, span := range [4]*rdf.Span{&q.Subject, &q.Predicate, &q.Object, &q.Label} {
		if span.Kind != rdf.Blank {
			form = span.AppendCanonical(form)
		} else if form, err = t.appendBlank(form, span); err != nil {
			return err
		}
		ends[i] = len(form)
	}
	t.form = form
	label := form[ends[2]:ends[3]]
	if len(label) == 0 {
		if label = t.label; len(label) == 0 {
			t.unlabelled++
		}
	}
	if err := t.builder.AddForms(form[:ends[0]], form[ends[0]:ends[1]], form[ends[1]:ends[2]], label); err != nil {
		return fmt.Errorf("%s: %w", quads.Printable(t.input.Name()), err)
	}
	return nil
}

// appendBlank appends a blank node under the label that it has here.
func (t *spanTaker) appendBlank(dst []byte, span *rdf.Span) ([]byte, error) {
	label, known := t.blanks[string(span.Text)]
	if !known {
		given := string(span.Text)
		var err error
		if label, err = t.input.Blank(given); err != nil {
			return nil, err
		}
		if t.blanks == nil || len(t.blanks) == keptBlanks {
			t.blanks = make(map[string]string)
		}
		t.blanks[given] = label
	}
	return append(append(dst, "_:"...), label...), nil
}
