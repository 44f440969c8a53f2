// Package view shows one state of a graph as if other statements were in it:
// with the names of one thing as one entity, or without what some sources say.
// Nothing is rewritten; a view is a source.Source over another.
//
//	left := view.Without(src, labels, nodes)
//	classes, err := view.ReadClasses(ctx, left, names, view.MaxQuads)
//	seen := classes.Over(left)
//
// # Classes
//
// A class is all names that owl:sameAs links join, in any direction and over
// any number of links. It answers under its representative, the name that
// stands in most statements; of equals the first in quads.Order. The quads
// that mention another member, in any place, are seen with the representative
// instead, and once where that makes two equal. The links within a class are
// not seen, so that a walk counts them as no hop.
//
// Not every link joins. One that somebody denies or doubts, by a statement node,
// joins nothing, nor does one whose ends are said to be different
// (owl:differentFrom, written "different from"). Where two such names would be in one class all the same, by a detour, the whole class stays
// apart: which of its links is wrong, the graph does not tell. Terms that are
// read for what they mean (of RDF, RDFS, OWL and PROV-O, statement nodes, labels
// of speakers in documents) and literals join nothing either.
//
// A view of classes costs one pass over the links and the quads that mention
// members which represent nobody: these are held in memory, no more than a
// limit of them. A question that meets none of them costs two searches more
// than without the view.
package view
