package document

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What makes the parser slow, more of which than any article has is read as
// plain text: its time grows with the square of them.
const (
	maxBrackets = 10_000  // [ in the text
	maxNesting  = 50      // of lists and quotations, in one line
	maxCells    = 1 << 20 // of tables: a row is filled up to the columns of its heading
)

// readMarkdown reads CommonMark with GitHub's tables: the text as it is shown,
// without code and pictures.
func readMarkdown(b *builder, source string) (Meta, error) {
	front, rest, err := frontMatter(source, b.name)
	if err != nil {
		return Meta{}, err
	}
	if !isTame(rest) {
		_, err := readPlain(b, rest)
		return front, err
	}
	raw := []byte(rest)
	root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(raw))
	if front.Title != "" {
		b.add(Heading, front.Title)
	}
	m := markdown{b: b, source: raw, title: front.Title}
	m.children(root, Body)
	return front, nil
}

// isTame reports whether a text is one for the parser.
func isTame(text string) bool {
	if strings.Count(text, "[") > maxBrackets {
		return false
	}
	lines, columns := 0, 0
	for line := range strings.Lines(text) {
		lines++
		if strings.Trim(line, "|-: \t\n") == "" { // the rule below a table's heading
			columns = max(columns, strings.Count(line, "|"))
		}
		depth := 0
		for word := range strings.FieldsSeq(line) {
			if len(word) == 1 && strings.Contains("-+*>", word) || strings.Trim(word, ">") == "" || isOrdinal(word) {
				if depth += len(word); depth > maxNesting {
					return false
				}
			} else {
				break
			}
		}
	}
	return lines*columns <= maxCells
}

// isOrdinal recognises the "1." of a list.
func isOrdinal(word string) bool {
	return len(word) <= 10 && strings.Trim(word[:len(word)-1], "0123456789") == "" && strings.Contains(".)", word[len(word)-1:])
}

// markdown turns a tree of goldmark's into paragraphs.
type markdown struct {
	b      *builder
	source []byte
	title  string
	linked int // bytes of the paragraph that are links
}

func (m *markdown) children(n ast.Node, kind Kind) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.block(c, kind)
	}
}

func (m *markdown) block(n ast.Node, kind Kind) {
	switch n := n.(type) {
	case *ast.Heading:
		if text := m.inline(n); text != m.title {
			m.b.add(Heading, text)
		}
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n, kind)
	case *ast.Blockquote:
		m.children(n, Quote)
	case *ast.List, *ast.ListItem:
		m.children(n, List)
	case *tables.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				m.b.add(Caption, m.inline(cell))
			}
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *ast.ThematicBreak:
	default:
		m.children(n, kind)
	}
}

// paragraph adds a paragraph, or a caption where it is nothing but a picture.
func (m *markdown) paragraph(n ast.Node, kind Kind) {
	if image, ok := n.FirstChild().(*ast.Image); ok && image.NextSibling() == nil {
		m.b.add(Caption, m.inline(image))
		return
	}
	m.linked = 0
	text := m.inline(n)
	if (kind == Body || kind == List) && m.linked*10 >= len(text)*8 && m.linked > 0 && !endsSentence(text) {
		kind = Credit
	}
	m.b.add(kind, text)
}

// inline returns the text of a block as it is shown.
func (m *markdown) inline(n ast.Node) string {
	var b bytes.Buffer
	m.write(&b, n)
	return oneLine(clean(b.String()))
}

func (m *markdown) write(b *bytes.Buffer, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(unescape(c.Segment.Value(m.source), c.IsRaw()))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(m.source))
		case *ast.RawHTML, *ast.Image:
		case *ast.Link:
			before := b.Len()
			m.write(b, c)
			m.linked += b.Len() - before
		default:
			m.write(b, c)
		}
	}
}

// unescape resolves backslashes and entities, as a renderer would.
func unescape(value []byte, raw bool) []byte {
	if raw || bytes.IndexByte(value, '\\') < 0 && bytes.IndexByte(value, '&') < 0 {
		return value
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
}
