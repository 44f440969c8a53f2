package train

import (
	"context"
	"fmt"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/conllu"
)

// ReadTrees reads all trees of a file, plain or .xz.
func ReadTrees(ctx context.Context, name string) (trees []syntax.Tree, err error) {
	file, err := conllu.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	err = conllu.Read(file, func(t syntax.Tree) error {
		trees = append(trees, t)
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return trees, nil
}
