package entity

import (
	"slices"
	"strings"
)

// A thing is what one or more phrases mean; joined with another, what the
// other's root means.
type thing struct {
	name   string
	key    string
	title  string // the first title that stood before it
	reason string // why it was joined with its parent
	parent int    // the thing it was joined with; itself for none
	kind   Type
	votes  [len(typeNames)]int
	gender gender
	local  bool
	plural bool
	named  bool
	called []string // common nouns it was called in the text: "company"
	city   bool
	count  int // mentions by name
}

type gender uint8

const (
	unknown gender = iota
	he
	she
)

// add makes a new thing.
func (r *resolver) add(th thing) int {
	th.parent = len(r.things)
	r.things = append(r.things, th)
	return th.parent
}

// root is the thing that a thing was joined with in the end.
func (r *resolver) root(i int) int {
	for r.things[i].parent != i {
		r.steps++
		r.things[i].parent = r.things[r.things[i].parent].parent
		i = r.things[i].parent
	}
	return i
}

// join makes other the same as keep, whose name stays. What the text tells
// apart is not joined.
func (r *resolver) join(keep, other int, reason string) bool {
	a, b := r.root(keep), r.root(other)
	if a == b {
		return true
	}
	if r.apart[pair(a, b)] || r.apart[pair(keep, other)] || r.differ(a, b) {
		return false
	}
	x, y := &r.things[a], &r.things[b]
	y.parent, y.reason = a, reason
	if r.things[other].reason == "" {
		r.things[other].reason = reason
	}
	x.count += y.count
	x.plural = x.plural || y.plural
	for i := range x.votes {
		x.votes[i] += y.votes[i]
	}
	if x.gender == unknown {
		x.gender = y.gender
	}
	x.kind = x.decide()
	for _, noun := range r.things[b].called {
		x.call(noun)
	}
	r.moveApart(a, b)
	return true
}

// differ reports whether two things cannot be one by what they are.
func (r *resolver) differ(a, b int) bool {
	x, y := &r.things[a], &r.things[b]
	return x.gender != unknown && y.gender != unknown && x.gender != y.gender
}

// moveApart hands what b is told apart from on to a. A text tells apart only
// a few pairs: mostApart bounds them.
func (r *resolver) moveApart(a, b int) {
	var more [][2]int
	for p := range r.apart {
		r.steps++
		switch b {
		case p[0]:
			more = append(more, pair(a, p[1]))
		case p[1]:
			more = append(more, pair(a, p[0]))
		}
	}
	for _, p := range more {
		r.apart[p] = true
	}
}

// mostApart bounds the pairs that a text tells apart.
const mostApart = 64

func (r *resolver) tellApart(a, b int) {
	if a >= 0 && b >= 0 && a != b && len(r.apart) < mostApart {
		r.apart[pair(a, b)] = true
	}
}

func pair(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }

// decide is the type with the most votes.
func (th *thing) decide() Type {
	best := Other
	for i := Person; int(i) < len(th.votes); i++ {
		if th.votes[i] > th.votes[best] {
			best = i
		}
	}
	if best == Place && 2*th.votes[Place] < th.count {
		return Other // "in Firefox" alone makes no place
	}
	return best
}

// call remembers a common noun that a named thing was called.
func (th *thing) call(noun string) {
	if len(th.called) < mostCalled && !slices.Contains(th.called, noun) {
		th.called = append(th.called, noun)
	}
}

const mostCalled = 8

// keyOf is what two spellings of a name share.
func keyOf(name string) string {
	key := strings.ToLower(name)
	key = strings.TrimPrefix(key, "the ")
	return strings.ReplaceAll(strings.ReplaceAll(key, "’", "'"), "–", "-")
}

// readName finds or makes the thing of a name and lets the sentence vote on
// its type.
func (r *resolver) readName(p *phrase) {
	g := world()
	name := p.name
	if same, ok := g.countries[name]; ok && p.title == "" {
		name = same
	} else if same, ok := sameOrganisation[name]; ok {
		name = same
	}
	key := keyOf(name)
	sex := genderOf(p.title, "")
	single := !strings.Contains(name, " ")
	if single && sex != unknown {
		key += [...]string{"", " (he)", " (she)"}[sex] // Mr and Mrs Orlov
	}
	if single && p.title != "" && g.isPlace(name) {
		key += " (person)" // President Washington
	}
	i, ok := r.byKey[key]
	if !ok {
		first, _, _ := strings.Cut(name, " ")
		i = r.add(thing{name: name, key: key, named: true, gender: genderOf(p.title, strings.ToLower(first))})
		r.things[i].city = g.cities[name] != ""
		r.byKey[key] = i
	}
	p.thing = i
	th := &r.things[i]
	th.count++
	if th.title == "" {
		th.title = p.title
	}
	th.plural = th.plural || p.plural
	if th.gender == unknown {
		th.gender = sex
	}
	r.vote(p, th)
}

// genderOf tells he from she by a title or a given name.
func genderOf(title, given string) gender {
	switch {
	case female[title]:
		return she
	case male[title]:
		return he
	case givenMale[given] && !givenFemale[given]:
		return he
	case givenFemale[given] && !givenMale[given]:
		return she
	}
	return unknown
}
