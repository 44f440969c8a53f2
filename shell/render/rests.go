package render

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
)

// rests says in one line what a path of several hops rests on:
//
//	no single source states this chain; weakest hop 2 (1 origin, Russian security
//	services); hop 3 denied by Ukraine; hops 1 and 4 are nine years apart
func (t text) rests(p *query.Path) string {
	var parts []string
	r := p.Rests
	if len(r.Whole) > 0 {
		parts = append(parts, "stated whole by "+t.all(r.Whole))
	} else {
		parts = append(parts, "no single source states this chain", t.weakest(p))
	}
	for _, d := range r.Denied {
		parts = append(parts, fmt.Sprintf("hop %d denied by %s", d.Hop, t.all(speakers(d.By))))
	}
	if a := r.Apart; a != nil {
		parts = append(parts, fmt.Sprintf("hops %d and %d are %s apart", a.From, a.To, inYears(a.Years)))
	}
	return strings.Join(parts, "; ")
}

func (t text) weakest(p *query.Path) string {
	r := p.Rests
	switch n := len(r.Origins); {
	case n == 0 && p.Hops[r.Weakest-1].Denied:
		return fmt.Sprintf("weakest hop %d (stated by nobody)", r.Weakest)
	case n == 0:
		return fmt.Sprintf("weakest hop %d (no source)", r.Weakest)
	case n == 1:
		return fmt.Sprintf("weakest hop %d (1 origin, %s)", r.Weakest, t.term(r.Origins[0]))
	default:
		return fmt.Sprintf("weakest hop %d (%d origins)", r.Weakest, n)
	}
}

// maxNamed is how many sources a line names.
const maxNamed = 3

// all names sources: A, B and C; where there are many, the first and how many
// more.
func (t text) all(sources []query.Source) string {
	var names []string
	for _, s := range sources {
		names = append(names, t.source(s))
	}
	last := len(names) - 1
	switch {
	case last <= 0:
		return strings.Join(names, "")
	case len(names) > maxNamed:
		return strings.Join(names[:maxNamed], ", ") + " and " + quads.Grouped(len(names)-maxNamed) + " more"
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// speakers are who denies, each once: a speaker wherever it is reported.
func speakers(by []query.Source) []query.Source {
	var out []query.Source
	seen := make(map[quad.Value]bool)
	for _, s := range by {
		if s.Speaker != nil {
			s = query.Source{Label: s.Speaker}
		}
		who := s.Label
		if s.Document != nil {
			who = s.Document
		}
		if !seen[who] {
			seen[who] = true
			out = append(out, s)
		}
	}
	return out
}

var numerals = [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

func inYears(n int) string {
	s := quads.Count(n, "year")
	if n < len(numerals) {
		_, noun, _ := strings.Cut(s, " ")
		s = numerals[n] + " " + noun
	}
	return s
}

// appendRests writes what a path rests on, as JSON.
func (e *jsonRows) appendRests(b []byte, r *query.Rests) []byte {
	b = append(b, `,"rests":{"whole":`...)
	b = e.appendNames(b, r.Whole)
	origins := make([]query.Source, len(r.Origins))
	for i, o := range r.Origins {
		origins[i] = query.Source{Label: o}
	}
	b = fmt.Appendf(b, `,"weakest":{"hop":%d,"origins":`, r.Weakest)
	b = append(e.appendNames(b, origins), '}')
	if len(r.Denied) > 0 {
		b = append(b, `,"denied":[`...)
		for i, d := range r.Denied {
			if i > 0 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, `{"hop":%d,"by":`, d.Hop)
			b = append(e.appendNames(b, d.By), '}')
		}
		b = append(b, ']')
	}
	if a := r.Apart; a != nil {
		b = fmt.Appendf(b, `,"apart":{"hops":[%d,%d],"years":%d}`, a.From, a.To, a.Years)
	}
	return append(b, '}')
}
