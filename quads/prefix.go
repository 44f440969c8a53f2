package quads

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"
)

// prefix is a name for a namespace.
type prefix struct{ name, namespace string }

// builtinPrefixes are known everywhere without being declared.
func builtinPrefixes() map[string]string {
	return map[string]string{
		"rdf": RDF, "rdfs": RDFS, "xsd": XSD, "owl": OWL, "prov": PROV,
		"dcterms": DCTerms, "schema": Schema, "foaf": FOAF, "skos": SKOS, "geo": Geo,
	}
}

// sortPrefixes puts the longest namespace first, so that the first that fits
// is the closest; of two names for one namespace, the lesser.
func sortPrefixes(m map[string]string) []prefix {
	all := make([]prefix, 0, len(m))
	for name, namespace := range m {
		all = append(all, prefix{name, namespace})
	}
	slices.SortFunc(all, func(a, b prefix) int {
		return cmp.Or(
			cmp.Compare(len(b.namespace), len(a.namespace)),
			cmp.Compare(a.namespace, b.namespace),
			cmp.Compare(a.name, b.name))
	})
	return all
}

// Namespace returns what a prefix stands for.
func (n *Names) Namespace(prefix string) (string, bool) {
	ns, ok := n.prefixes[prefix]
	return ns, ok
}

// Prefixes returns all known prefixes, sorted.
func (n *Names) Prefixes() []string { return slices.Sorted(maps.Keys(n.prefixes)) }

// Expand returns the IRI of a prefixed name; ok is false for a prefix that is
// not known and for a local part with a character that no IRI may have.
func (n *Names) Expand(prefix, local string) (quad.IRI, bool) {
	ns, ok := n.prefixes[prefix]
	if !ok || badIRIRune(local) >= 0 {
		return "", false
	}
	return quad.IRI(ns + local), true
}

// Compact returns the prefixed name of an IRI where a known prefix fits and
// Expand gives back exactly the IRI (local part: letters, digits, _ and -,
// not empty). The longest namespace that fits wins.
func (n *Names) Compact(iri quad.IRI) (prefix, local string, ok bool) {
	for _, p := range n.byLength {
		local, ok := strings.CutPrefix(string(iri), p.namespace)
		if ok && isLocal(local) {
			return p.name, local, true
		}
	}
	return "", "", false
}

// isLocal reports whether a text can stand behind a prefix wherever prefixed
// names are read.
func isLocal(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' {
			return false
		}
	}
	return s != "" && norm.NFC.IsNormalString(s)
}

func checkPrefix(s string) error {
	for i, r := range s {
		if unicode.IsLetter(r) {
			continue
		}
		if i == 0 || !unicode.IsDigit(r) && !strings.ContainsRune("_-.", r) {
			return fmt.Errorf("prefix %q: a prefix is a letter and then letters, digits, _ - and inner dots", s)
		}
	}
	if s == "" || strings.HasSuffix(s, ".") {
		return fmt.Errorf("prefix %q: it must not be empty nor end in a dot", s)
	}
	return nil
}

func checkBase(base string) error {
	if err := CheckIRI(base); err != nil {
		return fmt.Errorf("base: %w", err)
	}
	if !strings.ContainsRune("/#:?=&", rune(base[len(base)-1])) {
		return fmt.Errorf("base <%s>: must end in / or # or :, names follow it directly", Printable(base))
	}
	return nil
}

// CheckIRI reports why s is no absolute IRI (RFC 3987): a scheme, a
// colon, and behind it nothing that N-Quads forbids in an IRIREF.
func CheckIRI(s string) error {
	if s == "" {
		return errors.New("an absolute IRI is needed, as in https://example.org/")
	}
	if i := badIRIRune(s); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return fmt.Errorf("<%s> has the character %q, which no IRI may have", Printable(s), r)
	}
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || !isScheme(scheme) {
		return fmt.Errorf("<%s> is no absolute IRI: it must begin with a scheme, as in https://example.org/", Printable(s))
	}
	return nil
}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		switch {
		case 'a' <= c && c <= 'z':
		case i > 0 && ('0' <= s[i] && s[i] <= '9' || strings.IndexByte("+-.", s[i]) >= 0):
		default:
			return false
		}
	}
	return s != ""
}

// badIRIRune returns the place of the first character that an IRIREF of
// N-Quads cannot hold, or -1. A byte that is no UTF-8 is one.
func badIRIRune(s string) int {
	for i, r := range s {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			return i
		}
		if r == utf8.RuneError && runeLen(s[i:], r) == 1 {
			return i
		}
	}
	return -1
}
