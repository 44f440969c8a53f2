package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
	"quipu/quads/text/syntax/conllu"
	"quipu/quads/text/texttest"
)

// A sample is a claim that may have a label.
type sample struct {
	key      string // the article's file, or the sentence's sent_id
	hash     string
	claim    *text.Claim
	shown    string
	sentence string
	right    bool
}

// readSamples extracts the claims of the articles, of the texts written for
// this, and of the news-like documents of UD-EWT's dev part.
func readSamples(ctx context.Context, names *quads.Names, data, tests string) ([]sample, error) {
	var all []sample
	for _, pattern := range []string{"/articles/*.txt", "/articles/*.md", "/articles/*.html", "/claims/*.txt"} {
		paths, err := filepath.Glob(tests + pattern)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			if filepath.Base(path) == "README.md" {
				continue
			}
			doc, err := document.OpenFile(ctx, path, nil, document.Options{})
			if err != nil {
				return nil, err
			}
			some, err := samplesOf(ctx, names, doc, func(int) string { return filepath.Base(path) })
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	treebank, err := treebankSamples(ctx, names, data)
	return append(all, treebank...), err
}

func samplesOf(ctx context.Context, names *quads.Names, doc *document.Document, key func(offset int) string) ([]sample, error) {
	x, err := text.Extract(ctx, doc, names, text.Options{Handle: texttest.Handle})
	if err != nil {
		return nil, err
	}
	var all []sample
	for i := range x.Claims {
		c := &x.Claims[i]
		s := sample{key: key(c.Sentence.Start), claim: c, shown: shownClaim(c, names), sentence: doc.Text[c.Sentence.Start:c.Sentence.End]}
		s.hash = claimHash(s.shown)
		all = append(all, s)
	}
	return all, nil
}

// treebankSamples reads the weblogs and newsgroups of the dev part, each
// document as a text with a paragraph for each sentence.
func treebankSamples(ctx context.Context, names *quads.Names, data string) ([]sample, error) {
	file, err := conllu.Open(filepath.Join(data, "ud-ewt", "dev.conllu.xz"))
	if err != nil {
		return nil, fmt.Errorf("%w (--data says where ud-ewt lies)", err)
	}
	defer file.Close()
	var all []sample
	err = eachTreebankText(file, func(content string, ids map[int]string) error {
		doc, err := document.Read(ctx, strings.NewReader(content), document.Options{Name: "ewt.txt", Format: "text"})
		if err != nil {
			return err
		}
		if doc.Text != strings.TrimSpace(content) {
			return nil // cleaned: the offsets are others
		}
		some, err := samplesOf(ctx, names, doc, func(offset int) string { return ids[offset] })
		for _, s := range some {
			if s.key != "" {
				all = append(all, s)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// eachTreebankText calls f with each news-like document's text and, by the
// offsets where they begin, its sentences' ids.
func eachTreebankText(r io.Reader, f func(content string, ids map[int]string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var b strings.Builder
	ids, id, wanted := map[int]string{}, "", false
	flush := func() error {
		if b.Len() == 0 {
			return nil
		}
		defer func() { b.Reset(); ids = map[int]string{} }()
		return f(b.String(), ids)
	}
	for lines.Scan() {
		line := lines.Text()
		if doc, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			if err := flush(); err != nil {
				return err
			}
			wanted = strings.HasPrefix(doc, "weblog") || strings.HasPrefix(doc, "newsgroup")
		}
		if v, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			id = v
		}
		if v, ok := strings.CutPrefix(line, "# text = "); ok && wanted {
			ids[b.Len()] = id
			b.WriteString(v + "\n\n")
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return flush()
}
