package render

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
)

// jsonRows writes an object a row: one array, or a line each. The contract is
// docs/json.md, its schema docs/rows.schema.json.
type jsonRows struct {
	w     *bufio.Writer
	r     result
	names *quads.Names
	nodes query.Nodes // of the row that is written
	why   bool
	array bool
	begun bool
	keys  [][]byte // `"var":`
	buf   []byte
}

func newJSON(w *bufio.Writer, r result, o Options) (encoder, error) {
	return newJSONRows(w, r, o, true)
}

func newJSONLines(w *bufio.Writer, r result, o Options) (encoder, error) {
	return newJSONRows(w, r, o, false)
}

func newJSONRows(w *bufio.Writer, r result, o Options, array bool) (encoder, error) {
	e := &jsonRows{w: w, r: r, names: o.Names, why: o.Sources, array: array}
	for _, v := range r.vars {
		if o.Sources && v == "why" {
			return nil, errors.New(`"why" is the key of the sources: rename the variable ?why`)
		}
		e.keys = append(e.keys, append(appendString(nil, v), ':'))
	}
	return e, nil
}

func (e *jsonRows) row(row query.Row) error {
	e.nodes = row.Nodes
	b := e.buf[:0]
	if e.array && !e.begun {
		b = append(b, "[\n"...)
	} else if e.array {
		b = append(b, ",\n"...)
	}
	e.begun = true
	b = append(b, '{')
	for i, c := range row.Cells {
		if i > 0 {
			b = append(b, ',')
		}
		if e.r.kind == query.Walks && c.Path != nil {
			b = e.appendPath(b, *c.Path)
			continue
		}
		b = append(b, e.keys[i]...)
		b = e.appendCell(b, c)
	}
	if e.why {
		if len(row.Cells) > 0 {
			b = append(b, ',')
		}
		b = append(b, `"why":[`...)
		first := true
		for _, ev := range row.Why {
			if ev.Detail {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = append(b, '{')
			b = e.appendTriple(b, ev)
			b = append(b, ',')
			b = e.appendSources(b, ev.Sources)
			b = append(b, '}')
		}
		b = append(b, ']')
	}
	b = append(b, '}')
	if !e.array {
		b = append(b, '\n')
	}
	e.buf = b
	_, err := e.w.Write(b)
	return err
}

func (e *jsonRows) end(whole bool) error {
	end := "\n]\n"
	switch {
	case !e.array:
		return nil
	case !whole && e.begun:
		end = "\n"
	case !whole:
		end = ""
	case !e.begun:
		end = "[]\n"
	}
	_, err := e.w.WriteString(end)
	return err
}

func (e *jsonRows) appendCell(b []byte, c query.Cell) []byte {
	if c.Path != nil {
		b = append(b, '{')
		b = e.appendPath(b, *c.Path)
		return append(b, '}')
	}
	return e.appendTerm(b, c.Term)
}

// appendTerm writes a term: a speaker in a document by their names, null where
// unbound, JSON's own booleans and canonical numbers, else a string.
func (e *jsonRows) appendTerm(b []byte, v quad.Value) []byte {
	if s, ok := e.nodes.Sources[v]; ok {
		return e.appendSource(b, s)
	}
	if v == nil {
		return append(b, "null"...)
	}
	if s, ok := jsonScalar(v); ok {
		return append(b, s...)
	}
	return appendString(b, Plain(v, e.names))
}

// appendPath writes the members of a path, without braces.
func (e *jsonRows) appendPath(b []byte, p query.Path) []byte {
	b = append(b, `"length":`...)
	b = strconv.AppendInt(b, int64(len(p.Hops)), 10)
	b = append(b, `,"path":[`...)
	for i, h := range p.Hops {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		b = e.appendTriple(b, h.Evidence)
		b = append(b, `,"forward":`...)
		b = strconv.AppendBool(b, h.Forward)
		if h.Denied {
			b = append(b, `,"denied":true`...)
		}
		b = append(b, ',')
		b = e.appendSources(b, h.Sources)
		b = append(b, '}')
	}
	b = append(b, ']')
	if p.Weight > 0 {
		b = append(b, `,"weight":`...)
		b = strconv.AppendFloat(b, math.Round(p.Weight*1e6)/1e6, 'f', -1, 64)
	}
	if p.Rests != nil {
		b = e.appendRests(b, p.Rests)
	}
	return b
}

func (e *jsonRows) appendTriple(b []byte, ev query.Evidence) []byte {
	b = e.appendTerm(append(b, `"s":`...), ev.S)
	b = e.appendTerm(append(b, `,"p":`...), ev.P)
	return e.appendTerm(append(b, `,"o":`...), ev.O)
}

func (e *jsonRows) appendSources(b []byte, sources []query.Source) []byte {
	return e.appendNames(append(b, `"sources":`...), sources)
}

func (e *jsonRows) appendNames(b []byte, sources []query.Source) []byte {
	b = append(b, '[')
	for i, s := range sources {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.appendSource(b, s)
	}
	return append(b, ']')
}

func (e *jsonRows) appendSource(b []byte, s query.Source) []byte {
	if s == (query.Source{}) {
		return append(b, "null"...)
	}
	return appendString(b, plainSource(s, e.names))
}

func plainSource(s query.Source, names *quads.Names) string {
	return nameSource(s, func(v quad.Value) string { return Plain(v, names) }, "")
}

// maxExact is the largest integer up to which JSON's readers, which hold
// numbers as doubles, are exact.
const maxExact = 1 << 53

// jsonScalar returns the lexical form of a literal that JSON can hold without
// loss: a canonical boolean, or a canonical number within ±2^53.
func jsonScalar(v quad.Value) (string, bool) {
	lexical, _, datatype := literal(v)
	switch native := quads.ToCayley(v).(type) {
	case quad.Bool:
		return lexical, true
	case quad.Int:
		return lexical, -maxExact <= native && native <= maxExact
	case quad.Float:
		f := float64(native)
		return lexical, math.Abs(f) <= maxExact && f == f
	}
	if datatype == quads.XSDDecimal {
		f, err := strconv.ParseFloat(lexical, 64)
		if err != nil || math.Abs(f) > maxExact {
			return "", false
		}
		exact := strconv.FormatFloat(f, 'f', -1, 64)
		return lexical, lexical == exact || lexical == exact+".0"
	}
	return "", false
}

// appendString writes a JSON string that is also harmless to a terminal: the
// controls that JSON would let through are escaped as well.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\r':
			b = append(b, `\r`...)
		case steers(r):
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

func isTrue(c query.Cell) bool {
	return c.Term != nil && quads.ToCayley(c.Term) == quad.Bool(true)
}
