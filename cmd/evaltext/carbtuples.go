package main

import (
	"math"
	"slices"
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// tuplesOf writes a tree's clauses as tuples in the sentence's own words.
func tuplesOf(t *syntax.Tree, words []string) []tuple {
	w := tupleWriter{tree: t, words: words, clauses: clause.Find(t)}
	for i := range w.clauses {
		w.write(i)
	}
	w.writeTitles()
	return w.tuples
}

// A tupleWriter makes tuples of one sentence.
type tupleWriter struct {
	tree    *syntax.Tree
	words   []string
	clauses []clause.Clause
	tuples  []tuple
}

func (w *tupleWriter) text(list []int) string {
	var b strings.Builder
	for k, i := range list {
		if k > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.words[i])
	}
	return b.String()
}

// write makes the tuple of a clause. A verb with an infinitive makes one with
// it: "seeks to extend".
func (w *tupleWriter) write(i int) {
	c := &w.clauses[i]
	if c.Subject == nil || len(c.Subject.Words) == 0 || w.isChained(i) {
		return
	}
	relation := w.relation(c)
	args := c.Args
	kind := c.Link
	last := c
	for {
		k := w.chained(last)
		if k < 0 {
			break
		}
		next := &w.clauses[last.Args[k].Clause]
		before := slices.Clone(args[:0:0])
		for a := range args {
			if args[a].Clause != last.Args[k].Clause {
				before = append(before, args[a])
			}
		}
		relation = w.join(relation, before, next)
		before = slices.DeleteFunc(before, func(a clause.Argument) bool {
			return a.Role == clause.Complement
		})
		args = append(slices.Clone(next.Args), before...)
		last = next
		kind += "+xcomp"
	}
	args = slices.Clone(args)
	slices.SortStableFunc(args, func(a, b clause.Argument) int { return late(a.Role) - late(b.Role) })
	w.add(c, kind, relation, args)
}

// late puts place and time behind what else is said.
func late(r clause.Role) int {
	switch r {
	case clause.Where:
		return 1
	case clause.When:
		return 2
	}
	return 0
}

// isChained reports whether a clause is told with the one above it.
func (w *tupleWriter) isChained(i int) bool {
	p := w.clauses[i].Parent
	if p < 0 || w.clauses[p].Subject == nil {
		return false
	}
	k := w.chained(&w.clauses[p])
	return k >= 0 && w.clauses[p].Args[k].Clause == i
}

// chained finds the infinitive that goes with a verb without an object, -1.
func (w *tupleWriter) chained(c *clause.Clause) int {
	k := slices.IndexFunc(c.Args, func(a clause.Argument) bool {
		return a.Role == clause.Content && a.Clause >= 0 && w.clauses[a.Clause].Link == "xcomp"
	})
	if k < 0 || slices.ContainsFunc(c.Args, func(a clause.Argument) bool { return a.Role == clause.Object || a.Role == clause.Recipient }) {
		return -1
	}
	if w.clauses[c.Args[k].Clause].Subject == nil || c.Subject == nil {
		return -1
	}
	return k
}

// relation is a clause's relation as it stands, with its adverbs and "not".
func (w *tupleWriter) relation(c *clause.Clause) []string {
	list := slices.Clone(c.Relation)
	for i := range w.tree.Words {
		word := &w.tree.Words[i]
		if word.Relation != "advmod" && word.UPOS != "PART" || len(c.Relation) == 0 || slices.Contains(list, i) {
			continue
		}
		onVerb := word.Head == c.Head || slices.Contains(c.Relation, word.Head)
		between := i > c.Relation[0] && i < c.Head
		if onVerb && between && word.Relation != "mark" && !w.inArgument(c, i) {
			list = append(list, i)
		}
	}
	slices.Sort(list)
	var out []string
	for _, i := range list {
		out = append(out, w.words[i])
	}
	if len(out) == 0 {
		out = []string{"is"}
	}
	return out
}

func (w *tupleWriter) inArgument(c *clause.Clause, i int) bool {
	return slices.ContainsFunc(c.Args, func(a clause.Argument) bool { return slices.Contains(a.Words, i) })
}

// join adds an infinitive to a relation.
func (w *tupleWriter) join(relation []string, before []clause.Argument, next *clause.Clause) []string {
	relation = slices.Clone(relation)
	for k := range before {
		if a := &before[k]; a.Role == clause.Complement && a.Head < next.Head {
			relation = append(relation, w.text(a.Words))
		}
	}
	for i := range w.tree.Words {
		if x := &w.tree.Words[i]; x.Head == next.Head && x.Relation == "mark" && i < next.Head {
			relation = append(relation, w.words[i])
		}
	}
	return append(relation, w.relation(next)...)
}

// add writes a tuple: the first argument's preposition goes to the relation.
func (w *tupleWriter) add(c *clause.Clause, kind string, relation []string, args []clause.Argument) {
	if parts := w.parts(args); len(parts) > 1 {
		for _, p := range parts {
			w.add(c, kind, relation, append([]clause.Argument{p}, args[1:]...))
		}
		return
	}
	t := tuple{kind: kind, confidence: w.confidence(c, args)}
	t.args = []string{w.text(c.Subject.Words)}
	merged := false
	for k := range args {
		a := &args[k]
		if merged {
			merged = false
			continue
		}
		text := w.text(a.Words)
		if a.Role == clause.Complement && k+1 < len(args) && args[k+1].Role == clause.Oblique && c.Verb == "be" && (args[k+1].Case == "of" || args[k+1].Case == "to") {
			text += " " + args[k+1].Case + " " + w.text(args[k+1].Words)
			merged = true
		}
		if a.Case != "" {
			if k == 0 {
				relation = append(slices.Clone(relation), strings.Fields(a.Case)...)
			} else {
				text = a.Case + " " + text
			}
		}
		t.args = append(t.args, text)
	}
	t.relation = strings.Join(relation, " ")
	w.tuples = append(w.tuples, t)
}

// parts are the nouns that the first argument joins, with what belongs to each.
func (w *tupleWriter) parts(args []clause.Argument) []clause.Argument {
	if len(args) == 0 || args[0].Clause >= 0 {
		return nil
	}
	s := clause.Sentence{Tree: *w.tree}
	heads := s.Conjuncts(&args[0])
	if len(heads) < 2 {
		return nil
	}
	parts := make([]clause.Argument, len(heads))
	for k := range parts {
		parts[k] = args[0]
		parts[k].Head, parts[k].Words = heads[k], nil
	}
	for _, i := range args[0].Words {
		at, steps := i, 0
		for !slices.Contains(heads, at) && at >= 0 && steps < len(w.tree.Words) {
			if r := w.tree.Words[at].Relation; r == "cc" || r == "punct" && w.tree.Words[at].Text == "," {
				at = -1
				break
			}
			at = w.tree.Words[at].Head
			steps++
		}
		if k := slices.Index(heads, at); k >= 0 {
			parts[k].Words = append(parts[k].Words, i)
		}
	}
	return parts
}

// writeTitles tells what names carry before them: of "Chancellor Ruiz" that
// Ruiz is chancellor.
func (w *tupleWriter) writeTitles() {
	for i := range w.tree.Words {
		x := &w.tree.Words[i]
		if x.Relation != "nmod:desc" || x.Head <= i || strings.HasSuffix(x.Text, ".") {
			continue
		}
		title, name := w.span(i, i), w.nameFrom(i+1, x.Head)
		w.tuples = append(w.tuples, tuple{kind: "title", relation: "is", args: []string{w.text(name), w.text(title)}, confidence: .3})
	}
}

// span is a title with what stands before it as part of it.
func (w *tupleWriter) span(i, to int) []int {
	from := i
	for from > 0 && w.tree.Words[from-1].Head == i && w.tree.Words[from-1].Relation != "det" && w.tree.Words[from-1].Relation != "punct" {
		from--
	}
	var list []int
	for k := from; k <= to; k++ {
		list = append(list, k)
	}
	return list
}

// nameFrom is a name from its first word on.
func (w *tupleWriter) nameFrom(from, head int) []int {
	var list []int
	for k := from; k < len(w.tree.Words); k++ {
		if k > head && !(w.tree.Words[k].Head == head && w.tree.Words[k].Relation == "flat") {
			break
		}
		list = append(list, k)
	}
	return list
}

// base orders tuples by how a clause hangs in its sentence, about as often as
// such tuples are right. The numbers are set by hand.
var base = map[string]float64{
	"root": .9, "conj": .8, "parataxis": .8, "acl:relcl": .7, "ccomp": .6, "advcl": .6,
	"acl": .5, "appos": .5, "xcomp": .5, "csubj": .5,
}

// confidence orders tuples: by their kind, by how sure the parser is of the
// heads that make them, and whether they say more than that something is done.
func (w *tupleWriter) confidence(c *clause.Clause, args []clause.Argument) float64 {
	sure := 1.0
	if len(w.tree.Sure) == len(w.tree.Words) {
		sum := float64(w.tree.Sure[c.Head]) + float64(w.tree.Sure[c.Subject.Head])
		for k := range args {
			sum += float64(w.tree.Sure[args[k].Head])
		}
		sure = sum / float64(2+len(args))
	}
	if len(args) == 0 {
		sure *= .7
	}
	return math.Round(100*base[c.Link]*sure) / 100
}
