package store

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// content are the sorted lines of quads.
type content []string

func contentOf(quads []quad.Quad) content {
	c := make(content, len(quads))
	for i, q := range quads {
		c[i] = q.NQuad()
	}
	slices.Sort(c)
	return c
}

// sum is a content's checksum.
type sum [sha256.Size]byte

func (c content) sum() sum { return sha256.Sum256([]byte(strings.Join(c, "\n"))) }

// differs says how a content differs from what it should be, "" if it does
// not.
func (c content) differs(want content) string {
	if slices.Equal(c, want) {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d quads, want %d", len(c), len(want))
	shown := 0
	tell := func(what string, a, b2 content) {
		for _, line := range a {
			if _, has := slices.BinarySearch(b2, line); !has && shown < 6 {
				fmt.Fprintf(&b, "\n  %s %.150s", what, line)
				shown++
			}
		}
	}
	tell("missing", want, c)
	tell("too much", c, want)
	if shown == 0 {
		b.WriteString("\n  some are there twice")
	}
	return b.String()
}

// contentIn returns what a source holds. It is read twice: by quads, and in the
// order of lines where the source knows it.
func contentIn(src source.Source) (content, error) {
	quads, err := source.Quads(ctx, src, source.Pattern{})
	if err != nil {
		return nil, err
	}
	all := contentOf(quads)
	lines, ok, err := linesIn(src)
	if err == nil && ok && !slices.Equal(lines, all) {
		err = fmt.Errorf("%d lines in order are not the %d quads", len(lines), len(all))
	}
	return all, err
}

// linesIn returns the lines of a source in the order that it gives them, if it
// knows it.
func linesIn(src source.Source) (lines content, ok bool, err error) {
	o, is := src.(source.Ordered)
	if !is {
		return nil, false, nil
	}
	c, ok, err := o.Ordered(ctx)
	if err != nil || !ok {
		return nil, false, err
	}
	defer c.Close()
	buf := make([]source.Forms, 100)
	for {
		n, err := c.Next(buf)
		if err != nil || n == 0 {
			return lines, true, err
		}
		for _, f := range buf[:n] {
			line := fmt.Sprintf("%s %s %s ", f[0], f[1], f[2])
			if len(f[3]) > 0 {
				line += string(f[3]) + " "
			}
			lines = append(lines, line+".")
		}
	}
}

// contentNow returns what the newest state of a store holds.
func contentNow(s *Store) (content, error) {
	src, err := s.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return contentIn(src)
}
