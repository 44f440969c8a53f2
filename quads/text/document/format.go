package document

import (
	"bytes"
	"path"
	"strings"

	"quipu/quads"
)

// The formats.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatHTML     = "html"
)

// endings says which format a file's name means.
var endings = map[string]string{
	".txt": formatText, ".text": formatText,
	".md": formatMarkdown, ".markdown": formatMarkdown, ".mkd": formatMarkdown, ".mdown": formatMarkdown,
	".html": formatHTML, ".htm": formatHTML, ".xhtml": formatHTML,
}

// foreign are the first bytes of files that are no text that is read here.
var foreign = []struct{ magic, what, hint string }{
	{"%PDF-", "is a PDF document", "save it as text, for example with pdftotext, and read that"},
	{"PK\x03\x04", "is an office document or a zip archive", "save it as text or HTML"},
	{"\xd0\xcf\x11\xe0", "is an old office document", "save it as text or HTML"},
	{"{\\rtf", "is an RTF document", "save it as text or HTML"},
	{"\x1f\x8b", "is gzip data inside compressed data", "decompress it once"},
	{"\x89PNG\r\n", "is a picture", ""},
	{"\xff\xd8\xff", "is a picture", ""},
	{"GIF8", "is a picture", ""},
	{"\x7fELF", "is a program", ""},
	{"SQLite format 3\x00", "is a database", "export its text first"},
	{"bplist00", "is a web archive of Safari", "save the page as HTML (\"page source\")"},
}

// formatOf finds the format: the one that was asked for, else by content, else
// by the name's ending. Plain text is what is left.
func formatOf(raw []byte, o Options) (string, error) {
	for _, f := range foreign {
		if bytes.HasPrefix(raw, []byte(f.magic)) {
			return "", &quads.InputError{Input: o.Name, What: f.what, Hint: f.hint}
		}
	}
	switch o.Format {
	case formatText, formatMarkdown, formatHTML:
		return o.Format, nil
	case "":
	default:
		return "", &quads.InputError{Input: o.Name, What: "cannot be read as " + o.Format,
			Hint: "the formats are " + strings.Join(Formats(), ", ")}
	}
	if isArchive(raw) {
		return "", &quads.InputError{Input: o.Name, What: "is a page saved as one file (MHTML)", Hint: "save it as HTML"}
	}
	name := o.Name
	for _, packed := range []string{".gz", ".zst", ".bz2"} {
		name = strings.TrimSuffix(name, packed)
	}
	byName := endings[strings.ToLower(path.Ext(name))]
	if byName == "" && looksHTML(raw) {
		return formatHTML, nil
	}
	if byName == "" {
		return formatText, nil
	}
	return byName, nil
}

// isArchive recognises MHTML by its first header lines.
func isArchive(raw []byte) bool {
	head := raw[:min(len(raw), 1024)]
	return bytes.Contains(head, []byte("MIME-Version: 1.0")) && bytes.Contains(head, []byte("multipart/related"))
}

// looksHTML reports whether the first tag is one with which pages begin.
func looksHTML(raw []byte) bool {
	head := bytes.ReplaceAll(raw[:min(len(raw), 4<<10)], []byte{0}, nil) // UTF-16 too
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	text := strings.TrimLeft(strings.ToLower(string(head)), " \t\r\n")
	for strings.HasPrefix(text, "<!--") {
		_, rest, ok := strings.Cut(text, "-->")
		if !ok {
			return true
		}
		text = strings.TrimLeft(rest, " \t\r\n")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<p>"} {
		if strings.HasPrefix(text, tag) {
			return true
		}
	}
	return strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<html")
}
