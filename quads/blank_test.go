package quads_test

import (
	"crypto/sha256"
	"testing"

	"quipu/quads"
)

// TestBlankLabel holds the form still: labels in stores and exports depend
// on it.
func TestBlankLabel(t *testing.T) {
	input := sha256.Sum256([]byte("_:x <urn:b> _:y .\n"))
	x, y := quads.BlankLabel(input, "x"), quads.BlankLabel(input, "y")
	if want := "q329c1e272c8b603125ef8e656a26afda"; x != want {
		t.Errorf("got %s, want %s", x, want)
	}
	if x == y {
		t.Error("two labels give one node")
	}
	for label, kept := range map[string]bool{
		x:             true,
		x[:32]:        false,
		x + "0":       false,
		"Q" + x[1:]:   false,
		x[:32] + "A":  false,
		x[:32] + "g":  false,
		"b" + x[1:]:   false,
		"_:" + x[:31]: false,
	} {
		if got := quads.BlankLabel(input, label); (got == label) != kept {
			t.Errorf("%s became %s", label, got)
		}
	}
}
