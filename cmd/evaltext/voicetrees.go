package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/conllu"
)

// goldTrees returns the trees of the sentences of UD English EWT that the
// cases name, from the dev and train parts.
func goldTrees(data string, cases []voiceCase) (map[string]syntax.Tree, error) {
	trees := map[string]syntax.Tree{}
	wanted := map[string]bool{}
	for _, c := range cases {
		wanted[c.lines[0]] = true
	}
	for _, part := range []string{"dev", "train"} {
		file, err := conllu.Open(filepath.Join(data, "ud-ewt", part+".conllu.xz"))
		if err != nil {
			return nil, fmt.Errorf("%w (--data says where ud-ewt lies)", err)
		}
		err = pickTrees(file, wanted, trees)
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
	return trees, nil
}

// pickTrees adds the trees whose sent_id is wanted.
func pickTrees(r io.Reader, wanted map[string]bool, trees map[string]syntax.Tree) error {
	var block strings.Builder
	id := ""
	flush := func() error {
		text := block.String() + "\n"
		block.Reset()
		if !wanted[id] {
			return nil
		}
		return conllu.Read(strings.NewReader(text), func(t syntax.Tree) error {
			trees[id] = t
			return nil
		})
	}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := lines.Text()
		if v, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			id = v
		}
		if line == "" {
			if err := flush(); err != nil {
				return err
			}
			continue
		}
		block.WriteString(line)
		block.WriteByte('\n')
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return flush()
}
