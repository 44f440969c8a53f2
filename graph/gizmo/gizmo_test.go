package gizmo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/algebra"
	"quipu/quads"
)

// bench is a host without a graph: every name is known, and every tree has no
// solution but the ones given.
type bench struct {
	out    []Output
	rows   [][]quad.Value
	solved []algebra.Node
	after  func() // called by Solve
}

func (b *bench) Resolve(_ context.Context, texts []string, _ Place) ([]quad.Value, error) {
	out := make([]quad.Value, len(texts))
	for i, text := range texts {
		if text != "nobody" {
			out[i] = quad.IRI(quads.Base + text)
		}
	}
	return out, nil
}

func (b *bench) Has(_ context.Context, terms []quad.Value) ([]quad.Value, error) { return terms, nil }

func (b *bench) Solve(_ context.Context, tree algebra.Node, vars []string, f func([]quad.Value) error) error {
	b.solved = append(b.solved, tree)
	if b.after != nil {
		b.after()
	}
	for _, row := range b.rows {
		for len(row) < len(vars) {
			row = append(row, nil)
		}
		if err := f(row[:len(vars)]); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) Put(out Output) error {
	b.out = append(b.out, out)
	return nil
}

func (b *bench) Missing(quad.IRI)            {}
func (b *bench) Unproved(string)             {}
func (b *bench) Prefixes() map[string]string { return map[string]string{"rdf": quads.RDF} }

// TestLower runs ../../testdata/gizmo/lower: scripts and the trees that they
// ask for.
func TestLower(t *testing.T) {
	datadriven.RunTest(t, "../../testdata/gizmo/lower", func(t *testing.T, d *datadriven.TestData) string {
		b := &bench{}
		if err := Run(context.Background(), b, Script{Text: d.Input}); err != nil {
			return fmt.Sprintf("error: %v\n", err)
		}
		var out strings.Builder
		for _, o := range b.out {
			for _, c := range o.Columns {
				fmt.Fprintf(&out, "%s=?%s ", c.Name, c.Var)
			}
			fmt.Fprintf(&out, "\n%s\n", o.Tree)
		}
		return out.String()
	})
}

// TestNative: what a script gets for a term means that term when it comes
// back.
func TestNative(t *testing.T) {
	for _, v := range []quad.Value{
		quad.IRI("urn:quipu:a_b"), quad.BNode("x"), quad.String("<not an IRI>"), quad.String("_:x"), quad.String(`"q" \n`),
		quad.LangString{Value: "line\nline\t\\", Lang: "de"}, quad.LangString{Value: `a "b"`, Lang: "en"},
		quads.Literal("2024-03-22", quads.XSDDate), quads.Literal(`\n"^^<x>`, "http://example.org/t"),
		quads.Literal("01", quads.XSDInteger), quads.Literal("9007199254740993", quads.XSDInteger),
	} {
		text, ok := native(v).(string)
		if !ok {
			t.Errorf("%v is %v", v, native(v))
			continue
		}
		if got, ok := parseTerm(text); !ok || got != v {
			t.Errorf("%v is %s in a script, and %v when it comes back", v, text, got)
		}
	}
	for v, want := range map[quad.Value]any{
		quad.String("plain"): "plain", quads.Literal("-7", quads.XSDInteger): int64(-7), quads.Literal("true", quads.XSDBoolean): true,
	} {
		if got := native(v); got != want {
			t.Errorf("%v is %v, want %v", v, got, want)
		}
	}
}

// TestHostError: what the host fails with ends the script, whatever it
// catches.
func TestHostError(t *testing.T) {
	b := &bench{rows: [][]quad.Value{{quad.String("x")}}}
	broken := errors.New("broken")
	host := failing{b, broken}
	for _, text := range []string{
		`g.V("a").all()`, `try { g.V("a").all() } catch (e) {}; g.emit(1)`,
		`g.V("a").forEach(function() { try { g.emit(1) } catch (e) {} })`, `while (true) try { g.emit(1) } catch (e) {}`,
	} {
		if err := Run(context.Background(), host, Script{Text: text}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

type failing struct {
	*bench
	err error
}

func (f failing) Put(Output) error { return f.err }

// TestThrowInCallback: an error of the script's own passes through the host.
func TestThrowInCallback(t *testing.T) {
	b := &bench{rows: [][]quad.Value{{quad.String("x")}}}
	err := Run(context.Background(), b, Script{File: "q.gizmo", Text: "g.V('a').forEach(function(d) {\n  throw new Error('no ' + d.id)\n})"})
	if err == nil || !strings.HasPrefix(err.Error(), "q.gizmo:2:") || !strings.Contains(err.Error(), "no x") {
		t.Errorf("got %v", err)
	}
	err = Run(context.Background(), b, Script{Text: "try { g.V('a').forEach(function(d) { throw 1 }) } catch (e) { g.emit(e); g.V('a').toArray() }"})
	if err != nil || len(b.out) != 1 {
		t.Errorf("%v, %d results", err, len(b.out))
	}
}

// TestGate: a script that is given up reaches its host no more.
func TestGate(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	b := &bench{rows: [][]quad.Value{{quad.String("x")}}, after: cancel}
	err := Run(ctx, b, Script{Text: `g.V("a").forEach(function() { new Array(2e7).fill(0); g.emit(1) })`})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if len(b.out) != 0 {
		t.Error("a result came after the end")
	}
}

// TestMemory: a script that fills the memory is ended.
func TestMemory(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := newSession(ctx, &bench{}, Script{Text: `var all = []; while (true) all.push(new Array(100000).fill(1))`})
	if err != nil {
		t.Fatal(err)
	}
	s.memory = 32 << 20
	err = s.guard()
	var limit *LimitError
	if !errors.As(err, &limit) {
		t.Errorf("want a limit, got %v", err)
	}
}

// TestTexts: no operator makes a text of more than maxText, however it is
// written, and a script that makes a shorter one is none the wiser.
func TestTexts(t *testing.T) {
	for _, text := range []string{
		"var s = 'x'; for (;;) s += s", "var s = 'x'; for (;;) s = s + s", "var s = 'x'; for (;;) s = `${s}${s}`",
		"var o = {s: 'é'}; for (;;) o.s += o.s", "var s = 'x'; const f = () => s + s; for (;;) s = f()",
		"var s = 'x'; function f(a = s + s) { return a } for (;;) s = f()", "class C { s = s + s } var s = 'x'; for (;;) s = new C().s",
		"var s = 'x'; for (;;) try { s += s } catch (e) {}", "var s = 'x'; for (;;) s = [s + s][0]", "var s = 'x'; for (;;) ({s} = {s: s + s})",
		"var s = 'x'; globalThis['<measured>'] = x => x; delete globalThis['<measured>']; for (;;) s += s",
		"var s = 'x'; while ((s += s).length) { }", "var s = 'x'; for (;; s += s) { }", "var s = 'x', o = {get p() { return s += s }}; for (;;) o.p",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		s, err := newSession(ctx, &bench{}, Script{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		s.memory = 1 << 40
		var limit *LimitError
		if err := s.guard(); !errors.As(err, &limit) || !strings.Contains(err.Error(), "16 MiB") {
			t.Errorf("%s: %v", text, err)
		}
		cancel()
	}
	b := &bench{}
	err := Run(context.Background(), b, Script{Text: "var s = 'a', n = 1; s += n + n; s = `${s + s}-${n}`; g.emit(s)"})
	if err != nil || len(b.out) != 1 || b.out[0].Columns[0].Value != quad.String("a2a2-1") {
		t.Errorf("%v, %v", b.out, err)
	}
}

// TestHostile: nothing a script does is a panic, a crash or an endless wait.
func TestHostile(t *testing.T) {
	deep := strings.Repeat
	for _, text := range []string{
		deep("(", 9000), deep("[", 9000), deep("{", 60000), deep("!", 60000) + "1", "/" + deep("(", 60000) + "/", deep("a=>", 1000) + "1",
		deep("x", maxScript+1), "\x00", "\xff", "#", "#!x\n#", "new ArrayBuffer(1e15)", "new Uint8Array(1e15)",
		"p = new Proxy({}, {get: function(t, k) { return p[k] }}); p.x", "o = {toString: function() { return '' + o }}; '' + o",
		"throw null", "throw undefined", "throw {}", "throw g", "throw g.V()", "g", "g.V", "Symbol()", "g.V(Symbol())", "g.emit(Symbol())",
		"g.V.call(null).all.call(1)", "Object.setPrototypeOf(g.V(), null).out()", "g.emit(g)", "g.emit(NaN)", "g.emit(10n)", "10n",
		"g.V(new Date(NaN)).all()", "g.V(-0, 1e308, NaN, 1/0).all()", "g.V().limit(1e400)", "g.V().limit(2**53)", "g.V().skip(-1)",
		"g.V([[['a']]]).all()", "var a = []; a[4e9] = 1; g.V(a)", "g.V(new Proxy([], {})).all()",
		"var p = g.V(); for (var i = 0; i < 300; i++) p = p.union(p); p.all()", "var p = g.V('a'); while (true) p = p.out('p')",
		"var p = g.M().out('p'); for (var i = 0; i < 60; i++) p = g.M().follow(p).follow(p); g.V('a').followR(p).all()",
		"g.V('a').tag('\\x1b').all()", "g.V('a').tag('').all()", "g.addNamespace()", "g.addNamespace('a')", "iri()", "lang('a')", "typed('a')",
		"delete g.V; g.V = 1; g.V('a')", "Object.prototype.out = 1; g.V('a').out('p').all()", "Array.prototype.map = null; g.V('a').toArray()",
		"[].constructor.constructor('return 1')()", "async function f() { await 1; throw 2 } f()", "Promise.reject(1)",
		"var d = []; for (var i = 0; i < 1e4; i++) d = [d]; g.emit(d)", "var c = []; c[0] = c; g.emit(c)", "var c = {}; c.c = c; g.emit(c)",
		"g.emit({get x() { throw 1 }})", "g.V({get length() { throw 1 }})", "({get x() { return g.V() }}).x.all()",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err := Run(ctx, &bench{}, Script{Text: text})
		cancel()
		if errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%.60q took all its time", text)
		}
		if err != nil && (strings.Contains(err.Error(), "broke the JavaScript runtime") || strings.Contains(err.Error(), "runtime error")) {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}

// FuzzRun: no text is a panic, and an error is one line.
func FuzzRun(f *testing.F) {
	for _, text := range []string{
		`g.V("a").out("p").tag("t").back("t").all()`, `g.V().followRecursive(g.M().both()).count()`, `g.emit({a: [1, "x"]})`,
		`g.V("a").labelContext("s").saveOpt("p", "t").or(g.V("b")).limit(3).order().tagArray()`,
		`g.V("a").filter(regex("x", true), gt(3), like("%")).unique().except(g.M().in()).toValue()`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		b := &bench{rows: [][]quad.Value{{quad.IRI("urn:quipu:a"), quad.IRI("urn:quipu:b")}}}
		err := Run(ctx, b, Script{Text: text})
		if err == nil {
			return
		}
		if strings.ContainsAny(err.Error(), "\n\x1b") || strings.Contains(err.Error(), "broke the JavaScript runtime") {
			t.Errorf("%q: %v", text, err)
		}
	})
}
