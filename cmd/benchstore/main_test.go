package main

import (
	"strings"
	"testing"

	"quipu/graph/source"
)

func TestQuantities(t *testing.T) {
	for _, test := range []struct{ in, out string }{
		{"500k,5M,50M", "500k,5M,50M"},
		{"1500000", "1500k"},
		{"7", "7"},
		{"0", ""}, {"-1", ""}, {"5m", ""}, {"", ""}, {"1M,", ""}, {"2000M", ""},
	} {
		var q quantities
		err := q.Set(test.in)
		if (err == nil) != (test.out != "") || err == nil && q.String() != test.out {
			t.Errorf("%q is %q, %v; want %q", test.in, q.String(), err, test.out)
		}
	}
}

func TestTable(t *testing.T) {
	var tab table
	tab.set("500k", loadRate, "%s", grouped(1234567.8))
	tab.set("5M", hops, "%d ns", 80)
	var b strings.Builder
	if err := tab.write(&b); err != nil {
		t.Fatal(err)
	}
	const want = `
|                              | floor     | aim       | 500k      | 5M    |
|------------------------------|-----------|-----------|-----------|-------|
| load, quads/s                | 1,000,000 | 1,500,000 | 1,234,568 |       |
| 3-hop neighbourhood, an edge | 120 ns    | 80 ns     |           | 80 ns |
`
	if b.String() != want[1:] {
		t.Errorf("got\n%s", b.String())
	}
}

func TestIDSet(t *testing.T) {
	var s idSet
	for _, id := range []uint64{0, 63, 64, 100_000, 5} {
		if !s.add(source.ID(id)) || s.add(source.ID(id)) {
			t.Errorf("%d is not new once", id)
		}
	}
}
