package quads

import (
	"fmt"
	"maps"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
)

// Base is the namespace of entities unless a store was created with another.
const Base = "urn:quipu:"

// Names maps names to IRIs and back, exactly, and knows the prefixes of
// prefixed names. The zero value is not usable; see NewNames. A Names is
// immutable and safe for concurrent use.
type Names struct {
	base     string
	prefixes map[string]string
	byLength []prefix // the same prefixes, longest namespace first
}

// everyday are the predicates whose names are standard terms.
var everyday = map[string]quad.IRI{
	"type":           Type,
	"same as":        SameAs,
	"different from": DifferentFrom,
}

// everydayName is everyday the other way round.
var everydayName = map[quad.IRI]string{
	Type:          "type",
	SameAs:        "same as",
	DifferentFrom: "different from",
}

// NewNames returns the mapping for a base namespace with the built-in
// prefixes. An empty base means Base; another must be an absolute IRI that
// ends in one of "/ # : ? = &", so that names stand apart from it.
func NewNames(base string) (*Names, error) {
	if base == "" {
		base = Base
	}
	if err := checkBase(base); err != nil {
		return nil, err
	}
	n := &Names{base: base, prefixes: builtinPrefixes()}
	n.byLength = sortPrefixes(n.prefixes)
	return n, nil
}

// Base returns the namespace of entities.
func (n *Names) Base() string { return n.base }

// WithBase returns a copy of n with another base, which must be as NewNames
// wants it.
func (n *Names) WithBase(base string) (*Names, error) {
	if err := checkBase(base); err != nil {
		return nil, err
	}
	c := *n
	c.base = base
	return &c, nil
}

// WithPrefix returns a copy of n that knows one more prefix, or another
// namespace for one it knows. A prefix begins with a letter; letters, digits,
// "_", "-" and inner "." follow. The namespace is an absolute IRI.
func (n *Names) WithPrefix(prefix, namespace string) (*Names, error) {
	if err := checkPrefix(prefix); err != nil {
		return nil, err
	}
	if err := CheckIRI(namespace); err != nil {
		return nil, fmt.Errorf("prefix %s: %w", prefix, err)
	}
	c := *n
	c.prefixes = maps.Clone(n.prefixes)
	c.prefixes[prefix] = namespace
	c.byLength = sortPrefixes(c.prefixes)
	return &c, nil
}

// IRI returns the IRI of a name in normal form (see Normal). "type" is
// rdf:type, "same as" owl:sameAs and "different from" owl:differentFrom.
//
// A space becomes "_"; the characters RFC 3987 calls iunreserved (except "_")
// and sub-delims stay; every other character becomes the %XX of its UTF-8
// bytes. A name of dots alone is encoded too, for "." and ".." mean something
// else in a hierarchical IRI. The result is a valid IRI for any string, but
// only a name in normal form comes back from Name.
func (n *Names) IRI(name string) quad.IRI {
	if iri, ok := everyday[name]; ok {
		return iri
	}
	var b strings.Builder
	b.Grow(len(n.base) + len(name) + 8)
	b.WriteString(n.base)
	encodeName(&b, name)
	return quad.IRI(b.String())
}

// Name returns the name an IRI stands for; ok is false where the IRI is not
// exactly the image of a name, and it is then shown as <…>.
func (n *Names) Name(iri quad.IRI) (name string, ok bool) {
	if name, ok := everydayName[iri]; ok {
		return name, true
	}
	local, ok := strings.CutPrefix(string(iri), n.base)
	if !ok {
		return "", false
	}
	name, ok = decodeName(local)
	if !ok {
		return "", false
	}
	if normal, err := Normal(name); err != nil || normal != name {
		return "", false
	}
	if n.IRI(name) != iri {
		return "", false
	}
	return name, true
}

const upperHex = "0123456789ABCDEF"

// encodeName writes the local part of a name's IRI.
func encodeName(b *strings.Builder, name string) {
	if strings.Trim(name, ".") == "" {
		b.WriteString(strings.Repeat("%2E", len(name)))
		return
	}
	for i, r := range name {
		switch {
		case r == ' ':
			b.WriteByte('_')
		case staysInIRI(r):
			b.WriteRune(r)
		default:
			// By bytes of the input, not of r: a byte that is no UTF-8 must
			// not turn into U+FFFD on the way.
			for _, c := range []byte(name[i : i+runeLen(name[i:], r)]) {
				b.WriteByte('%')
				b.WriteByte(upperHex[c>>4])
				b.WriteByte(upperHex[c&15])
			}
		}
	}
}

// decodeName undoes encodeName, leniently: the caller encodes again and
// compares.
func decodeName(local string) (string, bool) {
	if !strings.ContainsAny(local, "_%") {
		return local, true
	}
	b := make([]byte, 0, len(local))
	for i := 0; i < len(local); i++ {
		switch c := local[i]; c {
		case '_':
			b = append(b, ' ')
		case '%':
			if i+2 >= len(local) {
				return "", false
			}
			hi := strings.IndexByte(upperHex, local[i+1])
			lo := strings.IndexByte(upperHex, local[i+2])
			if hi < 0 || lo < 0 {
				return "", false
			}
			b = append(b, byte(hi<<4|lo))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return string(b), true
}

// staysInIRI reports whether a character of a name stands for itself in the
// IRI: RFC 3987's iunreserved without "_", and sub-delims. Of the ucschar
// range, white space and format characters are left out: the first cannot
// occur in a normal name, and bidirectional marks are forbidden in IRIs (RFC
// 3987, section 4.1).
func staysInIRI(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
			strings.ContainsRune("-.~!$&'()*+,;=", r)
	case !isUCSChar(r), unicode.IsSpace(r):
		return false
	default:
		return !invisibleFormat(r)
	}
}

// isUCSChar is the production ucschar of RFC 3987, section 2.2: no controls,
// surrogates, private-use characters or noncharacters.
func isUCSChar(r rune) bool {
	switch {
	case r < 0x10000:
		return 0xA0 <= r && r <= 0xD7FF || 0xF900 <= r && r <= 0xFDCF || 0xFDF0 <= r && r <= 0xFFEF
	case r < 0xE0000:
		return r&0xFFFF <= 0xFFFD
	default:
		return 0xE1000 <= r && r <= 0xEFFFD
	}
}
