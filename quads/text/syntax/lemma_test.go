package syntax

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// TestLemmas reads lines of form and Penn tag and writes the lemma after them.
func TestLemmas(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	datadriven.RunTest(t, filepath.Join("..", "..", "..", "testdata", "text", "syntax", "lemmas"), func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for line := range strings.SplitSeq(d.Input, "\n") {
			f := strings.Fields(line)
			if len(f) != 2 {
				d.Fatalf(t, "%q is not a form and a tag", line)
			}
			fmt.Fprintf(&b, "%s %s\n", line, m.lemmas.lemma(f[0], f[1]))
		}
		return b.String()
	})
}

func TestLemmaOfAnything(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"", "s", "es", "ed", "ing", "ied", "'s", "S", "men", "\xff", strings.Repeat("é", 100) + "ing", "İS"} {
		for _, tag := range append(m.network.Sizes.XPOS, "") {
			if m.lemmas.lemma(form, tag) == "" && form != "" {
				t.Errorf("%q %s has the empty lemma", form, tag)
			}
		}
	}
}
