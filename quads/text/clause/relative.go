package clause

// resolveRelative puts what a relative clause modifies in the place of its
// pronoun, or in the empty place: "the attack (that) they planned".
func (f *finder) resolveRelative(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	if cl.Link != "acl:relcl" || m.partOf < 0 {
		return
	}
	antecedent := f.argument(Object, m.partOf)
	antecedent.Words = f.without(antecedent.Words, cl.Head)
	antecedent.Case = ""
	if m.relative >= 0 {
		f.replaceRelative(c, antecedent)
		return
	}
	switch {
	case cl.Subject == nil:
		cl.Subject = antecedent
	case cl.Passive || objectOf(cl) >= 0 || hasContent(cl) || cl.Verb == "be" || f.stranded(cl.Head) || intransitive[cl.Verb]:
	case f.isTime(m.partOf):
		antecedent.Role = When
		cl.Args = append(cl.Args, *antecedent)
	case f.low[m.partOf] != "way" && f.low[m.partOf] != "reason":
		cl.Args = append([]Argument{*antecedent}, cl.Args...)
	}
}

// replaceRelative puts the antecedent where the pronoun stood.
func (f *finder) replaceRelative(c int, antecedent *Argument) {
	cl, m := &f.clauses[c], &f.made[c]
	if s := cl.Subject; s != nil && s.Head == m.relative {
		cl.Subject = antecedent
		return
	}
	for k := range cl.Args {
		if cl.Args[k].Head == m.relative {
			antecedent.Role, antecedent.Case = cl.Args[k].Role, cl.Args[k].Case
			cl.Args[k] = *antecedent
			return
		}
	}
	switch f.low[m.relative] {
	case "where":
		antecedent.Role = Where
		antecedent.Case = "in"
		cl.Args = append(cl.Args, *antecedent)
	case "when":
		antecedent.Role = When
		cl.Args = append(cl.Args, *antecedent)
	case "who", "which", "that":
		if cl.Subject == nil {
			cl.Subject = antecedent
		}
	}
}
