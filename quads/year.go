package quads

import "github.com/cayleygraph/quad"

// BareYear returns the digits of a number that people write for a year: an
// xsd:integer from 1000 to 2999.
func BareYear(v quad.Value) (digits string, ok bool) {
	t, ok := FromCayley(v).(quad.TypedString)
	if !ok || t.Type != XSDInteger || len(t.Value) != 4 || t.Value[0] != '1' && t.Value[0] != '2' {
		return "", false
	}
	for _, c := range []byte(t.Value) {
		if c < '0' || c > '9' {
			return "", false
		}
	}
	return string(t.Value), true
}
