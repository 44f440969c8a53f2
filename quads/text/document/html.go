package document

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"quipu/quads"
)

const (
	maxTags  = 400_000   // of a page: more is no article
	maxDepth = 100       // of nesting for which the main text is looked for
	maxWork  = 100 << 20 // depth times bytes of text, for the same
)

// readHTML reads a page as a browser saves it. The main text is found by
// go-readability, after Mozilla's, or, where that finds nothing, is what stands
// in <article>, <main> or <body> without what frames it.
func readHTML(ctx context.Context, b *builder, text string) (Meta, error) {
	page, err := parsePage(b.name, text)
	if err != nil {
		return Meta{}, err
	}
	said := pageMeta(page, text)
	if said.Title != "" {
		b.add(Heading, said.Title)
	}
	root := frame(page)
	if main := mainText(ctx, page, said.URL); main != nil && textLength(main)*10 >= textLength(root) {
		root = main
	} else if ctx.Err() != nil {
		return Meta{}, context.Cause(ctx)
	}
	w := blocks{b: b, title: said.Title}
	w.children(root, Body)
	w.flush(Body)
	return said, nil
}

// parsePage makes a tree of a page, of which only what matters here is left.
// Formatting is left out before parsing, since the rules for unclosed <font>
// and <b> can make a tree of gigabytes from a page of a megabyte.
func parsePage(name, text string) (*html.Node, error) {
	if tags := strings.Count(text, "<"); tags > maxTags {
		return nil, &quads.InputError{Input: name, What: fmt.Sprintf("has more than %d tags", maxTags), Hint: "is it one article? save its text"}
	}
	var reduced strings.Builder
	reduced.Grow(len(text) / 2)
	z := html.NewTokenizer(strings.NewReader(text))
	skip := ""    // the element that is being left out
	data := false // JSON-LD is being read
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break // the end: the tokenizer knows no other error of a text in memory
		}
		token := z.Token()
		switch {
		case skip != "":
			if kind == html.EndTagToken && token.Data == skip {
				skip = ""
			}
		case kind == html.StartTagToken && left(token):
			skip = token.Data
		case kind == html.CommentToken || formatting[token.DataAtom]:
		case kind == html.TextToken && data:
			reduced.Write(z.Raw()) // JSON has no entities
		default:
			data = kind == html.StartTagToken && token.DataAtom == atom.Script
			token.Attr = keepAttributes(token.Attr)
			reduced.WriteString(token.String())
		}
	}
	page, err := html.Parse(strings.NewReader(reduced.String()))
	if err != nil {
		return nil, &quads.InputError{Input: name, What: "has tags nested too deeply", Hint: "save its text", Err: err}
	}
	return page, nil
}

// left reports whether an element is left out with all that is in it.
func left(t html.Token) bool {
	switch t.DataAtom {
	case atom.Script:
		for _, a := range t.Attr {
			if a.Key == "type" && strings.Contains(strings.ToLower(a.Val), "ld+json") {
				return false
			}
		}
		return true
	case atom.Style, atom.Svg, atom.Math, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Canvas, atom.Video,
		atom.Audio, atom.Select, atom.Textarea, atom.Button, atom.Dialog, atom.Noframes, atom.Xmp, atom.Noembed:
		return true
	}
	return false
}

// formatting are elements that only change how letters look.
var formatting = map[atom.Atom]bool{
	atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true, atom.Mark: true,
	atom.Ins: true, atom.Wbr: true, atom.Abbr: true, atom.Input: true, atom.Img: true, atom.Source: true,
	atom.Picture: true, atom.Embed: true, atom.Plaintext: true,
}

// keepAttributes keeps what tells about content, and no data in it.
func keepAttributes(all []html.Attribute) []html.Attribute {
	kept := all[:0]
	for _, a := range all {
		switch a.Key {
		case "class", "id", "href", "rel", "name", "property", "content", "itemprop", "itemscope", "itemtype", "datetime",
			"lang", "hidden", "aria-hidden", "role", "type", "style", "http-equiv", "charset":
			if len(a.Val) <= 4000 {
				kept = append(kept, a)
			}
		}
	}
	return kept
}

// mainText finds the article in a page; nil where there is none, or the page is
// not one to look through.
func mainText(ctx context.Context, page *html.Node, address string) (main *html.Node) {
	defer func() {
		if recover() != nil {
			main = nil // the library stumbled: all of the page is read
		}
	}()
	if d := depth(page); d > maxDepth || d*textLength(page) > maxWork || ctx.Err() != nil {
		return nil
	}
	base, err := url.Parse(address)
	if err != nil || address == "" {
		base = nil
	}
	p := readability.NewParser()
	p.CharThresholds = 250
	p.DisableJSONLD = true
	article, err := p.ParseDocument(page, base)
	if err != nil || article.Node == nil {
		return nil
	}
	each(article.Node, func(n *html.Node) bool {
		n.DataAtom = atom.Lookup([]byte(n.Data)) // elements that the library made have none
		return true
	})
	return article.Node
}

// depth returns how deeply the page's elements are nested.
func depth(n *html.Node) int {
	deepest := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		deepest = max(deepest, depth(c)+1)
	}
	return deepest
}

// frame returns the element with the page's content: the <article> with the
// most text, else <main>, else <body>.
func frame(page *html.Node) *html.Node {
	var best *html.Node
	size := 0
	each(page, func(n *html.Node) bool {
		if n.DataAtom != atom.Article && n.DataAtom != atom.Main {
			return true
		}
		if length := textLength(n); length > size {
			best, size = n, length
		}
		return n.DataAtom == atom.Main
	})
	if best == nil || size < 250 {
		return page
	}
	return best
}

// each calls f for the elements below n in order, and goes into those for which
// it returns true.
func each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && f(c) {
			each(c, f)
		}
	}
}

// textLength returns how many bytes of text the blocks below n have.
func textLength(n *html.Node) int {
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	if isClutter(n) {
		return 0
	}
	length := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		length += textLength(c)
	}
	return length
}

// textOf returns the text below n in one line.
func textOf(n *html.Node) string { return oneLine(clean(rawText(n))) }

// beginning is textOf of as much as tells short from long: of nested elements
// each is asked, and reading all of each would take the square of the page.
func beginning(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, 1000)
	return oneLine(clean(b.String()))
}

// rawText returns the text below n as it is.
func rawText(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, MaxInput)
	return b.String()
}

// appendText writes the text below n until b has as many bytes as it may have.
func appendText(b *strings.Builder, n *html.Node, most int) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data[:min(len(n.Data), most-b.Len())])
	}
	for c := n.FirstChild; c != nil && b.Len() < most; c = c.NextSibling {
		appendText(b, c, most)
	}
}

// attribute returns the value of n's attribute, or "".
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
