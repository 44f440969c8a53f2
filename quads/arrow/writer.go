package arrow

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// ErrNotRDF is wrapped by the error of a quad that has no place in RDF.
var ErrNotRDF = errors.New("no RDF")

// writer holds all quads until Close, for sources and subjects are grouped.
type writer struct {
	w     *bufio.Writer
	names *quads.Names
	pr    printer
	set   map[quad.Quad]bool
}

// NewWriter returns a writer of the format "arrows". On Close it writes the
// sources that are described, each with @source, then the statements by
// source and subject. Reading that gives exactly the quads written, blank
// nodes under the labels that the reader gives them. "Speaker, in document"
// labels and statement nodes are written as @ A @ B and [A → p → B] where
// that brings the same quads, else as what they are.
//
// Write refuses, with an error that wraps ErrNotRDF, what is no RDF quad.
func NewWriter(w io.Writer, names *quads.Names) quads.Writer {
	if names == nil {
		names = defaultNames
	}
	// Prefixes of the user's own would have to be declared: only those that
	// every reader knows.
	builtin, err := quads.NewNames(names.Base())
	if err != nil {
		builtin = names
	}
	return &writer{
		w: bufio.NewWriter(w), names: builtin,
		pr:  printer{names: builtin, prefixes: builtin},
		set: map[quad.Quad]bool{},
	}
}

func (w *writer) Write(q quad.Quad) error {
	q.Subject, q.Predicate = quads.FromCayley(q.Subject), quads.FromCayley(q.Predicate)
	q.Object, q.Label = quads.FromCayley(q.Object), quads.FromCayley(q.Label)
	if err := checkQuad(q); err != nil {
		return err
	}
	w.set[q] = true
	return nil
}

// checkQuad refuses what RDF, or this notation, has no place for.
func checkQuad(q quad.Quad) error {
	for _, place := range []struct {
		name    string
		v       quad.Value
		blank   bool
		literal bool
		missing bool
	}{
		{name: "subject", v: q.Subject, blank: true},
		{name: "predicate", v: q.Predicate},
		{name: "object", v: q.Object, blank: true, literal: true},
		{name: "label", v: q.Label, blank: true, missing: true},
	} {
		why := ""
		switch v := place.v.(type) {
		case nil:
			if !place.missing {
				why = "is missing"
			}
		case quad.IRI:
			why = reason(quads.CheckIRI(string(v)))
		case quad.BNode:
			switch {
			case !place.blank:
				why = "is a blank node"
			case !quads.IsBlankLabel(string(v)):
				why = "is a blank node with a label that cannot be written"
			}
		default:
			if !place.literal {
				why = "is a literal"
				break
			}
			why = checkLiteral(v)
		}
		if why != "" {
			return fmt.Errorf("%w: %s %s: %s", ErrNotRDF, place.name, Format(place.v, defaultNames), why)
		}
	}
	return nil
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func checkLiteral(v quad.Value) string {
	text, why := "", ""
	switch v := v.(type) {
	case quad.String:
		text = string(v)
	case quad.LangString:
		text = string(v.Value)
		if !quads.IsLanguageTag(v.Lang) {
			why = "its language tag is none"
		}
	case quad.TypedString:
		text, why = string(v.Value), reason(quads.CheckIRI(string(v.Type)))
		if v.Type == quads.LangStr {
			why = "it is in a language without a tag"
		}
	default:
		return fmt.Sprintf("a %T is no term", v)
	}
	if !utf8.ValidString(text) {
		why = "it is not UTF-8"
	}
	return why
}

// Close writes everything.
func (w *writer) Close() error {
	p := newPlan(w.names, w.set)
	p.run()
	parts := 0
	part := func() {
		if parts++; parts > 1 {
			w.w.WriteByte('\n')
		}
	}
	if w.names.Base() != quads.Base {
		part()
		fmt.Fprintf(w.w, "@base <%s>\n", w.names.Base())
	}
	for _, d := range p.descriptions {
		part()
		w.describe(d)
	}
	for i, g := range p.groups() {
		switch {
		case g[0].source != nil:
			part()
			fmt.Fprintf(w.w, "@source %s\n", w.pr.value(g[0].source, inSource))
		case i == 0 && len(p.descriptions) > 0:
			part()
			w.w.WriteString("@source none\n")
		}
		for _, subject := range splitLines(g, unit.sameSubject, maxLinks) {
			part()
			for _, s := range splitLines(subject, unit.sameStatement, maxLinks) {
				w.statement(s)
			}
		}
	}
	return w.w.Flush()
}

// maxLinks bounds the links of a statement and the fields of a description,
// so that a block stays small however many edges an entity has.
const maxLinks = 500

// lineWidth is where a description or a statement is spread over lines.
const lineWidth = 100
