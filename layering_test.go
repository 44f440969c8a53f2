package quipu

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports says which packages of ours each package may import in its
// non-test files. A package that is not listed fails the test, so a new one
// has to find its place here first.
var imports = map[string][]string{
	"quads":                     {},
	"quads/arrow":               {"quads"},
	"quads/rdf":                 {"quads"},
	"quads/text/sentence":       {},
	"quads/text/document":       {"quads", "quads/text/sentence"},
	"quads/text/syntax/network": {},
	"quads/text/syntax":         {"quads/text/sentence", "quads/text/syntax/network"},
	"quads/text/syntax/conllu":  {"quads/text/sentence", "quads/text/syntax"},
	"quads/text/syntax/train":   {"quads/text/sentence", "quads/text/syntax", "quads/text/syntax/conllu", "quads/text/syntax/network"},
	"quads/text/clause":         {"quads/text/syntax"},
	"quads/text/entity":         {"quads", "quads/text/clause", "quads/text/syntax"},
	"quads/text/plugin":         {"quads"},
	"quads/text/attribution":    {"quads", "quads/text/clause", "quads/text/entity", "quads/text/syntax"},
	"quads/text":                {"quads", "quads/text/sentence", "quads/text/syntax", "quads/text/clause", "quads/text/document", "quads/text/entity", "quads/text/attribution", "quads/text/plugin"},
	"graph/sorting":             {},
	"graph/source":              {"quads"},
	"graph/algebra":             {"quads"},
	"graph/store/segment":       {"graph/source"},
	"graph/store/bulk":          {"graph/store/segment"},
	"graph/store/container":     {"quads"},
	"graph/store":               {"quads", "quads/rdf", "graph/source", "graph/store/segment", "graph/store/bulk", "graph/store/container"},
	"graph":                     {"quads", "quads/arrow", "quads/rdf", "graph/source", "graph/store", "graph/view"},
	"graph/view":                {"quads", "graph/source"},
	"graph/match":               {"quads", "graph", "graph/source"},
	"graph/intake":              {"quads", "quads/text", "quads/text/document", "graph", "graph/source", "graph/review"},
	"graph/plan":                {"graph/algebra"},
	"graph/eval":                {"quads", "graph/sorting", "graph/source", "graph/algebra", "graph/plan"},
	"graph/paths":               {"quads", "graph/source", "graph/algebra"},
	"graph/analysis":            {"quads", "graph/sorting", "graph/source", "graph/paths"},
	"graph/gizmo":               {"quads", "graph/algebra"},
	"graph/review":              {"quads", "quads/arrow", "quads/rdf", "quads/text/sentence", "graph", "graph/source", "graph/analysis"},
	"graph/query":               {"quads", "quads/arrow", "graph", "graph/source", "graph/algebra", "graph/plan", "graph/eval", "graph/paths", "graph/analysis", "graph/gizmo", "graph/view"},
	"shell/line":                {"quads"},
	"shell/render":              {"quads", "quads/arrow", "quads/rdf", "graph", "graph/query"},
	"shell":                     {"quads", "quads/arrow", "quads/rdf", "graph", "graph/match", "graph/review", "graph/query", "graph/source", "shell/line", "shell/render"},
	// Packages for tests alone.
	"graph/source/sourcetest":       {"quads", "graph/source"},
	"quads/text/texttest":           {"quads", "quads/text"},
	"graph/review/reviewtest":       {"quads", "quads/arrow"},
	"graph/algebra/algebratest":     {"quads", "graph/algebra"},
	"graph/store/container/faultfs": {"graph/store/container"},
	"graph/store/storetest":         {},

	"cmd/internal/bench": {"graph/store/storetest"},
	"cmd/benchquery":     {"quads", "quads/rdf", "graph", "graph/source", "graph/algebra", "graph/paths", "graph/query", "cmd/internal/bench"},
	"cmd/benchstore":     {"cmd/internal/bench", "quads", "quads/rdf", "graph/source", "graph/store", "graph/store/storetest"},

	"cmd/evaltext":    {"quads", "quads/text", "quads/text/texttest", "quads/text/document", "quads/text/sentence", "quads/text/syntax", "quads/text/syntax/conllu", "quads/text/syntax/train", "quads/text/clause", "quads/text/entity", "quads/text/attribution"},
	"cmd/trainsyntax": {"quads/text/syntax", "quads/text/syntax/network", "quads/text/syntax/train"},

	"cmd/quipu": {"quads", "quads/arrow", "quads/rdf", "quads/text", "quads/text/document", "quads/text/plugin", "graph", "graph/intake", "graph/match", "graph/review", "graph/query", "graph/source", "shell", "shell/render"},
}

// foreign says which packages may import modules that belong to one place of
// the house. The values of Cayley (its quad package) are everybody's.
var foreign = []struct {
	module  string
	allowed []string
}{
	{"github.com/cayleygraph/cayley", []string{"graph", "graph/store", "graph/query", "cmd/benchquery", "cmd/benchstore"}},
	{"github.com/dop251/goja", []string{"graph/gizmo"}},
	{"github.com/chzyer/readline", []string{"shell/line"}},
	{"github.com/spf13/cobra", []string{"cmd/quipu"}},
	{"github.com/viterin/vek", []string{"quads/text/syntax/network", "quads/text/syntax/train"}},
	{"github.com/yuin/goldmark", []string{"quads/text/document"}},
	{"golang.org/x/net", []string{"quads/text/document"}},
	{"codeberg.org/readeck/go-readability", []string{"quads/text/document"}},
	{"github.com/vbauerster/mpb", []string{"cmd/quipu", "shell"}},
}

// quiet are the calls that belong to cmd and shell alone.
var quiet = []string{"os.Exit", "fmt.Print", "fmt.Printf", "fmt.Println", "log.Fatal", "log.Fatalf", "log.Print", "log.Printf", "log.Println"}

type source struct {
	pkg, file string
	ast       *ast.File
	set       *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != "." && (strings.HasPrefix(base, ".") || base == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{path.Dir(filepath.ToSlash(name)), name, file, set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 30 {
		t.Fatalf("found only %d source files: the walk is broken", len(all))
	}
	return all
}

// TestImports keeps the direction of imports that ARCHITECTURE.md draws.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		if s.pkg == "." {
			t.Errorf("%s: no code belongs at the top of the module", s.file)
			continue
		}
		seen[s.pkg] = true
		allowed, known := imports[s.pkg]
		if !known {
			t.Errorf("%s: package %s has no place in the table of imports", s.file, s.pkg)
			continue
		}
		for _, spec := range s.ast.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(target, "quipu/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s: %s must not import %s", s.set.Position(spec.Pos()), s.pkg, ours)
			}
			for _, f := range foreign {
				if (target == f.module || strings.HasPrefix(target, f.module+"/")) && !slices.Contains(f.allowed, s.pkg) {
					t.Errorf("%s: %s must not import %s", s.set.Position(spec.Pos()), s.pkg, target)
				}
			}
		}
	}
	for pkg := range imports {
		if !seen[pkg] {
			t.Errorf("the table of imports names %s, which is no package", pkg)
		}
	}
}

// TestQuietBelowShell keeps printing and exiting in cmd and shell, and
// registration by init in the Cayley backend.
func TestQuietBelowShell(t *testing.T) {
	for _, s := range sources(t) {
		above := strings.HasPrefix(s.pkg, "cmd/") || s.pkg == "shell" || strings.HasPrefix(s.pkg, "shell/")
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" && s.pkg != "graph/store" {
					t.Errorf("%s: init in %s", s.set.Position(n.Pos()), s.pkg)
				}
			case *ast.SelectorExpr:
				id, ok := n.X.(*ast.Ident)
				if ok && !above && slices.Contains(quiet, id.Name+"."+n.Sel.Name) {
					t.Errorf("%s: %s.%s below the shell", s.set.Position(n.Pos()), id.Name, n.Sel.Name)
				}
			}
			return true
		})
	}
}
