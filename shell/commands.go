package shell

import "slices"

// commands returns the table of dot commands, in the order of .help.
func commands() []command { return slices.Concat(graphCommands(), operatorCommands(), fileCommands()) }

// graphCommands write the graph and look at it.
func graphCommands() []command {
	return []command{
		{"help", []string{"h", "?"}, "[COMMAND | TOPIC]", `show what can be typed, or explain a command
.help lists the commands, .help load explains .load, .help notation shows what
can be written and asked, .help walks how to ask what is linked, .help operators
what analysts ask. \load and :load are taken for .load, and so on.`, (*session).help, (*session).offerCommands},

		{"source", nil, "[NAME | none]", `show or set the source of what is typed
It says who says a statement without "@ …" of its own. .source Reuters makes
Reuters the source of what follows, .source none ends it.`,
			(*session).sourceCommand, (*session).offerSources},

		{"undo", []string{"u"}, "[N]", `take back the last change of the graph
Statements, .load and .remove are undone one by one, the last first. In a store
these are its commits, also those of earlier sessions and of others: .undo then
says what it would take back and asks. .undo 17 does not ask, and takes back
nothing but commit 17. The undoing is a commit as well: nothing is lost.`, (*session).undoCommand, nil},

		{"remove", []string{"rm"}, "STATEMENT | PATTERN", `remove the quads that match
.remove Russia → accuses → Ukraine @ Reuters removes what Reuters says;
without "@ …" it goes under every source. .remove Russia → ?p → ?o removes
all that begins with Russia. A claim goes whole: a statement in brackets with
the last that leads to it, and the edge that is there because its speaker says
so. On a terminal all is shown and removed only after a yes.`, (*session).removeCommand, nil},

		{"review", nil, "[FILTERS]", `decide on claims that were taken from texts
Each is shown beside its sentence, with the quote marked; a accepts, r rejects,
e edits, u undoes, ? shows all keys. The decisions are kept in the graph, and
what was rejected does not come back when the text is read again. Filters:
--above C, --below C (confidence), --source NAME (document or speaker),
--entity NAME, --stance S, --contested, --limit N. --accept-above C accepts all
of at least that confidence without asking; with --dry-run it only counts them.`, (*session).reviewCommand, nil},

		{"match", nil, "[NAME, …]", `rank pairs of names that may mean one thing
Names and labels in any script are compared, the likeliest pair comes first, with
the reasons. With NAMEs only pairs that have one of them. Nothing is written: type
the line that is shown, A → same as → B, or A → different from → B, and the pair
is not shown again. quipu match shows more.`, (*session).matchCommand, (*session).offerNamed},

		{"find", []string{"f"}, "WORDS", `search names, labels and literals
Case and accents do not count; the best matches come first, each with the
number of statements it stands in.`, (*session).findCommand, nil},

		{"stats", nil, "", `show the size of the graph, and what is in it`, (*session).statsCommand, nil},

		{"sources", nil, "", `list the sources and how much each says`, (*session).sourcesCommand, nil},

		{"schema", []string{"d"}, "[WORDS]", `list the predicates, each with an example
The columns are how often it is used, between what, and its first statement.
With words only the predicates that contain them are listed.`, (*session).schemaCommand, nil},

		{"names", nil, "", `show the base namespace and the prefixes`, (*session).namesCommand, nil},
	}
}

// fileCommands have to do with files, saved queries and the session.
func fileCommands() []command {
	return []command{
		{"open", nil, "[FILE]", `open a store, or an empty graph in memory
A store that does not exist is created. What is typed from then on is kept
in it, statement by statement.`, (*session).openCommand, (*session).offerFiles},

		{"load", []string{"i"}, "FILE, …", `read files into the graph
Either all of the files go in or none. Quads without a source get the
current one, if .source has set it.`, (*session).loadCommand, (*session).offerFiles},

		{"export", nil, "FILE", `write the whole graph to a file
The extension says how: .nq for N-Quads, .arrows for this notation. "-" shows
N-Quads here.`, (*session).exportCommand, (*session).offerFiles},

		{"saveas", nil, "FILE", `write the graph to a file and go on there
With .nq or .arrows it is written as .export does. Any other name makes a
store, and what is typed from then on is kept in it.`, (*session).saveAsCommand, (*session).offerFiles},

		{"log", nil, "[N | NAME]", `show who changed what in the store, and when
.log lists the newest commits. .log 17 shows what commit 17 added and removed,
.log Ukraine all that was added and removed about Ukraine, wherever it stands;
a name of digits is quoted. quipu log shows all, and quipu query --at 17 asks
the graph as it was after commit 17.`, (*session).logCommand, (*session).offerNamed},

		{"recover", nil, "", `bring back what earlier sessions left unsaved
What was typed into a graph in memory is kept until it is saved. It is offered
at the start where the same files are open; .recover offers it anywhere.`, (*session).recoverCommand, nil},

		{"save", nil, "NAME", `save the last query as NAME.query
It goes into the folder "queries" beside the store or the first input; .run
NAME runs it again, and "quipu run" does from outside.`, (*session).saveCommand, (*session).offerQueries},

		{"queries", nil, "", `list the saved queries and what they answer`, (*session).queriesCommand, nil},

		{"run", []string{"r"}, "NAME [PARAMETER=VALUE, …]", `run a saved query, or a file with one
.run accusers whom=Ukraine. A value that has a comma is quoted. The file begins
with what it answers and its parameters, as comments: # or, in .gizmo, //
  # param whom : name = Ukraine -- the accused`, (*session).runCommand, (*session).offerQueries},

		{"mode", nil, "[FORMAT]", `show or set how rows are written
A table is for people; tsv, csv, json, jsonl, sparql-json and nquads are for
programs and cut nothing.`, (*session).modeCommand, (*session).offerModes},

		{"why", nil, "[on | off]", `show with every row what it rests on`, (*session).whyCommand, (*session).offerSwitch},

		{"same", nil, "[on | off]", `let names of one thing answer as one, or apart
Names that "same as" joins answer as one entity, under the name that stands in
most statements; a note says so. A link that somebody denies joins nothing, nor
does one between names that are "different from" one another. .same off shows
the parts. A query about "same as" itself, .remove and .export always do.`, (*session).sameCommand, (*session).offerSwitch},

		{"explain", nil, "[QUERY]", `show how a query would run, step by step
Without a query it is the last one. A tree of steps: what stands under a step
runs first, the upper one before the lower. "how" says how quads are found:
"seek by ?x and predicate" looks them up for every row so far, and the letters
name the order they are read in. "expected" is a guess from counts. Nothing is run.`, (*session).explainCommand, nil},

		{"profile", nil, "[QUERY]", `run a query and show what each step did
Without a query it is the last one. The rows are counted, not shown. Rows are
those that a step gave; seeks (look-ups), quads read and time are its own,
without the steps under it. The total has the time of the whole. A step with –
was not needed.`, (*session).profileCommand, nil},

		{"limit", nil, "[time | rows | held] [N | none]", `show or set how much a query may take
.limit time 10s ends each query after ten seconds, .limit rows 1000 at its row
1,001, .limit held 1000000 where its sorts, groups, joins and paths keep more
than a million rows in memory (some 100 to 300 bytes each). Over a limit is an
error, and the answer is not complete. Ctrl-C ends a query at any time.`, (*session).limitCommand, (*session).offerLimits},

		{"quit", []string{"q", "exit"}, "", `leave; Ctrl-D does the same`, (*session).quitCommand, nil},
	}
}
