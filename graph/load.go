package graph

import (
	"context"
	"io"

	"github.com/cayleygraph/quad"
)

// Input is something to load: a path, or "-" for standard input.
type Input struct {
	Path  string
	From  string    // name of the format; "" is by extension
	Stdin io.Reader // read where Path is "-"
}

// LoadOptions are the settings of a load.
type LoadOptions struct {
	Source  quad.Value  // label of quads that bring none; nil leaves them
	Replace bool        // first removes the quads under the sources that the inputs declare
	OnBad   func(error) // set: bad lines are told and skipped; see quads.Skipped
	MaxLine int
	// Memory is how many bytes a load into one of our own stores may use; what
	// does not fit waits in temporary files. 0 means a quarter of the machine's.
	Memory   int64
	Progress func(Progress) // called now and then; see below
	// OnRemark is told what a reader kept as it stood although it may not be
	// what was meant, with its place: file:line:column: text.
	OnRemark func(string)
	// Words, if set, is given what each input in the arrow notation says of
	// documents' words: quotes, the documents they are of, and their texts.
	// Its error ends the load, before anything is written.
	Words func(context.Context, []quad.Quad) error
	// Several goroutines call OnBad, Progress and OnRemark, but only one of
	// them at a time, and OnBad in the order of lines.
}

// Progress is how far a load is: with one of the inputs or, when all are read,
// with merging what they brought into the store.
type Progress struct {
	Merging    bool
	Input      string
	Done, Of   int64 // compressed bytes read, or parts of the merging; Of is 0 where unknown
	Quads, Bad int64 // read and skipped so far, of all inputs
}

// LoadReport is what a load came to. Read = Added + Existed + Unchanged, where
// Existed includes quads that the inputs repeat. Removed and Unchanged say
// what became of the quads that a replacing load found under its sources. Bad
// counts lines: those that were skipped.
type LoadReport struct {
	Read, Added, Existed, Removed, Unchanged, Bad int64
	Unlabelled                                    int64  // quads that brought no label and got none
	Changed                                       int64  // names brought to normal form
	Commit                                        uint64 // its number, 0 where none is kept
}

// Load reads all inputs into one commit: all of it appears, or nothing. An
// error names the input: *quads.UnknownFormatError, *quads.InputError,
// *quads.SyntaxError or the system's.
//
// A store of ours is not locked while inputs are read, except to replace; see
// store.Loader. Any other gets one transaction.
func (g *Graph) Load(ctx context.Context, inputs []Input, o LoadOptions) (LoadReport, error) {
	in, err := g.openInputs(ctx, inputs, o)
	if err != nil {
		return LoadReport{}, err
	}
	defer in.close()
	if s, ok := g.store.(bulkStore); ok && !o.Replace {
		return loadBulk(ctx, s, in)
	}
	tx, err := g.Begin(ctx)
	if err != nil {
		return LoadReport{}, err
	}
	defer tx.Rollback()
	var old int64 // quads under the sources that are replaced
	if o.Replace {
		old, err = g.replace(ctx, tx, in)
	} else {
		err = in.each(ctx, tx.Add)
	}
	if err != nil {
		return LoadReport{}, err
	}
	result, err := tx.Commit(ctx)
	if err != nil {
		return LoadReport{}, err
	}
	report := in.report
	report.Added, report.Removed = result.Added, result.Removed
	report.Unchanged = old - result.Removed
	report.Existed = result.Existed - report.Unchanged
	report.Commit = result.Commit
	return report, nil
}
