package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// claimWorld is a random graph of what sources say, as a list and as a source.
type claimWorld struct {
	t     *rapid.T
	names *quads.Names
	src   source.Source
	all   []quad.Quad
	seen  map[quad.Quad]bool
}

func drawClaims(t *rapid.T) *claimWorld {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := &claimWorld{t: t, names: g.Names(), seen: make(map[quad.Quad]bool)}
	for i := range 3 {
		d := w.document(i)
		if rapid.IntRange(0, 3).Draw(t, "dated") > 0 {
			day := fmt.Sprintf("2024-03-%02d", rapid.IntRange(1, 3).Draw(t, "day"))
			w.add(d, quads.Date, quads.Literal(day, quads.XSDDate), d)
		}
		for range max(0, rapid.IntRange(-2, 2).Draw(t, "derived")) {
			w.add(d, quads.WasDerivedFrom, w.document(rapid.IntRange(0, 2).Draw(t, "from")), d)
		}
	}
	if rapid.Bool().Draw(t, "functional") {
		w.add(w.names.IRI("f"), quads.Type, quads.Functional, nil)
	}
	for range rapid.IntRange(1, 20).Draw(t, "claims") {
		s, p, o := w.statement()
		if rapid.IntRange(0, 3).Draw(t, "denied") == 0 {
			w.deny(s, p, o)
		} else {
			w.add(s, p, o, w.label())
		}
	}
	if _, err := g.Apply(context.Background(), w.all, nil); err != nil {
		t.Fatal(err)
	}
	if w.src, err = g.View(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *claimWorld) add(s, p, o, label quad.Value) {
	q := quad.Quad{Subject: s, Predicate: p, Object: o, Label: label}
	if !w.seen[q] {
		w.seen[q] = true
		w.all = append(w.all, q)
	}
}

func (w *claimWorld) document(i int) quad.Value { return w.names.IRI(fmt.Sprint("D", i)) }

func (w *claimWorld) speaker() quad.Value {
	return w.names.IRI(rapid.SampledFrom([]string{"X", "Y"}).Draw(w.t, "speaker"))
}

// label draws no label, a document, or a speaker in one.
func (w *claimWorld) label() quad.Value {
	d := w.document(rapid.IntRange(0, 2).Draw(w.t, "document"))
	switch rapid.IntRange(0, 5).Draw(w.t, "label") {
	case 0:
		return nil
	case 1, 2, 3:
		return d
	}
	node, about := w.names.Said(w.speaker(), d)
	for _, q := range about {
		w.add(q.Subject, q.Predicate, q.Object, q.Label)
	}
	return node
}

func (w *claimWorld) statement() (s, p, o quad.Value) {
	entity := func() quad.Value {
		return w.names.IRI(rapid.SampledFrom([]string{"a", "b", "D0"}).Draw(w.t, "entity"))
	}
	object := entity()
	switch rapid.IntRange(0, 4).Draw(w.t, "value") {
	case 0, 1: // figures that may have grown
		object = quads.Literal(rapid.SampledFrom([]string{"1", "2"}).Draw(w.t, "number"), quads.XSDInteger)
		return w.names.IRI("a"), w.names.IRI("f"), object
	case 2:
		object = rapid.SampledFrom([]quad.Value{
			quads.Literal("1.0", quads.XSDDecimal),
			quads.Literal(">1", w.names.RangeType()), quads.Literal("2024-03-02", quads.XSDDate), quads.Literal("2024-03", quads.XSDMonth),
			quads.Literal("2024-03-02T20:00:00Z", quads.XSDTime), quads.Literal("2024-03-05T00:00:00Z", quads.XSDTime),
			quad.String("one"), quad.String("two"), quad.LangString{Value: "un", Lang: "fr"},
		}).Draw(w.t, "literal")
	}
	p = rapid.SampledFrom([]quad.Value{w.names.IRI("p"), w.names.IRI("f"), w.names.IRI("f"), quads.Type, quads.Label}).Draw(w.t, "predicate")
	return entity(), p, object
}

// deny adds a statement node of one stance or another.
func (w *claimWorld) deny(s, p, o quad.Value) {
	c := quads.Claim{Subject: s, Predicate: p, Object: o,
		Stance: rapid.SampledFrom([]quads.Stance{quads.Denies, quads.Doubts, quads.Plans}).Draw(w.t, "stance")}
	if rapid.Bool().Draw(w.t, "spoken") {
		c.Speaker = w.speaker()
	}
	if rapid.IntRange(0, 3).Draw(w.t, "reported") > 0 {
		c.Document = w.document(rapid.IntRange(0, 2).Draw(w.t, "in"))
	}
	for _, q := range c.Quads(w.names) {
		w.add(q.Subject, q.Predicate, q.Object, q.Label)
	}
}

// triple is a statement without its label.
type triple struct{ s, p, o quad.Value }

// made returns the claims and the labels of each, by reading all quads. With
// apart a source's description is told by each quad alone.
func (w *claimWorld) made(apart bool, fits func(label quad.Value) bool) map[triple][]quad.Value {
	labels := make(map[triple][]quad.Value)
	for _, q := range w.all {
		t := triple{q.Subject, q.Predicate, q.Object}
		labels[t] = append(labels[t], q.Label)
	}
	out := make(map[triple][]quad.Value)
	for t, all := range labels {
		own := !slices.ContainsFunc(all, func(l quad.Value) bool { return l != t.s })
		for _, l := range all {
			if w.claims(t) && !((own || apart && l == t.s) && w.describesItself(t.s)) && fits(l) {
				out[t] = append(out[t], l)
			}
		}
	}
	return out
}

func (w *claimWorld) claims(t triple) bool {
	p := t.p.(quad.IRI)
	if p == quads.Type || p == quads.Label || strings.HasPrefix(string(p), quads.PROV) || strings.HasPrefix(string(p), quads.RDF) {
		return false
	}
	return !w.isNode(t.s) && !w.isNode(t.o)
}

func (w *claimWorld) isNode(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && w.names.IsStatementNode(iri)
}

// describesItself reports whether a source has a date of its own words.
func (w *claimWorld) describesItself(s quad.Value) bool {
	return slices.ContainsFunc(w.all, func(q quad.Quad) bool {
		return q.Subject == s && q.Label == s && q.Predicate == quads.Date
	})
}

func (w *claimWorld) objects(s quad.Value, predicates ...quad.IRI) []quad.Value {
	var out []quad.Value
	for _, q := range w.all {
		if q.Subject == s && slices.Contains(predicates, q.Predicate.(quad.IRI)) && !slices.Contains(out, q.Object) {
			out = append(out, q.Object)
		}
	}
	return out
}

// toOrigin is one step towards the origin of a label.
func (w *claimWorld) toOrigin(label quad.Value) []quad.Value {
	if who := w.objects(label, quads.WasAttributedTo); len(who) > 0 {
		return who
	}
	return w.objects(label, quads.WasDerivedFrom, quads.WasQuotedFrom)
}

// origins returns who is at the origin of labels: what is reached and leads
// nowhere but in a circle, of which the lowest id counts.
func (w *claimWorld) origins(labels ...quad.Value) map[quad.Value]bool {
	reach := func(from quad.Value) []quad.Value {
		found := []quad.Value{from}
		for i := 0; i < len(found); i++ {
			for _, next := range w.toOrigin(found[i]) {
				if !slices.Contains(found, next) {
					found = append(found, next)
				}
			}
		}
		return found
	}
	out := make(map[quad.Value]bool)
	for _, label := range labels {
		if label == nil {
			out[nil] = true
			continue
		}
		for _, end := range reach(label) {
			circle := reach(end)
			if slices.ContainsFunc(circle, func(v quad.Value) bool { return !slices.Contains(reach(v), end) }) {
				continue
			}
			out[slices.MinFunc(circle, func(a, b quad.Value) int {
				ids := idsFor(w.t, w.src, a, b)
				return int(ids[0]) - int(ids[1])
			})] = true
		}
	}
	return out
}

func (w *claimWorld) independent(a, b []quad.Value) bool {
	for x := range w.origins(a...) {
		for y := range w.origins(b...) {
			if x != y {
				return true
			}
		}
	}
	return false
}

// excludes reports whether two claims on one subject and predicate cannot
// both be true.
func (w *claimWorld) excludes(p, a, b quad.Value) bool {
	single := slices.Contains(w.objects(p, quads.Type), quad.Value(quads.Functional))
	return quads.KeyOf(a).Excludes(quads.KeyOf(b), single)
}

// date returns the day of a label, "" where it is not known: its own, else
// those of what it comes from, the nearest first, as "earliest/latest".
func (w *claimWorld) date(label quad.Value) (from, to string) {
	seen := []quad.Value{label}
	for level := seen; len(level) > 0; {
		var next []quad.Value
		for _, l := range level {
			for _, d := range w.objects(l, quads.Date) {
				if day := string(d.(quad.TypedString).Value); from == "" || day < from {
					from = day
				}
				if day := string(d.(quad.TypedString).Value); day > to {
					to = day
				}
			}
			for _, n := range w.objects(l, quads.WasDerivedFrom, quads.WasQuotedFrom) {
				if !slices.Contains(seen, n) {
					seen, next = append(seen, n), append(next, n)
				}
			}
		}
		if from != "" {
			break
		}
		level = next
	}
	return from, to
}

// older reports whether a label is certainly older than another.
func (w *claimWorld) older(a, b quad.Value) bool {
	_, to := w.date(a)
	from, _ := w.date(b)
	return a != nil && b != nil && to != "" && from != "" && to < from
}

// atOneTime reports whether two independent labels speak of one time.
func (w *claimWorld) atOneTime(some, others []quad.Value) bool {
	for _, a := range some {
		for _, b := range others {
			if w.independent([]quad.Value{a}, []quad.Value{b}) && !w.older(a, b) && !w.older(b, a) {
				return true
			}
		}
	}
	return false
}

// contested is Contested, every claim compared with every other.
func (w *claimWorld) contested(about quad.Value) []string {
	made := w.made(false, func(quad.Value) bool { return true })
	var out []string
	for t, labels := range made {
		if about != nil && t.s != about && t.o != about {
			continue
		}
		var nodes, who []quad.Value
		for _, q := range w.all {
			if q.Predicate == w.names.StancePredicate() && (q.Object == quad.String("denies") || q.Object == quad.String("doubts")) &&
				t == (triple{w.objects(q.Subject, quads.Subject)[0], w.objects(q.Subject, quads.Predicate)[0], w.objects(q.Subject, quads.Object)[0]}) {
				if nodes = append(nodes, q.Subject); len(w.toOrigin(q.Subject)) > 0 {
					who = append(who, q.Subject)
				} else {
					who = append(who, q.Label)
				}
			}
		}
		if !w.independent(labels, who) {
			continue
		}
		for _, v := range append(slices.Clone(labels), nodes...) {
			if line := fmt.Sprint(Denied, t, v); !slices.Contains(out, line) { // a node under two labels
				out = append(out, line)
			}
		}
	}
	for t, labels := range made {
		contest, concerns := Contest(""), about == nil || t.s == about
		for u, others := range made {
			if u.s != t.s || u.p != t.p {
				continue
			}
			for v, more := range made { // is any contest in the group over what was asked about?
				concerns = concerns || v.s == u.s && v.p == u.p && w.excludes(t.p, u.o, v.o) && w.independent(others, more) && (v.o == about || u.o == about)
			}
			if !w.excludes(t.p, t.o, u.o) || !w.independent(labels, others) {
				continue
			}
			if !w.atOneTime(labels, others) {
				if contest == "" {
					contest = Revised
				}
				continue
			}
			contest = Differs
		}
		for _, label := range labels {
			if contest != "" && concerns {
				out = append(out, fmt.Sprint(contest, t, label))
			}
		}
	}
	slices.Sort(out)
	return out
}

func (w *claimWorld) terms(ids ...source.ID) []quad.Value {
	out := make([]quad.Value, len(ids))
	if err := w.src.Terms(context.Background(), ids, out); err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *claimWorld) triple(s Statement) triple {
	v := w.terms(s.S, s.P, s.O)
	return triple{v[0], v[1], v[2]}
}

// same fails where two lists differ; the first is sorted here.
func (w *claimWorld) same(got, want []string) {
	slices.Sort(got)
	if !slices.Equal(got, want) {
		w.t.Fatalf("got\n%s\nwant\n%s\nof\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), fmt.Sprint(w.all))
	}
}

const plenty = 100_000

func TestContestedIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawClaims(t)
		var about quad.Value
		var ids []source.ID
		if rapid.Bool().Draw(t, "about") {
			about = w.names.IRI("a")
			if ids = idsFor(t, w.src, about); len(ids) == 0 {
				return
			}
		}
		voices, err := Contested(context.Background(), w.src, w.names, ids, plenty)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, v := range voices {
			who := w.terms(max(v.Label, v.Node))[0]
			got = append(got, fmt.Sprint(v.Contest, w.triple(Statement{S: v.S, P: v.P, O: v.O}), who))
			if i > 0 && w.voiceOrder(voices[i-1], v) > 0 {
				t.Fatalf("out of order: %v before %v", got[i-1], got[i])
			}
		}
		w.same(got, w.contested(about))
	})
}

func (w *claimWorld) voiceOrder(a, b Voice) int {
	x, y := w.terms(a.S, a.P, a.O, a.Label, a.Node, a.Stance), w.terms(b.S, b.P, b.O, b.Label, b.Node, b.Stance)
	return cmp.Or(quads.Order(x[0], y[0]), quads.Order(x[1], y[1]), orderTrue(a.Contest == Denied, b.Contest == Denied),
		quads.Order(x[2], y[2]), quads.Order(x[5], y[5]), quads.Order(x[3], y[3]), quads.Order(x[4], y[4]))
}

func TestCorroboratedIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawClaims(t)
		n := rapid.IntRange(1, 3).Draw(t, "n")
		var about quad.Value
		var ids []source.ID
		if rapid.Bool().Draw(t, "about") {
			about = w.names.IRI("a")
			if ids = idsFor(t, w.src, about); len(ids) == 0 {
				return
			}
		}
		list, err := Corroborated(context.Background(), w.src, w.names, ids, n, plenty)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for i, c := range list {
			got = append(got, fmt.Sprint(w.triple(c.Statement), c.Documents, c.Origins))
			if i > 0 && !w.before(list[i-1].Statement, c.Statement) {
				t.Fatalf("out of order: %v before %v", got[i-1], got[i])
			}
		}
		for c, labels := range w.made(false, func(quad.Value) bool { return true }) {
			who := w.origins(labels...)
			delete(who, nil)
			documents := make(map[quad.Value]bool)
			for _, l := range labels {
				if iri, ok := l.(quad.IRI); ok && w.names.IsSaid(iri) {
					l = w.objects(l, quads.WasDerivedFrom)[0]
				}
				documents[l] = l != nil
			}
			delete(documents, nil)
			if len(who) >= n && (about == nil || c.s == about || c.o == about) {
				want = append(want, fmt.Sprint(c, len(documents), len(who)))
			}
		}
		slices.Sort(want)
		w.same(got, want)
	})
}

func (w *claimWorld) before(a, b Statement) bool {
	x, y := w.triple(a), w.triple(b)
	return cmp.Or(quads.Order(x.s, y.s), quads.Order(x.p, y.p), quads.Order(x.o, y.o)) < 0
}

// under returns the labels that are a source or lead to it.
func (w *claimWorld) under(sources ...quad.Value) []quad.Value {
	found := slices.Clone(sources)
	for i := 0; i < len(found); i++ {
		for _, q := range w.all {
			leads := q.Predicate == quads.WasAttributedTo || q.Predicate == quads.WasDerivedFrom
			if leads && q.Object == found[i] && !slices.Contains(found, q.Subject) {
				found = append(found, q.Subject)
			}
		}
	}
	return found
}

func TestOnlyIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawClaims(t)
		labels := w.under(rapid.SampledFrom([]quad.Value{w.document(0), w.document(1), w.names.IRI("X")}).Draw(t, "source"))
		list, err := Only(context.Background(), w.src, w.names, idsFor(t, w.src, labels...), plenty)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for i, s := range list {
			got = append(got, fmt.Sprint(w.triple(s), len(s.Labels)))
			if i > 0 && !w.before(list[i-1], s) {
				t.Fatalf("out of order: %v before %v", got[i-1], got[i])
			}
		}
		for c, own := range w.made(true, func(l quad.Value) bool { return slices.Contains(labels, l) }) {
			others := slices.ContainsFunc(w.all, func(q quad.Quad) bool {
				return c == triple{q.Subject, q.Predicate, q.Object} && q.Label != nil && !slices.Contains(labels, q.Label)
			})
			if !others {
				want = append(want, fmt.Sprint(c, len(own)))
			}
		}
		slices.Sort(want)
		w.same(got, want)
	})
}

func TestDifferIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawClaims(t)
		all := rapid.Bool().Draw(t, "all")
		first, second := w.under(w.names.IRI("X")), w.under(w.document(0))
		list, err := Differ(context.Background(), w.src, w.names, idsFor(t, w.src, first...), idsFor(t, w.src, second...), all, plenty)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, d := range list {
			for side, some := range [][]Statement{d.First, d.Second} {
				for _, s := range some {
					got = append(got, fmt.Sprint(side, w.triple(s)))
				}
			}
			if i > 0 && w.aboutOrder(list[i-1].First[0], d.First[0]) >= 0 {
				t.Fatalf("out of order: %v", got)
			}
		}
		w.same(got, w.differ(first, second, all))
	})
}

func (w *claimWorld) aboutOrder(a, b Statement) int {
	x, y := w.triple(a), w.triple(b)
	return cmp.Or(quads.Order(x.s, y.s), quads.Order(x.p, y.p))
}

// differ is Differ, every claim compared with every other.
func (w *claimWorld) differ(first, second []quad.Value, all bool) []string {
	var sides [2]map[triple][]quad.Value
	for i, labels := range [][]quad.Value{first, second} {
		sides[i] = w.made(true, func(l quad.Value) bool { return slices.Contains(labels, l) })
		for t := range sides[i] {
			single := slices.Contains(w.objects(t.p, quads.Type), quad.Value(quads.Functional))
			if !all && !single && !isLiteral(t.o) {
				delete(sides[i], t)
			}
		}
	}
	var out []string
	for i, side := range sides {
		for t := range side {
			speaks, agree := false, false
			for a := range side {
				for b := range sides[1-i] {
					if a.s == t.s && b.s == t.s && a.p == t.p && b.p == t.p {
						speaks = true
						agree = agree || quads.KeyOf(a.o).Agrees(quads.KeyOf(b.o))
					}
				}
			}
			if speaks && !agree {
				out = append(out, fmt.Sprint(i, t))
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestClaimsKeepTheirLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawClaims(t)
		labels := idsFor(t, w.src, w.under(w.document(0))...)
		for name, ask := range map[string]func(context.Context, int) (int, error){
			"contested": func(ctx context.Context, max int) (int, error) {
				out, err := Contested(ctx, w.src, w.names, nil, max)
				return len(out), err
			},
			"corroborated": func(ctx context.Context, max int) (int, error) {
				out, err := Corroborated(ctx, w.src, w.names, nil, 1, max)
				return len(out), err
			},
			"only": func(ctx context.Context, max int) (int, error) {
				out, err := Only(ctx, w.src, w.names, labels, max)
				return len(out), err
			},
		} {
			rows, err := ask(context.Background(), plenty)
			if err != nil {
				t.Fatal(name, err)
			}
			var size *SizeError
			if _, err := ask(context.Background(), max(rows-1, 0)); rows > 0 && !errors.As(err, &size) {
				t.Fatalf("%s holds %d statements and %d is no limit: %v", name, rows, rows-1, err)
			}
			ended, cancel := context.WithCancel(context.Background())
			cancel()
			if _, err := ask(ended, plenty); !errors.Is(err, context.Canceled) {
				t.Fatalf("%s went on when its context had ended: %v", name, err)
			}
		}
	})
}
