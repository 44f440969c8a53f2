package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/review"
	"quipu/quads"
	"quipu/shell/line"
)

// reviewing is a walk along the claims that wait for a decision. The screen
// is review_show.go's business, what the keys do review_keys.go's.
type reviewing struct {
	*session
	by     *review.Reviewer
	filter review.Filter
	queue  []quad.IRI
	at     int                 // of queue; its length is its end
	state  map[quad.IRI]string // of those that were met: "accepted", "skipped", …
	was    map[quad.IRI]string // what those said that may be gone by now
	count  map[string]int      // of this walk, by those words
	done   bool
	lines  int  // of a script
	alone  bool // the script is nothing but a review
}

// acceptAbove accepts a batch without asking.
func (v *reviewing) acceptAbove(ctx context.Context, least float64, dryRun bool) error {
	if v.filter.Above == nil || *v.filter.Above < least {
		v.filter.Above = &least
	}
	if err := v.load(ctx); err != nil {
		return err
	}
	claims := slices.DeleteFunc(v.queue, v.names.IsOffer)
	if dryRun || len(claims) == 0 {
		v.say("would accept %s", quads.Count(len(claims), "claim"))
		return nil
	}
	step, err := v.by.AcceptAll(ctx, claims)
	if err != nil {
		return err
	}
	v.keepStep(step)
	v.say("accepted %s · u in a review takes all of them back", quads.Count(len(step.Nodes), "claim"))
	return nil
}

// load reads the queue.
func (v *reviewing) load(ctx context.Context) error {
	src, err := v.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	v.queue, err = review.Queue(ctx, src, v.graph.Names(), v.filter)
	return err
}

// run shows claims and does what is asked, until it is left.
func (v *reviewing) run(ctx context.Context) error {
	v.count = map[string]int{}
	if err := v.interruptible(ctx, v.load); err != nil {
		return err
	}
	if len(v.queue) == 0 {
		v.say("No claim waits for a decision.")
	} else {
		offers := len(v.queue) - len(slices.DeleteFunc(slices.Clone(v.queue), v.names.IsOffer))
		what := quads.Count(len(v.queue)-offers, "claim")
		if offers > 0 {
			what += " and " + quads.Count(offers, "offer")
		}
		v.say("%s to decide", what)
	}
	show := len(v.queue) > 0
	for !v.done {
		if show {
			if err := v.interruptible(ctx, v.show); err != nil {
				return err
			}
		}
		k, arg, err := v.next()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, io.EOF):
			v.done = true
			continue
		case errors.Is(err, errCancelled):
			show = false
			continue
		case err != nil:
			return v.placed(err)
		}
		before := v.at
		err = v.interruptible(ctx, func(ctx context.Context) error { return k.run(v, ctx, arg) })
		if err = v.settle(err); err != nil {
			return v.placed(err)
		}
		show = !v.done && (v.at != before || k.again)
	}
	v.tellDone()
	return nil
}

// settle answers an error: somebody else was quicker, which is told and is no
// reason to stop; a person is told of any other, too.
func (v *reviewing) settle(err error) error {
	var quicker *review.DecidedError
	var gone *review.GoneError
	switch {
	case err == nil:
	case errors.As(err, &quicker):
		v.note("%v", quicker)
		v.state[quicker.Node] = "decided by another"
		v.forward()
	case errors.As(err, &gone):
		v.note("%v", gone)
		v.state[gone.Node] = "gone"
		v.forward()
	case v.Terminal:
		v.report(err)
	default:
		return err
	}
	return nil
}

// placed says in which line of a script an error arose. In a script of the
// shell that is its own business.
func (v *reviewing) placed(err error) error {
	if v.Terminal || !v.alone || v.lines == 0 {
		return err
	}
	return fmt.Errorf("%s:%d: %w", v.File, v.lines, err)
}

// next returns what is to be done: the command of the key that is pressed, or
// of a line of a script.
func (v *reviewing) next() (reviewKey, string, error) {
	if !v.Terminal {
		return v.nextLine()
	}
	v.tellKeys()
	r, err := v.in.Key("review> ")
	switch {
	case errors.Is(err, line.ErrInterrupt):
		return reviewKey{}, "", errCancelled
	case err != nil:
		return reviewKey{}, "", err
	}
	k, ok := v.keyOf(string(r))
	if !ok {
		if r > ' ' {
			v.note("%s is no key here; ? shows all", quads.Printable(string(r)))
		}
		return reviewKey{}, "", errCancelled
	}
	return k, "", nil
}

func (v *reviewing) nextLine() (reviewKey, string, error) {
	for {
		text, err := v.in.Line("")
		if err != nil {
			return reviewKey{}, "", err
		}
		v.lines++
		v.buffer.line++
		word, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
		if word == "" || strings.HasPrefix(word, "#") {
			continue
		}
		k, ok := v.keyOf(word)
		if !ok {
			return k, "", fmt.Errorf("there is no command %s in a review; ? lists them", quads.Printable(word))
		}
		return k, strings.TrimSpace(arg), nil
	}
}

// here returns the node that is shown.
func (v *reviewing) here() (quad.IRI, error) {
	if v.at >= len(v.queue) {
		return "", errors.New("no claim is shown: all were met")
	}
	return v.queue[v.at], nil
}

// forward goes on to the next claim that was not met.
func (v *reviewing) forward() {
	for v.at < len(v.queue) {
		if v.at++; v.at == len(v.queue) || v.state[v.queue[v.at]] == "" {
			break
		}
	}
	if v.at == len(v.queue) {
		v.say("No other claim waits for a decision.")
	}
}

// decided notes what became of the claim that is shown, and goes on.
func (v *reviewing) decided(step review.Step, state string) {
	v.keepStep(step)
	for _, n := range step.Nodes {
		v.state[n] = state
		if _, said, ok := strings.Cut(step.What, " "); ok {
			v.was[n] = said
		}
	}
	v.count[state] += len(step.Nodes)
	v.say("%s", quads.Printable(step.What))
	v.forward()
}

// keepStep tells the session of a change to the graph.
func (v *reviewing) keepStep(done review.Step) {
	v.changed(&step{what: done.What, applied: done.Applied})
}

// tellDone says what came of the walk.
func (v *reviewing) tellDone() {
	var did []string
	for _, kind := range []string{"accepted", "rejected", "edited", "skipped"} {
		if n := v.count[kind]; n > 0 {
			did = append(did, kind+" "+quads.Grouped(n))
		}
	}
	left := 0
	for _, n := range v.queue {
		if state := v.state[n]; state == "" || state == "skipped" {
			left++
		}
	}
	if len(did) == 0 {
		did = append(did, "nothing decided")
	}
	v.say("%s · %s left", strings.Join(did, ", "), quads.Grouped(left))
}
