package quads

import (
	"cmp"
	"strings"

	"github.com/cayleygraph/quad"
)

// Order is a total order of terms, nil (unbound) first, that of SPARQL 1.1
// section 15.1 (unbound, blank nodes, IRIs, literals; numbers and dates by
// value) with ties broken by code point, so it is the same everywhere. It is
// 0 for equal terms alone.
//
// Among literals, which SPARQL leaves open, numbers come first, then dates,
// booleans, strings (by text, then language) and all others (by lexical form,
// then datatype). Intervals (2024-03, >130) stand by their beginning, then by
// their end; NaN is the last number. To sort many terms, make their Keys
// once.
func Order(a, b quad.Value) int { return KeyOf(a).Compare(KeyOf(b)) }

// Key is a term made ready for Order: what it is and its value, read once.
type Key struct {
	class  class
	text   string // lexical form
	suffix string // datatype or language
	truth  bool
	number *number
	moment *moment
}

// class is a kind of term that is ordered within itself.
type class int

const (
	classUnbound class = iota
	classBlank
	classIRI
	classNumber
	classMoment
	classBoolean
	classString
	classOther
)

// KeyOf returns the Key of a term.
func KeyOf(v quad.Value) Key {
	switch v := FromCayley(v).(type) {
	case nil:
		return Key{class: classUnbound}
	case quad.BNode:
		return Key{class: classBlank, text: string(v)}
	case quad.IRI:
		return Key{class: classIRI, text: string(v)}
	case quad.String:
		return Key{class: classString, text: string(v)}
	case quad.LangString:
		return Key{class: classString, text: string(v.Value), suffix: v.Lang}
	case quad.TypedString:
		return typedKey(string(v.Value), v.Type)
	default:
		return Key{class: classOther, text: v.String()}
	}
}

func typedKey(lexical string, datatype quad.IRI) Key {
	k := Key{class: classOther, text: lexical, suffix: string(datatype)}
	if n, ok := numberOf(lexical, datatype); ok {
		k.class, k.number = classNumber, &n
		return k
	}
	if isRange(datatype) {
		if r, ok, err := rangeOf(lexical); ok && err == nil {
			k.class, k.number = classNumber, &number{interval: r}
		}
		return k
	}
	if m, ok := momentOf(lexical, datatype); ok {
		k.class, k.moment = classMoment, &m
		return k
	}
	if datatype == XSDBoolean {
		switch lexical {
		case "true", "1":
			k.class, k.truth = classBoolean, true
		case "false", "0":
			k.class = classBoolean
		}
	}
	return k
}

// Compare is Order for keys.
func (k Key) Compare(l Key) int {
	if k.class != l.class {
		return cmp.Compare(k.class, l.class)
	}
	byValue := 0
	switch k.class {
	case classNumber:
		byValue = k.number.order(*l.number)
	case classMoment:
		byValue = k.moment.order(l.moment.interval)
	case classBoolean:
		byValue = orderBool(k.truth, l.truth)
	}
	return cmp.Or(byValue, strings.Compare(k.text, l.text), strings.Compare(k.suffix, l.suffix))
}
