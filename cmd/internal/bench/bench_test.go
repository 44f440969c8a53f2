package bench

import "testing"

func TestQuantity(t *testing.T) {
	for _, test := range []struct{ in, out string }{
		{"500k", "500k"}, {"50M", "50M"}, {"1500000", "1500k"}, {"7", "7"}, {"1234567", "1234567"},
		{"0", ""}, {"-1", ""}, {"5m", ""}, {"", ""}, {"M", ""}, {"2000M", ""},
	} {
		var q Quantity
		err := q.Set(test.in)
		if (err == nil) != (test.out != "") || err == nil && q.String() != test.out {
			t.Errorf("%q is %q, %v; want %q", test.in, q.String(), err, test.out)
		}
	}
}

func TestBits(t *testing.T) {
	var s Bits
	for _, n := range []uint64{0, 63, 64, 100_000, 5} {
		if !s.Add(n) || s.Add(n) {
			t.Errorf("%d is not new once", n)
		}
	}
}
