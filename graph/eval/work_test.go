package eval_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
	"quipu/graph/eval"
	"quipu/graph/plan"
	"quipu/graph/source"
	"quipu/quads"
)

func parse(t *testing.T, text string) algebra.Node {
	t.Helper()
	n, err := algebratest.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// skewed is a graph as reports make them: few entities have most of the links.
func skewed() []quad.Quad {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.3, 4, 999)
	node := func(i uint64) quad.Value { return entity(fmt.Sprintf("n%d", i)) }
	var out []quad.Quad
	add := func(s quad.Value, p string, o quad.Value) {
		out = append(out, quad.Quad{Subject: s, Predicate: entity(p), Object: o, Label: node(zipf.Uint64())})
	}
	for i := range uint64(1000) {
		add(node(i), "type", entity(fmt.Sprintf("t%d", min(zipf.Uint64(), 20))))
		add(node(i), "age", number(int(i%90)))
		for range 5 {
			add(node(zipf.Uint64()), "knows", node(random.Uint64N(1000)))
		}
	}
	for i := range uint64(5) {
		add(node(i*100), "leads", node(i*100+50))
	}
	return out
}

// TestWork guards performance by what is read, not by time.
func TestWork(t *testing.T) {
	src := newPlain(skewed())
	for _, c := range []struct {
		name, tree   string
		quads, seeks int64
	}{
		{"chain", "(join (pattern ?a :knows ?b) (pattern ?b :knows ?c) (pattern :n100 :leads ?a))", 20, 20},
		{"star", "(join (pattern ?x :type ?t) (pattern ?x :age ?n) (pattern ?x :knows ?y) (pattern ?x :leads ?z))", 600, 20},
		{"filter", "(filter (= ?z :n50) (join (pattern ?x :type ?t) (pattern ?x :age ?n) (pattern ?x :leads ?z)))", 10, 10},
		{"limit", "(slice 0 3 (join (pattern ?x :knows ?y) (pattern ?y :age ?n)))", 700, 70},
		{"path to a constant", "(path ?x (/ :leads (repeat 1 * :leads)) :n150)", 10, 10},
		{"path between bound ends", "(join (values (?x) (:n1) (:n2)) (join (path ?x (repeat 1 * :knows) ?y) (path ?y (repeat 1 * :leads) ?x)))", 25000, 5000},
		{"limit over far paths", "(slice 0 3 (join (pattern ?x :type ?t) (path ?x (repeat 1 * :knows) ?y)))", 23000, 4300},
		{"optional", "(optional (pattern :n100 :leads ?x) (pattern ?x :age ?n))", 4, 4},
		{"not", "(not (pattern ?x :leads ?y) (pattern ?y :leads ?z))", 10, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := plan.Optimize(context.Background(), parse(t, c.tree), eval.Counts{Source: src})
			if err != nil {
				t.Fatal(err)
			}
			rows, err := eval.Run(context.Background(), src, n, eval.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
			}
			if rows.Err() != nil {
				t.Fatal(rows.Err())
			}
			work := rows.Work()
			t.Logf("%+v", work)
			if work.Quads > c.quads || work.Seeks > c.seeks {
				t.Errorf("read %d quads in %d seeks, no more than %d and %d were expected, by\n%s", work.Quads, work.Seeks, c.quads, c.seeks, n)
			}
		})
	}
}

const (
	product = "(join (pattern ?a :knows ?b) (pattern ?c :knows ?d) (pattern ?e :knows ?f) (pattern ?g :knows ?h))"
	hashed  = "(join (distinct (pattern ?a :knows ?b)) (distinct (pattern ?c :knows ?d)) (distinct (pattern ?e :knows ?f)))"
)

// TestCancel ends a run from outside, after so many reads of the source or
// rows of the answer, in trees that would run for ages.
func TestCancel(t *testing.T) {
	for _, tree := range []string{
		product, hashed,
		"(group () ((count * ?n)) " + product + ")",
		"(order (?a) " + product + ")",
		"(distinct " + product + ")",
		"(filter (= ?a 1) " + product + ")",
		"(not " + product + " (pattern ?x :knows ?y))",
		"(optional " + product + " (pattern ?a :age ?n))",
		"(union " + product + " " + product + ")",
		"(minus " + product + " (pattern ?a :leads ?b))",
		"(extend ?k (> ?a ?b) " + product + ")",
		"(slice 1000000000 * " + product + ")",
		"(group () ((count distinct ?a ?n)) " + product + ")",
		"(join (leapfrog (?x ?y ?z) (pattern ?x :knows ?y) (pattern ?y :knows ?z) (pattern ?x :knows ?z)) " + product + ")",
		"(join " + product + " (distinct (pattern ?x :age ?n)))",
		"(join (values (?v) (1) (2)) " + product + ")",
	} {
		src := newPlain(skewed())
		ctx, cancel := context.WithCancel(context.Background())
		src.onScan = func(calls int) {
			if calls == 5 {
				cancel()
			}
			if calls > 5 {
				t.Errorf("the source was read after the end\n%s", tree)
			}
		}
		rows, err := eval.Run(ctx, src, parse(t, tree), eval.Options{MaxHeld: 1 << 40})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			if n++; n == 5000 {
				cancel()
			}
			if n > 5000+1024 {
				t.Fatalf("goes on after the end\n%s", tree)
			}
		}
		if !errors.Is(rows.Err(), context.Canceled) {
			t.Errorf("%v\n%s", rows.Err(), tree)
		}
		rows.Close()
		cancel()
	}
}

// TestCancelled never passes nothing for an answer.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, tree := range []string{"(join)", "(values (?x) (:a))", "(pattern ?x :p ?y)", "(union)", "(path :a (repeat 0 * :p) ?y)"} {
		rows, err := eval.Run(ctx, newPlain(nil), parse(t, tree), eval.Options{})
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", tree, err)
			}
			continue
		}
		for rows.Next() {
		}
		if !errors.Is(rows.Err(), context.Canceled) {
			t.Errorf("%s: %v", tree, rows.Err())
		}
		rows.Close()
	}
}

// TestMemory ends what would hold too much.
func TestMemory(t *testing.T) {
	src := newPlain(skewed())
	for _, tree := range []string{
		"(order (?a) " + product + ")",
		"(group (?a ?b ?g ?h) ((count * ?n)) " + product + ")",
		"(group () ((count distinct ?a ?n) (count distinct * ?m)) " + product + ")",
		"(distinct " + product + ")",
		"(order (?x) (path ?x (repeat 1 * :knows) ?y))",
		"(optional (pattern ?a :knows ?b) " + product + ")",
	} {
		rows, err := eval.Run(context.Background(), src, parse(t, tree), eval.Options{MaxHeld: 20000})
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
		}
		var held *eval.MemoryError
		if !errors.As(rows.Err(), &held) || held.Max != 20000 {
			t.Errorf("%v\n%s", rows.Err(), tree)
		}
		rows.Close()
	}
}

// TestRowLimit is a typed error at row N+1, and none at row N.
func TestRowLimit(t *testing.T) {
	src := newPlain(skewed())
	for max, fails := range map[int]bool{4: true, 5: false, 6: false} {
		rows, err := eval.Run(context.Background(), src, parse(t, "(pattern ?x :leads ?y)"), eval.Options{MaxRows: max})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			n++
		}
		var limit *eval.LimitError
		if errors.As(rows.Err(), &limit) != fails || n != min(max, 5) {
			t.Errorf("limit %d: %d rows, then %v", max, n, rows.Err())
		}
		rows.Close()
	}
}

// TestSourceErrors are not lost.
func TestSourceErrors(t *testing.T) {
	broken := errors.New("broken")
	src := failing{plain: newPlain(skewed()), err: broken}
	for _, tree := range []string{"(pattern ?x :leads ?y)", "(path ?x (repeat 1 * :leads) ?y)", "(order (?x) (pattern ?x :age ?y))"} {
		rows, err := eval.Run(context.Background(), src, parse(t, tree), eval.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
		}
		if !errors.Is(rows.Err(), broken) {
			t.Errorf("%s: %v", tree, rows.Err())
		}
		rows.Close()
	}
}

// failing is a source that fails when it is scanned.
type failing struct {
	*plain
	err error
}

func (f failing) Scan(context.Context, ...source.Pattern) source.Cursor { return failingCursor{f.err} }

type failingCursor struct{ err error }

func (c failingCursor) Next([]source.Match) (int, error) { return 0, c.err }
func (c failingCursor) Close() error                     { return nil }

// TestBadTrees are refused, not run.
func TestBadTrees(t *testing.T) {
	p := &algebra.Pattern{S: algebra.Variable("x"), P: algebra.Variable("p"), O: algebra.Variable("o")}
	x := algebra.VarExpr{Name: "x"}
	for _, n := range []algebra.Node{
		nil,
		&algebra.Join{Parts: []algebra.Node{nil}},
		&algebra.Pattern{},
		&algebra.PathPattern{S: p.S, O: p.O},
		&algebra.PathPattern{S: p.S, Path: algebra.Sequence{}, O: p.O},
		&algebra.PathPattern{S: p.S, Path: algebra.Repeat{Path: algebra.AnyLink{}, Min: 3, Max: 1}, O: p.O},
		&algebra.PathPattern{S: p.S, Path: algebra.Repeat{}, O: p.O},
		&algebra.Pattern{S: p.S, P: p.P, O: p.O, Label: algebra.Label{Kind: algebra.BindLabel}},
		&algebra.Pattern{S: p.S, P: p.P, O: p.O, Label: algebra.Label{Kind: algebra.LeadsTo, Terms: []algebra.Term{p.S}}},
		&algebra.Pattern{S: p.S, P: p.P, O: p.O, Label: algebra.Label{Kind: algebra.SaidIn}},
		&algebra.Pattern{S: p.S, P: p.P, O: p.O, Label: algebra.Label{Kind: 99}},
		&algebra.Filter{In: p},
		&algebra.Filter{In: p, Cond: algebra.Call{Func: "bound", Args: []algebra.Expr{algebra.ConstExpr{Value: quads.Type}}}},
		&algebra.Filter{In: p, Cond: algebra.Call{Func: "=", Args: []algebra.Expr{x}}},
		&algebra.Filter{In: p, Cond: algebra.ConstExpr{}},
		&algebra.Extend{In: p, Var: "x", Expr: x},
		&algebra.Values{Vars: []string{"x"}, Rows: [][]quad.Value{{}}},
		&algebra.Slice{In: p, Offset: -1},
		&algebra.Group{In: p, Aggs: []algebra.Aggregate{{Func: "sum", As: "n"}}},
		&algebra.Group{In: p, Aggs: []algebra.Aggregate{{Func: "count", As: "n"}, {Func: "count", As: "n"}}},
		&algebra.Order{In: p, Keys: []algebra.Key{{}}},
		&algebra.Walk{In: p, Var: "w"},
		&algebra.Walk{In: p, Var: "x"},
	} {
		_, err := eval.Run(context.Background(), newPlain(nil), n, eval.Options{})
		var bad *eval.TreeError
		if !errors.As(err, &bad) {
			t.Errorf("%v: %v", n, err)
		}
	}
}
