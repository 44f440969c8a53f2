package intake

import (
	"github.com/cayleygraph/quad"
)

// Report is what a batch came to.
type Report struct {
	Outcomes       []Outcome // of the documents, in the order of the batch
	Added, Removed int64     // quads
	Commit         uint64    // its number, 0 where none is kept or nothing changed
}

// An Outcome is what became of one document.
type Outcome struct {
	Document *Document
	Known    bool   // it was in the store as it is: nothing was done
	Again    string // the document of this run that has the same node: nothing was done
	Taken    bool   // the source of its name is quite another text in the store: nothing was done
	Revised  bool   // the store had claims of it already
	Changed  bool   // and another text, which stays in the store's history

	Claims   int // that the document makes, without those that a person rejected
	New      int // claims that the store did not have
	Gone     int // claims that were removed, for the document no longer makes them
	Accepted int // claims that it no longer makes and that stay, for a person accepted them
	Rejected int // claims that were left out, for a person rejected or replaced them
	Copies   []Copy
	Offers   int // that are new
	Mentions []Mentions
}

// A Copy says how much of the text of one document is another's.
type Copy struct {
	Text, Of quad.Value
	Share    float64 // of Text's own words, 0 to 1
}

// Mentions counts, of the passages in one language, what a report tells.
type Mentions struct {
	Language  string // as BCP 47 has it
	Sentences int
	Names     int // different names that the store knows
}
