package document

import (
	"encoding/json"
	"html"
	"strings"
)

// maxData bounds a block of JSON-LD in bytes.
const maxData = 1 << 20

// linkedData reads what a block of JSON-LD says of the article in it: the first
// object of a type of article, in document order.
func linkedData(text string) Meta {
	var value any
	if len(text) > maxData || json.Unmarshal([]byte(text), &value) != nil {
		return Meta{}
	}
	article := findArticle(value, 0)
	if article == nil {
		return Meta{}
	}
	first := func(keys ...string) string {
		for _, key := range keys {
			if list := stringsIn(article[key]); len(list) > 0 {
				return html.UnescapeString(list[0]) // written for a page by careless programs
			}
		}
		return ""
	}
	m := Meta{
		Title:     first("headline", "name"),
		Publisher: first("publisher", "sourceOrganization"),
		Date:      machineDate(first("datePublished", "dateCreated")),
		URL:       first("url", "mainEntityOfPage", "@id"),
		Language:  first("inLanguage"),
	}
	for _, key := range []string{"author", "creator"} {
		for _, name := range stringsIn(article[key]) {
			if !strings.Contains(name, "://") {
				m.Authors = append(m.Authors, name)
			}
		}
		if len(m.Authors) > 0 {
			break
		}
	}
	return m
}

// findArticle looks for an article in lists, in @graph and in mainEntity.
func findArticle(value any, depth int) map[string]any {
	if depth > 4 {
		return nil
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if found := findArticle(item, depth+1); found != nil {
				return found
			}
		}
	case map[string]any:
		for _, kind := range typesOf(v["@type"]) {
			if strings.HasSuffix(kind, "Article") || kind == "BlogPosting" || kind == "Report" {
				return v
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if found := findArticle(v[key], depth+1); found != nil {
				return found
			}
		}
	}
	return nil
}

func typesOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
