package store

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/cayleygraph/quad"
)

// contents is what a file holds.
type contents struct {
	header header
	base   string
	terms  []quad.Value // by number
	rows   []row        // of numbers, sorted by spol
}

// decode reads a whole file. Nothing in it is believed before it is checked.
func decode(data []byte) (*contents, error) {
	h, err := parseHeader(data[:min(len(data), headerSize)], int64(len(data)))
	if err != nil {
		return nil, err
	}
	body := data[headerSize:]
	if sha256.Sum256(body) != h.sum {
		return nil, damaged("it does not have the checksum it was written with")
	}
	c := &contents{header: h, base: string(body[:h.sections[0]])}
	body = body[h.sections[0]:]
	if c.terms, err = decodeTerms(string(body[:h.sections[1]]), h.terms); err != nil {
		return nil, err
	}
	c.rows, err = decodeRows(body[h.sections[1]:], h.quads, len(c.terms))
	return c, err
}

func decodeTerms(section string, n uint64) ([]quad.Value, error) {
	terms := make([]quad.Value, firstTerm, firstTerm+n)
	for range n {
		if section == "" {
			return nil, damaged("terms are missing")
		}
		kind := section[0]
		text, rest, ok := cutText(section[1:])
		second := ""
		if ok && (kind == kindLang || kind == kindTyped) {
			second, rest, ok = cutText(rest)
		}
		if !ok {
			return nil, damaged("a term reaches beyond its end")
		}
		section = rest
		switch kind {
		case kindIRI:
			terms = append(terms, quad.IRI(text))
		case kindBlank:
			terms = append(terms, quad.BNode(text))
		case kindString:
			terms = append(terms, quad.String(text))
		case kindLang:
			terms = append(terms, quad.LangString{Value: quad.String(text), Lang: second})
		case kindTyped:
			terms = append(terms, quad.TypedString{Value: quad.String(text), Type: quad.IRI(second)})
		default:
			return nil, damaged("a term has the unknown kind %d", kind)
		}
	}
	if section != "" {
		return nil, damaged("bytes follow its last term")
	}
	return terms, nil
}

// cutText takes a text behind its length off a section.
func cutText(section string) (text, rest string, ok bool) {
	n, size := binary.Uvarint([]byte(section[:min(len(section), binary.MaxVarintLen64)]))
	if size <= 0 || n > uint64(len(section)-size) {
		return "", "", false
	}
	end := size + int(n)
	return section[size:end], section[end:], true
}

func decodeRows(section []byte, n uint64, terms int) ([]row, error) {
	rows := make([]row, 0, n)
	var ids [4]uint32
	for range n {
		for place := range ids {
			v, size := binary.Uvarint(section)
			if size <= 0 {
				return nil, damaged("quads are missing")
			}
			section = section[size:]
			if place == 0 {
				v += uint64(ids[0])
			}
			if v >= uint64(terms) || v < firstTerm && (place != 3 || v != unlabelled) {
				return nil, damaged("a quad has a term that is not there")
			}
			ids[place] = uint32(v)
		}
		r := permuted(ids, spol)
		if len(rows) > 0 && compareRows(rows[len(rows)-1], r) >= 0 {
			return nil, damaged("its quads are not in order")
		}
		rows = append(rows, r)
	}
	if len(section) > 0 {
		return nil, damaged("bytes follow its last quad")
	}
	return rows, nil
}
