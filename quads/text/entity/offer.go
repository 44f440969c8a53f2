package entity

import (
	"cmp"
	"slices"
	"strings"
)

// suggestion is an offer between two things, before their names are known.
type suggestion struct {
	a, b       int
	confidence float64
	reason     string
}

// mostOffers bounds the offers of one text.
const mostOffers = 500

func (r *resolver) suggest(a, b int, confidence float64, reason string) {
	if len(r.suggestions) < mostOffers {
		r.suggestions = append(r.suggestions, suggestion{a, b, confidence, reason})
	}
}

// offer makes the offers, of what is not joined by now and not told apart.
func (r *resolver) offer() {
	denied := map[int]bool{} // names whose parenthesis names what the text tells apart from them
	for _, l := range r.links {
		if l.kind == maybe && r.apart[pair(r.root(r.thingOf(l.from)), r.root(r.thingOf(l.to)))] {
			denied[l.from] = true
		}
	}
	for _, l := range r.links {
		if l.kind == maybe && !denied[l.from] {
			r.suggest(r.thingOf(l.from), r.thingOf(l.to), l.confidence, l.reason)
		}
	}
	r.suggestSpellings()
	seen := map[[2]int]bool{}
	for _, s := range r.suggestions {
		a, b := r.root(s.a), r.root(s.b)
		if a == b || seen[pair(a, b)] || r.apart[pair(a, b)] || r.differ(a, b) {
			continue
		}
		seen[pair(a, b)] = true
		r.document.Offers = append(r.document.Offers, Offer{r.things[a].name, r.things[b].name, s.reason, s.confidence})
	}
}

// suggestSpellings offers other spellings of a country or city, and names of
// one letter's difference.
func (r *resolver) suggestSpellings() {
	g := world()
	byStart := map[string][]int{}
	byFirst := map[string]int{} // the first word of an organisation's or a place's name
	for i := range r.things {
		th := &r.things[i]
		if first, _, ok := strings.Cut(th.key, " "); ok && th.named && th.kind != Person && len(first) > 3 && !common(first) && g.adjectives[strings.ToUpper(first[:1])+first[1:]] == "" {
			if _, ok := byFirst[first]; ok {
				i = -1 // several
			}
			byFirst[first] = i
		}
	}
	for i := range r.things {
		th := &r.things[i]
		if !th.named {
			continue
		}
		if k, ok := byFirst[th.key]; ok && k >= 0 && th.kind != Person && !g.isPlace(th.name) {
			r.suggest(i, k, .6, "the first word of "+r.things[k].name)
		}
		if usual, ok := g.variants[th.name]; ok {
			if k, ok := r.byKey[keyOf(usual)]; ok {
				r.suggest(i, k, .95, "another spelling")
			}
		}
		if th.parent != i || len(th.key) < 6 || len(th.key) > 60 {
			continue
		}
		start := th.key[:4]
		for _, k := range byStart[start] {
			r.steps++
			if th.name != r.things[k].name && oneApart(th.key, r.things[k].key) {
				r.suggest(k, i, .6, "differs in one letter")
			}
		}
		if len(byStart[start]) < mostAlike {
			byStart[start] = append(byStart[start], i)
		}
	}
	slices.SortStableFunc(r.suggestions, func(x, y suggestion) int {
		return cmp.Or(cmp.Compare(min(x.a, x.b), min(y.a, y.b)), cmp.Compare(max(x.a, x.b), max(y.a, y.b)),
			cmp.Compare(y.confidence, x.confidence))
	})
}

// mostAlike bounds the names that one name's spelling is compared with.
const mostAlike = 8

// oneApart reports whether two strings differ by one byte put in, left out or
// changed: a letter, but no digit and not the last "a" of a woman's name.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i < len(b) && b[i] >= '0' && b[i] <= '9' {
		return false
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	last := i == len(b)-1 && (b[i] == 'a' || b[i] == 's')
	return a[i:] == b[i+1:] && !last
}
