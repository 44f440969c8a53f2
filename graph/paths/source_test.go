package paths

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// memory is a Source as plain as can be: every scan looks at every quad.
type memory struct {
	terms []quad.Value // by id-2
	ids   map[quad.Value]source.ID
	quads []source.Quad
}

func newMemory(quads []quad.Quad) *memory {
	m := &memory{ids: make(map[quad.Value]source.ID)}
	for _, q := range quads {
		m.add(q)
	}
	return m
}

func (m *memory) id(v quad.Value) source.ID {
	if v == nil {
		return source.Unlabelled
	}
	if _, ok := m.ids[v]; !ok {
		m.terms = append(m.terms, v)
		m.ids[v] = source.ID(len(m.terms) + 1)
	}
	return m.ids[v]
}

func (m *memory) add(q quad.Quad) {
	k := source.Quad{m.id(q.Subject), m.id(q.Predicate), m.id(q.Object), m.id(q.Label)}
	if !slices.Contains(m.quads, k) {
		m.quads = append(m.quads, k)
	}
}

func (m *memory) IDs(_ context.Context, terms []quad.Value, out []source.ID) error {
	for i, v := range terms {
		out[i] = m.ids[v]
	}
	return nil
}

func (m *memory) Terms(_ context.Context, ids []source.ID, out []quad.Value) error {
	for i, id := range ids {
		out[i] = nil
		if id > source.Unlabelled {
			out[i] = m.terms[id-2]
		}
	}
	return nil
}

func (m *memory) match(p source.Pattern) []source.Quad {
	var out []source.Quad
	for _, q := range m.quads {
		ok := true
		for i := range q {
			ok = ok && (p[i] == source.Any || p[i] == q[i])
		}
		if ok {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b source.Quad) int {
		for _, i := range source.SPOL { // right for every pattern: the bound places are equal
			if c := cmp.Compare(a[i], b[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

func (m *memory) Count(_ context.Context, p source.Pattern) (int64, bool, error) {
	return int64(len(m.match(p))), true, nil
}

func (m *memory) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	c := &memoryCursor{ctx: ctx}
	for i, p := range patterns {
		for _, q := range m.match(p) {
			c.left = append(c.left, source.Match{Quad: q, Pattern: i})
		}
	}
	return c
}

func (m *memory) Size(context.Context) (source.Size, error) {
	return source.Size{Quads: int64(len(m.quads))}, nil
}

func (m *memory) Close() error { return nil }

type memoryCursor struct {
	ctx  context.Context
	left []source.Match
}

func (c *memoryCursor) Next(buf []source.Match) (int, error) {
	n := copy(buf, c.left)
	c.left = c.left[n:]
	return n, c.ctx.Err()
}

func (c *memoryCursor) Close() error { return nil }
