package shell

import (
	"context"
	"errors"
	"slices"

	"quipu/graph/review"
	"quipu/quads"
)

// claim reads the claim that is shown.
func (v *reviewing) claim(ctx context.Context) (review.Claim, error) {
	node, err := v.here()
	if err != nil {
		return review.Claim{}, err
	}
	if v.names.IsOffer(node) {
		return review.Claim{}, errors.New("this is an offer: answer it with yes or no")
	}
	src, err := v.graph.View(ctx)
	if err != nil {
		return review.Claim{}, err
	}
	defer src.Close()
	return review.Read(ctx, src, v.names, node)
}

// told is a claim in one line.
func (v *reviewing) told(c quads.Claim) string {
	return quads.Printable(v.term(c.Subject) + " → " + v.term(c.Predicate) + " → " + v.term(c.Object))
}

func (v *reviewing) accept(ctx context.Context, _ string) error {
	node, err := v.here()
	if err != nil {
		return err
	}
	if v.names.IsOffer(node) {
		return v.yes(ctx, "")
	}
	c, err := v.claim(ctx)
	if err != nil {
		return err
	}
	step, err := v.by.Accept(ctx, v.told(c.Claim), node)
	if err == nil {
		v.decided(step, "accepted")
	}
	return err
}

func (v *reviewing) reject(ctx context.Context, _ string) error {
	node, err := v.here()
	if err != nil {
		return err
	}
	if v.names.IsOffer(node) {
		return v.no(ctx, "")
	}
	c, err := v.claim(ctx)
	if err != nil {
		return err
	}
	step, err := v.by.Reject(ctx, v.told(c.Claim), node)
	if err == nil {
		v.decided(step, "rejected")
	}
	return err
}

func (v *reviewing) yes(ctx context.Context, _ string) error { return v.answer(ctx, true) }
func (v *reviewing) no(ctx context.Context, _ string) error  { return v.answer(ctx, false) }

// answer decides an offer.
func (v *reviewing) answer(ctx context.Context, yes bool) error {
	node, err := v.here()
	if err != nil {
		return err
	}
	if !v.names.IsOffer(node) {
		return errors.New("this is a claim and no offer: accept or reject it")
	}
	src, err := v.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	o, err := review.ReadOffer(ctx, src, v.names, node)
	if err != nil {
		return err
	}
	step, err := v.by.Answer(ctx, v.offerText(o), node, yes)
	if err != nil {
		return err
	}
	v.decided(step, map[bool]string{true: "accepted", false: "rejected"}[yes])
	return nil
}

// undoDecision takes the newest decision back and shows what it was about.
func (v *reviewing) undoDecision(ctx context.Context, _ string) error {
	step, err := v.by.Undo(ctx)
	if err != nil {
		return err
	}
	v.index = nil
	if v.db == "" && len(v.session.undo) > 0 { // the same step of the session's
		last := v.session.undo[len(v.session.undo)-1]
		v.session.undo = v.session.undo[:len(v.session.undo)-1]
		v.takenBack(last, step.Applied)
	}
	v.say("undone: %s", quads.Printable(step.What))
	for _, n := range step.Nodes {
		if state := v.state[n]; v.count[state] > 0 {
			v.count[state]--
		}
		delete(v.state, n)
	}
	if len(step.Nodes) == 0 {
		return nil
	}
	if !slices.Contains(v.queue, step.Nodes[0]) { // it was decided before this review
		skipped := v.queue[:min(v.at, len(v.queue))]
		if err := v.load(ctx); err != nil {
			return err
		}
		for _, n := range skipped {
			if v.state[n] == "" {
				v.state[n] = "skipped"
			}
		}
	}
	if i := slices.Index(v.queue, step.Nodes[0]); i >= 0 {
		v.at = i
	}
	return nil
}
