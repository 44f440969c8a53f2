package eval

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quipu/graph/source"
)

// TestNodeTable compares the table with a map: ids that lie close, ids that lie
// far apart, and a run's own.
func TestNodeTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SampledFrom([]uint64{0, 1, 0b111, 1<<64 - 1}).Draw(t, "all")
		starts := rapid.SampledFrom([]uint64{all | 1, 1, 1 << 1, 1 << 2})
		if all&(all-1) == 0 {
			starts = rapid.Just(uint64(1))
		}
		id := rapid.OneOf(rapid.Uint64Range(2, 3000), rapid.Uint64Range(2, 1<<40), rapid.Just(uint64(local)|5))
		table, model := nodeTable{all: all}, map[source.ID]uint64{}
		seed := rapid.Uint64().Draw(t, "seed")
		for i := range uint64(rapid.IntRange(0, 2000).Draw(t, "many")) { // spread over a range
			n := source.ID(2 + (seed+i*0x9e3779b97f4a7c15)%4000)
			table.add(n, 1)
			model[n] |= 1
		}
		for range rapid.IntRange(0, 100).Draw(t, "n") {
			n, s := source.ID(id.Draw(t, "id")), starts.Draw(t, "starts")
			if fresh, first := table.add(n, s); fresh != s&^model[n] || first != (model[n] == 0) {
				t.Fatalf("adding %b to %d's %b: %b is new, %v", s, n, model[n], fresh, first)
			}
			model[n] |= s
		}
		for n, want := range model {
			for _, other := range []source.ID{n, n - 1, n + 1} {
				if got := table.get(other); got != model[other] {
					t.Fatalf("%d has %b, not %b (%b)", other, got, model[other], want)
				}
			}
		}
	})
}

// Ids in ascending order make full and plain grow by turns, to different ids: a
// term in plain stays where full is made to reach behind it.
func TestNodeTableAscending(t *testing.T) {
	for step := source.ID(1); step < 40; step++ {
		table := nodeTable{all: 1}
		for n := source.ID(1); n < 2000; n++ {
			table.add(n*step, 1)
		}
		for n := source.ID(1); n < 2000; n++ {
			if table.get(n*step) != 1 {
				t.Fatalf("%d, a multiple of %d, is not there", n*step, step)
			}
		}
	}
}

// TestSortNodes compares with a map: each id once, with all its starts.
func TestSortNodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]uint64{10, 5000, 1 << 40, 1<<64 - 1}).Draw(t, "most")
		seed := rapid.Uint64().Draw(t, "seed")
		var nodes []node
		want := map[source.ID]uint64{}
		for i := range uint64(rapid.IntRange(0, 1500).Draw(t, "n")) {
			n := node{source.ID((seed + i*0x9e3779b97f4a7c15) % most), 1 << (i % 64)}
			nodes = append(nodes, n)
			want[n.id] |= n.starts
		}
		got := sortNodes(nodes)
		ids := slices.Sorted(maps.Keys(want))
		if len(got) != len(ids) {
			t.Fatalf("%d nodes, not %d", len(got), len(ids))
		}
		for i, n := range got {
			if n.id != ids[i] || n.starts != want[n.id] {
				t.Fatalf("node %d is %v, not %d %b", i, n, ids[i], want[ids[i]])
			}
		}
	})
}
