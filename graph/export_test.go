package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/source"
	"quipu/graph/store"
	"quipu/quads"
	"quipu/quads/rdf"
)

// anyTerm draws terms of which some begin alike, and some are the same in RDF.
func anyTerm(places string) *rapid.Generator[quad.Value] {
	return rapid.Custom(func(t *rapid.T) quad.Value {
		text := rapid.StringMatching(`[ab é]{0,3}`).Draw(t, "text")
		switch rapid.SampledFrom(strings.Split(places, "")).Draw(t, "kind") {
		case "b":
			return quad.BNode("q" + rapid.StringMatching(`[ab]{1,3}`).Draw(t, "label"))
		case "s":
			return quad.String(text)
		case "l":
			return quad.LangString{Value: quad.String(text), Lang: rapid.SampledFrom([]string{"en", "EN", "de"}).Draw(t, "tag")}
		case "t":
			return quad.TypedString{Value: quad.String(text), Type: rapid.SampledFrom([]quad.IRI{quads.XSDString, quads.XSDInteger}).Draw(t, "type")}
		case "-":
			return nil
		}
		return quad.IRI("urn:" + rapid.StringMatching(`[ab/!é]{0,3}`).Draw(t, "iri"))
	})
}

// An export is the distinct lines of the quads, sorted, whether the writer
// takes terms or their canonical forms.
func TestExportSorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, err := Memory(Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		var all []quad.Quad
		var want []string
		for range rapid.IntRange(0, 40).Draw(t, "size") {
			q := quad.Quad{
				Subject: anyTerm("ib").Draw(t, "s"), Predicate: anyTerm("i").Draw(t, "p"),
				Object: anyTerm("ibslt").Draw(t, "o"), Label: anyTerm("ib-").Draw(t, "l"),
			}
			line, err := rdf.AppendQuad(nil, q)
			if err != nil {
				t.Fatal(err)
			}
			all, want = append(all, q), append(want, string(line))
		}
		if _, err := g.Apply(ctx, all, nil); err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		want = slices.Compact(want)
		src, err := g.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for name, src := range map[string]source.Source{
			"any": struct{ source.Source }{src}, "its own": src, "ordered": orderedSource{src, want, len(want) + 1},
		} {
			for _, hide := range []bool{false, true} {
				var b strings.Builder
				var w quads.Writer = rdf.NewWriter(&b)
				if hide {
					w = struct{ quads.Writer }{w}
				}
				var last int64
				n, err := Export(ctx, src, w, ExportOptions{Progress: func(written, _ int64) { last = written }})
				if err != nil || n != int64(len(want)) || last != n {
					t.Errorf("%s source: wrote %d, told of %d, want %d, %v", name, n, last, len(want), err)
				}
				if got := b.String(); got != strings.Join(want, "") {
					t.Errorf("%s source: wrote\n%swant\n%s", name, got, strings.Join(want, ""))
				}
			}
		}
	})
}

// orderedSource knows the order of its lines.
type orderedSource struct {
	source.Source
	lines []string
	fails int // the line that cannot be read
}

var errUnread = errors.New("the line cannot be read")

func (s orderedSource) Ordered(ctx context.Context) (source.FormCursor, bool, error) {
	return &lineCursor{ctx: ctx, orderedSource: s}, true, nil
}

type lineCursor struct {
	orderedSource
	ctx   context.Context
	at    int
	given []source.Forms
}

func (c *lineCursor) Next(buf []source.Forms) (n int, err error) {
	for ; n < len(buf) && c.at < len(c.lines); n++ {
		if c.at == c.fails {
			return 0, errUnread
		}
		buf[n] = formsOf(c.lines[c.at])
		c.given = append(c.given, buf[n])
		c.at++
	}
	return n, c.ctx.Err()
}

// Close overwrites what was given: it is no longer good.
func (c *lineCursor) Close() error {
	for _, forms := range c.given {
		for _, form := range forms {
			clear(form)
		}
	}
	return nil
}

// formsOf returns the forms of a line's terms.
func formsOf(line string) (forms source.Forms) {
	s := rdf.NewScanner(strings.NewReader(line), rdf.ScanOptions{})
	s.Scan()
	q := s.Quad()
	for i, span := range [4]*rdf.Span{&q.Subject, &q.Predicate, &q.Object, &q.Label} {
		forms[i] = span.AppendCanonical(nil)
	}
	return forms
}

// Export from an ordered source ends with the first error of either side.
func TestExportOrderedFails(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i := range 20 * quadsPage {
		lines = append(lines, fmt.Sprintf("<urn:%06d> <urn:p> <urn:o> .\n", i))
	}
	if n, err := Export(ctx, orderedSource{src, lines, 5000}, rdf.NewWriter(io.Discard), ExportOptions{}); !errors.Is(err, errUnread) || n > 5000 {
		t.Errorf("wrote %d quads, then %v", n, err)
	}
	full := errors.New("the disk is full")
	if _, err := Export(ctx, orderedSource{src, lines, -1}, rdf.NewWriter(failingWriter{full}), ExportOptions{}); !errors.Is(err, full) {
		t.Errorf("a full disk: %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	o := ExportOptions{Progress: func(int64, int64) { cancel() }}
	if n, err := Export(stopped, orderedSource{src, lines, -1}, rdf.NewWriter(io.Discard), o); !errors.Is(err, context.Canceled) || n == int64(len(lines)) {
		t.Errorf("cancelled: wrote %d quads, then %v", n, err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

// What Cayley lets into a store and RDF does not have is refused.
func TestExportRefuses(t *testing.T) {
	a, literal := quad.IRI("urn:a"), quad.String("a")
	for _, q := range []quad.Quad{
		{Subject: literal, Predicate: a, Object: a},
		{Subject: a, Predicate: literal, Object: a},
		{Subject: a, Predicate: quad.BNode("a"), Object: a},
		{Subject: a, Predicate: a, Object: a, Label: literal},
	} {
		s := store.Memory("")
		err := store.NewQuadStore(s).ApplyDeltas([]cayley.Delta{{Quad: q, Action: cayley.Add}}, cayley.IgnoreOpts{})
		if err != nil {
			t.Fatal(err)
		}
		src, err := s.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var refused *rdf.ValueError
		var b strings.Builder
		if _, err := Export(ctx, src, rdf.NewWriter(&b), ExportOptions{}); !errors.As(err, &refused) || b.Len() > 0 {
			t.Errorf("%v: wrote %q, %v", q, b.String(), err)
		}
	}
}

// Ids of other sources may be as large as they like.
func TestNumbering(t *testing.T) {
	n := newNumbering(1)
	ids := []source.ID{7, 1, 1 << 60, 1<<64 - 1, 5000, 1 << 60, 7}
	want := []uint32{0, 1, 2, 3, 4, 2, 0}
	for i, id := range ids {
		if got := n.number(id); got != want[i] {
			t.Errorf("%d has the number %d, want %d", id, got, want[i])
		}
	}
	if !slices.Equal(n.ids, ids[:5]) {
		t.Errorf("ids are %v", n.ids)
	}
}
