package quads

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"

	"github.com/cayleygraph/quad"
)

// Said returns the node <base>said/… that stands for "speaker, in document",
// and the two quads that describe it: attributed to the speaker, derived
// from the document, both labelled with the document. It is the same node
// for the same pair. Both must be given: without a document the label is the
// speaker itself.
func (n *Names) Said(speaker, document quad.Value) (node quad.IRI, about []quad.Quad) {
	node = quad.IRI(n.base + saidPath + termsHash(speaker, document))
	return node, []quad.Quad{
		{Subject: node, Predicate: WasAttributedTo, Object: speaker, Label: document},
		{Subject: node, Predicate: WasDerivedFrom, Object: document, Label: document},
	}
}

// A Claim is a statement that somebody makes, denies, doubts, … in a
// document: what a statement node (<base>st/…) stands for. Speaker and
// Document may be nil, Stance may be empty.
type Claim struct {
	Subject, Predicate, Object quad.Value
	Speaker                    quad.Value
	Stance                     Stance
	Document                   quad.Value
	Quote                      string // the exact words, if known
	Start, End                 int    // byte offsets of Quote in the document's text, if End > 0
}

// Node returns the claim's statement node: a 128-bit hash over subject,
// predicate, object, speaker, stance and document. The words take no part:
// a claim that is quoted twice in one document is one claim.
func (c Claim) Node(n *Names) quad.IRI {
	return quad.IRI(n.base + statementPath + termsHash(
		c.Subject, c.Predicate, c.Object, c.Speaker, quad.String(c.Stance), c.Document))
}

// Quads returns the statement node's description, all labelled with the
// document: rdf:type rdf:Statement, rdf:subject, rdf:predicate, rdf:object,
// stance, speaker, document, quote and offsets; what the claim leaves out is
// left out.
func (c Claim) Quads(n *Names) []quad.Quad {
	node := c.Node(n)
	out := make([]quad.Quad, 0, 10)
	add := func(p quad.IRI, o quad.Value) {
		if o != nil {
			out = append(out, quad.Quad{Subject: node, Predicate: p, Object: o, Label: c.Document})
		}
	}
	add(Type, Statement)
	add(Subject, c.Subject)
	add(Predicate, c.Predicate)
	add(Object, c.Object)
	if c.Stance != "" {
		add(n.StancePredicate(), quad.String(c.Stance))
	}
	add(WasAttributedTo, c.Speaker)
	add(WasDerivedFrom, c.Document)
	if c.Quote != "" {
		add(n.QuotePredicate(), quad.String(c.Quote))
	}
	if c.End > 0 {
		add(n.StartPredicate(), Literal(strconv.Itoa(c.Start), XSDInteger))
		add(n.EndPredicate(), Literal(strconv.Itoa(c.End), XSDInteger))
	}
	return out
}

// Take takes in a quad of the description of c's statement node, as Quads makes
// it, and reports whether it was one of who states what, and how: subject,
// predicate, object, stance, speaker, document.
func (c *Claim) Take(q quad.Quad, n *Names) bool {
	switch q.Predicate {
	case Subject:
		c.Subject = q.Object
	case Predicate:
		c.Predicate = q.Object
	case Object:
		c.Object = q.Object
	case WasAttributedTo:
		c.Speaker = q.Object
	case WasDerivedFrom:
		c.Document = q.Object
	case n.StancePredicate():
		stance, _ := q.Object.(quad.String)
		c.Stance = Stance(stance)
	default:
		return false
	}
	return true
}

// termsHash is the first 128 bits, in hex, of the SHA-256 of the terms.
func termsHash(terms ...quad.Value) string {
	var b []byte
	for _, t := range terms {
		b = appendTerm(b, t)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// appendTerm writes a term so that no two lists of terms are written alike:
// its kind, then each of its strings behind its length. The encoding decides
// the names of nodes in every file; it must never change.
func appendTerm(b []byte, t quad.Value) []byte {
	switch t := FromCayley(t).(type) {
	case nil:
		return append(b, '-')
	case quad.IRI:
		return appendString(append(b, 'i'), string(t))
	case quad.BNode:
		return appendString(append(b, 'b'), string(t))
	case quad.String:
		return appendString(append(b, 's'), string(t))
	case quad.LangString:
		return appendString(appendString(append(b, 'l'), string(t.Value)), t.Lang)
	case quad.TypedString:
		return appendString(appendString(append(b, 't'), string(t.Value)), string(t.Type))
	default:
		return appendString(append(b, '?'), t.String())
	}
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}
