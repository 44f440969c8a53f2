package quads

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/cayleygraph/quad"
)

// Namespaces of the standard terms the project reads and writes.
const (
	RDF     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RDFS    = "http://www.w3.org/2000/01/rdf-schema#"
	XSD     = "http://www.w3.org/2001/XMLSchema#"
	OWL     = "http://www.w3.org/2002/07/owl#"
	PROV    = "http://www.w3.org/ns/prov#"
	DCTerms = "http://purl.org/dc/terms/"
	Schema  = "http://schema.org/"
	FOAF    = "http://xmlns.com/foaf/0.1/"
	SKOS    = "http://www.w3.org/2004/02/skos/core#"
	Geo     = "http://www.w3.org/2003/01/geo/wgs84_pos#"
	EDTF    = "http://id.loc.gov/datatypes/edtf/EDTF"
)

// The standard terms that Quipu itself reads or writes.
const (
	Type      = quad.IRI(RDF + "type")
	Statement = quad.IRI(RDF + "Statement")
	Subject   = quad.IRI(RDF + "subject")
	Predicate = quad.IRI(RDF + "predicate")
	Object    = quad.IRI(RDF + "object")
	LangStr   = quad.IRI(RDF + "langString")

	Label     = quad.IRI(RDFS + "label")
	PrefLabel = quad.IRI(SKOS + "prefLabel")
	AltLabel  = quad.IRI(SKOS + "altLabel")
	SchName   = quad.IRI(Schema + "name")
	FOAFName  = quad.IRI(FOAF + "name")

	SameAs        = quad.IRI(OWL + "sameAs")
	DifferentFrom = quad.IRI(OWL + "differentFrom")
	Functional    = quad.IRI(OWL + "FunctionalProperty")

	WasDerivedFrom  = quad.IRI(PROV + "wasDerivedFrom")
	WasAttributedTo = quad.IRI(PROV + "wasAttributedTo")
	WasQuotedFrom   = quad.IRI(PROV + "wasQuotedFrom")
	WasRevisionOf   = quad.IRI(PROV + "wasRevisionOf")

	Title     = quad.IRI(DCTerms + "title")
	Creator   = quad.IRI(DCTerms + "creator")
	Publisher = quad.IRI(DCTerms + "publisher")
	Date      = quad.IRI(DCTerms + "date")
	Language  = quad.IRI(DCTerms + "language")
	URL       = quad.IRI(Schema + "url")
	Text      = quad.IRI(Schema + "text")

	XSDString  = quad.IRI(XSD + "string")
	XSDInteger = quad.IRI(XSD + "integer")
	XSDDecimal = quad.IRI(XSD + "decimal")
	XSDDouble  = quad.IRI(XSD + "double")
	XSDBoolean = quad.IRI(XSD + "boolean")
	XSDDate    = quad.IRI(XSD + "date")
	XSDTime    = quad.IRI(XSD + "dateTime")
	XSDYear    = quad.IRI(XSD + "gYear")
	XSDMonth   = quad.IRI(XSD + "gYearMonth")
)

// The project's own terms live under <base>st/, <base>said/ and <base>doc/. A "/" cannot
// occur in the IRI of a name, so they never meet one.
const (
	statementPath = "st/"
	saidPath      = "said/"
	documentPath  = "doc/"
	rangeName     = statementPath + "range"
)

// RangeType is the datatype of imprecise numbers: >130, ~130, 40..60.
func (n *Names) RangeType() quad.IRI { return quad.IRI(n.base + rangeName) }

// StancePredicate leads from a statement node to its stance, a plain string.
func (n *Names) StancePredicate() quad.IRI { return quad.IRI(n.base + statementPath + "stance") }

// QuotePredicate leads from a statement node to the exact words.
func (n *Names) QuotePredicate() quad.IRI { return quad.IRI(n.base + statementPath + "quote") }

// StartPredicate leads from a statement node to the offset of the quote's
// first byte in the document's text.
func (n *Names) StartPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "start") }

// EndPredicate leads to the offset behind the quote's last byte.
func (n *Names) EndPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "end") }

// AlsoPredicate leads to another place where the quote's words stand, a plain
// string of offsets: "120-181".
func (n *Names) AlsoPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "also") }

// ConfidencePredicate leads to how likely a claim taken from a text is right,
// a decimal from 0 to 1 with two digits.
func (n *Names) ConfidencePredicate() quad.IRI {
	return quad.IRI(n.base + statementPath + "confidence")
}

// SHA256Predicate leads from a document to the SHA-256, in hex, of the bytes
// it was read from.
func (n *Names) SHA256Predicate() quad.IRI { return quad.IRI(n.base + statementPath + "sha256") }

// Document returns the node <base>doc/… of a document that has neither an
// address nor a name: the first 128 bits of the SHA-256 of its text.
func (n *Names) Document(text string) quad.IRI {
	sum := sha256.Sum256([]byte(text))
	return quad.IRI(n.base + documentPath + hex.EncodeToString(sum[:16]))
}

// IsStatementNode reports whether an IRI is the node of a statement, as
// Claim.Node makes it.
func (n *Names) IsStatementNode(iri quad.IRI) bool {
	return isHashOf(string(iri), n.base, statementPath)
}

// IsSaid reports whether an IRI stands for "speaker, in document", as Said
// makes it.
func (n *Names) IsSaid(iri quad.IRI) bool {
	return isHashOf(string(iri), n.base, saidPath)
}

// isHashOf reports whether iri is base, path and a hash.
func isHashOf(iri, base, path string) bool {
	local, ok := strings.CutPrefix(iri, base)
	if !ok {
		return false
	}
	hash, ok := strings.CutPrefix(local, path)
	return ok && isHash(hash)
}
