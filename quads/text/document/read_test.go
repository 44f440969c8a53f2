package document_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/datadriven"

	"quipu/quads"
	"quipu/quads/text/document"
)

const testdata = "../../../testdata/text/document"

func read(o document.Options, text string) (*document.Document, error) {
	return document.Read(context.Background(), strings.NewReader(text), o)
}

// TestRead shows what is read of documents. The commands are
//
//	read [name=N] [format=F]       the metadata and the paragraphs
//	sentences                      the sentences that stand twice
//	languages                      the language of each line
func TestRead(t *testing.T) {
	if files, err := filepath.Glob(filepath.Join(testdata, "*")); err != nil || len(files) == 0 {
		t.Fatalf("no test data in %s: %v", testdata, err)
	}
	datadriven.Walk(t, testdata, func(t *testing.T, file string) {
		datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd == "languages" {
				return languages(t, d.Input)
			}
			var o document.Options
			d.MaybeScanArgs(t, "name", &o.Name)
			d.MaybeScanArgs(t, "format", &o.Format)
			doc, err := read(o, d.Input)
			if err != nil {
				return "error: " + err.Error()
			}
			if fault := checkDocument(doc); fault != "" {
				t.Errorf("%s: %s", d.Pos, fault)
			}
			if d.Cmd == "sentences" {
				return repeated(doc)
			}
			return describe(doc)
		})
	})
}

func describe(d *document.Document) string {
	var b strings.Builder
	b.WriteString(d.Format + "\n")
	for _, field := range []struct{ name, value string }{
		{"title", d.Meta.Title}, {"authors", strings.Join(d.Meta.Authors, "; ")}, {"publisher", d.Meta.Publisher},
		{"date", d.Meta.Date}, {"url", d.Meta.URL}, {"language", d.Meta.Language},
	} {
		if field.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", field.name, field.value)
		}
	}
	for i, p := range d.Paragraphs {
		fmt.Fprintf(&b, "%d %s %s", i, p.Kind, p.Language)
		if p.Repeats >= 0 {
			fmt.Fprintf(&b, " repeats %d", p.Repeats)
		}
		fmt.Fprintf(&b, ": %q\n", d.Text[p.Start:p.End])
	}
	return b.String()
}

func repeated(d *document.Document) string {
	var b strings.Builder
	all := d.Sentences("en")
	for _, s := range all {
		if s.Repeats >= 0 {
			first := all[s.Repeats]
			fmt.Fprintf(&b, "paragraph %d: %s\nparagraph %d: %s\n", first.Paragraph, d.Text[first.Start:first.End], s.Paragraph, d.Text[s.Start:s.End])
		}
	}
	return b.String()
}

func languages(t *testing.T, lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		d, err := read(document.Options{}, line)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s", d.Paragraphs[0].Language, line)
	}
	return b.String()
}

// checkDocument tells what is wrong with a document: all offsets count its text.
func checkDocument(d *document.Document) string {
	if !utf8.ValidString(d.Text) {
		return "the text is no UTF-8"
	}
	if strings.ContainsFunc(d.Text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u202e' }) {
		return "the text has controls"
	}
	at := 0
	for i, p := range d.Paragraphs {
		switch {
		case p.Start < at || p.End <= p.Start || p.End > len(d.Text):
			return fmt.Sprintf("paragraph %d is at %d to %d", i, p.Start, p.End)
		case strings.TrimSpace(d.Text[p.Start:p.End]) != d.Text[p.Start:p.End]:
			return fmt.Sprintf("paragraph %d has white space around it", i)
		case p.Repeats >= i:
			return fmt.Sprintf("paragraph %d repeats %d", i, p.Repeats)
		case p.Language == "":
			return fmt.Sprintf("paragraph %d has no language", i)
		}
		at = p.End
	}
	for i, s := range d.Sentences("") {
		p := d.Paragraphs[s.Paragraph]
		if s.Start < p.Start || s.End > p.End || s.Repeats >= i {
			return fmt.Sprintf("sentence %d is at %d to %d, outside of its paragraph, or repeats %d", i, s.Start, s.End, s.Repeats)
		}
		for _, w := range s.Tokens {
			if w.Start < s.Start || w.End > s.End || w.Start >= w.End {
				return fmt.Sprintf("a word of sentence %d is at %d to %d", i, w.Start, w.End)
			}
		}
	}
	return ""
}

func TestMeta(t *testing.T) {
	d, err := read(document.Options{
		Name: "2019-01-01 wrong.md",
		Meta: document.Meta{Title: "Given", Date: "2024-03", Authors: []string{"Given Author"}},
	}, "---\ntitle: Front\ndate: 2020-01-01\npublisher: Front Press\n---\nBy Ana Ruiz\n\nThe harbour was shut on Monday, and nobody knows when it will open again.\n")
	if err != nil {
		t.Fatal(err)
	}
	if m := d.Meta; m.Title != "Given" || m.Date != "2024-03" || m.Publisher != "Front Press" || len(m.Authors) != 1 || m.Authors[0] != "Given Author" {
		t.Errorf("got %+v", m)
	}
}

// TestEncodings reads one text in many.
func TestEncodings(t *testing.T) {
	const text = "Ministerul Ñoño said: “It is café-ready”, and they were there."
	wide := func(big, mark bool) string {
		var b []byte
		for _, r := range text {
			if big {
				b = append(b, byte(r>>8), byte(r))
			} else {
				b = append(b, byte(r), byte(r>>8))
			}
		}
		switch {
		case mark && big:
			return "\xfe\xff" + string(b)
		case mark:
			return "\xff\xfe" + string(b)
		}
		return string(b)
	}
	western := strings.NewReplacer("Ñ", "\xd1", "ñ", "\xf1", "“", "\x93", "”", "\x94", "é", "\xe9").Replace(text)
	for name, raw := range map[string]string{
		"UTF-8":        text,
		"with BOM":     "\ufeff" + text,
		"decomposed":   strings.NewReplacer("é", "e\u0301", "ñ", "n\u0303").Replace(text),
		"UTF-16LE":     wide(false, true),
		"UTF-16BE":     wide(true, true),
		"no mark":      wide(false, false),
		"Windows-1252": western,
		"invisible":    strings.Replace(text, "they", "th\u00ade\u200by\u202e", 1),
	} {
		d, err := read(document.Options{}, raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if d.Text != text {
			t.Errorf("%s: got %q, want %q", name, d.Text, text)
		}
	}
	page := "<html><head><meta charset=iso-8859-2><title>T</title></head><body><p>Wa\xb3\xeasa said that it was so, and they left.</p></body></html>"
	d, err := read(document.Options{}, page)
	if err != nil || !strings.Contains(d.Text, "Wałęsa said") {
		t.Errorf("a page in ISO 8859-2: %v, %v", d, err)
	}
}

func TestRefused(t *testing.T) {
	for what, raw := range map[string]string{
		"PDF":           "%PDF-1.7\n%\xe2\xe3",
		"office":        "PK\x03\x04word/document.xml",
		"not text":      strings.Repeat("\x00\x01\x02\x03\xff\xfe", 100),
		"no text":       " \n\n\t\n",
		"larger than":   strings.Repeat("a ", document.MaxText/2+1000),
		"tags":          "<html>" + strings.Repeat("<p>a", 500_000),
		"nested":        "<html>" + strings.Repeat("<div>", 100_000) + "text",
		"front matter":  "---\ntitle: a: b: c\ndate: x\n---\ntext",
		"is a page sav": "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
	} {
		_, err := read(document.Options{Name: "case.x"}, raw)
		if bad := (*quads.InputError)(nil); !errors.As(err, &bad) || !strings.Contains(err.Error(), what) || !strings.HasPrefix(err.Error(), "case.x") {
			t.Errorf("%s: got %v", what, err)
		}
	}
	if _, err := read(document.Options{Format: "odt"}, "text"); err == nil || !strings.Contains(err.Error(), "markdown") {
		t.Errorf("an unknown format: %v", err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	stopped := errors.New("stopped")
	cancel(stopped)
	if _, err := document.Read(ctx, strings.NewReader("text"), document.Options{}); !errors.Is(err, stopped) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestHostilePages reads pages that are made to take long.
func TestHostilePages(t *testing.T) {
	const n = 20_000
	rep := strings.Repeat
	for what, page := range map[string]string{
		"nested within bounds": "<body>" + rep("<div>", 400) + rep("<p>It is so. ", n),
		"unclosed formatting":  "<body>" + rep("<font color=a><b class=b><i id=c>", 300) + rep("<p>x", n),
		"unclosed links":       "<body>" + rep("<a href=x>", n) + "text",
		"huge attribute":       "<body><p class='" + rep("x ", 1<<20) + "'>text",
		"many attributes":      "<body><p " + rep("a=b ", n) + ">text",
		"entities":             "<body><p>" + rep("&amp;&lt;&#x202e;&notanentity;", n),
		"comments":             rep("<!-- saved from url=(", n) + "text",
		"tables":               "<body>" + rep("<table><tr><td>", 150) + rep("x<tr>", n),
		"cells within cells":   "<body>" + rep("<table><tr><td>", 150) + rep("<p>It is so. ", 20*n),
		"raised":               "<body>" + rep("<sup>", 400) + rep("It is so. ", 20*n),
		"lists":                "<body>" + rep("<ul><li>", 200) + rep("<li>x", n),
		"json":                 "<script type='application/ld+json'>" + rep("[", n) + "</script><p>text",
		"unclosed script":      "<p>text<script>" + rep("<p>", n),
		"raw text":             "<p>text<textarea>" + rep("<p>", n),
		"one line":             "<p>" + rep("word, ", n*10),
		"breaks":               "<p>" + rep("x<br>", n) + rep("<br><br>", n),
		"spaces":               "<p>" + rep(" ", n*50) + "x",
	} {
		d, err := read(document.Options{Format: "html"}, page)
		if bad := (*quads.InputError)(nil); err != nil && !errors.As(err, &bad) {
			t.Errorf("%s: %v", what, err)
		} else if err == nil {
			if fault := checkDocument(d); fault != "" {
				t.Errorf("%s: %s", what, fault)
			}
		}
	}
}

// TestHostileTexts is the same for plain text and Markdown.
func TestHostileTexts(t *testing.T) {
	const n = 20_000
	rep := strings.Repeat
	for what, text := range map[string]string{
		"lines":       rep("a\n", n),
		"empty lines": rep("\n", n) + "a" + rep(" \n", n),
		"quotes":      rep("> ", n) + "a",
		"lists":       rep("- ", n) + "a\n" + rep("1. a\n", n),
		"brackets":    rep("[", n) + rep("](", n),
		"stars":       rep("*a **b ", n) + rep("_", n),
		"backticks":   rep("`a``b```", n),
		"tables":      "|" + rep("a|", n) + "\n|" + rep("-|", n) + "\n",
		"wide table":  rep("|a", n) + "\n" + rep("|-", n) + "\n" + rep("|b\n", n),
		"references":  rep("[a]: b\n", n) + rep("[a]", n),
		"front":       "---\n" + rep("a: &a [*a]\n", n) + "---\n",
		"aliases":     "---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\ntext",
		"dashes":      rep("—", n),
		"capitals":    rep("A", n) + " — " + rep("B ", n),
		"accents":     rep("a\u0301\u0302", n),
	} {
		for _, format := range document.Formats() {
			d, err := read(document.Options{Format: format}, text)
			if bad := (*quads.InputError)(nil); err != nil && !errors.As(err, &bad) {
				t.Errorf("%s as %s: %v", what, format, err)
			} else if err == nil {
				if fault := checkDocument(d); fault != "" {
					t.Errorf("%s as %s: %s", what, format, fault)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"By Ana Ruiz\n\nVARSK, May 3 (Agency) - The port was shut. It was shut.\n\n© Norden Press",
		"---\ntitle: A\nauthor: [B, C]\ndate: 2020-01-02\n---\n# A\n\n> Quote *it*.\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
		"<html lang=en><head><title>A</title><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\"}</script></head>" +
			"<body><article><h1>A</h1><p>The port was shut.<br><br>It burned.</p><figure><figcaption>c</figcaption></figure></article></body></html>",
		"+++\ntitle = \"A\"\n+++\ntext\x00\xff",
		"\xff\xfeT\x00e\x00x\x00t\x00",
	} {
		for i := range document.Formats() {
			f.Add(uint8(i), seed)
		}
	}
	f.Fuzz(func(t *testing.T, format uint8, text string) {
		formats := append(document.Formats(), "")
		d, err := read(document.Options{Format: formats[int(format)%len(formats)]}, text)
		if err != nil {
			if bad := (*quads.InputError)(nil); !errors.As(err, &bad) {
				t.Fatal(err)
			}
			return
		}
		if fault := checkDocument(d); fault != "" {
			t.Fatalf("%q: %s", text, fault)
		}
	})
}
