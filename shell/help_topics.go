package shell

import "strings"

// A topic is what .help explains beside the commands.
type topic struct {
	name  string
	intro string // a paragraph above the lines; may be ""
	lines []helpLine
}

// helpLine is an example and what it means. Without a meaning it is a heading,
// or empty.
type helpLine struct{ written, means string }

// topics returns the topics of .help, in their order.
func topics() []topic {
	return []topic{notationTopic(), walksTopic(), operatorsTopic()}
}

func findTopic(name string) (topic, bool) {
	for _, t := range topics() {
		if strings.EqualFold(t.name, name) {
			return t, true
		}
	}
	return topic{}, false
}

// notationTopic is a screenful of what can be written and asked.
func notationTopic() topic {
	return topic{"notation", "", []helpLine{
		{"To write", ""},
		{"Russia → accuses → Ukraine @ FSB", "who says so stands behind @"},
		{"Moscow → type → city ; part of → Russia", "; goes on with the first subject"},
		{"Ukraine → denies → [Ukraine → took part in → attack]", "in brackets: told of, not stated"},
		{"'Moscow, Russia'", "quotes round a name with , ; → @ …"},
		{`"text"@en   130   >100   2024-03`, "values, only behind the second arrow"},
		{"", ""},
		{"To ask", ""},
		{"?who → accuses → ?whom @ ?source", "?name is unknown, ? is anything"},
		{"attack → killed → ?n where ?n > 100", "and, or, not, contains, bound(?n) …"},
		{"Russia → accuses → Ukraine ?", "yes or no, and who says so"},
		{"?x → part of+ → Russia", "p+ steps, p|q either, ^p backwards"},
		{"not { ?y → denies → ?z }", "on a line below the pattern; also optional { }, either { } or { }"},
		{"select ?who, count(?whom) as ?n", "also below; then order by, limit"},
		{"without @ TASS", "also below: as if TASS said nothing"},
		{"ISIS-K ~ Ukraine max 4 via (knows|met)", "how linked; more in .help walks"},
		{"contested Ukraine", "who contradicts whom; .help operators"},
	}}
}

func walksTopic() topic {
	return topic{"walks", "A ~ B asks how two things are linked, A ~> B along the arrows only, A ~ ? what is near A; a set " +
		"stands in braces: {A, B} ~ C. Behind it stand, in any order:", []helpLine{
		{"max 4", "paths of at most 4 statements; A ~ B has 6 unless said, A ~ ? has 1"},
		{"limit 3", "the 3 shortest paths; 10 unless said"},
		{"limit none", "all paths up to max"},
		{"all shortest", "all paths that are as short as the shortest"},
		{"via (knows|met)", "only along these predicates; via (*) along all, type and labels too"},
		{"@ FSB", "only what FSB says"},
		{"since 2024-03", "only what documents of March 2024 and later say; a document without a date says nothing here"},
		{"until 2025", "the same, of 2025 and earlier"},
		{"by rarity", "first what leads through things that few statements are about"},
		{"weighted by risk", "first the least sum of a number that the source of each statement has: 'D1' → risk → 4"},
		{"avoid hubs 500", "through nothing that more than 500 statements are about; avoid hubs alone takes 1,000"},
		{"min origins 2", "each statement has 2 independent origins or more"},
		{"uncontested", "no statement that somebody denies or doubts"},
		{"one source", "only paths that one source states whole"},
		{"including denied", "also along what is only denied; it is marked"},
		{"", ""},
		{"Around one thing", ""},
		{"ISIS-K ~ ? max 2 cap 20", "up to 2 statements away, each thing with 20 links at most"},
	}}
}

func operatorsTopic() topic {
	return topic{"operators", "What analysts ask. Each is a query and a command (.help contested says more); every row has its " +
		"sources (.why on). Below one stand where, select, order by, limit and offset for its columns.", []helpLine{
		{"contested Ukraine", "what sources contradict one another on"},
		{"corroborated 2 Ukraine", "what 2 or more independent origins say"},
		{"only @ FSB", "what a source says and nobody else"},
		{"differ @ Russia @ Ukraine", "where two sources have nothing in common; --all shows more than values"},
		{"timeline Islamic State max 20", "what happened about a name, in order of time"},
		{"between {Islamic State} {Ukraine}", "what links two names or sets"},
		{"central { ?a → accuses → ?b }", "who matters: degree, PageRank, betweenness"},
		{"components { ?a → knows → ?b }", "what hangs together"},
		{"communities { ?a → knows → ?b }", "which groups there are"},
	}}
}
