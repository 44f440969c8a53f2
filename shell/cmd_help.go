package shell

import (
	"context"
	"fmt"
	"strings"

	"quipu/quads"
)

const helpHead = `A statement is written:        Russia → accuses → Ukraine @ Reuters
A query has ? in a place:      ?who → accuses → Ukraine
How two things are linked:     ISIS-K ~ Ukraine
-> may be typed for →. A line that ends in → ; , @ . waits for the next one.

`

const helpFoot = `
.help COMMAND tells more. Tab completes names and commands, Ctrl-R searches what
was typed before, Ctrl-C clears the line or stops a query, Ctrl-D leaves.`

func (s *session) help(_ context.Context, args string) error {
	if args != "" {
		name := strings.TrimLeft(args, `.\:`)
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
		fmt.Fprintf(&b, "  %-32s %s\n", strings.TrimSpace("."+c.name+" "+c.args), summary)
	}
	s.say("%s", b.String()+helpFoot)
	return nil
}
