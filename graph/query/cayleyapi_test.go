package query

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestCayleyAPI: every function that Cayley's source gives a script is here
// too: the methods of g and of paths, in both spellings, and the functions
// beside them.
func TestCayleyAPI(t *testing.T) {
	folder := filepath.Join(cayleySource(t), "query", "gizmo")
	found := map[string][]string{"graphObject": nil, "pathObject": nil, "defaultEnv": nil}
	for _, file := range []string{"environ.go", "traversals.go", "finals.go"} {
		tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if of := receiver(d); d.Name.IsExported() && of != "" {
					found[of] = append(found[of], scriptName(d.Name.Name))
				}
			case *ast.GenDecl:
				found["defaultEnv"] = append(found["defaultEnv"], keys(t, d, "defaultEnv")...)
			}
		}
	}
	g := graphOf(t, "a → p → b")
	has := func(expression string) bool {
		return strings.Contains(printed(g, "typeof "+expression, Options{Language: "gizmo"}), `"function"`)
	}
	for of, prefix := range map[string]string{"graphObject": "g.", "pathObject": "g.V().", "defaultEnv": ""} {
		if len(found[of]) < 8 {
			t.Errorf("%s: found only %q", of, found[of])
		}
		for _, name := range found[of] {
			// raw makes terms that RDF has not: an error that says so.
			if !has(prefix + name) {
				t.Errorf("there is no %s%s here", prefix, name)
			}
			if upper := strings.ToUpper(name[:1]) + name[1:]; !has(prefix + upper) {
				t.Errorf("there is no %s%s here", prefix, upper)
			}
		}
	}
}

// receiver is the type that a method is of.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	star, ok := d.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return ""
	}
	name := star.X.(*ast.Ident).Name
	if !slices.Contains([]string{"graphObject", "pathObject"}, name) {
		return ""
	}
	return name
}

// scriptName is what a script calls a method.
func scriptName(method string) string {
	if name, ok := strings.CutPrefix(method, "Capitalized"); ok {
		return name
	}
	if name, ok := strings.CutPrefix(method, "New"); ok {
		return name
	}
	return strings.ToLower(method[:1]) + method[1:]
}

// keys returns the keys of a map that is declared.
func keys(t *testing.T, d *ast.GenDecl, name string) (out []string) {
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != name {
			continue
		}
		for _, item := range spec.Values[0].(*ast.CompositeLit).Elts {
			key, err := strconv.Unquote(item.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, key)
		}
	}
	return out
}
