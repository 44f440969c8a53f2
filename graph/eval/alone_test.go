package eval_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"quipu/graph/eval"
	"quipu/graph/source"
)

// skipping is a source that skips: here by reading, which is not counted.
type skipping struct{ *plain }

func (s skipping) Distinct(ctx context.Context, p source.Pattern, place int, f func(source.ID, int64) bool) error {
	return source.Distinct(ctx, s.plain, p, place, f)
}

func (s skipping) Triples(ctx context.Context, p source.Pattern, place int, f func(source.ID, int64) bool) error {
	seen := map[[3]source.ID]bool{}
	counts := map[source.ID]int64{}
	for _, q := range s.match(p) {
		if triple := [3]source.ID(q[:3]); !seen[triple] {
			seen[triple] = true
			counts[q[place]]++
		}
	}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		if !f(id, counts[id]) {
			break
		}
	}
	return ctx.Err()
}

// TestAlone asks how many solutions one pattern has and which terms stand in a
// place: the answers are those of reading, and where they can be, they are not
// read.
func TestAlone(t *testing.T) {
	data := skewed()
	for i := range data[:50] {
		again := data[i] // the same triple, twice or without a label
		again.Label = entity("other")
		data = append(data, again)
		again.Label = nil
		data = append(data, again)
	}
	const count = "(group () ((count * ?n)) "
	for _, c := range []struct {
		tree string
		read bool // has to be
	}{
		{count + "(pattern ?s ?p ?o))", false},
		{count + "(project (?s) (pattern ?s ?p ?o)))", false},
		{count + "(pattern ?s ?p ?o (@ ?l)))", false},
		{count + "(pattern ?s :knows ?o (@ ?l)))", false},
		{count + "(pattern ?s :knows ?o (@none)))", false},
		{count + "(pattern ?s :nowhere ?o))", false},
		{count + "(pattern ?s :knows ?o))", true},
		{count + "(pattern ?s :knows ?s))", true},
		{count + "(pattern ?s ?p ?o (@each)))", false},
		{count + "(pattern ?s ?p ?o (@= :other)))", false},
		{count + "(pattern ?s ?p ?o (@= :other :n1)))", true},
		{count + "(pattern ?s ?p ?o (@! :other)))", true},
		{count + "(join (pattern ?s :leads ?o) (pattern ?o :leads ?x)))", true},
		{"(group () ((count ?s ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?p) ((count * ?n)) (pattern ?s ?p ?o))", false},
		{"(group (?p) ((count ?s ?n) (count * ?m)) (project (?p ?s) (pattern ?s ?p ?o)))", false},
		{"(group (?o) ((count ?s ?n)) (pattern ?s :knows ?o))", false},
		{"(group (?o) ((count ?s ?n)) (pattern ?s :nowhere ?o))", false},
		{"(group (?l) ((count ?s ?n)) (pattern ?s ?p ?o (@ ?l)))", false},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o (@each)))", false},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o (@none)))", false},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o (@= :other)))", false},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o (@= :other :n1)))", true},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o (@ ?l)))", true},
		{"(group (?p) ((count distinct ?s ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?p) ((count ?x ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?p) ((max ?s ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?p ?s) ((count * ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?s) ((count * ?n)) (pattern ?s :knows ?o))", true},
		{"(group (?s) ((count * ?n)) (pattern ?s ?p ?s))", true},
		{"(distinct (project (?p) (pattern ?s ?p ?o)))", false},
		{"(slice 0 2 (distinct (project (?p) (pattern ?s ?p ?o))))", false},
		{"(distinct (project (?l) (pattern ?s ?p ?o (@ ?l))))", false},
		{"(distinct (project (?o) (pattern ?s :knows ?o)))", false},
		{"(distinct (project (?o) (pattern ?s :nowhere ?o)))", false},
		{"(distinct (project (?o) (pattern ?s :knows ?o (@none))))", false},
		{"(distinct (project (?o) (pattern ?s :knows ?o (@= :other))))", false},
		{"(distinct (project (?o) (pattern ?s :knows ?o (@= :other :n1))))", true},
		{"(distinct (project (?s) (pattern ?s :knows ?o)))", true},
		{"(distinct (project (?o) (pattern ?s :knows ?o (@ ?l))))", true},
		{"(distinct (project (?s ?p) (pattern ?s ?p ?o)))", true},
	} {
		want, _ := answers(t, newPlain(data), c.tree, eval.Options{Why: true}) // by reading
		got, work := answers(t, skipping{newPlain(data)}, c.tree, eval.Options{})
		if c.tree[:6] == "(slice" {
			want = want[:0:0]
			all, _ := answers(t, newPlain(data), "(distinct (project (?p) (pattern ?s ?p ?o)))", eval.Options{})
			for _, row := range got {
				if slices.Contains(all, row) {
					want = append(want, row)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n%v, want %v", c.tree, got, want)
		}
		if read := work.Quads > 0; read != c.read {
			t.Errorf("%s read %d quads", c.tree, work.Quads)
		}
	}
}

// answers returns the rows of a tree, sorted, and what they took.
func answers(t *testing.T, src source.Source, tree string, o eval.Options) ([]string, eval.Work) {
	t.Helper()
	rows, err := eval.Run(context.Background(), src, parse(t, tree), o)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		out = append(out, fmt.Sprint(rows.Row()))
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	slices.Sort(out)
	return out, rows.Work()
}

// sized counts how often it is asked for its size: some sources read all they
// have to answer.
type sized struct {
	skipping
	asked *int
}

func (s sized) Size(ctx context.Context) (source.Size, error) {
	*s.asked++
	return s.plain.Size(ctx)
}

// TestSize: a plan that is only shown asks for no size, nor does what reads few
// quads without it.
func TestSize(t *testing.T) {
	for _, c := range []struct {
		tree  string
		asked bool // when it runs
	}{
		{"(group () ((count * ?n)) (pattern ?s ?p ?o))", true},
		{"(group () ((count * ?n)) (pattern ?s :knows ?o))", true},
		{"(group () ((count * ?n)) (pattern ?s :leads ?o))", false},
		{"(group () ((count * ?n)) (pattern ?s :nowhere ?o))", false},
		{"(group (?p) ((count ?s ?n)) (pattern ?s ?p ?o))", true},
		{"(group (?o) ((count ?s ?n)) (pattern ?s :leads ?o))", false},
	} {
		asked := 0
		src := sized{skipping{newPlain(skewed())}, &asked}
		rows, err := eval.Run(context.Background(), src, parse(t, c.tree), eval.Options{Profile: &eval.Profile{}})
		if err != nil {
			t.Fatal(err)
		}
		if asked > 0 {
			t.Errorf("%s asks for the size before its rows are read", c.tree)
		}
		for rows.Next() {
		}
		if rows.Err() != nil || asked > 0 != c.asked {
			t.Errorf("%s asked %d times for the size (%v)", c.tree, asked, rows.Err())
		}
		rows.Close()
	}
}
