package shell

// commands returns the table of dot commands, in the order of .help.
func commands() []command {
	return []command{
		{"help", []string{"h", "?"}, "[COMMAND]", `show what can be typed, or the help of a command
.help lists the commands; .help load explains .load. \load and :load are
taken for .load, and so on.`, (*session).help, (*session).offerCommands},

		{"source", nil, "[NAME | none]", `show or set who says what is typed without "@ …"
.source Reuters makes Reuters the source of what follows, .source none ends
it. A statement with its own source, "A → p → B @ BBC", is not affected.`,
			(*session).sourceCommand, (*session).offerSources},

		{"undo", []string{"u"}, "", `take back the last command that changed the graph
Statements, .load and .remove are undone one by one, the last first.`, (*session).undoCommand, nil},

		{"remove", []string{"rm"}, "STATEMENT | PATTERN", `remove the quads that match
.remove Russia → accuses → Ukraine @ Reuters removes what Reuters says;
without "@ …" it goes under every source. .remove Russia → ?p → ?o removes
all that begins with Russia. On a terminal the quads are shown and removed
only after a yes.`, (*session).removeCommand, nil},

		{"find", []string{"f"}, "WORDS", `search names, labels and literals
Case and accents do not count; the best matches come first, each with the
number of statements it stands in.`, (*session).findCommand, nil},

		{"stats", nil, "", `show the size of the graph and what it is about`, (*session).statsCommand, nil},

		{"sources", nil, "", `list the sources, with the number of quads under each`, (*session).sourcesCommand, nil},

		{"schema", []string{"d"}, "[WORDS]", `list the predicates: how often, between what, an example
With words only the predicates that contain them are listed.`, (*session).schemaCommand, nil},

		{"names", nil, "", `show the base namespace and the prefixes`, (*session).namesCommand, nil},

		{"open", nil, "[FILE]", `open a store, or begin an empty graph in memory
A store that does not exist is created. What is typed from then on is kept
in it, statement by statement.`, (*session).openCommand, (*session).offerFiles},

		{"load", []string{"i"}, "FILE, …", `read files into the graph
Either all of the files go in or none. Quads without a source get the
current one, if .source has set it.`, (*session).loadCommand, (*session).offerFiles},

		{"export", nil, "FILE", `write the whole graph to a file
The extension says how: .nq for N-Quads, .arrows for this notation. "-" shows
N-Quads here.`, (*session).exportCommand, (*session).offerFiles},

		{"saveas", nil, "FILE", `keep the graph: write it to a file and go on there
With .nq or .arrows it is written as .export does. Any other name makes a
store, and what is typed from then on is kept in it.`, (*session).saveAsCommand, (*session).offerFiles},

		{"save", nil, "NAME", `save the last query as NAME.query
It goes into the folder "queries" beside the store or the first input; .run
NAME runs it again, and "quipu run" does from outside.`, (*session).saveCommand, (*session).offerQueries},

		{"queries", nil, "", `list the saved queries and what they answer`, (*session).queriesCommand, nil},

		{"run", []string{"r"}, "NAME [PARAMETER=VALUE, …]", `run a saved query, or a file with one
.run accusers whom=Ukraine. A value that has a comma is quoted.`, (*session).runCommand, (*session).offerQueries},

		{"mode", nil, "[FORMAT]", `show or set how rows are written`, (*session).modeCommand, (*session).offerModes},

		{"why", nil, "[on | off]", `show with every row what it rests on, and who says so`, (*session).whyCommand, (*session).offerSwitch},

		{"quit", []string{"q", "exit"}, "", `leave; Ctrl-D does the same`, (*session).quitCommand, nil},
	}
}
