package entity

import (
	"slices"
	"strings"
)

// mostNamesakes bounds the people of one surname that are looked at.
const mostNamesakes = 4

// joinNames joins what the names of a text tell to be one thing. What the
// text tells apart comes first: nothing later may join it.
func (r *resolver) joinNames() {
	for _, l := range r.links {
		if l.kind == apart {
			r.tellApart(r.thingOf(l.from), r.thingOf(l.to))
		}
	}
	for _, l := range r.links {
		if l.kind == same {
			r.join(r.thingOf(l.from), r.thingOf(l.to), l.reason)
		}
	}
	r.joinInitials()
	r.joinCompanies()
	r.joinPeople()
	for i := range r.phrases {
		if p := &r.phrases[i]; p.Kind == Named && p.title != "" {
			r.titled[p.title] = r.titled[p.title].with(r.root(p.thing), p.Sentence)
		}
	}
}

func (r *resolver) thingOf(phrase int) int { return r.phrases[phrase].thing }

// joinInitials joins initials of three and more letters with the one name of
// the text that has them; two letters are offered.
func (r *resolver) joinInitials() {
	by := map[string]int{} // initials to the thing; -1 where several have them
	for i := range r.things {
		th := &r.things[i]
		for _, short := range initials(th.name) {
			if k, ok := by[short]; !ok {
				by[short] = i
			} else if k >= 0 && r.root(k) != r.root(i) {
				by[short] = -1
			}
		}
	}
	for i := range r.things {
		th := &r.things[i]
		if !isInitials(th.name) {
			continue
		}
		k, ok := by[strings.ReplaceAll(th.name, ".", "")]
		if !ok || k < 0 || r.root(k) == r.root(i) {
			continue
		}
		if len(th.name) > 2 && r.things[k].kind != Person {
			r.join(k, i, "initials of "+r.things[k].name)
		} else {
			r.suggest(i, k, .7, "initials of "+r.things[k].name)
		}
	}
}

// initials are those of a name of several words, with and without those of
// small words.
func initials(name string) []string {
	if !strings.Contains(name, " ") || len(name) > 100 {
		return nil
	}
	all, great := "", ""
	for w := range strings.FieldsSeq(name) {
		c := strings.ToUpper(w[:1])
		all += c
		if isCapital(w) {
			great += c
		}
	}
	if len(great) < 2 {
		return nil
	}
	if all == great {
		return []string{all}
	}
	return []string{all, great}
}

var companySuffixes = fields(`inc inc. corp corp. corporation company co co. ltd ltd. plc llc gmbh group holdings ag`)

// joinCompanies joins "Acme" with the one "Acme Corporation" of the text.
func (r *resolver) joinCompanies() {
	once := map[string]bool{}
	for i := range r.things {
		if first, _, ok := strings.Cut(r.things[i].key, " "); ok && r.things[i].kind != Person {
			if once[first] {
				r.firsts[first] = true
			}
			once[first] = true
		}
	}
	for i := range r.things {
		full := &r.things[i]
		words := strings.Fields(full.key)
		end := len(words)
		for end > 1 && (companySuffixes[words[end-1]] || words[end-1] == ",") {
			end--
		}
		r.joinFirstWord(i, words)
		if end == len(words) {
			continue
		}
		k, ok := r.byKey[strings.TrimSuffix(strings.Join(words[:end], " "), ",")]
		if ok && !isOnePlace(&r.things[k]) && r.things[k].kind != Person {
			r.join(i, k, "short for "+full.name)
		}
	}
}

// joinFirstWord joins "Orvex" with the one company "Orvex Energy": where it is
// not a place or a person as well.
func (r *resolver) joinFirstWord(i int, words []string) {
	full := &r.things[i]
	if len(words) < 2 || full.kind != Organisation || !full.isCompany() || common(words[0]) {
		return
	}
	k, ok := r.byKey[words[0]]
	if !ok || isOnePlace(&r.things[k]) || r.things[k].votes[Place] > 0 || r.things[k].kind == Person {
		return
	}
	if !r.firsts[words[0]] {
		r.join(i, k, "short for "+full.name)
	}
}

// isCompany reports whether the text, or its own name, calls a thing a company.
func (th *thing) isCompany() bool {
	return slices.ContainsFunc(th.called, func(s string) bool { return companySuffixes[s] || s == "company" || s == "firm" })
}

func isOnePlace(th *thing) bool { return world().isPlace(th.name) }

// joinPeople joins a surname with the one person of the text who has it.
func (r *resolver) joinPeople() {
	bySurname := map[string][]int{}
	for i := range r.things {
		th := &r.things[i]
		surname, ok := surnameOf(th.name)
		if root := &r.things[r.root(i)]; !ok || root.kind != Person && !(root.kind == Other && th.mayBePerson()) {
			continue
		}
		if len(bySurname[surname]) < mostNamesakes {
			bySurname[surname] = append(bySurname[surname], i)
		}
	}
	for i := range r.things {
		if surname, ok := surnameOf(r.things[i].name); ok {
			r.joinFullNames(i, bySurname[surname])
		}
	}
	for i := range r.things {
		th := &r.things[i]
		if strings.Contains(th.name, " ") || th.parent != i {
			continue
		}
		if !strings.HasSuffix(th.key, " (person)") && (isOnePlace(th) || common(th.key) || th.kind == Organisation || th.kind == Event) {
			continue
		}
		r.joinSurname(i, bySurname[bareSurname(th.name)])
	}
}

// joinFullNames joins "S. Petrov" and "Sergei K. Petrov" with the one "Sergei
// Petrov" of the text.
func (r *resolver) joinFullNames(i int, namesakes []int) {
	found := -1
	for _, k := range namesakes {
		r.steps++
		if k == i || !shorter(r.things[i].name, r.things[k].name) || r.differ(r.root(i), r.root(k)) {
			continue
		}
		if found >= 0 && r.root(found) != r.root(k) {
			return
		}
		found = k
	}
	if found >= 0 {
		r.join(found, i, "short for "+r.things[found].name)
	}
}

// shorter reports whether one full name is another with an initial for the
// given name, or without the names between.
func shorter(short, long string) bool {
	a, b := strings.Fields(short), strings.Fields(long)
	if len(a) != 2 || len(b) < 2 || short == long {
		return false
	}
	given, full := strings.TrimSuffix(a[0], "."), strings.TrimSuffix(b[0], ".")
	if len(given) == 1 {
		return strings.HasPrefix(full, given) && (len(full) > 1 || len(b) > 2)
	}
	return given == full && len(b) > 2
}

// joinSurname joins a name of one word, if it is the surname of exactly one
// person of the text; otherwise it offers.
func (r *resolver) joinSurname(i int, namesakes []int) {
	var found []int
	for _, k := range namesakes {
		r.steps++
		root := r.root(k)
		if r.differ(root, r.root(i)) || root == r.root(i) {
			continue
		}
		if len(found) == 0 || r.root(found[0]) != root {
			found = append(found, k)
		}
	}
	if len(found) == 1 && len(namesakes) < mostNamesakes {
		r.join(found[0], i, "surname of "+r.things[found[0]].name)
		return
	}
	for _, k := range found {
		r.suggest(i, k, .5, "the surname of several people in the text")
	}
}

// surnameOf is the last word of a name of two to five words.
func surnameOf(name string) (string, bool) {
	n := strings.Count(name, " ")
	if n == 0 || n > 4 {
		return "", false
	}
	return bareSurname(name[strings.LastIndexByte(name, ' ')+1:]), true
}

// bareSurname is a surname without its article: al-Baghdadi.
func bareSurname(name string) string {
	lower := strings.ToLower(name)
	lower = strings.TrimPrefix(lower, "al-")
	return strings.TrimPrefix(lower, "el-")
}
