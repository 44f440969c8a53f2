package main

import (
	"strings"
	"testing"

	"quipu/cmd/internal/bench"
)

func TestTable(t *testing.T) {
	var tab table
	tab.set("500k", loadRate, "%s", bench.Grouped(1234567.8))
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

func TestQuantities(t *testing.T) {
	for in, out := range map[string]string{"500k,5M,50M": "500k,5M,50M", "7": "7", "": "", "1M,": "", "1M,0": ""} {
		var q quantities
		if err := q.Set(in); (err == nil) != (out != "") || err == nil && q.String() != out {
			t.Errorf("%q is %q, %v; want %q", in, q.String(), err, out)
		}
	}
}
