package quads

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"
)

var testNames = func() *Names {
	n, err := NewNames("")
	if err != nil {
		panic(err)
	}
	return n
}()

// TestTerms runs the files in testdata/quads. Each command takes one case a
// line and answers each in one line, so that the output reads as a table.
func TestTerms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "quads", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files in testdata/quads: %v", err)
	}
	commands := map[string]func(t *testing.T, line string) string{
		"iri":       iriCase,
		"name":      nameCase,
		"normal":    normalCase,
		"bare":      bareCase,
		"span":      spanCase,
		"compare":   compareCase,
		"stance":    stanceCase,
		"printable": printableCase,
		"cayley":    cayleyCase,
		"label":     labelCase,
		"tag":       tagCase,
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				if d.Cmd == "order" {
					return orderCase(t, d.Input)
				}
				run, ok := commands[d.Cmd]
				if !ok {
					d.Fatalf(t, "unknown command %q", d.Cmd)
				}
				var b strings.Builder
				for line := range strings.SplitSeq(d.Input, "\n") {
					fmt.Fprintf(&b, "%s → %s\n", line, run(t, line))
				}
				return b.String()
			})
		})
	}
}

func labelCase(t *testing.T, line string) string {
	return strconv.FormatBool(IsBlankLabel(unquote(t, line)))
}

func tagCase(t *testing.T, line string) string {
	return strconv.FormatBool(IsLanguageTag(unquote(t, line)))
}

func iriCase(t *testing.T, line string) string {
	name, err := Normal(unquote(t, line))
	if err != nil {
		return err.Error()
	}
	return string(testNames.IRI(name))
}

func nameCase(t *testing.T, line string) string {
	name, ok := testNames.Name(quad.IRI(unquote(t, line)))
	if !ok {
		return "no name"
	}
	return fmt.Sprintf("%+q", name)
}

func normalCase(t *testing.T, line string) string {
	name, err := Normal(unquote(t, line))
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%+q", name)
}

func bareCase(_ *testing.T, line string) string {
	v, ok, err := Bare(line, testNames)
	switch {
	case err != nil:
		return "error: " + err.Error()
	case !ok:
		return "a name"
	}
	typed := v.(quad.TypedString)
	if back, ok := BareForm(v, testNames); !ok || back != line {
		return fmt.Sprintf("BareForm gives %q", back)
	}
	if prefix, local, ok := testNames.Compact(typed.Type); ok {
		return prefix + ":" + local
	}
	return string(typed.Type)
}

func spanCase(t *testing.T, line string) string {
	from, to, ok := Span(term(t, line))
	if !ok {
		return "none"
	}
	const layout = "2006-01-02T15:04:05.999Z07:00"
	show := func(s string, open bool) string {
		if open {
			return ".."
		}
		return s
	}
	return show(from.Format(layout), from.IsZero()) + " " + show(to.Format(layout), to.IsZero())
}

func compareCase(t *testing.T, line string) string {
	parts := strings.Fields(line)
	if len(parts) != 3 {
		t.Fatalf("want: A op B, got %q", line)
	}
	holds, imprecise, ok := Compare(Op(parts[1]), term(t, parts[0]), term(t, parts[2]))
	switch {
	case !ok:
		return fmt.Sprintf("%v, not comparable", holds)
	case imprecise:
		return fmt.Sprintf("%v, imprecise", holds)
	}
	return fmt.Sprint(holds)
}

func stanceCase(_ *testing.T, line string) string {
	s, ok := StanceOf(line)
	if !ok {
		return "no stance"
	}
	return string(s)
}

func printableCase(t *testing.T, line string) string { return Printable(unquote(t, line)) }

func cayleyCase(t *testing.T, line string) string {
	v := ToCayley(term(t, line))
	return fmt.Sprintf("%T", v)
}

func orderCase(t *testing.T, input string) string {
	lines := strings.Split(input, "\n")
	slices.SortStableFunc(lines, func(a, b string) int { return Order(term(t, a), term(t, b)) })
	return strings.Join(lines, "\n") + "\n"
}

// unquote reads a line with Go's escapes in it.
func unquote(t *testing.T, line string) string {
	if !strings.Contains(line, `\`) {
		return line
	}
	var s string
	if _, err := fmt.Sscanf(`"`+line+`"`, "%q", &s); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return s
}

// term reads nil, <iri>, _:blank, "text", "text"@en, "lexical"^^local (of
// XSD, or EDTF), a bare literal, or a name.
func term(t *testing.T, s string) quad.Value {
	switch {
	case s == "nil":
		return nil
	case strings.HasPrefix(s, "<http"):
		return quad.IRI(strings.Trim(s, "<>"))
	case strings.HasPrefix(s, "_:"):
		return quad.BNode(s[2:])
	case strings.HasPrefix(s, `"`):
		text, rest, _ := strings.Cut(s[1:], `"`)
		if lang, ok := strings.CutPrefix(rest, "@"); ok {
			return quad.LangString{Value: quad.String(text), Lang: lang}
		}
		local, ok := strings.CutPrefix(rest, "^^")
		switch {
		case !ok:
			return quad.String(text)
		case local == "EDTF":
			return Literal(text, EDTF)
		case local == "range":
			return Literal(text, testNames.RangeType())
		case strings.HasPrefix(local, "<"):
			return Literal(text, quad.IRI(strings.Trim(local, "<>")))
		}
		return Literal(text, quad.IRI(XSD+local))
	}
	v, ok, err := Bare(s, testNames)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	if ok {
		return v
	}
	return testNames.IRI(s)
}
