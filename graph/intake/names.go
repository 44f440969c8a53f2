package intake

import (
	"hash/maphash"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/unicode/norm"

	"quipu/quads"
)

// Bounds of what is known and looked for.
const (
	maxNames  = 500_000
	maxTokens = 12  // of a name
	maxLength = 200 // of a name, in bytes
)

// knownNames finds names in a text: whole words, by their case, the longest
// first. It is a trie over the words of names, whose edges are hashes: a state
// is the hash of the words that lead to it.
type knownNames struct {
	seed   maphash.Seed
	states map[uint64]quad.IRI // "" leads on only; ambiguous names several things
	count  int
}

// ambiguous is the entity of a name that several have: none is mentioned.
const ambiguous = quad.IRI("?")

func newKnownNames() *knownNames {
	return &knownNames{seed: maphash.MakeSeed(), states: make(map[uint64]quad.IRI)}
}

// add makes a name of an entity known, if it looks like one: it begins with a
// capital, or in a script without them, for predicates and descriptions begin
// small. It returns false when there is room for no more.
func (k *knownNames) add(name string, entity quad.IRI) bool {
	if len(name) > maxLength || !looksLikeName(name) {
		return true
	}
	var path [maxTokens]uint64
	state, n := uint64(0), 0
	name = norm.NFC.String(name)
	for at := 0; ; n++ {
		start, end := nextToken(name, at)
		if start == end {
			break
		}
		if n == maxTokens {
			return true
		}
		state = k.step(state, name[start:end])
		path[n], at = state, end
	}
	if n == 0 {
		return true
	}
	for _, s := range path[:n-1] {
		k.states[s] += "" // leads on
	}
	switch k.states[state] {
	case "":
		k.states[state] = entity
		k.count++
	case entity:
	default:
		k.states[state] = ambiguous
	}
	return k.count < maxNames
}

// addDocument makes the names known that a document's claims are about.
func (k *knownNames) addDocument(d *Document, names *quads.Names) {
	for _, c := range d.Claims {
		for _, q := range c.Quads {
			for _, v := range [2]quad.Value{q.Subject, q.Object} {
				if iri, ok := v.(quad.IRI); ok && k.count < maxNames {
					if name, ok := names.Name(iri); ok {
						k.add(name, iri)
					}
				}
			}
		}
	}
}

func (k *knownNames) step(state uint64, token string) uint64 {
	var h maphash.Hash
	h.SetSeed(k.seed)
	var b [8]byte
	for i := range b {
		b[i] = byte(state >> (8 * i))
	}
	h.Write(b[:])
	h.WriteString(token)
	return h.Sum64() | 1 // never the beginning
}

// find returns the entities whose names stand in a text, in its order.
func (k *knownNames) find(text string) []quad.IRI {
	text = norm.NFC.String(text)
	var found []quad.IRI
	for at := 0; ; {
		start, end := nextToken(text, at)
		if start == end {
			return found
		}
		entity, until := k.longest(text, start)
		if entity != "" && entity != ambiguous {
			found = append(found, entity)
		}
		at = max(end, until)
	}
}

// longest returns the entity of the longest name that begins at a token, and
// where it ends.
func (k *knownNames) longest(text string, at int) (entity quad.IRI, end int) {
	state := uint64(0)
	for range maxTokens {
		start, next := nextToken(text, at)
		if start == next {
			break
		}
		state = k.step(state, text[start:next])
		here, leads := k.states[state]
		if !leads {
			break
		}
		if here != "" {
			entity, end = here, next
		}
		at = next
	}
	return entity, end
}

// nextToken returns the next word or sign from at on; start is end at the end
// of the text. In scripts that write no spaces each character is a word.
func nextToken(text string, at int) (start, end int) {
	for start = at; start < len(text); {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	end = start
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		inWord := (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !unicode.In(r, spaceless...)
		if !inWord {
			if end == start {
				end += size
			}
			break
		}
		end += size
	}
	return start, end
}

var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func looksLikeName(name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	return unicode.IsLetter(first) && !unicode.IsLower(first) && len(name) > size
}
