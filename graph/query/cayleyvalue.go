package query

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// collation makes results of rows, as Cayley's programs want them.
type collation struct {
	vars  []string
	names *quads.Names
}

// result is a row as a map, without what is unbound; what a script emitted
// that is no object is the value alone, as Go has it.
func (c collation) result(row Row, value func(quad.Value) any) any {
	if row.made != nil && row.made.bare {
		return emitted(row.made.columns[0].Value, row.made.columns[0].Nested, plainValue)
	}
	out := make(map[string]any)
	for i, cell := range row.Cells {
		switch {
		case cell.Path != nil:
			out[c.vars[i]] = hops(cell.Path, value)
		case cell.Term != nil:
			out[c.vars[i]] = emitted(cell.Term, row.made != nil && row.made.nested(c.vars[i]), value)
		}
	}
	return out
}

// emitted is a value that may be lists and objects, kept as JSON's text.
func emitted(v quad.Value, nested bool, value func(quad.Value) any) any {
	if text, ok := v.(quad.String); ok && nested {
		var out any
		if json.Unmarshal([]byte(text), &out) == nil {
			return out
		}
	}
	return value(v)
}

// hops is a walk: a map for each edge, as it is stored.
func hops(p *Path, value func(quad.Value) any) []any {
	var out []any
	for _, h := range p.Hops {
		labels := []any{}
		for _, s := range h.Sources {
			if s.Label != nil {
				labels = append(labels, value(s.Label))
			}
		}
		hop := map[string]any{"subject": value(h.S), "predicate": value(h.P), "object": value(h.O), "labels": labels, "forward": h.Forward}
		if h.Denied {
			hop["denied"] = true
		}
		out = append(out, hop)
	}
	return out
}

// text is a row for Cayley's shell: names as they would be typed.
func (c collation) text(row Row) string {
	var out strings.Builder
	out.WriteString("****\n")
	show := func(v quad.Value) string { return arrow.Format(v, c.names) }
	for i, cell := range row.Cells {
		switch {
		case cell.Path != nil:
			fmt.Fprintf(&out, "%s : ", c.vars[i])
			for j, h := range cell.Path.Hops {
				from, to, mark := h.S, h.O, "→"
				if !h.Forward {
					from, to, mark = h.O, h.S, "←"
				}
				if j == 0 {
					out.WriteString(show(from))
				}
				if h.Denied {
					mark += " (denied)"
				}
				fmt.Fprintf(&out, " %s %s %s %s", mark, show(h.P), mark, show(to))
			}
			out.WriteByte('\n')
		case cell.Term != nil:
			fmt.Fprintf(&out, "%s : %s\n", c.vars[i], show(cell.Term))
		}
	}
	return out.String()
}

// rawValue is a term as Cayley has it.
func rawValue(v quad.Value) any { return quads.ToCayley(v) }

// plainValue is a term as a value of Go that JSON can hold: a literal of
// another type than number and boolean is its text.
func plainValue(v quad.Value) any {
	switch v := quads.ToCayley(v).(type) {
	case quad.IRI, quad.BNode:
		return v.String()
	case quad.Int, quad.Bool:
		return v.Native()
	case quad.Float:
		if f := float64(v); !math.IsInf(f, 0) {
			return f
		}
		return string(lexical(v))
	case quad.Time:
		return time.Time(v).Format(time.RFC3339Nano)
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	default:
		return quad.StringOf(v)
	}
}

// linkedValue is a term as JSON-LD writes it.
func linkedValue(v quad.Value) any {
	switch v := quads.ToCayley(v).(type) {
	case quad.IRI:
		return map[string]any{"@id": string(v)}
	case quad.BNode:
		return map[string]any{"@id": v.String()}
	case quad.LangString:
		return map[string]any{"@value": string(v.Value), "@language": v.Lang}
	case quad.TypedString:
		return map[string]any{"@value": string(v.Value), "@type": string(v.Type)}
	case quad.Time:
		return map[string]any{"@value": string(lexical(v)), "@type": string(quads.XSDTime)}
	case quad.Float:
		if math.IsInf(float64(v), 0) {
			return map[string]any{"@value": string(lexical(v)), "@type": string(quads.XSDDouble)}
		}
	}
	return plainValue(v)
}

// lexical is the form of a native literal of Cayley's.
func lexical(v quad.Value) quad.String {
	if t, ok := quads.FromCayley(v).(quad.TypedString); ok {
		return t.Value
	}
	return quad.String(quad.StringOf(v))
}
