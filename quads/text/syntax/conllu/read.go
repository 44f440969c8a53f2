// Package conllu reads trees in the CoNLL-U format
// (universaldependencies.org/format.html).
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

const maxLine = 1 << 20

// Read calls f with every tree, in order, until f gives an error. Empty nodes
// and the lines of multiword tokens are left out. A token's bytes are those of
// the words with a space between them, since the format has none of its own.
func Read(r io.Reader, f func(syntax.Tree) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	var t syntax.Tree
	number, at := 0, 0
	flush := func() error {
		if len(t.Words) == 0 {
			return nil
		}
		if err := check(&t); err != nil {
			return fmt.Errorf("sentence before line %d: %w", number, err)
		}
		err := f(t)
		t, at = syntax.Tree{}, 0
		return err
	}
	for lines.Scan() {
		number++
		line := strings.TrimSuffix(lines.Text(), "\r")
		switch {
		case line == "":
			if err := flush(); err != nil {
				return err
			}
			continue
		case line[0] == '#':
			continue
		}
		w, ok, err := word(line, len(t.Words))
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if ok {
			w.Start, w.End = at, at+len(w.Text)
			at = w.End + 1
			t.Words = append(t.Words, w)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return flush()
}

// word reads a line; ok is false where it is not a word of the tree.
func word(line string, before int) (w syntax.Word, ok bool, err error) {
	c := strings.Split(line, "\t")
	if len(c) != 10 {
		return w, false, fmt.Errorf("%d columns where CoNLL-U has 10, separated by tabs", len(c))
	}
	if strings.ContainsAny(c[0], "-.") {
		return w, false, nil
	}
	if id, err := strconv.Atoi(c[0]); err != nil || id != before+1 {
		return w, false, fmt.Errorf("word number %.20q where %d is due", c[0], before+1)
	}
	head, err := strconv.Atoi(c[6])
	if err != nil || head < 0 {
		return w, false, fmt.Errorf("%.20q is not the number of a head", c[6])
	}
	return syntax.Word{Token: sentence.Token{Text: c[1]}, Lemma: c[2], UPOS: c[3], XPOS: c[4], Head: head - 1, Relation: c[7]}, true, nil
}

func check(t *syntax.Tree) error {
	for i, w := range t.Words {
		if w.Head >= len(t.Words) || w.Head == i {
			return fmt.Errorf("word %d has the head %d", i+1, w.Head+1)
		}
	}
	return nil
}
