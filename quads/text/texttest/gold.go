// Package texttest compares claims with those that a person expects of a text:
// the lines of testdata/text/articles/*.claims and of the dangers.
package texttest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text"
)

// A Line is a claim that is expected, or a danger that must not come out.
type Line struct {
	Text                               string // as it is written
	Danger                             bool   // it begins with "!"
	Optional                           bool   // it ends with "?"
	subject, relation, object, speaker []string
	nobody                             bool // "@ -": none but the text says so
	stances                            []string
}

// Parse reads lines of the form described in testdata/text/articles/README.md.
// Empty lines and those that begin with "#" are left out.
func Parse(text string) ([]Line, error) {
	var all []Line
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		l, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		all = append(all, l)
	}
	return all, nil
}

func parseLine(line string) (Line, error) {
	l := Line{Text: line}
	rest, danger := strings.CutPrefix(line, "!")
	l.Danger = danger
	rest, l.Optional = strings.CutSuffix(strings.TrimSpace(rest), " ?")
	rest, speaker, stance := marked(rest)
	hasSpeaker, hasStance := speaker != "", stance != ""
	parts := strings.Split(rest, "→")
	if len(parts) != 3 {
		return l, fmt.Errorf("%q: want subject → relation → object", line)
	}
	l.subject, l.relation, l.object = alternatives(parts[0]), alternatives(parts[1]), alternatives(parts[2])
	if hasSpeaker {
		l.speaker = alternatives(speaker)
		l.nobody = strings.TrimSpace(speaker) == "-"
	}
	switch {
	case hasStance:
		l.stances = alternatives(stance)
		if slices.Contains(l.stances, "conditional") || slices.Contains(l.stances, "doubts") {
			l.stances = append(l.stances, string(quads.Supposes)) // "may have" is between the two
		}
		for _, s := range l.stances {
			if _, ok := quads.StanceOf(s); !ok && s != "conditional" && s != "negated" {
				return l, fmt.Errorf("%q: unknown stance %q", line, s)
			}
		}
	case !danger:
		l.stances = []string{string(quads.Asserts)}
	}
	return l, nil
}

// marked cuts the speaker behind "@" and the stance behind ":" off a line,
// whichever comes first.
func marked(line string) (rest, speaker, stance string) {
	rest, stance, _ = strings.Cut(line, " : ")
	if before, after, ok := strings.Cut(stance, " @ "); ok {
		stance, speaker = before, after
	}
	if before, after, ok := strings.Cut(rest, " @ "); ok {
		rest, speaker = before, after
	}
	return rest, speaker, stance
}

func alternatives(s string) []string {
	all := strings.Split(s, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// Meets reports whether a claim is what a line says.
func (l *Line) Meets(c *text.Claim, names *quads.Names) bool {
	if l.meetsReporting(c, names) {
		return true
	}
	switch {
	case len(l.stances) > 0 && !slices.Contains(l.stances, string(c.Stance)):
		return false
	case l.nobody && c.Speaker != nil:
		return false
	case len(l.speaker) > 0 && !l.nobody && (c.Speaker == nil || !met(l.speaker, Name(c.Speaker, names))):
		return false
	}
	predicate, object := Name(c.Predicate, names), Name(c.Object, names)
	if strings.HasPrefix(predicate, "is ") && slices.Contains(l.relation, "is") {
		object = predicate + " " + object // "is leader of → Iran" for "is → leader"
	}
	if predicate == "type" && slices.Contains(l.relation, "is") {
		predicate = "is"
	}
	return met(l.subject, Name(c.Subject, names)) && met(l.relation, predicate) && met(l.object, object)
}

// meetsReporting reports whether a line says that the claim's speaker says it:
// "Russia → denies → *".
func (l *Line) meetsReporting(c *text.Claim, names *quads.Names) bool {
	if c.Reported == "" || c.Speaker == nil || len(l.speaker) > 0 && !l.nobody {
		return false
	}
	if len(l.stances) > 0 && !slices.Contains(l.stances, string(quads.Asserts)) {
		return false
	}
	said := Name(c.Subject, names) + " " + Name(c.Predicate, names) + " " + Name(c.Object, names)
	return met(l.subject, Name(c.Speaker, names)) && met(l.relation, Name(c.Reported, names)) && met(l.object, said)
}

// met reports whether a part has all words of an alternative.
func met(alternatives []string, part string) bool {
	have := wordsOf(part)
	for _, a := range alternatives {
		if a == "*" {
			return true
		}
		all := true
		for _, w := range wordsOf(a) {
			all = all && slices.Contains(have, w)
		}
		if all {
			return true
		}
	}
	return false
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Name is a term as lines show it: a name, or a literal's lexical form.
func Name(v quad.Value, names *quads.Names) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.IRI:
		if name, ok := names.Name(v); ok {
			return strings.TrimSuffix(name, " ("+Handle+")")
		}
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.String:
		return string(v)
	}
	return v.String()
}

// Handle is the handle to extract with: Name takes it away again.
const Handle = "here"

// String shows a claim as lines have it.
func String(c *text.Claim, names *quads.Names) string {
	s := Name(c.Subject, names) + " → " + Name(c.Predicate, names) + " → " + Name(c.Object, names)
	if c.Speaker != nil {
		s += " @ " + Name(c.Speaker, names)
	}
	if c.Stance != quads.Asserts {
		s += " : " + string(c.Stance)
	}
	return s
}

// A Score is how claims compare with lines.
type Score struct {
	Missing  []*Line       // expected and not found
	Dangers  []string      // claims that are dangers, with their lines
	Spurious []*text.Claim // claims that meet no line
	Found    int           // expected lines that were met
	Expected int           // lines that are neither dangers nor optional
}

// Compare scores claims against lines.
func Compare(claims []text.Claim, lines []Line, names *quads.Names) Score {
	var s Score
	known := make([]bool, len(claims))
	for i := range lines {
		l := &lines[i]
		found := false
		for k := range claims {
			if !l.Meets(&claims[k], names) {
				continue
			}
			if l.Danger {
				s.Dangers = append(s.Dangers, String(&claims[k], names)+"   meets   "+l.Text)
				continue
			}
			found, known[k] = true, true
		}
		switch {
		case l.Danger || l.Optional:
		case found:
			s.Expected++
			s.Found++
		default:
			s.Expected++
			s.Missing = append(s.Missing, l)
		}
	}
	for k := range claims {
		if !known[k] {
			s.Spurious = append(s.Spurious, &claims[k])
		}
	}
	return s
}
