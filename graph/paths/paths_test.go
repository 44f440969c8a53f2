package paths

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// TestPaths runs ../../testdata/paths/*.txt. A "graph" block holds a line a
// quad (S → p → O @ label or @ speaker @ document; "…" is a literal, p:local
// a prefixed name, [S → p → O] in place of the object, behind a stance, a
// statement node), a "walk" block one walk: A ~ B or A ~> B, then max, limit,
// via, label, denied.
func TestPaths(t *testing.T) {
	files, err := filepath.Glob("../../testdata/paths/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			g := &fixture{names: newNames(t)}
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "graph":
					g.src = newMemory(nil)
					for line := range strings.Lines(d.Input) {
						g.line(strings.TrimSpace(line))
					}
					return ""
				case "walk":
					return g.walk(t, d)
				case "around":
					return g.around(t, d)
				}
				d.Fatalf(t, "unknown command %s", d.Cmd)
				return ""
			})
		})
	}
}

func newNames(t testing.TB) *quads.Names {
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

type fixture struct {
	names *quads.Names
	src   *memory
}

func (f *fixture) term(s string) quad.Value {
	if s == "" {
		return nil
	}
	if strings.HasPrefix(s, `"`) {
		return quad.String(strings.Trim(s, `"`))
	}
	if v, ok, err := quads.Bare(s, f.names); ok && err == nil {
		return v
	}
	if label, ok := strings.CutPrefix(s, "_:"); ok {
		return quad.BNode(label)
	}
	if prefix, local, ok := strings.Cut(s, ":"); ok {
		iri, ok := f.names.Expand(prefix, local)
		if !ok {
			panic("unknown prefix " + prefix)
		}
		return iri
	}
	return f.names.IRI(s)
}

var claimLine = regexp.MustCompile(`^(.*) → (.*) → \[(.*) → (.*) → (.*)\](?: @ (.*))?$`)

func (f *fixture) line(s string) {
	if m := claimLine.FindStringSubmatch(s); m != nil {
		c := quads.Claim{Subject: f.term(m[3]), Predicate: f.term(m[4]), Object: f.term(m[5]), Speaker: f.term(m[1]), Document: f.term(m[6])}
		c.Stance, _ = quads.StanceOf(m[2])
		for _, q := range c.Quads(f.names) {
			f.src.add(q)
		}
		f.src.add(quad.Quad{Subject: f.term(m[1]), Predicate: f.term(m[2]), Object: c.Node(f.names), Label: c.Document})
		return
	}
	s, label, _ := strings.Cut(s, " @ ")
	parts := strings.Split(s, " → ")
	q := quad.Quad{Subject: f.term(parts[0]), Predicate: f.term(parts[1]), Object: f.term(parts[2])}
	if speaker, document, both := strings.Cut(label, " @ "); both {
		node, about := f.names.Said(f.term(speaker), f.term(document))
		for _, q := range about {
			f.src.add(q)
		}
		q.Label = node
	} else {
		q.Label = f.term(label)
	}
	f.src.add(q)
}

func (f *fixture) idsOf(s string) []source.ID {
	var terms []quad.Value
	for name := range strings.SplitSeq(s, ",") {
		terms = append(terms, f.term(strings.TrimSpace(name)))
	}
	ids := make([]source.ID, len(terms))
	_ = f.src.IDs(context.Background(), terms, ids)
	return ids
}

// path reads a via: predicates separated by |, each with ^ or !.
func (f *fixture) path(s string) algebra.Path {
	var alt algebra.Alternative
	for p := range strings.SplitSeq(s, "|") {
		link := func(s string) quad.IRI { return f.term(s).(quad.IRI) }
		switch {
		case strings.HasSuffix(p, "+"):
			alt.Paths = append(alt.Paths, algebra.Repeat{Path: algebra.Link{IRI: link(p[:len(p)-1])}, Min: 1, Max: -1})
		case strings.HasPrefix(p, "^"):
			alt.Paths = append(alt.Paths, algebra.Inverse{Path: algebra.Link{IRI: link(p[1:])}})
		case strings.HasPrefix(p, "!^"):
			alt.Paths = append(alt.Paths, algebra.NotLinks{Backward: []quad.IRI{link(p[2:])}})
		case strings.HasPrefix(p, "!"):
			alt.Paths = append(alt.Paths, algebra.NotLinks{Forward: []quad.IRI{link(p[1:])}})
		default:
			alt.Paths = append(alt.Paths, algebra.Link{IRI: link(p)})
		}
	}
	return alt
}

func (f *fixture) walk(t *testing.T, d *datadriven.TestData) string {
	var spec algebra.WalkSpec
	work := false
	text, options, _ := strings.Cut(d.Input, "\n")
	for option := range strings.Lines(options) {
		name, value, _ := strings.Cut(strings.TrimSpace(option), " ")
		switch name {
		case "max":
			spec.Max, _ = strconv.Atoi(value)
		case "limit":
			spec.Limit, _ = strconv.Atoi(value)
		case "via":
			if spec.ViaAny = value == "*"; !spec.ViaAny {
				spec.Via = f.path(value)
			}
		case "denied":
			spec.IncludingDenied = true
		case "shortest":
			spec.AllShortest = true
		case "since":
			spec.Since = date(value)
		case "until":
			spec.Until = date(value)
		case "weighted":
			spec.WeightedBy = f.term(value)
		case "rarity":
			spec.ByRarity = true
		case "hubs":
			spec.HubLinks, _ = strconv.Atoi(value)
		case "origins":
			spec.MinOrigins, _ = strconv.Atoi(value)
		case "uncontested":
			spec.Uncontested = true
		case "one":
			spec.OneSource = true
		case "leads", "exact", "not", "none":
			spec.Label.Kind = map[string]algebra.LabelKind{"leads": algebra.LeadsTo, "exact": algebra.ExactLabel,
				"not": algebra.NotLeadsTo, "none": algebra.NoLabel}[name]
			if value != "" {
				spec.Label.Terms = []algebra.Term{{Value: f.term(value)}}
			}
		case "said":
			speaker, document, _ := strings.Cut(value, " @ ")
			spec.Label = algebra.Label{Kind: algebra.SaidIn, Terms: []algebra.Term{{Value: f.term(speaker)}, {Value: f.term(document)}}}
		case "bind":
			spec.Label = algebra.Label{Kind: algebra.BindLabel, Var: "s"}
		case "work":
			work = true
		default:
			d.Fatalf(t, "unknown option %s", name)
		}
	}
	from, to, undirected := strings.Cut(text, " ~ ")
	if !undirected {
		spec.Directed = true
		from, to, _ = strings.Cut(text, " ~> ")
	}
	r, err := Find(context.Background(), f.src, f.names, f.idsOf(from), f.idsOf(to), spec)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var out strings.Builder
	for _, p := range r.Paths {
		out.WriteString(f.show(p) + "\n")
	}
	switch {
	case r.Cut:
		out.WriteString("(more)\n")
	case r.Full:
		out.WriteString("(full)\n")
	}
	if r.Undated+r.Unweighed > 0 {
		fmt.Fprintf(&out, "(%d undated, %d unweighed)\n", r.Undated, r.Unweighed)
	}
	if r.Left != nil {
		out.WriteString(r.Left.String() + "\n")
	}
	if work {
		fmt.Fprintf(&out, "%+v\n", r.Work)
	}
	return out.String()
}

// date reads a date: 2024, 2024-03 or 2024-03-22.
func date(s string) quad.Value {
	return quad.TypedString{Value: quad.String(s), Type: map[int]quad.IRI{4: quads.XSDYear, 7: quads.XSDMonth, 10: quads.XSDDate}[len(s)]}
}

func (f *fixture) show(p source.Path) string {
	var out strings.Builder
	if p[len(p)-1].Weight > 0 || p[0].Weight > 0 {
		var sum float64
		for _, h := range p {
			sum += h.Weight
		}
		fmt.Fprintf(&out, "%.2f: ", sum)
	}
	for i, h := range p {
		from, to := h.S, h.O
		if !h.Forward {
			from, to = to, from
		}
		if i == 0 {
			out.WriteString(f.name(from))
		}
		arrow := " → %s → %s"
		if !h.Forward {
			arrow = " ← %s ← %s"
		}
		predicate := f.name(h.P)
		if h.Denied {
			predicate += " (denied)"
		}
		fmt.Fprintf(&out, arrow, predicate, f.name(to))
	}
	return out.String()
}

func (f *fixture) name(id source.ID) string {
	v := f.src.terms[id-2]
	if iri, ok := v.(quad.IRI); ok {
		if name, ok := f.names.Name(iri); ok {
			return name
		}
	}
	return v.String()
}

func (f *fixture) around(t *testing.T, d *datadriven.TestData) string {
	var depth, perNode int
	d.ScanArgs(t, "depth", &depth)
	d.MaybeScanArgs(t, "each", &perNode)
	n, err := Around(context.Background(), f.src, f.names, f.idsOf(d.Input), algebra.WalkSpec{Max: depth, Cap: perNode})
	if err == nil {
		err = n.Order(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for i, shell := range n.Hops {
		for _, h := range shell {
			fmt.Fprintf(&out, "%d: %s → %s → %s\n", i+1, f.name(h.S), f.name(h.P), f.name(h.O))
		}
	}
	if n.Cut > 0 {
		fmt.Fprintf(&out, "(%d more)\n", n.Cut)
	}
	return out.String()
}
