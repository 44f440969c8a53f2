// Package arrow is the arrow notation: what is written, asked and read back
// looks the same.
//
//	@source 'Escudo Digital, 27 March 2024' { date: 2024-03-27 }
//	Russia → accuses → Ukraine @ Russian security services @ 'Escudo Digital, 27 March 2024'
//	Ukraine → denies → [Ukraine → took part in → attack]
//
//	Russia → accuses → ?whom @ ?source
//	ISIS-K ~ Ukraine max 4 via (accuses|denies)
//	contested Ukraine
//
// Parse reads a text into blocks, flat lists of triples and clauses; chains,
// lists, ";" and "←" are resolved by then. Each node prints itself, and Print
// and Parse are exact inverses. A Builder turns blocks of statements into
// quads; NewReader and NewWriter are the format "arrows". Lines and Complete
// cut what is typed or piped into blocks. Format and ParseTerm are the shown
// form of one term and its reading.
//
// The package knows nothing of graphs: that a name is in one, what a pattern
// matches and how a query runs is for graph/query, which lowers these trees.
// It is bounded: nesting ends at 200 levels, a block at 64 MiB.
//
// # Grammar
//
// In EBNF, of one block: [ ] is optional, { } repeats, … is any text. A block
// is the lines up to an empty line; an empty line within a long literal is
// part of it.
//
//	Block      = { Sep } [ Item { Sep { Sep } Item } ] { Sep } .
//	Sep        = newline | "." .
//	Item       = Directive | Statement | Walk | Operator | Clause | Group .
//
// A clause or group may follow an item without a separator.
//
//	Directive  = "@source" ( "none" | Source [ "{" { Field [ ";" | newline ] } "}" ] )
//	           | "@base" IRI
//	           | "@prefix" prefix ":" IRI .
//	Field      = Key ":" Value { "," Value } .
//
//	Statement  = Subject Chain { ";" { ";" } First } { ";" } [ "?" ] .
//	Chain      = Link { Link } .
//	Link       = "→" Path "→" Objects [ Label ] | "←" Path "←" Objects [ Label ] .
//	First      = Path "→" Objects [ Label ] [ Chain ] | Path "←" Objects [ Label ] [ Chain ] .
//	Objects    = Object { "," Object } .
//	Label      = "@" Part [ "@" Part ] [ String ] .
//	Part       = "none" | Source | "=" Source | "!" Source | "(" Source { "|" Source } ")" .
//
// After a chain of several links, First has the subject of the statement.
// Objects has more than one object only in a chain of one link, and then no
// bare name. A "," between bare names, between digits and after a label is an
// error that shows both readings.
//
//	Path       = Sequence { "|" Sequence } .
//	Sequence   = Step { "/" Step } .
//	Step       = [ "^" ] Primary [ "*" | "+" | "?" | "{" Bounds "}" ] .
//	Primary    = Predicate | "(" Path ")" | "!" Not | "!" "(" Not { "|" Not } ")" .
//	Not        = [ "^" ] Predicate .
//	Bounds     = integer [ "," [ integer ] ] | "," integer .
//
//	Walk       = Ends ( "~" | "~>" ) ( Ends | Any ) { WalkClause } .
//	Ends       = Entity | "{" Entity { "," Entity } "}" .
//	WalkClause = "max" integer | "via" "(" ( Path | "*" ) ")" | Label
//	           | "limit" ( integer | "none" ) | "all" "shortest" | "cap" integer
//	           | "since" Date | "until" Date
//	           | "weighted" "by" Predicate | "by" "rarity"
//	           | "avoid" "hubs" [ integer ] | "min" "origins" integer
//	           | "uncontested" | "one" "source" | "including" "denied" .
//	Date       = date | year | String "^^" IRI | Param .
//
//	Operator   = "contested" [ Ends ] | "corroborated" [ integer ] [ Ends ]
//	           | "only" Label | "differ" "@" Part "@" Part [ "--all" ]
//	           | "timeline" Ends [ "max" integer ] | "between" Ends [ "," ] Ends
//	           | ( "central" | "components" | "communities" ) [ Braces ] .
//
// A line that begins with an operator's word is a statement or a walk all the
// same where its subject goes on to an arrow or a "~".
//
//	Clause     = "where" Or
//	           | "select" [ "distinct" ] Column { "," Column }
//	           | "order" "by" Key { "," Key }
//	           | "limit" integer | "offset" integer | "without" Label .
//	Column     = Var | Call [ "as" Var ] .
//	Key        = Operand [ "desc" | "asc" ] | ( "desc" | "asc" ) "(" Or ")" .
//	Group      = "not" Braces | "optional" Braces
//	           | "either" Braces "or" Braces { "or" Braces }
//	           | "values" Var "{" Value { "," Value } "}" .
//	Braces     = "{" Block "}" .
//
//	Or         = And { "or" And } .
//	And        = Negation { "and" Negation } .
//	Negation   = "not" Negation | Comparison .
//	Comparison = Operand [ Op Operand ] .
//	Op         = "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains" | "starts with" | "matches" .
//	Operand    = "(" Or ")" | Call | Term .
//	Call       = ( "bound" | "language" | "type" ) "(" Var ")"
//	           | Aggregate "(" [ "distinct" ] Var ")" | "count" "(" "*" ")" .
//	Aggregate  = "count" | "sum" | "min" | "max" | "avg" | "sample" | "list" .
//
//	Term       = Name | IRI | Blank | Literal | Var | Any | Param | Quoted .
//	Name       = bare | "'" { character | escape } "'" .
//	IRI        = "<" … ">" | prefix ":" local .
//	Blank      = "_:" label .
//	Literal    = String [ "@" tag | "^^" IRI ] | number | date | range | "true" | "false" .
//	String     = '"' { character | escape } '"' | '"""' … '"""' .
//	Var        = "?" word .
//	Any        = "?" | "_" .
//	Param      = "$" word .
//	Quoted     = "[" Subject Arrow Predicate Arrow Object "]" .
//
// Subject, Predicate, Object, Source, Entity, Key and Value are a Term: a
// Literal stands only as Object, Value and Operand, a Quoted only as Object,
// a Blank not as Predicate, Key or name of @source, and no Var or Any as
// Value or Key. Directives, "select", "order by", "limit", "offset",
// "without" and the question "?" do not stand within Braces.
//
// # Walks
//
// A ~ B asks how A and B are linked, along the arrows with ~>, by max hops at
// most. Without more the shortest 10 paths answer; limit 3, limit none and all
// shortest say how many. by rarity puts those first that pass through what
// little is said about, weighted by p those whose sources have the least
// numbers for p. Every hop may be asked to lie along some predicates (via), to
// stand under a label (@), to be of a time (since, until: the dates of its
// sources; imprecise ones count where they may fit), to have some independent
// origins, to be uncontested; one source asks that one states all of the path.
// avoid hubs passes through nothing that more than 1000 statements, or as many
// as are given, are about. A ~ ? are the links around A, max 1 unless said, of
// each entity cap at most.
//
// The words of these clauses end a bare name within a walk; a name with them
// is quoted.
//
// # Tokens
//
// → ← ; are tokens everywhere outside quotes. -> and <- mean the same as the
// arrows; they, "~" "~>" "@" "." "/" and the question "?" are tokens only
// between white space. The signs of paths and of labels, "@tag" and "^^"
// touch what they belong to. "#" at the beginning of a line or behind white
// space begins a comment.
//
// A bare name is the words up to the next token. It has none of
// → ← " < > { } [ ] | , ; and begins with none of ? $ ' @ # ( ^ ! . and "_:";
// round brackets in it are balanced, "'" stands within a word (O'Brien). It
// ends before a clause: where, select, order by before ?, $, ( or a function;
// limit, offset, max before an integer; via before (; not, optional, either,
// or before {; values before a variable; without before @. Within an
// expression it ends before and, or, contains, starts with, matches, as, asc, desc and a sign of
// comparison too. It does not end in "?", nor in "." at the end of a line. A
// single bare word with ":" is a prefixed name. A quoted name is a name
// whatever it holds.
//
// A line that ends in → ← ; , | @ . / ~ or a clause word goes on on the next
// one, as does one whose next line begins with an arrow, ";" or "@". Within
// round and square brackets, and the braces of sets, line ends are white
// space.
package arrow
