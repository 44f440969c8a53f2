package entity

// bridge takes the words from i on into the name before them if the name goes
// on behind them.
func (n *namer) bridge(i int) {
	t := n.t
	switch {
	case t.lower[i] == "-" && t.glued(i-1) && t.glued(i) && isCapital(t.words[i+1].Text):
		n.in[i], n.in[i+1] = true, true // ISIS-K
		n.glue[i], n.glue[i+1] = true, true
	case isDash(t.lower[i]) && n.in[i+1] && !t.glued(i-1):
		n.bridgeDash(i)
	case particles[t.lower[i]] && (n.in[i+1] || t.lower[i+1] == "-" && i+2 < len(t.words) && n.in[i+2]):
		n.in[i] = true // Abu Bakr al-Baghdadi
		if !n.in[i+1] {
			n.in[i+1] = true
		}
	case t.lower[i] == "of" && (genitives[t.lower[i-1]] || t.words[i-1].XPOS == "NNPS"):
		n.bridgeOf(i)
	case isDigits(t.words[i].Text) && t.head(i) == i-1 && len(t.words[i].Text) < 5:
		n.in[i] = true // Boeing 737
	}
}

// peoples are whose organisation it is in its name.
var peoples = fields(`people women men workers farmers fishermen writers teachers children students lord veterans doctors
	mothers soldiers miners players lawyers nurses pilots journalists`)

var particles = fields(`al el bin ibn ben van von der den de da di del della la le dos du`)

// bridgeDash joins what an organisation's branch is called behind a dash:
// "State of Iraq – Khorasan province".
func (n *namer) bridgeDash(i int) {
	end := i + 1
	for end < len(n.in) && n.in[end] {
		end++
	}
	if end < len(n.in) && (placeWords[n.t.lower[end]] || branchNouns[n.t.lower[end]]) {
		for n.in[end] = true; end >= i; end-- {
			n.in[end], n.glue[end] = true, true
		}
	}
}

func isDash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "--" }

// bridgeOf joins "of England" and "of Iraq and the Levant" to what is before.
func (n *namer) bridgeOf(i int) {
	t := n.t
	next := i + 1
	if t.lower[next] == "the" && next+1 < len(t.words) {
		next++
	}
	if !n.in[next] && !(isCapital(t.words[next].Text) && t.words[next].UPOS != "PRON") {
		return
	}
	for k := i; k <= next; k++ {
		n.in[k] = true
	}
	for next+1 < len(n.in) && n.in[next+1] {
		next++
	}
	if next+1 < len(n.in) && placeWords[t.lower[next+1]] {
		next++ // the Front of the Khald province
		n.in[next], n.glue[next] = true, true
	}
	and := next + 1
	after := and + 1
	if t.at(and) != "and" || t.at(after) == "" {
		return
	}
	state := t.lower[i-1] == "state" // of Iraq and the Levant
	if t.lower[after] == "the" && state {
		after++
	}
	if after < len(t.words) && n.in[after] && (state || t.head(after) >= i && t.head(after) <= next) {
		for k := and; k < after; k++ {
			n.in[k] = true
		}
		for k := i; k <= after && state; k++ {
			n.glue[k] = true
		}
	}
}
