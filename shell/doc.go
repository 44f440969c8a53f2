// Package shell is the interactive session: statements are written down,
// questions answered, and dot commands do the rest. The same session runs
// from a pipe, where it asks nothing and ends at the first error.
//
//	err := shell.Run(ctx, shell.Config{
//		Graph: g, DB: "case.quipu",
//		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
//		Terminal: term.IsTerminal(0),
//	})
//
// A line that is typed goes through the statement buffer (buffer.go), which
// knows when it is complete. A block of statements is then checked against
// the graph (check.go) and written (write.go); a query is run and rendered as
// its rows come (query.go). Dot commands are methods in one table
// (commands.go), whose texts are the help. Where a person has to be asked,
// what they enter instead of an answer cancels the command and runs
// (prompt.go).
//
// Everything that changes the graph is a step that .undo takes back: of this
// session in memory (undo.go), a commit of its history in a store
// (undo_commit.go), which .log shows (log.go). What is typed into a graph in memory is journalled until it is
// saved, so that the next session can bring it back (journal.go, recover.go);
// with a store every statement is committed before it is reported.
//
// The terminal itself is shell/line's business, the layout of rows
// shell/render's. What the session shows of the graph has gone through
// arrow.Format or quads.Printable: nothing loaded can act on the terminal.
//
// Limits: statements are checked for slips one name at a time; in memory the
// undo steps, a hundred, end with the session; the names that Tab offers are read
// from the first million quads.
package shell
