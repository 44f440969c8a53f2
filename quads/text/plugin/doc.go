// Package plugin lets another program take the claims out of sentences: a
// language model on the same machine, say. The program runs as a child, reads
// one sentence a line and answers with claims, as docs/extractor-protocol.md
// describes.
//
//	e, err := plugin.Start(ctx, "python3 'my extractor.py'", plugin.Options{})
//	claims, err := e.Sentence(ctx, plugin.Request{Text: "The board closed the pier."})
//	err = e.Close()
//
// Nothing that it says is believed unchecked: offsets lie within the sentence,
// a quote is what stands there, names are names, a stance is one of the table.
// An answer that is wrong in one place counts for nothing. A program that
// falls silent, ends, or does not keep to the protocol is killed with its
// children and started again for the next sentence; after some failures in a
// row it is given up. In every case Sentence returns an error, and the caller
// does what it would do without the program.
package plugin
