// Package text turns news text into claims: who did what, who says so, and
// what is denied.
//
// Extract runs a document through its parts: sentences (package document),
// their trees (syntax), the clauses of these (clause), what they speak of
// (entity) and who says them (attribution). What is left to do here: a clause
// becomes a statement of two places, its words become names, its other
// arguments details, and it is told how likely it is right. Quads gives what
// comes of it as the arrow notation would write it by hand.
//
// Precision comes first, for a person looks at every claim: of a pronoun that
// nobody can resolve, a question, an order, a phrase that names nothing there
// is no claim; Skipped counts them by their reasons.
package text

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/attribution"
	"quipu/quads/text/document"
	"quipu/quads/text/entity"
	"quipu/quads/text/plugin"
	"quipu/quads/text/sentence"
)

// Options are the settings of Extract.
type Options struct {
	// Node stands for the document and labels what it says; the document's
	// address or <base>doc/… if it is empty.
	Node quad.IRI
	// Handle stands behind the name of what only this document tells of:
	// "attack (Eleven held)". Its title if it is empty.
	Handle string
	// MinConfidence leaves out claims that are less likely to be right.
	MinConfidence float64
	// NoText leaves the document's text out of what is said about it.
	NoText bool
	// With, if not nil, is asked for the claims of each sentence; ours stand
	// in for those that it gives no answer for.
	With *plugin.Extractor
	// Progress, if not nil, is told how many bytes of the text are parsed.
	Progress func(done int)
}

// An Extraction is what a document says.
type Extraction struct {
	Document  *document.Document
	Node      quad.IRI
	Sentences int     // that were parsed
	Claims    []Claim // in the order of the text
	Types     []Typed // of the entities that claims are about, in the order of the text
	Offers    []quads.Offer
	Foreign   []Foreign
	Skipped   []Skip
	Unsure    int      // claims below MinConfidence
	Remarks   []string // what could not be known of dates
	NoText    bool     // see Options
}

// Typed is what kind of thing a name names: person, organisation, place,
// event.
type Typed struct {
	Entity quad.IRI
	Type   string
}

// Foreign is a paragraph that is not in English and so gave no claims.
type Foreign struct {
	Span
	Language  string // as BCP 47 has it; "und" where nobody can tell
	Sentences int
}

// A Skip counts the clauses that gave no claim for one reason.
type Skip struct {
	Reason Reason
	Count  int
}

// Version tells extractions apart that may give other claims for the same
// text.
const Version = "quipu text 1"

// language is what is read; claims come of nothing else.
const language = "en"

// Extract reads the claims out of a document. Its errors are those of ctx and
// of a parser's model that cannot be read.
func Extract(ctx context.Context, doc *document.Document, names *quads.Names, o Options) (*Extraction, error) {
	x := &Extraction{Document: doc, Node: o.Node, NoText: o.NoText}
	if x.Node == "" {
		x.Node = nodeOf(doc, names)
	}
	b := &builder{
		names: names, node: x.Node, text: doc.Text, handle: o.Handle,
		known: map[quad.IRI]int{}, skipped: map[Reason]int{}, said: map[quad.Value]bool{},
	}
	if b.handle == "" {
		b.handle = handleOf(doc.Meta.Title)
	}
	repeats, err := b.parse(ctx, doc, o.Progress)
	if err != nil {
		return nil, err
	}
	x.Sentences = len(b.sentences)
	b.entities = entity.Resolve(b.sentences, doc.Meta.Date)
	b.voices = attribution.Attribute(b.sentences, b.entities)
	if err := b.buildAll(ctx, repeats, o.With, &doc.Meta); err != nil {
		return nil, err
	}
	x.Foreign = foreign(doc)
	b.finish(x, o.MinConfidence)
	return x, nil
}

// nodeOf is what stands for a document nobody has named.
func nodeOf(doc *document.Document, names *quads.Names) quad.IRI {
	if quads.CheckIRI(doc.Meta.URL) == nil && doc.Meta.URL != "" {
		return quad.IRI(doc.Meta.URL)
	}
	return names.Document(doc.Text)
}

// longestHandle is how much of a title tells a document from others.
const longestHandle = 60

// handleOf shortens a title to whole words.
func handleOf(title string) string {
	title = strings.NewReplacer("(", "", ")", "").Replace(title)
	if len(title) <= longestHandle {
		return title
	}
	if cut := strings.LastIndexByte(title[:longestHandle], ' '); cut > 0 {
		return title[:cut] + " …"
	}
	return ""
}

// buildAll makes the claims of all sentences. A repeated one gives its claims
// another place.
func (b *builder) buildAll(ctx context.Context, repeats []int, with *plugin.Extractor, m *document.Meta) error {
	of := make([][]int, len(b.sentences)) // of each sentence, its claims
	for i := range b.sentences {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if earlier := repeats[i]; earlier >= 0 {
			b.repeat(earlier, i, of[earlier])
			continue
		}
		before := len(b.claims)
		answered, err := b.ask(ctx, with, m, i)
		if err != nil {
			return err
		}
		if answered {
			of[i] = span(before, len(b.claims))
			continue
		}
		for j := range b.sentences[i].Clauses {
			b.build(i, j)
		}
		of[i] = span(before, len(b.claims))
	}
	return nil
}

// span lists the numbers from one to before another.
func span(from, to int) []int {
	var out []int
	for k := from; k < to; k++ {
		out = append(out, k)
	}
	return out
}

// repeat notes that a sentence stands again: its claims have the words there
// too.
func (b *builder) repeat(earlier, again int, claims []int) {
	from, to := b.sentences[earlier].Tree.Words, b.sentences[again].Tree.Words
	b.skipped[Repeated] += len(b.sentences[again].Clauses)
	if len(from) != len(to) {
		return
	}
	for _, k := range claims {
		c := &b.claims[k]
		var at Span
		for i := range from {
			if from[i].Start == c.Start {
				at.Start = to[i].Start
			}
			if from[i].End == c.End {
				at.End = to[i].End
			}
		}
		if at.End > at.Start {
			b.again(c, at)
		}
	}
}

// foreign are the paragraphs in other languages.
func foreign(doc *document.Document) []Foreign {
	var out []Foreign
	for _, p := range doc.Paragraphs {
		if p.Language == language || !tells(p.Kind) {
			continue
		}
		n := len(sentence.Split(doc.Text, p.Start, p.End))
		if n > 0 {
			out = append(out, Foreign{Span{p.Start, p.End}, p.Language, n})
		}
	}
	return out
}

// finish fills an extraction with what was built.
func (b *builder) finish(x *Extraction, least float64) {
	for _, c := range b.claims {
		if c.Confidence < least {
			x.Unsure++
			continue
		}
		x.Claims = append(x.Claims, c)
	}
	for _, e := range b.entities.Entities {
		iri, ok := b.entity(e)
		if ok && !e.Local && b.said[iri] && e.Type != entity.Other && e.Type != entity.Group {
			x.Types = append(x.Types, Typed{iri, e.Type.String()})
		}
	}
	for _, o := range b.entities.Offers {
		x.Offers = append(x.Offers, quads.Offer{
			Subject: b.names.IRI(o.Name), Predicate: quads.SameAs, Object: b.names.IRI(o.Other),
			Reason: o.Reason, Confidence: o.Confidence, Document: x.Node,
		})
	}
	if b.answerError != nil {
		x.Remarks = append(x.Remarks, fmt.Sprintf("%s without an answer of --with: %v", quads.Count(b.unanswered, "sentence"), b.answerError))
	}
	for _, v := range slices.Concat(b.entities.Values, b.entities.Vague) {
		if v.Report != "" {
			x.Remarks = append(x.Remarks, v.Report)
		}
	}
	for r, n := range b.skipped {
		x.Skipped = append(x.Skipped, Skip{r, n})
	}
	slices.SortFunc(x.Skipped, func(a, b Skip) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(string(a.Reason), string(b.Reason))
	})
}
