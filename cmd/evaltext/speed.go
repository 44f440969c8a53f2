package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"path/filepath"

	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
)

// evalSpeed measures the way from a document to its claims on one core: over
// the articles, again and again.
func evalSpeed(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("speed")
	folder := flags.String("texts", "testdata/text/articles", "the `FOLDER` with articles")
	lasts := flags.Duration("for", 5*time.Second, "how long to measure")
	if err := flags.Parse(args); err != nil {
		return err
	}
	names, err := quads.NewNames("")
	if err != nil {
		return err
	}
	docs, err := readArticles(ctx, *folder)
	if err != nil {
		return err
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	began := time.Now()
	if _, err := text.Extract(ctx, docs[0], names, text.Options{}); err != nil {
		return err
	}
	fmt.Fprintf(out, "model read and first text: %s\n", time.Since(began).Round(time.Millisecond))
	sentences, claims, rounds := 0, 0, 0
	began = time.Now()
	for time.Since(began) < *lasts {
		for _, d := range docs {
			x, err := text.Extract(ctx, d, names, text.Options{})
			if err != nil {
				return err
			}
			sentences, claims = sentences+x.Sentences, claims+len(x.Claims)
		}
		rounds++
	}
	took := time.Since(began)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	_, err = fmt.Fprintf(out, "%d sentences, %d claims: %.0f sentences/s on one core, %.0f µs a sentence\nmemory from the system: %d MiB\n",
		sentences, claims, float64(sentences)/took.Seconds(), took.Seconds()*1e6/float64(max(sentences, 1)), m.Sys>>20)
	return err
}

func readArticles(ctx context.Context, folder string) ([]*document.Document, error) {
	paths, err := filepath.Glob(folder + "/*.*")
	if err != nil {
		return nil, err
	}
	var docs []*document.Document
	for _, path := range paths {
		if strings.HasSuffix(path, ".claims") || filepath.Base(path) == "README.md" {
			continue
		}
		d, err := document.OpenFile(ctx, path, nil, document.Options{})
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("%s has no articles: run this at the top of the repository", folder)
	}
	return docs, nil
}
