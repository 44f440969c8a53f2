package arrow

import "strconv"

// The levels of path operators, loosest first.
const (
	levelAlt = iota
	levelSeq
	levelInverse
	levelRepeat
	levelPrimary
)

func pathLevel(p Path) int {
	switch p.(type) {
	case *PathAlt:
		return levelAlt
	case *PathSeq:
		return levelSeq
	case *PathInverse:
		return levelInverse
	case *PathRepeat:
		return levelRepeat
	}
	return levelPrimary
}

// path writes a path, in brackets if it binds looser than its place.
func (pr *printer) path(p Path, level int) {
	if pathLevel(p) < level {
		pr.b.WriteByte('(')
		defer pr.b.WriteByte(')')
	}
	switch p := p.(type) {
	case *PathTerm:
		pr.b.WriteString(pr.term(p.Term, inPredicate))
	case *PathInverse:
		pr.b.WriteByte('^')
		pr.path(p.Path, levelRepeat)
	case *PathNot:
		pr.b.WriteByte('!')
		if len(p.Paths) > 1 {
			pr.b.WriteByte('(')
			pr.paths(p.Paths, "|", levelInverse)
			pr.b.WriteByte(')')
		} else {
			pr.paths(p.Paths, "", levelInverse)
		}
	case *PathRepeat:
		pr.path(p.Path, levelPrimary)
		pr.b.WriteString(repetition(p.Min, p.Max))
	case *PathSeq:
		pr.paths(p.Paths, " / ", levelInverse)
	case *PathAlt:
		pr.paths(p.Paths, "|", levelSeq)
	}
}

func (pr *printer) paths(paths []Path, sep string, level int) {
	for i, p := range paths {
		if i > 0 {
			pr.b.WriteString(sep)
		}
		pr.path(p, level)
	}
}

func repetition(least, most int) string {
	switch {
	case least == 0 && most == 1:
		return "?"
	case least == 0 && most < 0:
		return "*"
	case least == 1 && most < 0:
		return "+"
	case most < 0:
		return "{" + strconv.Itoa(least) + ",}"
	case least == most:
		return "{" + strconv.Itoa(least) + "}"
	}
	return "{" + strconv.Itoa(least) + "," + strconv.Itoa(most) + "}"
}
