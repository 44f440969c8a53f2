package arrow

import (
	"errors"
	"strings"
	"testing"

	"quipu/quads"
)

// Hostile inputs end, with a result or an error, in time that grows with
// their length alone: at these lengths anything quadratic would not end.
func TestHostileInputs(t *testing.T) {
	const n = 1 << 15
	repeat := strings.Repeat
	inputs := map[string]string{
		"brackets":          "A → p → " + repeat("[", n),
		"statements within": "A → p → " + repeat("[A → p → ", n),
		"round brackets":    "?x → " + repeat("(", n),
		"inverse":           "?x → " + repeat("^", n),
		"conditions":        "?x → p → ?y where " + repeat("(", n),
		"not":               "?x → p → ?y where not " + repeat("not ", n),
		"and":               "?x → p → ?y where ?y > 3" + repeat(" and ?y > 3", n),
		"groups":            repeat("not { ", n),
		"braces":            repeat("{", n),
		"links":             "A → p → B" + repeat(" ; p → B", n),
		"links by line":     "A → p → B" + repeat(" ;\n p → B", n),
		"statements":        "A → p → B" + repeat(" . A → p → B", n),
		"lines":             repeat("A → p → B\n", n),
		"labels":            repeat("A → p → B @ C @ D\n", n),
		"chain":             "A" + repeat(" → p → B", n),
		"list":              "A → p → 'B'" + repeat(", 'B'", n),
		"bare list":         "A → p → B" + repeat(", B", n),
		"alternatives":      "?x → p" + repeat("|p", n) + " → ?y",
		"sequence":          "?x → p" + repeat(" / p", n) + " → ?y",
		"values":            "values ?x {A" + repeat(", A", n) + "}",
		"walks":             repeat("{7 March 2024, B} ~ C\n", n),
		"words":             repeat("word ", n),
		"clause words":      "A → p → " + repeat("where limit max via order by ", n),
		"spaces":            "A → p → limit" + repeat(" ", n),
		"comments":          "A → p → limit" + repeat(" # \n", n),
		"quotes":            repeat("'", n),
		"double quotes":     repeat("\"", n),
		"long literals":     "A → p → " + repeat("\"\"\"\n\n\"\"\", ", n),
		"escapes":           "A → p → \"" + repeat("\\", n),
		"semicolons":        "A → p → B " + repeat(";", n),
		"stops":             "A → p → B" + repeat(" .", n),
		"at":                repeat("@ ", n),
		"directives":        repeat("@source A { title: \"x\" }\n", n),
		"fields":            "@source A {" + repeat(" k: v;", n) + "}",
		"columns":           "select ?x" + repeat(", ?x", n),
		"either":            "either { A → p → B }" + repeat(" or { A → p → B }", n),
		"one word":          repeat("a", 16*n),
		"one number":        "A → p → " + repeat("9", 4*n),
		"binary":            repeat("\x00\xff", n),
	}
	for name, text := range inputs {
		t.Run(name, func(t *testing.T) {
			Complete(text)
			_, err := Parse(text, Options{})
			var e *quads.SyntaxError
			if err != nil && !errors.As(err, &e) {
				t.Errorf("%T: %v", err, err)
			}
			if err != nil && len(err.Error()) > 1000 {
				t.Errorf("a message of %d bytes", len(err.Error()))
			}
			_, _, err = readAll(text, quads.ReadOptions{OnBad: func(error) {}})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// What nests within the limit is read, printed and read again.
func TestDepth(t *testing.T) {
	for _, text := range []string{
		"A → p → " + strings.Repeat("[A → p → ", 60) + "B" + strings.Repeat("]", 60),
		"?x → " + strings.Repeat("(^", 60) + "p" + strings.Repeat(")", 60) + " → ?y",
		strings.Repeat("not { A → p → B . ", 60) + "A → p → ?x" + strings.Repeat(" }", 60),
	} {
		blocks, err := Parse(text, Options{})
		if err != nil {
			t.Fatalf("%.40s…: %v", text, err)
		}
		again, err := Parse(blocks[0].String(), Options{})
		if err != nil || again[0].String() != blocks[0].String() {
			t.Fatalf("%.40s…: %v", text, err)
		}
	}
}

// A line over the limit is an error that names the flag; skipping goes on
// behind its block.
func TestMaxLine(t *testing.T) {
	text := "A → p → B\n\nA → p → " + strings.Repeat("C", 100) + "\n\nA → p → D"
	_, all, err := readAll(text, quads.ReadOptions{MaxLine: 50})
	if err == nil || len(all) != 1 || !strings.Contains(err.Error(), "3:1: a line longer than 50 bytes (--max-line") {
		t.Errorf("%d quads, %v", len(all), err)
	}
	var bad []string
	text = strings.Replace(text, "\n\nA → p → C", "\n\nA → p\nA → p → C", 1)
	_, all, err = readAll(text, quads.ReadOptions{MaxLine: 50, OnBad: func(err error) { bad = append(bad, err.Error()) }})
	if err != nil || len(all) != 2 || len(bad) != 1 || !strings.HasPrefix(bad[0], "lines 3–4: 4:1: a line longer") {
		t.Errorf("skipping: %d quads, bad %q, %v", len(all), bad, err)
	}
}

// An error of the input itself is not taken for the end.
func TestReadError(t *testing.T) {
	broken := errors.New("broken pipe")
	r := NewReader(&brokenReader{text: "A → p → B\n\nC → p", err: broken}, quads.ReadOptions{OnBad: func(error) {}})
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.Read(); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

type brokenReader struct {
	text string
	err  error
}

func (r *brokenReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, r.err
	}
	n := copy(p, r.text)
	r.text = r.text[n:]
	return n, nil
}
