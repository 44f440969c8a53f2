package render

import (
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
)

// Rows that are made one by one are written as others are; an error among
// them is told behind what came before it. A Text is no literal.
func TestWriteEach(t *testing.T) {
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	rows := func(failed error) iter.Seq2[query.Row, error] {
		return func(yield func(query.Row, error) bool) {
			row := query.Row{Cells: []query.Cell{{Term: Text("load \x1b[31m\"a\"")}, {Term: quad.String("b")}, {}}}
			if yield(row, nil) && failed != nil {
				yield(query.Row{}, failed)
			}
		}
	}
	for format, want := range map[string]string{
		"tsv":         "x\ty\tz\nload \\\\u001B[31m\"a\"\t\"b\"\t\n",
		"csv":         "x,y,z\r\n\"load [31m\"\"a\"\"\",b,\r\n",
		"jsonl":       `{"x":"load \u001b[31m\"a\"","y":"b","z":null}` + "\n",
		"table":       "x                   y    z\n──────────────────  ───  ─\nload \\u001B[31m\"a\"  \"b\"\n1 row\n",
		"sparql-json": `{"head":{"vars":["x","y","z"]},"results":{"bindings":[` + "\n" + `{"x":{"type":"literal","value":"load \u001b[31m\"a\""},"y":{"type":"literal","value":"b"}}` + "\n]}}\n",
	} {
		var b strings.Builder
		n, err := WriteEach(&b, format, []string{"x", "y", "z"}, rows(nil), Options{Names: names})
		if b.String() != want || n != 1 || err != nil {
			t.Errorf("%s: %d rows, %v\n%s\nwant\n%s", format, n, err, b.String(), want)
		}
		b.Reset()
		n, err = WriteEach(&b, format, []string{"x", "y", "z"}, rows(broken), Options{Names: names})
		if err != broken || n != 1 {
			t.Errorf("%s: %d rows, %v; want the error", format, n, err)
		}
	}
}
