// Package review is what people decide about claims that were taken from
// texts: which are right, which are wrong, and what they should have been.
//
//	queue, err := review.Queue(ctx, g, review.Filter{Below: 0.8})
//	r, err := review.New(g, "alice")
//	_, err = r.Accept(ctx, queue[0])
//	_, err = r.Reject(ctx, queue[1])
//	_, err = r.Undo(ctx) // the rejection
//
// A claim is a statement node with a confidence (quads.Claim). A decision on
// it is a node of its own, written in the same transaction as its effect, and
// labelled "review by ANALYST":
//
//	<base>review/… type → prov:Activity
//	               prov:used → the claim's node
//	               prov:wasAssociatedWith → the analyst
//	               prov:endedAtTime → 2024-03-27T10:00:00Z
//	               <base>st/decision → "rejected"
//	               <base>st/withdrawn → what it took out of the graph
//	               prov:generated → the claim that an edit made
//
// What is accepted stays as it is. What is rejected must not answer any
// question as if somebody had said it, neither as an edge nor as a statement in
// brackets, nor by its details: its edge, the description of its node, and
// what refers to the node leave the graph, and are kept as text in the
// decision. An edit withdraws the old claim likewise and writes another one
// under the same document. The hash of a node is that of its statement, so
// when the same text is extracted again the same claims are recognised;
// Decided tells which of them are not to be added, and which have to stay.
//
// Undo is the inverse of the decision's transaction: nothing of it remains in
// the graph, only in the store's history, where the inverse names the commit
// that it takes back. In a store the history is also the list of what can be
// undone, so that another session can go on undoing; in memory a Reviewer
// remembers what it did.
//
// Several people may decide at once. A decision looks at the newest state
// inside its transaction, and is refused where somebody else was quicker.
//
// Agreement compares two reviewers' decisions by Cohen's kappa.
package review
