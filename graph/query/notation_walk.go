package query

import (
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

// walk writes a walk with its clauses, or the neighbourhood of its ends.
func (t *notation) walk(n *algebra.Walk) string {
	s := n.Spec
	text := t.ends(n.From)
	switch {
	case n.Hop != "":
		text += " ~ ?"
	case s.Directed:
		text += " ~> " + t.ends(n.To)
	default:
		text += " ~ " + t.ends(n.To)
	}
	text += counted("max", s.Max)
	switch {
	case s.ViaAny:
		text += " via (*)"
	case s.Via != nil:
		text += " via (" + t.path(s.Via, looseAlternative) + ")"
	}
	text += t.label(s.Label) + counted("limit", s.Limit) + clause("all shortest", s.AllShortest) + clause("limit none", s.Limit < 0)
	text += counted("cap", s.Cap) + t.times(s)
	if s.WeightedBy != nil {
		text += " weighted by " + t.value(s.WeightedBy)
	}
	return text + clause("by rarity", s.ByRarity) + counted("avoid hubs", s.HubLinks) + counted("min origins", s.MinOrigins) +
		clause("uncontested", s.Uncontested) + clause("one source", s.OneSource) + clause("including denied", s.IncludingDenied)
}

func (t *notation) times(s algebra.WalkSpec) (text string) {
	if s.Since != nil {
		text += " since " + t.date(s.Since)
	}
	if s.Until != nil {
		text += " until " + t.date(s.Until)
	}
	return text
}

// date writes a date as it stands behind since and until, where 2024 is a year.
func (t *notation) date(v quad.Value) string {
	if year, ok := v.(quad.TypedString); ok && year.Type == quads.XSDYear {
		return string(year.Value)
	}
	return t.value(v)
}

// restrictions are the clauses by which a walk leaves out what it would find
// without them.
func (t *notation) restrictions(s algebra.WalkSpec) (out []string) {
	for _, c := range []string{
		t.label(s.Label), t.times(s), counted("avoid hubs", s.HubLinks), counted("min origins", s.MinOrigins),
		clause("uncontested", s.Uncontested), clause("one source", s.OneSource),
	} {
		if c != "" {
			out = append(out, c[1:])
		}
	}
	return out
}

func (t *notation) ends(terms []algebra.Term) string {
	if len(terms) == 1 {
		return t.term(terms[0])
	}
	return "{" + t.terms(terms, ", ") + "}"
}

// clause writes the words of a clause, if it was given; counted with a number.
func clause(words string, given bool) string {
	if !given {
		return ""
	}
	return " " + words
}

func counted(words string, n int) string {
	if n <= 0 {
		return ""
	}
	return " " + words + " " + strconv.Itoa(n)
}
