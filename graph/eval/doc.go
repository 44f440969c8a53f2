// Package eval runs an algebra tree over a source.Source and gives rows.
//
// Solutions move as batches of id tuples. Every operator extends the rows of
// the one below it: a pattern asks the source about a whole batch of rows at
// once, in ascending order (an index nested loop join), until so many were
// asked that reading it whole is cheaper: then it is read once, held sorted, and
// answers from memory. Patterns in a cycle are joined variable after variable
// (leapfrog), lists for one variable are merged, a property path searches
// breadth first from all starts of a batch, and where neither side binds the
// other's variables the right one is read once and hashed. Solutions that are
// only counted are not made into rows. Names are looked up for the
// rows that are shown, and where a condition needs them. Terms that no quad
// has (a count, a sum) get ids in a table of the run.
//
// Semantics are those of SPARQL 1.1 (sections 9, 17 and 18), with the labels of
// algebra.LabelKind: a pattern without a label matches a triple once, however
// many sources state it. Without an Order the rows come in the order of the
// plan, the same for the same data, tree and version.
//
//	rows, err := eval.Run(ctx, src, tree, eval.Options{MaxRows: 1000})
//	if err != nil { … }
//	defer rows.Close()
//	for rows.Next() {
//		fmt.Println(rows.Row())
//	}
//	return rows.Err()
//
// A run ends with its context, with *LimitError or *MemoryError: it then has an
// error, and never passes for a whole answer.
//
// With Options.Profile a run keeps its steps: for each node how it is done, the
// rows it gave, and the seeks, quads and time of its operator alone. Without,
// that costs nothing. [Explain] has the steps without the run.
//
// The package knows no language and no planner: it runs the tree as it stands,
// joins from left to right (package plan puts them in order). How two sets of
// entities are linked is told by Options.Walk (package paths). Nothing is
// looked up twice: label sets that lead to a source are computed once a run.
package eval
