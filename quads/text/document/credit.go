package document

import (
	"strings"
	"unicode"
)

// creditStarts begin lines that are about the publication, not of it; all in
// small letters.
var creditStarts = []string{
	"©", "(c) ", "copyright", "all rights reserved", "this article was originally", "this article was first",
	"this article first", "this story was originally", "this story first", "originally published", "first published",
	"republished ", "reprinted ", "photo:", "photo by", "photos:", "photo credit", "photograph:", "picture:", "image:",
	"image credit", "images:", "credit:", "video:", "graphic:", "illustration:", "read also", "read more", "also read",
	"see also", "related:", "related articles", "related stories", "more on this", "more from", "recommended:",
	"most read", "don't miss", "keep reading", "continue reading", "reporting by", "editing by", "additional reporting",
	"writing by", "subscribe", "sign up", "sign in", "log in", "newsletter", "follow us", "share this", "share on",
	"advertisement", "sponsored", "we use cookies", "this site uses cookies", "this website uses cookies", "cookie ",
	"accept all", "source:", "sources:", "tags:", "filed under", "topics:", "comments", "leave a comment", "loading",
	"click here", "download our", "terms of use", "privacy policy", "skip to", "listen to this", "listen:", "watch:",
	"with files from", "with reporting from", "translated by", "translation by", "disclaimer:",
}

// creditParts stand anywhere in short lines of that kind.
var creditParts = []string{
	"all rights reserved", "originally published", "first published", "getty images", "/afp",
	"afp/", "/reuters", "reuters/", "/ap photo", "ap photo/", "(ap photo", "via ap)", "shutterstock", "photo courtesy",
	"under license", "under a creative commons", "republished with permission", "contributed to this report",
	"contributed reporting",
}

// isCredit reports whether a paragraph is about rights, pictures or other pages.
func isCredit(text string) bool {
	if len(text) > 300 {
		return false
	}
	low := strings.ToLower(text)
	for _, start := range creditStarts {
		if rest, ok := strings.CutPrefix(low, start); ok && isBoundary(start, rest) && (len(text) < 160 || start[0] >= 0x80 || start[0] == 'c') {
			// "Related articles" is a pointer, "Sources say that …" is not.
			return !endsSentence(text) || !looksSaid(start)
		}
	}
	if len(text) > 200 {
		return false
	}
	for _, part := range creditParts {
		if strings.Contains(low, part) {
			return true
		}
	}
	return false
}

// isBoundary reports whether a word ends between start and rest.
func isBoundary(start, rest string) bool {
	last := start[len(start)-1]
	if last < 'a' || last > 'z' || rest == "" {
		return true
	}
	return !unicode.IsLetter(rune(rest[0]))
}

// looksSaid reports whether a sentence could begin so too.
func looksSaid(start string) bool {
	switch start {
	case "comments", "subscribe", "newsletter", "cookie ", "loading", "reprinted ", "republished ", "most read", "more from", "copyright", "sponsored", "advertisement":
		return true
	}
	return false
}

// splitDatelines makes a dateline, "MOSCOW, March 22 (Agency) - ", a paragraph
// of its own, so that the sentence behind it is one.
func (d *Document) splitDatelines() {
	for i := 0; i < len(d.Paragraphs) && i < 12; i++ {
		p := d.Paragraphs[i]
		if p.Kind != Body {
			continue
		}
		text := d.Text[p.Start:p.End]
		head, body, ok := dateline(text)
		if !ok || strings.TrimSpace(text[body:]) == "" {
			continue
		}
		line := p
		line.Kind, line.End = Byline, p.Start+len(strings.TrimRight(text[:head], " \t\n"))
		d.Paragraphs[i].Start = p.End - len(strings.TrimLeft(text[body:], " \t\n"))
		d.Paragraphs = append(d.Paragraphs, Paragraph{})
		copy(d.Paragraphs[i+1:], d.Paragraphs[i:])
		d.Paragraphs[i] = line
		return
	}
}

// dateline returns where the dateline of a paragraph ends and where its text
// begins.
func dateline(text string) (head, body int, ok bool) {
	limit := min(len(text), 80)
	at, size := -1, 0
	for _, dash := range []string{" — ", " – ", " - ", " -- ", "— ", "– "} {
		if i := strings.Index(text[:limit], dash); i > 0 && (at < 0 || i < at) {
			at, size = i, len(dash)
		}
	}
	if at < 0 || at+size >= len(text) {
		return 0, 0, false
	}
	place := strings.TrimSpace(text[:at])
	if open := strings.IndexByte(place, '('); open > 0 && strings.HasSuffix(place, ")") {
		return at, at + size, startsShouting(place)
	}
	return at, at + size, startsShouting(place) && strings.ContainsAny(place, ",") || allShouting(place)
}

// startsShouting reports whether the first word is capitals: a place.
func startsShouting(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return allShouting(strings.TrimRight(first, ",")) && len(first) > 3
}

// allShouting reports whether text is capitals, and at least three.
func allShouting(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 3
}
