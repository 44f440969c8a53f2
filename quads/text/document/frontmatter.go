package document

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"quipu/quads"
)

// maxFront bounds a front matter in bytes.
const maxFront = 64 << 10

// frontMatter cuts the front matter from a text and reads it: YAML between
// lines of "---", or lines of key = "value" between "+++". A text that only
// begins with such a line, as for a rule, has none.
func frontMatter(text, name string) (m Meta, rest string, err error) {
	fence := ""
	for _, f := range []string{"---\n", "+++\n"} {
		if strings.HasPrefix(text, f) {
			fence = f
		}
	}
	if fence == "" {
		return Meta{}, text, nil
	}
	head := text[:min(len(text), maxFront)]
	end := strings.Index(head[len(fence)-1:], "\n"+fence)
	skip := len("\n" + fence)
	if end < 0 && strings.HasSuffix(head, "\n"+fence[:3]) && len(head) == len(text) {
		end, skip = len(head)-len(fence)-len(fence)+1, len(fence)
	}
	if end < 0 {
		return Meta{}, text, nil
	}
	block, rest := head[len(fence):max(len(fence), len(fence)-1+end)], text[len(fence)-1+end+skip:]
	var fields map[string]any
	if fence == "+++\n" {
		fields = keyValues(block)
	} else if fields, err = readYAML(block); err != nil {
		if !strings.Contains(block, ": ") {
			return Meta{}, text, nil // two rules, with text between them
		}
		return Meta{}, text, &quads.InputError{
			Input: name, What: "has a front matter that cannot be read: " + err.Error(),
			Hint: "it is YAML between two lines of ---: quote values with a colon in them", Err: err,
		}
	}
	if fields == nil {
		return Meta{}, text, nil
	}
	return metaOf(fields), rest, nil
}

// readYAML reads a mapping. The library's panics, should it have any left, are
// errors.
func readYAML(block string) (fields map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			fields, err = nil, fmt.Errorf("yaml: %v", r)
		}
	}()
	err = yaml.Unmarshal([]byte(block), &fields)
	return fields, err
}

// keyValues reads lines of key = value, as much of TOML as headers of articles
// use; a list of strings stands on one line.
func keyValues(block string) map[string]any {
	fields := map[string]any{}
	for line := range strings.Lines(block) {
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		if list, isList := strings.CutPrefix(value, "["); isList {
			var all []any
			for _, item := range strings.Split(strings.TrimSuffix(list, "]"), ",") {
				all = append(all, strings.Trim(strings.TrimSpace(item), `"'`))
			}
			fields[key] = all
			continue
		}
		fields[key] = strings.Trim(value, `"'`)
	}
	return fields
}

// metaOf takes what is known here from the fields, whatever their case.
func metaOf(fields map[string]any) Meta {
	low := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		low[strings.ToLower(key)] = fields[key]
	}
	text := func(keys ...string) string {
		for _, key := range keys {
			if list := stringsIn(low[key]); len(list) > 0 {
				return list[0]
			}
		}
		return ""
	}
	m := Meta{
		Title:     text("title", "headline"),
		Publisher: text("publisher", "site", "publication", "newspaper"),
		URL:       canonicalURL(text("url", "canonical", "canonical_url", "link", "source_url")),
		Language:  language(text("language", "lang")),
	}
	m.Date = machineDate(text("date", "published", "datepublished", "pubdate"))
	for _, key := range []string{"authors", "author", "by", "creator"} {
		if m.Authors = stringsIn(low[key]); len(m.Authors) > 0 {
			break
		}
	}
	if source := text("source"); m.URL == "" && strings.Contains(source, "://") {
		m.URL = canonicalURL(source)
	} else if m.Publisher == "" && !strings.Contains(source, "://") {
		m.Publisher = source
	}
	return m
}

// language returns a language tag in its usual form, or "".
func language(tag string) string {
	tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	if !quads.IsLanguageTag(tag) || tag == "und" || tag == "mul" {
		return ""
	}
	return tag
}

// canonicalURL returns an absolute http or https address without a fragment, or
// "" for anything else.
func canonicalURL(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(address) > 2000 {
		return ""
	}
	u.Fragment, u.User = "", nil
	if s := u.String(); quads.CheckIRI(s) == nil {
		return s
	}
	return ""
}
