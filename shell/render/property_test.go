package render

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestJSONStringLosesNothing: what is written is a JSON string without
// anything that steers a terminal, and reads back as what went in.
func TestJSONStringLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "in")
		out := appendString(nil, in)
		if strings.ContainsFunc(string(out), steers) {
			t.Fatalf("%q has a control", out)
		}
		var back string
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%q: %v", out, err)
		}
		if want := strings.ToValidUTF8(in, "\uFFFD"); back != want && utf8.ValidString(in) {
			t.Fatalf("%q became %q", in, back)
		}
	})
}

// TestCSVReadsBack: a reader that keeps to RFC 4180 finds the same fields,
// but for what was dropped because CSV cannot escape it.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.SliceOfN(rapid.StringOf(rapid.RuneFrom([]rune("ab\",\n\t é北\u202e\x1b"))), 2, 5).Draw(t, "fields")
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		if err := csvLine(w, fields); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		back, err := csv.NewReader(&b).Read()
		if err != nil {
			t.Fatal(err)
		}
		for i := range fields {
			fields[i] = strings.Map(csvRune, fields[i])
		}
		if !slices.Equal(fields, back) {
			t.Fatalf("%q became %q", fields, back)
		}
	})
}
