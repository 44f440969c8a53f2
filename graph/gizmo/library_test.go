package gizmo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
)

// TestLibraryLimits: one call of JavaScript's own library neither takes long
// nor makes much out of little. Each of these ended the process, or went on
// after it was told to end, where the runtime is used as it comes.
func TestLibraryLimits(t *testing.T) {
	for _, text := range []string{
		// Lists that are long without being large.
		`new Array(4e9).fill(0)`, `new Array(4e9).forEach(function() {})`, `[...new Array(1e9)]`, `Math.max(...new Array(1e9))`,
		`Math.max.apply(null, {length: 1e9})`, `Math.max.apply(null, new Array(1e9))`, `Array.from({length: 4e9})`, `new Set(new Array(4e9))`,
		`new Map(new Array(4e9).entries())`, `[].concat.apply([], new Array(1e5).fill(new Array(1e6)))`, `JSON.stringify(new Array(4e9))`,
		`var n = 1; Array.prototype.map.call({get length() { return n *= 1e5 }}, String); Array.prototype.map.call({length: 4e9}, String)`,
		`String.raw({raw: {length: 4e9}})`, `[1].concat({length: 4e9, [Symbol.isConcatSpreadable]: true})`,
		// Texts that are made of few.
		`"a".repeat(1e6).replaceAll("a", "b".repeat(1e5))`, `"a".repeat(1e4).replace(/a/g, "b".repeat(1e4))`,
		`"a".repeat(1e4).replace(/a/g, function() { return "b".repeat(1e4) })`, `"a".repeat(1e6).replace(/a/g, "$'")`,
		`new Array(1e5).fill("x".repeat(1e6)).join()`, `String(new Array(1e5).fill("x".repeat(1e6)))`, `"" + [new Array(1e5).fill("x".repeat(1e6))]`,
		`"".concat.apply("", new Array(1e5).fill("x".repeat(1e6)))`, `new Array(1e5).fill("x".repeat(1e6)).toLocaleString()`,
		`var a = ["x".repeat(1e6)]; for (var i = 0; i < 30; i++) a = [a, a]; String(a)`,
		`var a = ["x".repeat(1e6)]; for (var i = 0; i < 30; i++) a = [a, a]; JSON.stringify(a)`,
		`var a = [1]; for (var i = 0; i < 30; i++) a = [a, a]; a.flat(Infinity)`, `"x".padEnd(1e9)`,
		// Expressions that the runtime's parser cannot take.
		`new RegExp("(".repeat(1e6))`, `RegExp("(".repeat(1e6))`, `"x".match("(".repeat(1e6))`, `"x".matchAll("(".repeat(1e6))`,
		`"x".search({toString() { return "(".repeat(1e6) }})`, `/x/.compile("(".repeat(1e6))`, `new (/x/.constructor)("(".repeat(1e6))`,
		`class A extends RegExp { constructor() { super("(".repeat(1e6)) } }; new A()`,
		`regex("x".repeat(1e6))`, `like("x".repeat(1e6))`,
	} {
		err := Run(context.Background(), &bench{}, Script{Text: text})
		var limit *LimitError
		if !errors.As(err, &limit) {
			t.Errorf("%s: want a limit, got %v", text, err)
		}
	}
}

// TestLibraryRefuses: what is refused with an error that names the place.
func TestLibraryRefuses(t *testing.T) {
	deep := `var d = []; for (var i = 0; i < 1e4; i++) d = [d]; `
	for text, want := range map[string]string{
		deep + `String(d)`: "more than 200 lists within lists", deep + `d.flat(Infinity)`: "more than 200 lists within lists",
		deep + `JSON.stringify(d)`: "more than 200 lists within lists", `var c = {}; c.c = c; JSON.stringify(c)`: "circular",
		`var c = []; c[0] = c; String(c)`:          "more than 200 lists within lists",
		`Array.prototype.sort.call({length: 4e9})`: "sort() changes lists alone",
		"g.emit(1);\n2n ** 10000000000n":           "2:1: a script has no integers of any length", `BigInt(1)`: "BigInt is not defined",
		`var o = {}; for (var i = 0; i < 1e5; i++) o["k" + i] = i; g.emit(o)`:               "a row has 1000 columns at most",
		`var t = []; for (var i = 0; i < 2e3; i++) t.push("t" + i); g.V().tag(t)`:           "more than 1000 tags",
		`var p = g.V(); for (var i = 0; i < 900; i++) p = p.tag("a" + i, "b" + i); p.all()`: "more than 1000 tags",
		`new Proxy({}, {})`: "Proxy is not defined", `Reflect.apply(1)`: "Reflect is not defined", `with ({}) { 1 }`: "a script has no 'with'",
		"`" + strings.Repeat("${1}", 100) + "`": "a text of too many parts", `new RegExp("(")`: "unterminated group",
	} {
		if err := Run(context.Background(), &bench{}, Script{Text: text}); err == nil || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(want)) {
			t.Errorf("%.80q: want %q, got %v", text, want, err)
		}
	}
}

// TestMatchLimit: an expression that goes back without end ends the script,
// however it is matched, and is no match that failed.
func TestMatchLimit(t *testing.T) {
	t.Parallel() // the limit is one of time
	for _, text := range []string{
		`/(?=a)(a+)+$/.test(text)`, `try { /(?=a)(a+)+$/.exec(text) } catch (e) {}; g.emit("no match")`, `text.replace(/(?=a)(a+)+$/g, "")`,
	} {
		err := Run(context.Background(), &bench{}, Script{Text: `var text = "a".repeat(40) + "b"; ` + text})
		var limit *LimitError
		if !errors.As(err, &limit) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestEndsAtOnce: what goes on without end leaves with its context: the script
// itself, not only who waits for it.
func TestEndsAtOnce(t *testing.T) {
	for _, text := range []string{
		`[...function*() { while (true) yield 1 }()]`, `new Array(1e6).fill(1).sort(function() { while (true); })`,
		`Array.from({get length() { while (true); }})`, `async function f() { while (true) await 1 } f()`, `for (;;) try { for (;;); } finally { continue }`,
		`JSON.stringify({toJSON() { while (true); }})`, `"x".replace("x", function() { while (true); })`, `({get a() { while (true); }}).a`,
		`var a = [], it = a.values(); a.length = 4e9; [...it]`, `for (;;) new Array(1e5).fill("x".repeat(10)).sort()`,
		`class A { static { while (true); } }`, `g.V("a").forEach(function() { while (true); })`, `g.emit({get a() { while (true); }})`,
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		s, err := newSession(ctx, &bench{rows: [][]quad.Value{{quad.String("x")}}}, Script{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- s.run() }()
		<-ctx.Done()
		s.vm.Interrupt(ctx.Err())
		select {
		case err := <-done:
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", text, err)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s does not end", text)
		}
		cancel()
	}
}

// TestLibraryWorks: within the limits JavaScript's functions are as ever.
func TestLibraryWorks(t *testing.T) {
	for text, want := range map[string]string{
		`[3, 1, 10].sort().join()`: "1,10,3", `[3, 1, 10].sort(function(a, b) { return a - b }).join("-")`: "1-3-10",
		`[undefined, 2, , 1].sort().join()`: "1,2,,", `[1, [2, [3, [4]]]].flat().length`: "3", `[1, [2, [3, [4]]]].flat(Infinity).join("")`: "1234",
		`[1, null, undefined, [2, [3]], {}].join("|")`: "1|||2,3|[object Object]", `String([1, [2, 3]])`: "1,2,3", `"" + [1] + []`: "1",
		`[1, 2].concat(3, [4, [5]]).length`: "5", `Array.from("abc").reverse().join("")`: "cba", `Array.from({length: 3}, function(v, i) { return i }).join("")`: "012",
		`Array.prototype.slice.call({0: "a", 1: "b", length: 2}, 1).join()`: "b", `(function() { return Array.prototype.slice.call(arguments).length })(1, 2)`: "2",
		`Math.max.apply(null, [1, 5, 2])`: "5", `Math.max(...[1, 5, 2])`: "5", `[...new Set([1, 1, 2])].join()`: "1,2", `var [a, , ...b] = [1, 2, 3, 4]; a + b.join("")`: "134",
		`"a-b-c".replace("-", "$&$&")`: "a--b-c", `"a-b-c".replace(/-/g, "+")`: "a+b+c", `"abc".replace(/(b)(c)/, "$2$1")`: "acb", `"a-b-c".replaceAll("-", "")`: "abc",
		`"abc".replace(/b/, function(m, at, all) { return m + at + all })`: "ab1abcc", `"a1b2".match(/\d/g).join()`: "1,2", `"abc".match("b").index`: "1", `"abc".search("c")`: "2",
		`[..."a1b2".matchAll(/[a-z](\d)/g)].map(function(m) { return m[1] }).join()`: "1,2", `"a,b;c".split(/[,;]/).join("")`: "abc", `/(?<=a)b/.test("ab")`: "true",
		`new RegExp("a", "i").test("A")`: "true", `/a/ instanceof RegExp`: "true", `RegExp(/x/g).flags`: "g", `/x/.constructor === RegExp`: "true",
		`JSON.stringify({b: [1, "x", null, {c: true}], a: undefined})`: `{"b":[1,"x",null,{"c":true}]}`, `JSON.stringify([1], null, 1)`: "[\n 1\n]",
		`JSON.stringify({a: 1, b: {a: 2, c: 3}}, ["b", "a"])`: `{"b":{"a":2},"a":1}`, `JSON.stringify({a: 1, b: 2}, function(k, v) { return k == "a" ? undefined : v })`: `{"b":2}`,
		`JSON.stringify(undefined)`: "", `JSON.stringify(new Date(0))`: `1970-01-01T00:00:00.000Z`, `JSON.parse('{"a": [1]}').a[0]`: "1",
		"String.raw`a\\n${1}b`": `a\n1b`, "`${1}+${2}`": "1+2", `"ab".padEnd(4, "c") + "x".repeat(2)`: "abccxx", `"a".concat("b", 1)`: "ab1", `"ab".at(-1)`: "b",
		`var s = 0; for (var v of [1, 2, 3]) s += v; s`: "6", `var k = []; for (var i in ["a", "b"]) k.push(i); k.join()`: "0,1", `Object.keys([].fill).length`: "0",
		`[1, 2, 3].map(function(x) { return x * 2 }).filter(function(x) { return x > 2 }).reduce(function(a, b) { return a + b })`: "10", `[[1, 2], [3]].map(String).join(";")`: "1,2;3",
	} {
		b := &bench{}
		if err := Run(context.Background(), b, Script{Text: text}); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := ""
		if len(b.out) > 0 {
			got = strings.Trim(fmt.Sprint(native(b.out[0].Columns[0].Value)), `"`)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}
