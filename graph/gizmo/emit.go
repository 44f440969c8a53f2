package gizmo

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"quipu/quads"
)

// valueColumn is the column of a value that is no object.
const valueColumn = "value"

// emit makes a value a result. null and undefined are none.
func (c *call) emit() goja.Value {
	c.most(1)
	v := c.arg(0)
	if !given(v) {
		return goja.Null()
	}
	out, err := c.output(v)
	if err != nil {
		c.fail("%v", err)
	}
	c.session.put++
	c.check(c.host.Put(out))
	return goja.Null()
}

// output is the row that a value makes: a plain object a row with its keys as
// columns, any other value one column. What is nested is JSON's text.
func (s *session) output(v goja.Value) (Output, error) {
	object, ok := v.(*goja.Object)
	if !ok || object.ClassName() != "Object" {
		column, err := s.cell(valueColumn, v)
		return Output{Columns: []Column{column}, Bare: true}, err
	}
	if held(v) != nil {
		return Output{}, fmt.Errorf("%s is no value; end a path with .toArray() or .toValue()", describe(v))
	}
	var out Output
	keys := object.Keys()
	if len(keys) > maxColumns {
		return out, fmt.Errorf("an object of %d keys: a row has %d columns at most", len(keys), maxColumns)
	}
	for _, key := range keys {
		value := object.Get(key)
		if !given(value) {
			continue
		}
		if strings.TrimSpace(key) == "" || quads.Printable(key) != key {
			return out, fmt.Errorf("'%s' is no name for a column", key)
		}
		column, err := s.cell(key, value)
		if err != nil {
			return out, err
		}
		out.Columns = append(out.Columns, column)
	}
	if len(out.Columns) == 0 {
		return out, errors.New("an object without keys has no columns")
	}
	return out, nil
}

// cell is the column that a value of a script makes.
func (s *session) cell(name string, v goja.Value) (Column, error) {
	column := Column{Name: name}
	if text, ok := asText(v); ok {
		if column.Value, ok = parseTerm(text); !ok {
			column.Value = quad.String(text)
		}
		return column, nil
	}
	c := &call{session: s}
	if terms := c.literal(v); len(terms) > 0 {
		column.Value = terms[0]
		return column, nil
	}
	plain, err := s.plain(v, 0)
	if err != nil {
		return column, err
	}
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err = enc.Encode(plain)
	column.Value, column.Nested = quad.String(strings.TrimSuffix(text.String(), "\n")), true
	return column, err
}

// plain copies a value of lists and objects. The runtime's own export would
// follow it to any depth.
func (s *session) plain(v goja.Value, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("a value of more than %d lists within lists", maxDepth)
	}
	object, ok := v.(*goja.Object)
	if !ok {
		if !given(v) {
			return nil, nil
		}
		return v.Export(), nil
	}
	switch held(v).(type) {
	case *path, *test:
		return nil, fmt.Errorf("%s is no value", describe(v))
	}
	switch object.ClassName() {
	case "Array":
		out := []any{}
		for _, item := range (&call{session: s, name: "emit"}).list(v) {
			value, err := s.plain(item, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, value)
		}
		return out, nil
	case "Object":
		out := map[string]any{}
		for _, key := range object.Keys() {
			value, err := s.plain(object.Get(key), depth+1)
			if err != nil {
				return nil, err
			}
			out[key] = value
		}
		return out, nil
	case "Date":
		return object.Export(), nil
	default:
		return nil, fmt.Errorf("%s is no value", describe(v))
	}
}
