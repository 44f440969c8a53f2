package intake_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/graph/intake"
	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/text/document"
)

// TestIntake runs testdata/intake/*.txt; see world.run for the directives.
func TestIntake(t *testing.T) {
	datadriven.Walk(t, "../../testdata/intake", func(t *testing.T, path string) {
		w := newWorld(t)
		datadriven.RunTest(t, path, w.run)
	})
}

// A world is a graph that documents come to.
type world struct {
	graph *graph.Graph
	names *quads.Names
	docs  []*intake.Document // since the last add
}

func newWorld(t *testing.T) *world {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	return &world{graph: g, names: g.Names()}
}

// run runs a directive:
//
//	load [from=nquads]        statements, in the arrow notation unless said
//	document name=a.txt [url=…] [source=…] [extractor=1] [date=…] [title=…]
//	add [size=N]              takes the documents in, N a batch, and reports
//	accept, reject            the claim of a line
//	rename document=… from=… to=…
//	claims, quads             what the graph has
func (w *world) run(t *testing.T, d *datadriven.TestData) string {
	t.Helper()
	switch d.Cmd {
	case "load":
		from := "arrows"
		d.MaybeScanArgs(t, "from", &from)
		in := graph.Input{Path: "-", From: from, Stdin: strings.NewReader(d.Input)}
		if _, err := w.graph.Load(t.Context(), []graph.Input{in}, graph.LoadOptions{}); err != nil {
			return err.Error()
		}
		return ""
	case "document":
		doc, err := w.document(d)
		if err != nil {
			return err.Error()
		}
		w.docs = append(w.docs, doc)
		return fmt.Sprint("<", doc.Node, ">")
	case "add":
		return w.add(t, d)
	case "accept", "reject":
		return w.decide(t, d)
	case "rename":
		var of, from, to string
		d.ScanArgs(t, "document", &of)
		d.ScanArgs(t, "from", &from)
		d.ScanArgs(t, "to", &to)
		of = strings.ReplaceAll(of, "_", " ")
		r, err := review.New(w.graph, "ada")
		if err == nil {
			_, err = r.Rename(t.Context(), "it", w.names.IRI(of), w.names.IRI(from), w.names.IRI(to))
		}
		return failure(err)
	case "claims", "quads":
		return w.show(t, d.Cmd == "claims")
	}
	t.Fatalf("no directive %s", d.Cmd)
	return ""
}

func failure(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

// document reads a document: its text is the lines that begin with no sign.
//
//   - Subject | predicate | object [| speaker | stance]
//     = name | name | reason
//     ? language | sentences | passage
func (w *world) document(d *datadriven.TestData) (*intake.Document, error) {
	arg := func(key string) string {
		for _, a := range d.CmdArgs {
			if a.Key == key && len(a.Vals) > 0 {
				return strings.ReplaceAll(strings.Join(a.Vals, ", "), "_", " ")
			}
		}
		return ""
	}
	doc := &intake.Document{Name: arg("name")}
	var claims, offers []string
	for _, line := range strings.Split(d.Input, "\n") {
		sign, rest, _ := strings.Cut(line, " ")
		switch sign {
		case "-":
			claims = append(claims, rest)
		case "=":
			offers = append(offers, rest)
		case "?":
			parts := split(rest)
			n, err := strconv.Atoi(parts[1])
			if err != nil {
				return nil, err
			}
			start := len(doc.Text)
			doc.Text += parts[2] + "\n"
			doc.Foreign = append(doc.Foreign, intake.Foreign{Language: parts[0], Start: start, End: len(doc.Text), Sentences: n})
		default:
			doc.Text += line + "\n"
		}
	}
	sum := sha256.Sum256([]byte(d.Input))
	doc.Origin = intake.Origin{URL: arg("url"), Source: arg("source"), Text: doc.Text, SHA256: hex.EncodeToString(sum[:]), Extractor: arg("extractor")}
	in, err := intake.New(context.Background(), w.graph)
	if err != nil {
		return nil, err
	}
	if doc.Node, err = in.Node(doc.Origin); err != nil {
		return nil, err
	}
	about := func(p quad.IRI, o quad.Value) {
		doc.About = append(doc.About, quad.Quad{Subject: doc.Node, Predicate: p, Object: o, Label: doc.Node})
	}
	about(quads.Text, quad.String(doc.Text))
	if title := arg("title"); title != "" {
		about(quads.Title, quad.String(title))
	}
	if date := arg("date"); date != "" {
		about(quads.Date, quads.Literal(date, quads.XSDDate))
	}
	doc.Sketch = document.Shingles(doc.Text)
	for _, line := range claims {
		doc.Claims = append(doc.Claims, w.claim(doc.Node, line)...)
	}
	for _, line := range offers {
		parts := split(line)
		doc.Offers = append(doc.Offers, quads.Offer{
			Subject: w.names.IRI(parts[0]), Predicate: quads.SameAs, Object: w.names.IRI(parts[1]), Reason: parts[2], Confidence: 0.5,
		})
	}
	return doc, nil
}

func split(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// claim makes a claim as package text does; an object in brackets is one too.
func (w *world) claim(doc quad.IRI, line string) []intake.Claim {
	parts := split(line)
	c := quads.Claim{Subject: w.names.IRI(parts[0]), Predicate: w.names.IRI(parts[1]), Document: doc, Stance: quads.Asserts}
	label, about := quad.Value(doc), []quad.Quad(nil)
	if len(parts) > 4 {
		c.Speaker, c.Stance = w.names.IRI(parts[3]), quads.Stance(parts[4])
		label, about = w.names.Said(c.Speaker, doc)
	}
	c.Object = w.names.IRI(parts[2])
	node := c.Node(w.names)
	all := append(c.Quads(w.names), quad.Quad{
		Subject: node, Predicate: w.names.ConfidencePredicate(), Object: quads.Literal("0.80", quads.XSDDecimal), Label: doc,
	})
	if c.Stance == quads.Asserts {
		all = append(append(all, about...), quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label})
	}
	if c.Speaker != nil {
		all = append(all, quad.Quad{Subject: c.Speaker, Predicate: w.names.IRI(string(c.Stance)), Object: node, Label: doc})
	}
	return []intake.Claim{{Node: node, Quads: all}}
}

func (w *world) add(t *testing.T, d *datadriven.TestData) string {
	size := len(w.docs)
	d.MaybeScanArgs(t, "size", &size)
	in, err := intake.New(t.Context(), w.graph)
	if err != nil {
		return err.Error()
	}
	var lines []string
	for batch := range slices.Chunk(w.docs, max(1, size)) {
		report, err := in.Add(t.Context(), batch)
		if err != nil {
			return err.Error()
		}
		for _, o := range report.Outcomes {
			lines = append(lines, fmt.Sprintf("%s: claims=%d new=%d gone=%d offers=%d known=%t", o.Document.Name, o.Claims, o.New, o.Gone, o.Offers, o.Known))
		}
		lines = append(lines, report.Lines(w.names)...)
		lines = append(lines, fmt.Sprintf("+%d -%d quads", report.Added, report.Removed))
	}
	w.docs = nil
	return strings.Join(lines, "\n")
}

func (w *world) decide(t *testing.T, d *datadriven.TestData) string {
	var of string
	d.ScanArgs(t, "document", &of)
	r, err := review.New(w.graph, "ada")
	if err != nil {
		return err.Error()
	}
	node := w.claim(w.names.IRI(strings.ReplaceAll(of, "_", " ")), d.Input)[0].Node
	if d.Cmd == "accept" {
		_, err = r.Accept(t.Context(), "it", node)
	} else {
		_, err = r.Reject(t.Context(), "it", node)
	}
	return failure(err)
}

// show lists the graph's quads, or the statements of its statement nodes and
// its edges, without what decisions and sketches take up.
func (w *world) show(t *testing.T, claims bool) string {
	src, err := w.graph.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var lines []string
	said := map[quad.Value][3]quad.Value{}
	all, err := source.Quads(t.Context(), src, source.Pattern{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		n := said[q.Subject]
		switch q.Predicate {
		case quads.Subject:
			n[0] = q.Object
		case quads.Predicate:
			n[1] = q.Object
		case quads.Object:
			n[2] = q.Object
		}
		said[q.Subject] = n
	}
	var word func(v quad.Value) string
	word = func(v quad.Value) string {
		iri, ok := v.(quad.IRI)
		if !ok {
			return quads.Printable(fmt.Sprint(v))
		}
		if n := said[iri]; n[0] != nil {
			return "[" + word(n[0]) + " " + word(n[1]) + " " + word(n[2]) + "]"
		}
		if name, ok := w.names.Name(iri); ok {
			return name
		}
		if w.names.IsSaid(iri) {
			return "said"
		}
		if prefix, local, ok := w.names.Compact(iri); ok {
			return prefix + ":" + local
		}
		return strings.TrimPrefix(string(iri), w.names.Base())
	}
	for _, q := range all {
		iri, _ := q.Subject.(quad.IRI)
		if q.Predicate == w.names.SketchPredicate() || w.names.IsReview(iri) {
			continue
		}
		switch {
		case !claims:
			lines = append(lines, fmt.Sprintf("%s %s %s @ %s", word(q.Subject), word(q.Predicate), word(q.Object), word(q.Label)))
		case w.names.IsStatementNode(iri) && q.Predicate == w.names.StancePredicate():
			lines = append(lines, word(iri)+" "+word(q.Object))
		case !w.names.IsNode(iri) && q.Subject != q.Label:
			lines = append(lines, fmt.Sprintf("edge %s %s %s @ %s", word(q.Subject), word(q.Predicate), word(q.Object), word(q.Label)))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
