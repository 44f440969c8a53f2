package shell

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"quipu/graph/review"
	"quipu/quads"
)

func (v *reviewing) skip(context.Context, string) error {
	node, err := v.here()
	if err != nil {
		return err
	}
	if v.state[node] == "" {
		v.state[node] = "skipped"
		v.count["skipped"]++
	}
	v.forward()
	return nil
}

func (v *reviewing) back(context.Context, string) error {
	if v.at == 0 {
		return errors.New("this is the first")
	}
	v.at--
	return nil
}

func (v *reviewing) askNumber(context.Context) (prompt, text string, err error) {
	return fmt.Sprintf("Which one? A number from 1 to %d", len(v.queue)), "", nil
}

func (v *reviewing) jump(_ context.Context, arg string) error {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > len(v.queue) {
		return fmt.Errorf("'%s' is no number from 1 to %d", quads.Printable(arg), len(v.queue))
	}
	v.at = n - 1
	return nil
}

// listed is how many claims a list has before and behind the one that is shown.
const listed = 10

func (v *reviewing) list(ctx context.Context, _ string) error {
	src, err := v.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	for i := max(0, v.at-listed); i < min(len(v.queue), v.at+listed+1); i++ {
		node, mark := v.queue[i], " "
		text := v.was[node]
		if v.names.IsOffer(node) {
			if o, err := review.ReadOffer(ctx, src, v.names, node); err == nil {
				text = v.offerText(o) + " ?"
			}
		} else if c, err := review.Read(ctx, src, v.names, node); err == nil {
			text = v.told(c.Claim)
		}
		if i == v.at {
			mark = ">"
		}
		row := fmt.Sprintf("%s%4d  %-9s %s", mark, i+1, v.state[node], quads.Printable(text))
		if w := v.width(); w > 0 {
			row = quads.Cut(row, w)
		}
		v.say("%s", strings.TrimRight(row, " "))
	}
	return nil
}

func (v *reviewing) quitReview(context.Context, string) error {
	v.done = true
	return nil
}
