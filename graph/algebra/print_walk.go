package algebra

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// String prints the settings that differ from the zero value.
func (s WalkSpec) String() string {
	var b strings.Builder
	flag := func(name string, set bool) {
		if set {
			b.WriteString(" (" + name + ")")
		}
	}
	count := func(name string, n int) { flag(name+" "+number(n), n != 0) }
	value := func(name string, v quad.Value) {
		if v != nil {
			b.WriteString(" (" + name + " " + constant(v) + ")")
		}
	}
	flag("directed", s.Directed)
	count("max", s.Max)
	count("limit", s.Limit)
	flag("all-shortest", s.AllShortest)
	if s.Via != nil {
		b.WriteString(" (via " + pathString(s.Via) + ")")
	}
	flag("via-any", s.ViaAny)
	value("since", s.Since)
	value("until", s.Until)
	value("weighted-by", s.WeightedBy)
	flag("by-rarity", s.ByRarity)
	count("hub-links", s.HubLinks)
	count("min-origins", s.MinOrigins)
	flag("uncontested", s.Uncontested)
	flag("one-source", s.OneSource)
	count("cap", s.Cap)
	flag("including-denied", s.IncludingDenied)
	flag("exists", s.Exists)
	return b.String() + s.Label.String()
}
