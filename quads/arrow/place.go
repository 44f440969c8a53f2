package arrow

// place is where a term stands. It decides what may stand there and where a
// bare name ends.
type place uint8

const (
	inSubject place = iota
	inPredicate
	inObject
	inLabel
	inWalk   // one end of a walk
	inValues // values ?x {…}
	inExpr   // where, select, order by
	inKey    // @source X { key: value }
	inField  // @source X { key: value }
	inSource // @source NAME
)

// places name the places in messages.
var places = [...]string{
	inSubject: "a subject", inPredicate: "a predicate", inObject: "an object", inLabel: "a source",
	inWalk: "an entity", inValues: "a value", inExpr: "a variable or a value", inKey: "a key",
	inField: "a value", inSource: "a source",
}

// literals reports whether a literal may stand in a place.
func (at place) literals() bool {
	return at == inObject || at == inValues || at == inExpr || at == inField
}
