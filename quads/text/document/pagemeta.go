package document

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what a page's head and markup say, each in the order of the page.
type page struct {
	meta      map[string][]string // by name, property or itemprop, in small letters
	canonical string
	base      string
	title     string
	heading   string // the first h1
	lang      string
	time      string // the first <time datetime>
	author    string // rel=author, itemprop=author
	data      []string
}

// pageMeta returns what a page says about itself: schema.org's JSON-LD first,
// then Open Graph and other <meta>, then what its markup shows.
func pageMeta(root *html.Node, source string) Meta {
	p := page{meta: map[string][]string{}}
	each(root, func(n *html.Node) bool { return p.element(n) })
	var m Meta
	for _, data := range p.data {
		m = m.or(linkedData(data))
	}
	m = m.or(Meta{
		Title:     p.first("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline"),
		Authors:   p.authors(),
		Publisher: p.first("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"),
		Date: machineDate(p.first("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
			"dcterms.date", "dc.date", "dc.date.issued", "dcterms.issued", "date", "pubdate", "publishdate", "publish-date",
			"publication_date", "sailthru.date")),
		Language: language(p.lang),
	})
	m.URL = p.address(m.URL, source)
	if m.Date == "" {
		m.Date = machineDate(p.time)
	}
	m.Language = language(m.Language)
	if m.Language == "" {
		m.Language = language(p.first("og:locale", "content-language"))
	}
	m.Title = p.titleOr(m)
	return m
}

// element notes what an element says, and tells whether to look into it.
func (p *page) element(n *html.Node) bool {
	prop := strings.ToLower(attribute(n, "itemprop"))
	switch n.DataAtom {
	case atom.Html:
		p.lang = attribute(n, "lang")
	case atom.Meta:
		content := oneLine(clean(attribute(n, "content")))
		for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
			if name := strings.ToLower(attribute(n, key)); name != "" && content != "" && len(p.meta[name]) < 20 {
				p.meta[name] = append(p.meta[name], content)
			}
		}
		return false
	case atom.Link:
		if p.canonical == "" && strings.EqualFold(attribute(n, "rel"), "canonical") {
			p.canonical = attribute(n, "href")
		}
		return false
	case atom.Base:
		p.base = attribute(n, "href")
	case atom.Title:
		if p.title == "" {
			p.title = textOf(n)
		}
	case atom.H1:
		if p.heading == "" {
			p.heading = textOf(n)
		}
	case atom.Time:
		if p.time == "" || prop == "datepublished" {
			p.time = attribute(n, "datetime")
		}
	case atom.Script:
		if text := n.FirstChild; text != nil && len(p.data) < 20 {
			p.data = append(p.data, text.Data)
		}
		return false
	}
	if p.author == "" && n.DataAtom != atom.Body && (prop == "author" || strings.EqualFold(attribute(n, "rel"), "author")) {
		p.author = textOf(n)
	}
	return true
}

// first returns the first of the named values that is there.
func (p *page) first(names ...string) string {
	for _, name := range names {
		if all := p.meta[name]; len(all) > 0 && len(all[0]) <= 1000 {
			return all[0]
		}
	}
	return ""
}

// authors returns the people that meta tags or markup name.
func (p *page) authors() []string {
	for _, name := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "sailthru.author"} {
		var found []string
		for _, value := range p.meta[name] {
			if !strings.Contains(value, "://") && len(value) <= 200 {
				found = append(found, namesIn(value)...)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	if p.author != "" && len(p.author) <= 100 {
		return namesIn(p.author)
	}
	return nil
}

// namesIn returns the names in a list such as "By Ana Ruiz and Jon Berg".
func namesIn(text string) []string {
	text, _ = cutPrefixFold(oneLine(text), "by ")
	var all []string
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(text, " and ", ","), func(r rune) bool { return r == ',' || r == ';' || r == '&' }) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// address returns the page's canonical address, else where it was saved from.
func (p *page) address(data, source string) string {
	base := savedFrom(source)
	if base == "" {
		base = canonicalURL(p.base)
	}
	for _, candidate := range []string{p.canonical, p.first("og:url"), data, base} {
		if b, err := url.Parse(base); err == nil && base != "" {
			if ref, err := b.Parse(strings.TrimSpace(candidate)); err == nil && candidate != "" {
				candidate = ref.String()
			}
		}
		if address := canonicalURL(candidate); address != "" {
			return address
		}
	}
	return ""
}

// savedFrom reads the comment that browsers put into a page they save.
func savedFrom(source string) string {
	head := source[:min(len(source), 8<<10)]
	for _, mark := range []string{"saved from url=(", "url: http"} {
		_, rest, ok := strings.Cut(head, mark)
		if !ok {
			continue
		}
		if mark == "url: http" {
			rest = "http" + rest
		} else if _, rest, ok = strings.Cut(rest, ")"); !ok {
			continue
		}
		if end := strings.IndexAny(rest, " \t\n<>\""); end >= 0 {
			rest = rest[:end]
		}
		if address := canonicalURL(rest); address != "" {
			return address
		}
	}
	return ""
}

// titleOr returns the title, without the name of the site that many pages put
// behind it.
func (p *page) titleOr(m Meta) string {
	title := m.Title
	if title == "" {
		title = p.title
	}
	if title == "" || p.heading != "" && len(p.heading) > 12 && strings.Contains(title, p.heading) {
		return p.heading
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 && m.Publisher != "" && strings.EqualFold(title[i+len(sep):], m.Publisher) {
			return title[:i]
		}
	}
	return title
}
