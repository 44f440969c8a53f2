// Package gizmo runs Gizmo, Cayley's path language: JavaScript in which g.V()
// begins a path, steps go on from it and a last call asks for its rows.
//
//	g.V("Russia").out("accuses").tag("whom").out("denies").all()
//
// A script is run on goja, in a sandbox; paths lower to package algebra. The
// package knows neither the evaluator nor the store: names are found, and
// trees run where the script looks at rows itself, through a [Host].
//
// # What a script finds
//
// All functions have both spellings, out and Out.
//
//	g, graph     V M Uri IRI addNamespace addDefaultNamespaces loadNamespaces emit
//	values       iri bnode str lang typed
//	filters      lt lte gt gte regex like
//	steps        out in both has hasR save saveR saveOpt saveOptR tag as back
//	             follow followR followRecursive and intersect or union
//	             except difference is filter unique order limit skip
//	             labels labelContext inPredicates outPredicates
//	             saveInPredicates saveOutPredicates
//	asking       all getLimit toArray toValue tagArray tagValue forEach map count
//	$NAME        a parameter
//
// all, getLimit and g.emit make results; if a script makes none, the value of
// its last statement is one. A row of a path has the column id, its last
// vertex, and one for each tag. An object given to g.emit is a row with its
// keys as columns, anything else a row of the one column value.
//
// # Terms
//
// A text that is no term's form is a name, and the host says what it means:
// an IRI, an entity's name, its label, an IRI without a scheme (<alice>, as
// small graphs of Cayley's have them), and for a vertex last a literal. The
// forms are <IRI>, _:blank, "text" in quotes, "text"@en, "text"^^<IRI>; terms
// in a script are primitive values in these forms, so that === compares them.
// A plain text comes out as it is, and str(…) makes it one when it goes back
// in, should a name be spelt like it.
//
// # Differences from Cayley
//
// Rows are as many as in Cayley: one for each quad, so a statement of two
// sources is two rows. Otherwise, where Cayley fails or is silent:
//
//   - g.V("x"), g.V("<x>") and iri("x") agree whenever x is an IRI, and names
//     and predicates are resolved as everywhere else here.
//   - Every step sees the label context, and a source stands for all that
//     leads to it. A path followed ends its own contexts.
//   - followRecursive goes as far as there is to go unless a number of steps
//     above 0 is given, and both() in it goes both ways.
//   - order() is by value: 9 before 10.
//   - Paths do not change: limit() and skip() too return another path.
//   - limit(0), an empty list of predicates, arguments of another type and a
//     tag called id are errors, not surprises.
//   - back() cannot go behind unique(), labels(), inPredicates(),
//     outPredicates(), followRecursive() or or(), which do not keep every way;
//     labels() and the predicates cannot be followed backwards.
//   - What is not in the graph gives no rows, and the host may say so.
//
// # Limits
//
// A script ends with its context, wherever it is, and at fixed limits of
// length, calls within calls, steps, sizes of texts (16 MiB) and lists, and
// growth of the heap (512 MiB). The last is looked at every few milliseconds, so
// one instruction can pass it for a moment: by a text of 256 MiB at most, or by
// as much again where it copies a list by [...list]. Nothing interrupts a call of JavaScript's own
// library, so its functions have limits too: they work on lists of a million
// values and texts of 16 MiB at most, look at the context while they go through
// them, and match no regular expression for more than half a second. What
// still runs when the context has ended is left behind; it reaches nothing any
// more and ends within seconds. Code cannot be made of texts, and there are no with,
// BigInt, Proxy, Reflect and typed arrays.
package gizmo
