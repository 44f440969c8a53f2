package quads

import "github.com/cayleygraph/quad"

// A SourceKey is a word of a source's description and the standard term it
// stands for.
type SourceKey struct {
	Key       string
	Predicate quad.IRI
}

// sourceKeys is the table behind SourceKeys.
var sourceKeys = []SourceKey{
	{"title", Title},
	{"author", Creator},
	{"publisher", Publisher},
	{"date", Date},
	{"url", URL},
	{"language", Language},
}

// SourceKeys returns the keys that a source's description has standard terms
// for, in the order in which they are shown.
func SourceKeys() []SourceKey { return append([]SourceKey(nil), sourceKeys...) }

// SourcePredicate returns the predicate that a key of a source's description
// stands for: the standard term, or that of the name.
func (n *Names) SourcePredicate(key string) quad.IRI {
	for _, k := range sourceKeys {
		if k.Key == key {
			return k.Predicate
		}
	}
	return n.IRI(key)
}

// SourceKeyOf returns the key of a predicate that SourceKeys has.
func SourceKeyOf(predicate quad.IRI) (key string, ok bool) {
	for _, k := range sourceKeys {
		if k.Predicate == predicate {
			return k.Key, true
		}
	}
	return "", false
}
