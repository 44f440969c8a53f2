package source

import "context"

// CountExactly returns how many quads match a pattern, and reads them where the
// source only estimates. Above most it need not be exact, so that no more than
// most+1 are read; a negative most is no bound.
func CountExactly(ctx context.Context, src Source, p Pattern, most int64) (int64, error) {
	n, exact, err := src.Count(ctx, p)
	if err != nil || exact {
		return n, err
	}
	n = 0
	err = Each(ctx, src, func(Match) bool {
		n++
		return most < 0 || n <= most
	}, p)
	return n, err
}
