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
	if k.class != l.class {
		return false
	}
	switch k.class {
	case classIRI:
		return single && k.text != l.text
	case classString:
		return single && k.suffix == l.suffix && k.text != l.text
	}
	if !k.IsMeasure() || !l.IsMeasure() {
		return false
	}
	differ, imprecise, ok := compareKeys(NE, k, l)
	return differ && ok && !imprecise
}

// Agrees reports whether k and l are one term, or may be one value: >130 and
// 137, 2024-03 and 2024-03-22.
func (k Key) Agrees(l Key) bool {
	return k.Compare(l) == 0 || k.class == l.class && k.IsMeasure() && l.IsMeasure() && !k.Excludes(l, false)
}

// MayBecome reports whether k may have been right once and l later: a number
// that is certainly greater, another truth value, text or entity. A count
// does not fall, and a date does not move.
func (k Key) MayBecome(l Key) bool {
	switch {
	case k.class != l.class || k.class == classMoment:
		return false
	case k.class == classNumber:
		less, _, _ := compareKeys(LT, k, l)
		return less
	}
	return true
}
