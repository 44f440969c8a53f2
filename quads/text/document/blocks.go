package document

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks turns elements into paragraphs.
type blocks struct {
	b      *builder
	title  string // of the page, which is there already
	text   strings.Builder
	linked int // bytes of text that are links
	breaks int // <br> since the last text
}

// children reads what is below n, which stands in a block of this kind.
func (w *blocks) children(n *html.Node, kind Kind) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.write(c.Data)
		case html.ElementNode:
			w.element(c, kind)
		}
	}
}

func (w *blocks) write(text string) {
	if w.text.Len() > MaxText {
		return // the builder will tell
	}
	if w.breaks > 0 && strings.TrimSpace(text) != "" {
		w.breaks = 0
	}
	w.text.WriteString(text)
}

func (w *blocks) element(n *html.Node, kind Kind) {
	switch {
	case isClutter(n):
		return
	case n.DataAtom == atom.Br:
		w.text.WriteByte(' ')
		if w.breaks++; w.breaks == 2 {
			w.flush(kind)
		}
	case n.DataAtom == atom.A:
		before := w.text.Len()
		w.children(n, kind)
		w.linked += max(0, w.text.Len()-before)
	case n.DataAtom == atom.Q:
		w.text.WriteString("“")
		w.children(n, kind)
		w.text.WriteString("”")
	case n.DataAtom == atom.Pre:
		w.flush(kind)
		w.preformatted(n, kind)
	case n.DataAtom == atom.Sup && isNote(beginning(n)):
	case inline[n.DataAtom] || n.DataAtom == 0 && !strings.Contains(n.Data, "-"):
		w.children(n, kind)
	default:
		w.flush(kind)
		inner := kindOf(n, kind)
		w.children(n, inner)
		w.flush(inner)
	}
}

// preformatted reads text with its own lines: an old page's, with empty lines
// between paragraphs, or code, which is left out.
func (w *blocks) preformatted(n *html.Node, kind Kind) {
	text := rawText(n)
	odd := 0
	for _, mark := range "{}<>=;\\/_|" {
		odd += strings.Count(text, string(mark))
	}
	if odd*40 > len(text) {
		return
	}
	for part := range strings.SplitSeq(clean(text), "\n\n") {
		w.text.WriteString(part)
		w.flush(kind)
	}
}

// inline are the elements that stay in their line of text.
var inline = map[atom.Atom]bool{
	atom.Span: true, atom.Sub: true, atom.Sup: true, atom.Label: true, atom.Time: true, atom.Cite: true, atom.Dfn: true,
	atom.Kbd: true, atom.Samp: true, atom.Var: true, atom.Data: true, atom.Bdi: true, atom.Bdo: true, atom.Ruby: true,
	atom.Acronym: true, atom.Del: true, atom.Output: true,
}

// kindOf returns the kind of paragraphs in a block element.
func kindOf(n *html.Node, outer Kind) Kind {
	if outer == Caption {
		return Caption
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return Heading
	case atom.Li, atom.Dd, atom.Dt:
		return List
	case atom.Blockquote:
		return Quote
	case atom.Figure, atom.Figcaption, atom.Caption, atom.Th:
		return Caption
	case atom.Td:
		if len(beginning(n)) < 120 { // a cell of figures, not of a page laid out in a table
			return Caption
		}
	case atom.Address:
		return Byline
	}
	return outer
}

// flush ends the paragraph.
func (w *blocks) flush(kind Kind) {
	text, linked := oneLine(clean(w.text.String())), w.linked
	w.text.Reset()
	w.linked, w.breaks = 0, 0
	if text == "" || text == w.title && kind == Heading {
		return
	}
	if (kind == Body || kind == List) && linked*10 >= len(text)*8 && !endsSentence(text) {
		kind = Credit // nothing but a pointer to another page
	}
	if kind == Heading && len(text) > 100 && endsSentence(text) {
		kind = Body // a lead in large letters
	}
	w.b.add(kind, text)
}

// isNote reports whether a raised text is the mark of a footnote.
func isNote(text string) bool {
	return len(text) <= 6 && strings.Trim(text, "[]0123456789*†‡ ") == ""
}

// clutterNames are parts of classes and ids that say what frames an article.
var clutterNames = []string{"cookie", "consent", "gdpr", "newsletter", "subscribe", "paywall", "share-", "social",
	"related-", "recommend", "breadcrumb", "advert", "sponsor", "promo", "comments", "disqus", "sidebar", "popup", "modal",
	"skip-link", "site-header", "site-footer", "navbar", "masthead"}

// frameNames are parts of classes and ids of what may hold an article as well.
var frameNames = []string{"article", "content", "container", "wrapper", "main", "story", "page"}

func hasPart(name string, parts []string) bool {
	name = strings.ToLower(name[:min(len(name), 200)])
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
}

// isClutter reports whether an element frames the article or is not seen.
func isClutter(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type != html.DocumentNode && n.Type != html.TextNode
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Menu:
		return true
	case atom.Html, atom.Body, atom.Article, atom.Main:
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return a.Val == "true"
		case "role":
			switch a.Val {
			case "navigation", "banner", "complementary", "contentinfo", "dialog", "alertdialog", "search", "menu":
				return true
			}
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		case "class", "id":
			if hasPart(a.Val, clutterNames) && !hasPart(a.Val, frameNames) {
				return true
			}
		}
	}
	return false
}
