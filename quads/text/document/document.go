// Package document reads what a news text comes in: plain text, Markdown, and
// HTML as saved from a browser. It gives the plain text that is kept as
// evidence, its paragraphs with their kind and language, and what the document
// says about itself.
//
// The kept text is UTF-8 in normal form C with "\n" for line ends, without
// control, bidirectional and other invisible characters; special spaces are
// plain ones. All offsets count its bytes. Of plain text, lines and spaces
// stay as they are; of a page or Markdown it is what a reader sees of the
// article, an empty line between paragraphs.
//
// Everything read is hostile: sizes are limited, time is linear in the size,
// and nothing is fetched from anywhere.
package document

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"quipu/quads"
)

// Limits of what is read.
const (
	MaxInput = 64 << 20 // bytes of a document as it comes, decompressed
	MaxText  = 16 << 20 // bytes of its kept text
)

// A Document is a text with what is known about it.
type Document struct {
	Text       string      // the kept text; see the package's comment
	Paragraphs []Paragraph // in order; what lies between them is white space
	Meta       Meta
	Format     string            // text, markdown or html
	Original   [sha256.Size]byte // of the bytes that were read, decompressed
}

// A Paragraph is a stretch of a document's text.
type Paragraph struct {
	Start, End int // bytes of the text, without white space around
	Kind       Kind
	Language   string // two or three letters (BCP 47), "und" where nobody can tell
	Repeats    int    // index of the first paragraph with the same words; -1
}

// Kind is what a paragraph is in its document. Claims come of Body, List and
// Quote.
type Kind uint8

// The kinds.
const (
	Body    Kind = iota
	Heading      // a title, of the document or a part
	Byline       // who wrote it, where and when
	Credit       // rights, where it was first printed, pointers to other pages
	Caption      // under a picture or a table
	List         // an item of a list
	Quote        // set off as somebody's words
)

var kindNames = [...]string{"body", "heading", "byline", "credit", "caption", "list", "quote"}

// String returns the kind's name in small letters.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Meta is what a document says about itself. A field is empty where nothing is
// known; a file's name and time are never taken for it.
type Meta struct {
	Title     string
	Authors   []string
	Publisher string
	Date      string // when it was published: EDTF, often YYYY-MM-DD
	URL       string // canonical: absolute, http or https, without a fragment
	Language  string // as declared, else that of most of its text
}

// or fills the fields that are empty from o.
func (m Meta) or(o Meta) Meta {
	fill := func(field *string, with string) {
		if *field == "" {
			*field = with
		}
	}
	fill(&m.Title, o.Title)
	fill(&m.Publisher, o.Publisher)
	fill(&m.Date, o.Date)
	fill(&m.URL, o.URL)
	fill(&m.Language, o.Language)
	if len(m.Authors) == 0 {
		m.Authors = o.Authors
	}
	return m
}

// Options are the settings of Read; the zero value has sane ones.
type Options struct {
	Name   string // for messages and, by its ending, for the format
	Format string // text, markdown or html; "" goes by the content and the name
	Meta   Meta   // what is known better than the document knows it
}

// Formats returns the names of the formats that Read knows.
func Formats() []string { return []string{formatText, formatMarkdown, formatHTML} }

// Read reads a document of up to MaxInput bytes. Its errors are those of r and
// ctx, and *quads.InputError for what is too large, is no text, or is in a
// format that is not read.
func Read(ctx context.Context, r io.Reader, o Options) (*Document, error) {
	o.Name = cmp.Or(o.Name, "the text")
	raw, err := readAll(ctx, r, o.Name)
	if err != nil {
		return nil, err
	}
	format, err := formatOf(raw, o)
	if err != nil {
		return nil, err
	}
	if format != formatHTML && len(raw) > 2*MaxText { // UTF-16 has two bytes a letter
		return nil, tooLarge(o.Name, "is", 2*MaxText)
	}
	text, err := decode(raw, format, o.Name)
	if err != nil {
		return nil, err
	}
	d := &Document{Format: format, Original: sha256.Sum256(raw)}
	b := &builder{name: o.Name}
	var said Meta // by the document
	switch format {
	case formatHTML:
		said, err = readHTML(ctx, b, text)
	case formatMarkdown:
		said, err = readMarkdown(b, text)
	default:
		said, err = readPlain(b, text)
	}
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	return d, d.finish(b, o, said)
}

// finish takes what was built and finds out what the text itself tells.
func (d *Document) finish(b *builder, o Options, said Meta) error {
	var err error
	if d.Text, d.Paragraphs, err = b.build(); err != nil {
		return err
	}
	if len(d.Paragraphs) == 0 {
		return &quads.InputError{Input: o.Name, What: "has no text in it", Hint: "is it the right file?"}
	}
	found := d.classify()
	d.Meta = o.Meta.or(said).or(found)
	d.tellLanguages()
	d.findRepeats()
	return nil
}

// OpenFile reads the document in a file, or on standard input where the path is
// "-", decompressing it where it is gzip, zstd or bzip2. Name is the path
// unless the options have one.
func OpenFile(ctx context.Context, path string, stdin io.Reader, o Options) (*Document, error) {
	in, err := quads.OpenInput(ctx, path, quads.InputOptions{Stdin: stdin, Binary: true})
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if o.Name == "" {
		o.Name = in.Name()
	}
	return Read(ctx, in, o)
}

// readAll reads all of r, up to MaxInput.
func readAll(ctx context.Context, r io.Reader, name string) ([]byte, error) {
	var all bytes.Buffer
	for all.Len() <= MaxInput {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		_, err := io.CopyN(&all, r, 1<<20)
		if err == io.EOF {
			return all.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, tooLarge(name, "is", MaxInput)
}

func tooLarge(name, is string, limit int) error {
	return &quads.InputError{
		Input: name,
		What:  fmt.Sprintf("%s larger than %d MiB", is, limit>>20),
		Hint:  "is it one article? cut it into parts",
	}
}
