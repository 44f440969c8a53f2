package entity

// isDemonym reports whether a word that was taken for a name is a country's
// adjective before a noun.
func (n *namer) isDemonym(i int) bool {
	return world().adjectives[n.t.words[i].Text] != "" && (n.t.relation(i) == "amod" || n.t.relation(i) == "compound")
}

// title returns the last title at the front of a name, and where the name
// begins behind it. A place or an organisation has none: "General Staff".
func (n *namer) title(a, b int) (title string, from int) {
	t := n.t
	if last := t.lower[b-1]; b-a > 1 && (organisationWords[last] || placeWords[last] || notPersons[last]) {
		return "", a
	}
	from = a
	for i := a; i < b; i++ {
		switch {
		case titles[t.lower[i]] && !(i > a && i == b-1 && from == a):
			from = i + 1
			if !adjectival[t.lower[i]] || title == "" {
				title = t.lower[i]
			}
		case i+1 < b && t.lower[i] == "of" && from == i && portfolios[t.lower[i+1]] && secretaries[t.at(i-1)]:
			from = i + 2
			i++
		}
	}
	return title, from
}

var notPersons = fields(`electric motors mills dynamics staff secretariat prosecutor's`)

// titleBefore is the title that stands small before a name: "spokesman Ivan
// Orlov".
func (n *namer) titleBefore(from int) string {
	if w := n.t.at(from - 1); titles[w] && n.t.words[from-1].UPOS != "VERB" {
		return w
	}
	if w := n.t.at(from - 1); kept[w] {
		return w
	}
	return ""
}
