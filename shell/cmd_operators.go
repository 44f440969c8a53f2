package shell

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"quipu/quads/arrow"
)

// operatorCommands are the questions of analysts as commands: .contested X is
// what "contested X" asks, with names separated by commas.
func operatorCommands() []command {
	return slices.Concat(claimCommands(), linkCommands())
}

// operatorNames are the words that begin an operator's line.
func operatorNames() []string {
	var names []string
	for _, c := range operatorCommands() {
		names = append(names, c.name)
	}
	return names
}

// claimCommands ask who says what.
func claimCommands() []command {
	return []command{
		operator("contested", "[NAME]", `show what sources contradict one another on
A row for each source of either side: "denied" is what one says and another
denies; "differs" are numbers, dates or truth values of which only one can be
right, and values of a predicate of type owl:FunctionalProperty; "revised" is the
same where the sources speak of different times, by their date: grown, fallen or
changed. A source without a date may speak of any time. >130 and 137 do not
contradict one another, nor does one speaker himself. With a NAME only what is
about it. As a query: contested Ukraine where ?kind = denied`, (*session).offerNamed),

		operator("corroborated", "[N] [NAME]", `show what several independent origins say
At least N, or 2. One speaker in many papers is one origin, and so is a document
with all that is derived from it. A row shows how many documents and origins
there are; .why on shows them all. As a query: corroborated 3 Ukraine`, (*session).offerNamed),

		operator("only", "SOURCE", `show what a source says and nobody else
What it is quoted with and what is derived from it counts as its own. Two names
are a speaker and a document. As a query: only @ FSB`, (*session).offerSources),

		operator("differ", "SOURCE, SOURCE [--all]", `show where two sources have nothing in common
That is, a subject and predicate on which both speak without one common object.
Only values and predicates of type owl:FunctionalProperty count, for accusing two
countries is no contradiction; --all shows all the rest too. As a query:
differ @ Russia @ Ukraine --all`, (*session).offerSources),
	}
}

// linkCommands ask how entities are linked.
func linkCommands() []command {
	return []command{
		operator("timeline", "NAME [max N]", `show what happened about a name, by its time
All statements with a date about it, and about what is linked with it: by when it
begins, of what begins alike the shorter time first. With max N the first N. As
a query: timeline Islamic State max 20`, (*session).offerNamed),

		operator("between", "NAME, NAME", `show what links two names
Entities that are linked with both; those that many statements have come last.
Sets stand in braces: .between {A, B} {C, D}. As a query:
between {Islamic State} {Ukraine}`, (*session).offerNamed),

		operator("central", "[{ PATTERNS }]", `rank entities by how much runs through them
By the number of their neighbours (degree), by PageRank and by betweenness, over
the links that the patterns match, or all. Where a note says that betweenness is
an estimate, narrower patterns give exact figures. As a query:
central { ?a → accuses → ?b }`, nil),

		operator("components", "[{ PATTERNS }]", `show which entities hang together
Two are in one component if links lead from one to the other, over the links
that the patterns match, or all. As a query: components { ?a → knows → ?b }`, nil),

		operator("communities", "[{ PATTERNS }]", `show which entities form groups
Groups have more links within than between them (Louvain's method), over the
links that the patterns match, or all. The same links give the same groups. As a query:
communities { ?a → knows → ?b }`, nil),
	}
}

func operator(name, args, help string, offer func(*session, string) []string) command {
	return command{name, nil, args, help, func(s *session, ctx context.Context, args string) error {
		text, err := operatorLine(name, args)
		if err != nil {
			return err
		}
		s.last = text
		_, err = s.answerTo(ctx, request{text: text})
		return err
	}, offer}
}

// allFlag is the argument of .differ.
var allFlag = regexp.MustCompile(`^(.*\S)\s+--all$`)

// operatorLine writes the arguments of a command as the operator's line: names
// separated by commas become a set, or sources behind @. What is written as in
// a query stays as it is.
func operatorLine(name, args string) (string, error) {
	args = strings.TrimSpace(args)
	if strings.ContainsAny(args, "{}") || strings.HasPrefix(args, "@ ") {
		return name + " " + args, nil
	}
	tail := ""
	if m := allFlag.FindStringSubmatch(args); m != nil && name == "differ" {
		args, tail = m[1], " --all"
	}
	parts, err := splitNames(args)
	if err != nil {
		return "", err
	}
	switch {
	case len(parts) == 0 && (name == "only" || name == "timeline"),
		len(parts) != 2 && (name == "differ" || name == "between"):
		return "", errUsage
	case len(parts) == 0:
		return name, nil
	case name == "only" || name == "differ":
		return name + " @ " + strings.Join(parts, " @ ") + tail, nil
	case name == "between":
		return name + " " + strings.Join(parts, ", "), nil
	case name == "corroborated" && isInteger(parts[0]):
		name += " " + parts[0]
		parts = parts[1:]
	}
	if len(parts) > 1 {
		return name + " {" + strings.Join(parts, ", ") + "}", nil
	}
	return strings.TrimSpace(name + " " + strings.Join(parts, "")), nil
}

func isInteger(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// splitNames splits arguments at commas as splitArgs does, and leaves names
// as the notation has them: quoted ones in single quotes.
func splitNames(args string) ([]string, error) {
	var out []string
	for args != "" {
		args = strings.TrimLeft(args, " \t,")
		if args == "" {
			break
		}
		if args[0] != '"' && args[0] != '\'' {
			part, rest, _ := strings.Cut(args, ",")
			out, args = append(out, strings.TrimSpace(part)), rest
			continue
		}
		n := quotedLength(args)
		name, part, rest := args[:n], "", ""
		if args[0] == '"' {
			names, err := splitArgs(name)
			if err != nil {
				return nil, err
			}
			name = arrow.Name{Text: strings.Join(names, "")}.String()
		}
		part, rest, _ = strings.Cut(args[n:], ",")
		out, args = append(out, strings.TrimSpace(name+part)), rest
	}
	return out, nil
}
