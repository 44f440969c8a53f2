package render

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
)

// sparqlJSON writes W3C's "SPARQL 1.1 Query Results JSON Format": every term
// with its kind, datatype and language, so nothing is lost. A path is no
// term; each of its hops is a solution (see hopVars).
type sparqlJSON struct {
	w     *bufio.Writer
	r     result
	n     int // solutions so far
	paths int64
	buf   []byte
}

// hopVars are the variables of a walk's solutions: the number of the path and
// of the hop, the triple as stored, how it was walked, one source that states
// it, as who speaks and in what document where these are told apart, and
// "denied", bound to true, where the hop is only denied.
var hopVars = []string{"path", "hop", "s", "p", "o", "forward", "source", "document", "denied"}

func newSPARQL(w *bufio.Writer, r result, o Options) (encoder, error) {
	if o.Sources {
		return nil, errors.New("sparql-json has no place for the sources of a row: bind them with @ ?source, or use -o json")
	}
	e := &sparqlJSON{w: w, r: r}
	if r.kind == query.Answer {
		return e, nil
	}
	vars := r.vars
	if r.kind == query.Walks {
		vars = hopVars
	}
	b := []byte(`{"head":{"vars":[`)
	for i, v := range vars {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, v)
	}
	b = append(b, `]},"results":{"bindings":[`...)
	_, err := w.Write(b)
	return e, err
}

func (e *sparqlJSON) row(row query.Row) error {
	if e.r.kind == query.Answer {
		answer := len(row.Cells) > 0 && isTrue(row.Cells[0])
		_, err := e.w.WriteString(`{"head":{},"boolean":` + strconv.FormatBool(answer) + "}\n")
		return err
	}
	if e.r.kind == query.Walks {
		return e.walk(row)
	}
	solution := make([]binding, len(row.Cells))
	for i, c := range row.Cells {
		if c.Path != nil {
			return fmt.Errorf("the path ?%s beside other variables has no form in sparql-json: use -o json", e.r.vars[i])
		}
		solution[i] = binding{e.r.vars[i], c.Term}
	}
	return e.solution(solution)
}

// walk writes a solution for each hop of a path and each label of the hop.
func (e *sparqlJSON) walk(row query.Row) error {
	e.paths++
	for _, c := range row.Cells {
		if c.Path == nil {
			continue
		}
		for i, h := range c.Path.Hops {
			hop := []binding{
				{"path", integer(e.paths)}, {"hop", integer(int64(i + 1))},
				{"s", h.S}, {"p", h.P}, {"o", h.O}, {"forward", boolean(h.Forward)},
			}
			if h.Denied {
				hop = append(hop, binding{"denied", boolean(true)})
			}
			sources := h.Sources
			if len(sources) == 0 {
				sources = []query.Source{{}}
			}
			for _, s := range sources {
				speaker, document := spoken(s)
				from := []binding{{"source", speaker}, {"document", document}}
				if err := e.solution(append(hop[:len(hop):len(hop)], from...)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// spoken returns who says it and, where that is told apart, in what document.
func spoken(s query.Source) (speaker, document quad.Value) {
	switch {
	case s.Speaker != nil:
		return s.Speaker, s.Document
	case s.Document != nil:
		return s.Document, nil
	}
	return s.Label, nil
}

func (e *sparqlJSON) end(whole bool) error {
	if e.r.kind == query.Answer {
		return nil
	}
	end := "\n]}}\n"
	if !whole {
		end = "\n"
	}
	_, err := e.w.WriteString(end)
	return err
}

type binding struct {
	name string
	term quad.Value
}

// solution writes one object; an unbound variable has no member.
func (e *sparqlJSON) solution(bs []binding) error {
	b := e.buf[:0]
	if e.n > 0 {
		b = append(b, ',')
	}
	e.n++
	b = append(b, "\n{"...)
	first := true
	for _, bind := range bs {
		if bind.term == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendString(b, bind.name)
		b = append(b, ':')
		b = appendSPARQLTerm(b, bind.term)
	}
	e.buf = append(b, '}')
	_, err := e.w.Write(e.buf)
	return err
}

func appendSPARQLTerm(b []byte, v quad.Value) []byte {
	kind, value := "literal", ""
	var language string
	var datatype quad.IRI
	switch v := v.(type) {
	case quad.IRI:
		kind, value = "uri", string(v)
	case quad.BNode:
		kind, value = "bnode", string(v)
	default:
		value, language, datatype = literal(v)
	}
	b = append(b, `{"type":"`+kind+`","value":`...)
	b = appendString(b, value)
	if language != "" {
		b = appendString(append(b, `,"xml:lang":`...), language)
	}
	if datatype != "" {
		b = appendString(append(b, `,"datatype":`...), string(datatype))
	}
	return append(b, '}')
}

func integer(n int64) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatInt(n, 10)), Type: quads.XSDInteger}
}

func boolean(t bool) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatBool(t)), Type: quads.XSDBoolean}
}
