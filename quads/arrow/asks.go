package arrow

// IsQuery reports whether the block asks: it has a variable, a wildcard, a
// walk, a clause or " ?".
func (b *Block) IsQuery() bool { return b.asking() != nil }

// asking returns the first item that makes the block a query; nil in a block
// of statements.
func (b *Block) asking() Item {
	for _, item := range b.Items {
		switch item := item.(type) {
		case *Triple:
			if item.asks() {
				return item
			}
		case *SourceDecl, *BaseDecl, *PrefixDecl:
		default:
			return item
		}
	}
	return nil
}

// asks reports whether a triple has a variable or a wildcard.
func (t *Triple) asks() bool {
	return termAsks(t.Subject) || pathAsks(t.Predicate) || termAsks(t.Object) || t.Label.asks()
}

func (l *Label) asks() bool {
	if l == nil {
		return false
	}
	for _, part := range l.Parts {
		for _, t := range part.Terms {
			if termAsks(t) {
				return true
			}
		}
	}
	return false
}

func termAsks(t Term) bool {
	switch t := t.(type) {
	case Var, Any:
		return true
	case Quoted:
		return t.Triple.asks()
	}
	return false
}

func pathAsks(p Path) bool {
	switch p := p.(type) {
	case *PathTerm:
		return termAsks(p.Term)
	case *PathInverse:
		return pathAsks(p.Path)
	case *PathRepeat:
		return pathAsks(p.Path)
	case *PathNot:
		return anyPathAsks(p.Paths)
	case *PathSeq:
		return anyPathAsks(p.Paths)
	case *PathAlt:
		return anyPathAsks(p.Paths)
	}
	return false
}

func anyPathAsks(paths []Path) bool {
	for _, p := range paths {
		if pathAsks(p) {
			return true
		}
	}
	return false
}
