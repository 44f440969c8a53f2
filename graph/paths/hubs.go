package paths

import (
	"context"
	"math"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// DefaultHub is the number of statements above which an entity is a hub to
// "avoid hubs", where the walk gives none.
const DefaultHub = 1000

// hubs counts what is said about entities: statements of which one is the
// subject or the object, each source's on its own, so that a count is two
// seeks and reads nothing, but where the source only estimates.
type hubs struct {
	src   source.Source
	limit int   // 0: there are no hubs
	most  int64 // counts above it need not be exact; negative: all must
	known map[source.ID]int64
}

func newHubs(src source.Source, spec algebra.WalkSpec) *hubs {
	most := int64(spec.HubLinks)
	if spec.ByRarity {
		most = -1
	}
	return &hubs{src: src, limit: spec.HubLinks, most: most, known: make(map[source.ID]int64)}
}

// is reports whether no path leads through an entity because of how much is
// said about it.
func (h *hubs) is(ctx context.Context, id source.ID) (bool, error) {
	if h.limit == 0 {
		return false, nil
	}
	n, err := h.said(ctx, id)
	return n > int64(h.limit), err
}

// said returns how many statements there are about an entity.
func (h *hubs) said(ctx context.Context, id source.ID) (int64, error) {
	n, known := h.known[id]
	if known {
		return n, nil
	}
	for _, p := range [...]source.Pattern{{source.S: id}, {source.O: id}} {
		some, err := source.CountExactly(ctx, h.src, p, h.most)
		if err != nil {
			return 0, err
		}
		n += some
	}
	h.known[id] = n
	return n, nil
}

// penalty is what a path by rarity pays for passing through an entity: the
// binary logarithm of how much is said about it, in units of weight. It is 1
// at least, for two statements lead to it and away.
func (h *hubs) penalty(ctx context.Context, id source.ID) (int64, error) {
	n, err := h.said(ctx, id)
	return int64(math.Round(math.Log2(float64(max(n, 2))) * weightUnit)), err
}
