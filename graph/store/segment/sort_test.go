package segment

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quads := someRows(t, 4*fewRows)
		shuffled := rapid.Permutation(quads).Draw(t, "shuffled")
		shuffled = append(shuffled, shuffled[:len(shuffled)/3]...) // repeats
		want := slices.SortedFunc(slices.Values(shuffled), Row.Compare)
		if got := SortRows(shuffled, make([]Row, len(shuffled))); !slices.Equal(got, want) {
			t.Fatalf("sorted: %v, want %v", got, want)
		}
		from, to := rapid.IntRange(0, 5).Draw(t, "from"), rapid.IntRange(0, 5).Draw(t, "to")
		rows, want := make([]Row, len(quads)), make([]Row, len(quads))
		for i, r := range quads {
			rows[i], want[i] = Permute(r.IDs(), from), Permute(r.IDs(), to)
		}
		slices.SortFunc(rows, Row.Compare)
		slices.SortFunc(want, Row.Compare)
		if got := Reorder(rows, make([]Row, len(rows)), from, to); !slices.Equal(got, want) {
			t.Fatalf("from permutation %d to %d: %v, want %v", from, to, got, want)
		}
	})
}

// TestNewPlaces holds that the usual ways from one permutation to another cost
// a sort by one place.
func TestNewPlaces(t *testing.T) {
	for _, c := range []struct{ from, to, places int }{
		{SPOL, SPOL, 0}, {SPOL, OSPL, 1}, {OSPL, POSL, 1}, {SPOL, LSPO, 1},
		{POSL, LPOS, 1}, {OSPL, LOSP, 1}, {SPOL, POSL, 2}, {LSPO, SPOL, 3}, {LSPO, OSPL, 3},
	} {
		if got := newPlaces(Permutations[c.from], Permutations[c.to]); got != c.places {
			t.Errorf("from permutation %d to %d: %d places, want %d", c.from, c.to, got, c.places)
		}
	}
}
