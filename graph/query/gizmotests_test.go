package query

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/cayleygraph/quad"
)

// gizmoTest is an entry of Cayley's table of Gizmo tests.
type gizmoTest struct {
	Message, Query, Tag, File string
	Data                      []quad.Quad
	Limit                     int
	Expect                    []string
	Err                       bool
}

// gizmoTests reads the table out of the source of Cayley's test.
func gizmoTests(t *testing.T, file string) []gizmoTest {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	r := tableReader{t: t, values: make(map[string]ast.Expr)}
	for _, d := range tree.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range decl.Specs {
			if spec, ok := s.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, name := range spec.Names {
					r.values[name.Name] = spec.Values[i]
				}
			}
		}
	}
	table, ok := r.values["testQueries"].(*ast.CompositeLit)
	if !ok {
		t.Fatalf("%s: no table testQueries", file)
	}
	var out []gizmoTest
	for _, entry := range table.Elts {
		out = append(out, r.entry(entry))
	}
	return out
}

// tableReader evaluates the few kinds of expression that the table has.
type tableReader struct {
	t      *testing.T
	values map[string]ast.Expr // of the file's variables and constants
}

func (r *tableReader) entry(e ast.Expr) gizmoTest {
	var test gizmoTest
	for _, field := range e.(*ast.CompositeLit).Elts {
		kv := field.(*ast.KeyValueExpr)
		value := r.eval(kv.Value)
		switch name := kv.Key.(*ast.Ident).Name; name {
		case "message":
			test.Message = value.(string)
		case "query":
			test.Query = value.(string)
		case "tag":
			test.Tag = value.(string)
		case "file":
			test.File = value.(string)
		case "data":
			test.Data = value.([]quad.Quad)
		case "limit":
			test.Limit = value.(int)
		case "err":
			test.Err = value.(bool)
		case "expect":
			test.Expect, _ = value.([]string) // or nil
		default:
			r.t.Fatalf("a field %s, which this test does not know", name)
		}
	}
	return test
}

func (r *tableReader) eval(e ast.Expr) any {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.INT {
			n, err := strconv.Atoi(e.Value)
			if err != nil {
				r.t.Fatal(err)
			}
			return n
		}
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			r.t.Fatal(err)
		}
		return s
	case *ast.Ident:
		switch e.Name {
		case "nil":
			return nil
		case "true", "false":
			return e.Name == "true"
		}
		if value, ok := r.values[e.Name]; ok {
			return r.eval(value)
		}
	case *ast.CompositeLit:
		var out []string
		for _, item := range e.Elts {
			out = append(out, r.eval(item).(string))
		}
		return out
	case *ast.CallExpr:
		return r.call(e)
	}
	r.t.Fatalf("an expression that this test does not know: %T", e)
	return nil
}

// call stands for the functions that the table calls: the text of an integer,
// and a star of quads with its first nodes.
func (r *tableReader) call(e *ast.CallExpr) any {
	name := e.Fun.(*ast.Ident).Name
	node := func(i int) string { return fmt.Sprintf("n%d", i) }
	switch name {
	case "intVal":
		return quad.Int(r.eval(e.Args[0]).(int)).String()
	case "issue718Graph":
		var out []quad.Quad
		for i := range r.eval(ast.NewIdent("issue718Limit")).(int) {
			out = append(out, quad.MakeIRI("a", "b", node(i+1), ""))
		}
		return out
	case "issue718Nodes":
		out := []string{"<a>", "<b>"}
		for i := range r.eval(ast.NewIdent("issue718Limit")).(int) - 2 {
			out = append(out, "<"+node(i+1)+">")
		}
		return out
	}
	r.t.Fatalf("a function %s, which this test does not know", name)
	return nil
}
