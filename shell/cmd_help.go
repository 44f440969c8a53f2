package shell

import (
	"context"
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"quipu/quads"
	"quipu/shell/render"
)

const helpHead = `  A statement is written:        Russia → accuses → Ukraine @ FSB
  A query has ? in a place:      ?who → accuses → Ukraine
  How two things are linked:     ISIS-K ~ Ukraine
-> may be typed for →. A line that ends in → ; , @ . waits for the next one.
`

const helpFoot = `.help notation shows more of what can be written, .help walks and .help operators of what can be asked, .help COMMAND explains one. Tab completes names and commands, Ctrl-R searches what was typed before, Ctrl-C clears the line or stops a query, Ctrl-D leaves.`

func (s *session) help(_ context.Context, args string) error {
	if args == "" {
		s.paragraphs(helpHead)
		var lines []helpLine
		for _, c := range commands() {
			summary, _, _ := strings.Cut(c.help, "\n")
			lines = append(lines, helpLine{c.usage(), summary})
		}
		s.say("")
		s.helpLines(lines, 31)
		s.say("")
		s.paragraphs(helpFoot)
		return nil
	}
	name := strings.TrimLeft(args, `.\:`)
	if t, ok := findTopic(name); ok {
		if t.intro != "" {
			s.paragraphs(t.intro)
		}
		s.helpLines(t.lines, 40)
		return nil
	}
	c, ok := findCommand(name)
	if !ok {
		if near := nearest(name); near != "" {
			return fmt.Errorf("there is no command .%s; did you mean .%s?", quads.Printable(name), near)
		}
		return fmt.Errorf("there is no command .%s; .help lists them", quads.Printable(name))
	}
	s.say("%s\n", c.usage())
	summary, more, _ := strings.Cut(c.help, "\n")
	s.paragraphs(summary)
	s.paragraphs(more)
	if len(c.aliases) > 0 {
		s.say("\nAlso .%s", strings.Join(c.aliases, ", ."))
	}
	return nil
}

// widestHelp is how wide a help text is made; longer lines read badly.
const widestHelp = 80

func (s *session) helpWidth() int {
	if width := s.width(); width > 0 && width < widestHelp {
		return width
	}
	return widestHelp
}

// paragraphs writes a text as wide as the terminal has room. Lines that are
// indented, or that the next one does not follow on, stay by themselves.
func (s *session) paragraphs(text string) {
	paragraph := ""
	end := func() {
		if paragraph != "" {
			s.say("%s", strings.Join(render.Wrap(paragraph, s.helpWidth(), indentOf(paragraph)), "\n"))
		}
		paragraph = ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || indentOf(line) != "" {
			end()
		}
		paragraph = strings.TrimSpace(paragraph + " " + line)
		if indentOf(line) != "" {
			paragraph = line
			end()
		}
	}
	end()
}

// indentOf returns the white space at the beginning of a line.
func indentOf(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " "))] }

// narrow is the room beside a column of examples below which the meanings
// stand beneath them.
const narrow = 24

// helpLines writes examples and beside them, beneath those that are wider than
// the widest, what they mean.
func (s *session) helpLines(lines []helpLine, widest int) {
	const indent = "  "
	width, column := s.helpWidth(), 0
	for _, l := range lines {
		if w := uniseg.StringWidth(l.written); l.means != "" && w <= widest {
			column = max(column, w)
		}
	}
	beneath := width-column-2*len(indent) < narrow
	for _, l := range lines {
		if l.means == "" {
			s.say("%s", l.written)
			continue
		}
		shown := indent + l.written
		if beneath || uniseg.StringWidth(l.written) > column {
			s.say("%s", strings.Join(render.Wrap(shown, width, indent+indent), "\n"))
			shown = ""
		}
		hang := strings.Repeat(" ", column+2*len(indent))
		if beneath {
			hang = indent + indent + indent
		}
		means := render.Wrap(hang+l.means, width, hang)
		if shown != "" {
			means[0] = shown + means[0][uniseg.StringWidth(shown):]
		}
		s.say("%s", strings.Join(means, "\n"))
	}
}
