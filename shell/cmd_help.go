package shell

import (
	"context"
	"fmt"
	"strings"

	"quipu/quads"
)

// notation is the topic of .help that is no command.
const notation = "notation"

const helpHead = `A statement is written:        Russia → accuses → Ukraine @ Reuters
A query has ? in a place:      ?who → accuses → Ukraine
How two things are linked:     ISIS-K ~ Ukraine
-> may be typed for →. A line that ends in → ; , @ . waits for the next one.

`

// helpNotation is a screenful of what can be written and asked.
const helpNotation = `To write
  Russia → accuses → Ukraine @ Reuters      who says so stands behind @
  Moscow → type → city ; part of → Russia   ; goes on with the first subject
  Ukraine → denies → [Ukraine → took part in → attack]
                                            in brackets: told of, not stated
  'Moscow, Russia'                          quotes round a name with , ; → @ …
  "text"@en   130   >100   2024-03          values, only behind the second arrow

To ask
  ?who → accuses → ?whom @ ?source          ?name is unknown, ? is anything
  attack → killed → ?n where ?n > 100       and, or, not, contains, bound(?n) …
  Russia → accuses → Ukraine ?              yes or no, and who says so
  ?x → part of+ → Russia                    p+ steps, p|q either, ^p backwards
  not { ?y → denies → ?z }                  on a line below the pattern; also
                                            optional { }, either { } or { }
  select ?who, count(?whom) as ?n           also below; then order by, limit
  without @ TASS                            also below: as if TASS said nothing
  ISIS-K ~ Ukraine max 4 via (knows|met)    how linked; A ~> B along the arrows;
                                            also limit 3, limit none, all shortest,
                                            by rarity, weighted by risk, avoid hubs,
                                            since 2024-03, until 2025, one source,
                                            min origins 2, uncontested
  ISIS-K ~ ? max 2 cap 20                   what is near, each with 20 links at most
  contested Ukraine                         who contradicts whom; others are
                                            corroborated, only, differ, timeline,
                                            between, central: .help contested …`

const helpFoot = `
.help notation shows more of what can be written, .help COMMAND explains one.
Tab completes names and commands, Ctrl-R searches what was typed before, Ctrl-C
clears the line or stops a query, Ctrl-D leaves.`

func (s *session) help(_ context.Context, args string) error {
	if args != "" {
		name := strings.TrimLeft(args, `.\:`)
		if strings.EqualFold(name, notation) {
			s.say("%s", helpNotation)
			return nil
		}
		c, ok := findCommand(name)
		if !ok {
			if near := nearest(name); near != "" {
				return fmt.Errorf("there is no command .%s; did you mean .%s?", quads.Printable(name), near)
			}
			return fmt.Errorf("there is no command .%s; .help lists them", quads.Printable(name))
		}
		s.say("%s\n\n%s", strings.TrimSpace("."+c.name+" "+c.args), c.help)
		if len(c.aliases) > 0 {
			s.say("\nAlso .%s", strings.Join(c.aliases, ", ."))
		}
		return nil
	}
	var b strings.Builder
	b.WriteString(helpHead)
	for _, c := range commands() {
		summary, _, _ := strings.Cut(c.help, "\n")
		fmt.Fprintf(&b, "  %-31s %s\n", strings.TrimSpace("."+c.name+" "+c.args), summary)
	}
	s.say("%s", b.String()+helpFoot)
	return nil
}
