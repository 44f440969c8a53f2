package quads

// IsMeasure reports whether the term is a number, a date or a truth value: of
// two such values that differ for certain only one can be right. Texts and
// entities may all be right.
func (k Key) IsMeasure() bool {
	switch k.class {
	case classNumber:
		return !k.number.nan
	case classMoment, classBoolean:
		return true
	}
	return false
}

// Excludes reports whether k and l cannot both be right where one is. Numbers
// and dates exclude one another where they differ for certain: 130 and 137,
// but neither >130 and 137 nor 2024-03 and 2024-03-22. With single, of a
// predicate that has one value, texts of one language and IRIs do so too;
// values of different kinds, and blank nodes, never.
func (k Key) Excludes(l Key, single bool) bool {
	return (single || k.IsMeasure()) && (k.Precedes(l) || l.Precedes(k))
}

// Precedes reports whether k is certainly less than l: of keys that exclude
// one another one precedes the other. Texts of one language and IRIs precede
// one another by code point.
func (k Key) Precedes(l Key) bool {
	if k.class == classIRI && l.class == classIRI {
		return k.text < l.text
	}
	less, _, ok := compareKeys(LT, k, l)
	return less && ok
}

// Scale is what keys are compared on. Keys of one scale can be sorted so that
// those which precede a key stand before all that do not: by their ends
// (CompareEnds); and so that those which a key precedes stand behind all
// others: by their beginnings (Compare).
type Scale struct {
	class    class
	language string
	zoned    bool
}

// Scale returns the scale of k. Keys of two scales exclude one another only
// where these are of time with and without a zone (Scale.Other).
func (k Key) Scale() Scale {
	s := Scale{class: k.class}
	switch k.class {
	case classNumber:
		if k.number.nan {
			s.class = classOther // it precedes nothing
		}
	case classString:
		s.language = k.suffix
	case classMoment:
		s.zoned = k.moment.zoned
	}
	return s
}

// Other returns the other scale on which there are keys that those of s
// precede; ok is false where there is none.
func (s Scale) Other() (other Scale, ok bool) {
	other, ok = s, s.class == classMoment
	other.zoned = !s.zoned
	return other, ok
}

// CompareEnds compares two keys of one scale by the ends of what they stand
// for: 2024-03-31 before 2024-04, and 2024-03 after 2024-03-22.
func (k Key) CompareEnds(l Key) int {
	switch {
	case k.class == classNumber && l.class == classNumber && !k.number.nan && !l.number.nan:
		return k.number.compareEnds(l.number.interval)
	case k.class == classMoment && l.class == classMoment:
		return k.moment.compareEnds(l.moment.interval)
	}
	return k.Compare(l)
}

// Agrees reports whether k and l are one term, or may be one value: >130 and
// 137, 2024-03 and 2024-03-22.
func (k Key) Agrees(l Key) bool {
	return k.Compare(l) == 0 || k.class == l.class && k.IsMeasure() && l.IsMeasure() && !k.Excludes(l, false)
}
