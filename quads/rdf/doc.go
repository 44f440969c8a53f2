// Package rdf reads and writes N-Triples and N-Quads, strictly.
//
// What is read follows the W3C recommendations "RDF 1.1 N-Triples" and "RDF
// 1.1 N-Quads" of 25 February 2014 to the letter, with their errata (no ":"
// in blank node labels). Beyond the grammar, IRIs must be absolute and hold
// no forbidden character even when escaped (RDF 1.1 Concepts, section 3.2),
// and a literal of rdf:langString must have a language tag (section 3.3). A
// byte order mark at the start is passed over.
//
// There are two ways in. A [Scanner] gives each quad as validated spans of
// its own buffer and allocates nothing: it is what a bulk load wants. A
// [Reader] on top of it gives quad.Quad values, as the format table
// ([NQuads], [NTriples]) and everybody else wants:
//
//	r := rdf.NewReader(file, quads.ReadOptions{File: "case.nq"})
//	for {
//		q, err := r.Read()
//		if err == io.EOF {
//			break
//		}
//		if err != nil {
//			return err // case.nq:7:12: unexpected "1", expected …
//		}
//		use(q)
//	}
//
// What is written is canonical: one quad has exactly one form, which is that
// of RDF 1.2 N-Quads, appendix "A Canonical form of N-Quads". A [Writer], or
// [AppendQuad], refuses with a [ValueError] whatever is not a term of RDF in
// its place, so that every conforming parser accepts what was written.
//
// Limits: a line has at most ReadOptions.MaxLine bytes, and that is also the
// most that a Scanner's buffer grows to. RDF 1.2's triple terms and base
// directions are errors.
//
// Neighbours: quads has the interfaces, the errors and the opening of files;
// graph has the table of formats. This package knows nothing of graphs.
package rdf
