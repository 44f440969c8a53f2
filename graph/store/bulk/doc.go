// Package bulk makes a segment of quads that come in any order, however many
// they are.
//
// A Loader has Builders, one for each goroutine that reads quads. A Builder
// keeps every term once, in a table that numbers terms as they come, and quads
// as rows of these numbers. When its share of the memory is used, it sorts
// terms and rows and writes them to a temporary file, as a Run, and begins
// anew. What never needed the file becomes one Run in memory.
//
// Merge makes one segment of runs and segments: it merges their terms into one
// dictionary, which gives each input a map from its ids to the new ones, and
// then, one permutation after the other, their rows. Ids of an input are ranks
// of terms in byte order, and so are the new ones; so the maps are ascending
// and rows stay in order while they are renumbered.
//
//	l := bulk.New(bulk.Options{Memory: 1 << 30})
//	defer l.Close()
//	b := l.Builder(ctx)
//	err := b.Add([]byte("<a>"), []byte("<p>"), []byte("<b>"), nil)
//	…
//	runs, err := l.Runs(ctx)
//	inputs := []bulk.Input{{Segment: base}}
//	for _, r := range runs {
//		inputs = append(inputs, bulk.Input{Run: r})
//	}
//	merged, err := bulk.Merge(ctx, sink, id, inputs, bulk.MergeOptions{Old: 1})
//
// The large arrays are kept outside Go's heap where the system allows it, so
// that the collector neither reads them nor lets as much garbage again gather
// beside them.
package bulk
