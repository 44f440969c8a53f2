package source_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"quipu/graph/source"
)

func TestLeads(t *testing.T) {
	src := provenance(t, "n attributed X", "n derived P", "P quoted Q", "Q derived P", "a met b")
	leads, err := source.NewLeads(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{"n": "n X P Q", "P": "P Q", "X": "X", "a": "a"} {
		got, err := leads.Of(t.Context(), ids(t, src, label)...)
		if err != nil {
			t.Fatal(err)
		}
		found, wanted := slices.Clone(got[0]), ids(t, src, want)
		slices.Sort(found)
		slices.Sort(wanted)
		if !slices.Equal(found, wanted) {
			t.Errorf("%s leads to %v, want %v", label, found, wanted)
		}
	}
}

// TestLeadsAfterAnError: what was read in part is not taken for the whole.
func TestLeadsAfterAnError(t *testing.T) {
	src := provenance(t, "a derived b", "b derived c")
	leads, err := source.NewLeads(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := leads.Of(ended, ids(t, src, "a")...); !errors.Is(err, context.Canceled) {
		t.Fatalf("with a context that has ended: %v", err)
	}
	if got, err := leads.Of(t.Context(), ids(t, src, "a")...); err != nil || len(got[0]) != 3 {
		t.Errorf("afterwards: %v (%v)", got, err)
	}
}
