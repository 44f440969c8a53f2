package eval_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
	"quipu/graph/eval"
	"quipu/graph/source"
)

// TestData runs the files of testdata/eval. Commands: "quads" sets the graph;
// "run" runs a tree, with "why" for evidence, "max-rows=N", "max-held=N";
// "profile" runs it and prints what each step did.
func TestData(t *testing.T) {
	files, err := filepath.Glob("../../testdata/eval/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata/eval: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			src := newPlain(nil)
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "quads":
					qs, err := algebratest.Quads(d.Input)
					if err != nil {
						d.Fatalf(t, "%v", err)
					}
					src = newPlain(qs)
					return fmt.Sprintf("%d quads\n", len(src.quads))
				case "run":
					return runData(t, src, d)
				case "profile":
					return profile(t, src, d)
				default:
					d.Fatalf(t, "no such command: %s", d.Cmd)
					return ""
				}
			})
		})
	}
}

func runData(t *testing.T, src source.Source, d *datadriven.TestData) string {
	n, err := algebratest.Parse(d.Input)
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	if again, err := algebratest.Parse(n.String()); err != nil || again.String() != n.String() {
		d.Fatalf(t, "the tree does not print as it reads: %v\n%s", err, n)
	}
	o := eval.Options{Why: d.HasArg("why"), Walk: stubWalk, Text: lastPart}
	d.MaybeScanArgs(t, "max-rows", &o.MaxRows)
	d.MaybeScanArgs(t, "max-held", &o.MaxHeld)
	rows, err := eval.Run(context.Background(), src, n, o)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	defer rows.Close()
	var b strings.Builder
	var vars []string
	for _, v := range rows.Vars() {
		vars = append(vars, "?"+v)
	}
	b.WriteString("(" + strings.Join(vars, " ") + ")\n")
	for rows.Next() {
		var cells []string
		for _, v := range rows.Row() {
			cells = append(cells, showValue(v))
		}
		b.WriteString(strings.TrimSpace("- "+strings.Join(cells, " ")) + "\n")
		for _, w := range rows.Why() {
			b.WriteString("  " + showWitness(w) + "\n")
		}
	}
	if err := rows.Err(); err != nil {
		b.WriteString("error: " + err.Error() + "\n")
	}
	for _, note := range rows.Notes() {
		b.WriteString("note: " + note + "\n")
	}
	return b.String()
}

func show(v quad.Value) string { return algebra.Constant(v).String() }

func showValue(v eval.Value) string {
	if v.Path == nil {
		return show(v.Term)
	}
	var hops []string
	for _, h := range v.Path {
		hop := showWitness(h.Witness)
		if !h.Forward {
			hop = "^" + hop
		}
		hops = append(hops, hop)
	}
	return "[" + strings.Join(hops, "; ") + "]"
}

func showWitness(w eval.Witness) string {
	out := show(w.S) + " " + show(w.P) + " " + show(w.O)
	for _, l := range w.Labels {
		if l == nil {
			out += " @none"
		} else {
			out += " @" + show(l)
		}
	}
	return out
}

// lastPart is the text of an entity in these tests.
func lastPart(v quad.Value) (string, bool) {
	iri, ok := v.(quad.IRI)
	return string(iri)[strings.LastIndexByte(string(iri), ':')+1:], ok
}

// stubWalk finds paths of one hop and of two, onward along any link.
func stubWalk(ctx context.Context, src source.Source, from, to []source.ID, spec algebra.WalkSpec) ([]source.Path, string, error) {
	var one, two []source.Path
	onward := func(id source.ID) (out []source.Match) {
		_ = source.Each(ctx, src, func(m source.Match) bool {
			out = append(out, m)
			return true
		}, source.Pattern{id})
		return out
	}
	hop := func(m source.Match) source.Hop {
		return source.Hop{S: m.Quad[0], P: m.Quad[1], O: m.Quad[2], Forward: true}
	}
	ends := map[source.ID]bool{}
	for _, id := range to {
		ends[id] = true
	}
	for _, id := range from {
		for _, m := range onward(id) {
			if ends[m.Quad[2]] {
				one = append(one, source.Path{hop(m)})
			}
			for _, m2 := range onward(m.Quad[2]) {
				if ends[m2.Quad[2]] {
					two = append(two, source.Path{hop(m), hop(m2)})
				}
			}
		}
	}
	all := append(one, two...)
	if len(all) > spec.Limit {
		return all[:spec.Limit], "the limit cut", nil
	}
	return all, "", nil
}
