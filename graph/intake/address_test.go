package intake_test

import (
	"testing"

	"quipu/graph/intake"
)

func TestCanonical(t *testing.T) {
	for address, want := range map[string]string{
		"https://courier.example/a":                                     "https://courier.example/a",
		"HTTPS://Courier.EXAMPLE:443/A?b=1#c":                           "https://courier.example/A?b=1",
		"http://courier.example:80":                                     "http://courier.example/",
		"http://courier.example:443/":                                   "http://courier.example:443/",
		" https://courier.example/a?utm_source=x&b=2&utm_medium=y&c=1 ": "https://courier.example/a?b=2&c=1",
		"https://courier.example/a?fbclid=1":                            "https://courier.example/a",
		"https://courier.example/a?":                                    "https://courier.example/a",
		"https://courier.example./a b":                                  "https://courier.example/a%20b",
		"https://user:word@courier.example/":                            "",
		"ftp://courier.example/":                                        "",
		"courier.example/a":                                             "",
		"javascript:alert(1)":                                           "",
		"https://":                                                      "",
		"":                                                              "",
	} {
		got, ok := intake.Canonical(address)
		if got != want && (ok || want != "") || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", address, got, ok, want)
		}
		if again, _ := intake.Canonical(got); ok && again != got {
			t.Errorf("%q is %q, and that is %q", address, got, again)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{"https://a.example/?utm_x=1&&b#c", "http://[::1]:80/%zz", "https://a.example:0443/ü?ü"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		one, ok := intake.Canonical(address)
		if two, again := intake.Canonical(one); ok && (!again || one != two) {
			t.Errorf("%q is %q, and that is %q (%v)", address, one, two, again)
		}
	})
}
