package analysis

import "context"

// Components returns the connected parts of the network, whatever the
// direction of links: the largest first, those of one size by their first node.
func (n *Network) Components(ctx context.Context) ([][]int, error) {
	part := make([]int32, len(n.Entities))
	for i := range part {
		part[i] = -1
	}
	w := work{ctx: ctx}
	parts := int32(0)
	var queue []int32
	for start := range part {
		if part[start] >= 0 {
			continue
		}
		part[start] = parts
		queue = append(queue[:0], int32(start))
		for i := 0; i < len(queue); i++ {
			heads := n.both.of(int(queue[i]))
			for _, w := range heads {
				if part[w] < 0 {
					part[w] = parts
					queue = append(queue, w)
				}
			}
			if err := w.step(1 + len(heads)); err != nil {
				return nil, err
			}
		}
		parts++
	}
	return groupsOf(ctx, part, int(parts))
}
