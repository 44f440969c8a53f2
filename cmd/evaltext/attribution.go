package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// evalAttribution measures who says what over the labelled texts.
//
//	evaltext attribution [--errors] [--texts FOLDER] [--data FOLDER]
func evalAttribution(ctx context.Context, args []string, out io.Writer) error {
	fs := newFlags("attribution")
	texts := fs.String("texts", "testdata/text/attribution", "folder of labelled texts")
	data := fs.String("data", dataFolder(), "folder that has ud-ewt")
	errs := fs.String("errors", "", "also list what is wrong in one file: tuned, ewt")
	if err := fs.Parse(args); err != nil {
		return err
	}
	parse, err := defaultParser()
	if err != nil {
		return err
	}
	var all []voiceResult
	for _, part := range []string{"tuned", "heldout", "ewt", "ewt-heldout"} {
		cases, err := readVoices(filepath.Join(*texts, part+".txt"))
		if err != nil {
			return err
		}
		var trees map[string]syntax.Tree
		if strings.HasPrefix(part, "ewt") {
			if trees, err = goldTrees(*data, cases); err != nil {
				fmt.Fprintf(out, "%s: left out: %v\n", part, err)
				continue
			}
		}
		for _, c := range cases {
			if err := ctx.Err(); err != nil {
				return err
			}
			if strings.HasPrefix(part, "ewt") {
				t, ok := trees[c.lines[0]]
				if !ok {
					return fmt.Errorf("%s: EWT has no sentence %s in dev or train", c.name, c.lines[0])
				}
				d := newVoiceDocument([]clause.Sentence{{Tree: t, Clauses: clause.Find(&t)}}, nil)
				all = append(all, d.score(part+", gold trees", c)...)
				tokens := make([]sentence.Token, len(t.Words))
				for i, w := range t.Words {
					tokens[i] = w.Token
				}
				p := parse(tokens)
				d = newVoiceDocument([]clause.Sentence{{Tree: p, Clauses: clause.Find(&p)}}, nil)
				all = append(all, d.score(part+", parsed", c)...)
				continue
			}
			d := parseVoices(parse, c.lines)
			all = append(all, d.score(part, c)...)
		}
	}
	writeVoices(out, all)
	if *errs != "" {
		writeVoiceErrors(out, *errs, all)
	}
	return nil
}
