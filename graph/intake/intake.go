// Package intake is what a store does with documents that claims were extracted
// from: which node a document has, what of it is known already, what changed
// since its last revision, whose text it repeats, and which of the names that
// the store knows it mentions.
//
// It sits between extraction (quads/text, which knows no store) and the store:
//
//	in, err := intake.New(ctx, g)
//	origin := intake.OriginOf(read, source, extractor)
//	node, err := in.Node(origin)
//	if in.Known(node, origin) {
//		d = &intake.Document{Origin: origin, Node: node, Name: path}
//	} else {
//		x, err := text.Extract(ctx, read, names, text.Options{Node: node})
//		d = intake.Extracted(x, origin, path, names)
//	}
//	report, err := in.Add(ctx, []*intake.Document{d, …}) // one commit
//
// What people decided about claims is kept: see graph/review. What is merely
// likely (a text that is mostly another's, two names that may mean one thing)
// becomes an offer (quads.Offer) for a person to decide on.
package intake

import (
	"context"
	"fmt"
	"sync"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/text/document"
)

// An Origin says where a text came from and what would be done with it, before
// it is parsed.
type Origin struct {
	URL       string // its own or the one that was given; "" is none
	Source    string // the name that was given for it; "" is none
	Text      string // as it is kept
	SHA256    string // of the original's bytes, in hex
	Extractor string // version of extractor and model, with the settings that change what comes out
}

// A Document is a text and what was extracted from it. Of one that Known knows
// Origin, Node and Name are enough.
type Document struct {
	Origin
	Node    quad.IRI    // see Intake.Node; what was extracted is labelled with it
	Name    string      // what the user calls it, a path or an address: for reports
	About   []quad.Quad // title, creator, publisher, date, url, text, …: Node's, labelled with Node
	Claims  []Claim
	Rest    []quad.Quad     // types of names and what else is no claim, labelled with Node
	Foreign []Foreign       // passages that are not English and so gave no claims
	Sketch  document.Sketch // of Text
	Offers  []quads.Offer   // names that may mean one thing
}

// A Claim is a statement node with all that it comes to: the quads about the
// node, its edge if it has one, the reporting of it, and the description of
// the "speaker, in document" node.
type Claim struct {
	Node  quad.IRI
	Quads []quad.Quad
}

// Foreign is a passage in another language.
type Foreign struct {
	Language   string // as BCP 47 has it: "es"
	Start, End int    // bytes of the text
	Sentences  int
}

// An Intake takes documents into one graph. Node and Known may be called by
// several goroutines at once, also during Add; Add by one at a time. After an
// error of Add it is not used again.
type Intake struct {
	graph *graph.Graph
	names *quads.Names

	urls   map[string]quad.IRI // the source that has a canonical address
	mu     sync.RWMutex        // for known
	known  map[quad.IRI]revision
	taken  map[quad.IRI]string // documents of this run, by node: their names
	copies *copies
	terms  *knownNames // nil until a passage needs it
}

// New reads what a graph knows about documents.
func New(ctx context.Context, g *graph.Graph) (*Intake, error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	in := &Intake{graph: g, names: g.Names(), taken: make(map[quad.IRI]string)}
	if in.urls, err = readAddresses(ctx, src); err != nil {
		return nil, err
	}
	if in.known, err = readRevisions(ctx, src, in.names); err != nil {
		return nil, err
	}
	in.copies, err = readCopies(ctx, src, in.names)
	return in, err
}

// Node returns what stands for a document: the source that has its address
// already, else what NodeOf gives.
func (in *Intake) Node(o Origin) (quad.IRI, error) {
	if address, ok := Canonical(o.URL); ok {
		if node, ok := in.urls[address]; ok {
			return node, nil
		}
	}
	return NodeOf(o, in.names)
}

// NodeOf returns what stands for a document that no store knows: its canonical
// address, else the source of the name that was given, else <base>doc/ and a
// hash of its text.
func NodeOf(o Origin, names *quads.Names) (quad.IRI, error) {
	if address, ok := Canonical(o.URL); ok {
		return quad.IRI(address), nil
	}
	if o.URL != "" {
		return "", fmt.Errorf("%q is no address of a web page: it begins with http:// or https://", quads.Printable(o.URL))
	}
	if o.Source == "" {
		return names.Document(o.Text), nil
	}
	name, err := quads.Normal(o.Source)
	if err != nil {
		return "", fmt.Errorf("the source %q: %w", quads.Printable(o.Source), err)
	}
	return names.IRI(name), nil
}

// Known reports whether a document is in the store as it is, extracted by the
// same extractor.
func (in *Intake) Known(node quad.IRI, o Origin) bool {
	in.mu.RLock()
	defer in.mu.RUnlock()
	return o.SHA256 != "" && in.known[node] == revision{o.SHA256, o.Extractor}
}
