// Package query runs queries over a graph: it knows the languages, lowers
// the arrow notation to the algebra, has it planned and run, and turns what
// comes out into rows that name who says so.
//
//	rows, err := query.Run(ctx, g, "Russia → accuses → ?whom @ ?source", query.Options{})
//	if err != nil { … }
//	defer rows.Close()
//	for rows.Next() {
//		row := rows.Row() // row.Cells[i] is the value of rows.Vars[i]
//	}
//	if err := rows.Err(); err != nil { … }
//	for _, note := range rows.Notes { … } // for people: standard error
//
// A query is one block, and it never writes: a block of complete statements
// is a question, answered yes or no with the sources (Kind Answer). Names
// mean what graph.Resolve finds; one that is not there gives no rows and a
// note, one that means several entities is an *AmbiguousError.
//
// A bracketed statement matches once, however many statement nodes say it;
// other wildcards are variables that are not shown, so a row comes as often
// as they can be filled (select distinct takes the repeats away).
//
// A query ends with its context (the error is the context's), at row
// MaxRows+1 (*LimitError) or when it would hold too much (*MemoryError): an
// error each, so that a part never passes for the whole.
//
// Explain tells how a query would run, Profile runs it and tells what each step
// did: a Plan is a tree of steps in the arrow notation, with the rows expected
// of each and those it had, its look-ups, the quads it read and its time.
//
// count(*) counts solutions, count(?x) those that bind ?x, count(distinct ?x)
// its values; a path counts like any value.
//
// Terms are given as they are stored. What the nodes among them stand for, a
// speaker in a document or a statement, comes beside them (Row.Nodes).
//
// RegisterCayley gives the languages to programs of Cayley's.
//
// Saved queries are texts with a head that declares parameters: see Saved.
// The package neither prints nor exits. Below it stand graph, graph/plan,
// graph/eval and graph/paths; above it the shell and the commands.
package query
