package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/conllu"
)

// evalCarb measures the clauses as open information extraction on the dev part
// of CaRB: sentences with hand-made tuples. The rules were tuned on the even
// sentence numbers; the odd ones show how far they hold.
//
//	evaltext carb [--data FOLDER] [--trees FILE] [--curve] [--errors] [--list all]
func evalCarb(ctx context.Context, args []string, out io.Writer) error {
	fs := newFlags("carb")
	data := fs.String("data", dataFolder(), "`FOLDER` that has carb")
	trees := fs.String("trees", "", "CoNLL-U `FILE` with the sentences' trees, in order, in place of the parser's")
	withCurve := fs.Bool("curve", false, "print the curve of precision and recall")
	withErrors := fs.Bool("errors", false, "count the kinds of errors")
	list := fs.String("list", "", "print sentences, tuples and gold tuples of `all`, even or odd")
	if err := fs.Parse(args); err != nil {
		return err
	}
	sentences, err := readLines(filepath.Join(*data, "carb", "dev.txt"))
	if err != nil {
		return err
	}
	gold, err := readGold(filepath.Join(*data, "carb", "dev-gold.tsv"), sentences)
	if err != nil {
		return err
	}
	parsed, err := carbTrees(ctx, sentences, *trees)
	if err != nil {
		return err
	}
	found := make([][]tuple, len(sentences))
	for i, s := range sentences {
		found[i] = tuplesOf(&parsed[i], strings.Fields(s))
	}
	if err := writeCarbScores(out, gold, found, *withCurve); err != nil {
		return err
	}
	if *withErrors {
		writeCarbErrors(out, gold, found)
	}
	if *list != "" {
		listTuples(out, half(sentences, *list), half(gold, *list), half(found, *list))
	}
	return nil
}

// writeCarbScores prints the scores of all sentences and of both halves, each
// at its own best confidence, as CaRB does, and of the odd ones at the even
// ones' best.
func writeCarbScores(out io.Writer, gold, found [][]tuple, withCurve bool) error {
	tuned := 0.0
	for _, part := range []string{"all", "even", "odd"} {
		g, f := half(gold, part), half(found, part)
		points := curve(g, f)
		if len(points) == 0 {
			return errors.New("no tuples found")
		}
		b := best(points)
		fmt.Fprintf(out, "%-5s P %.3f  R %.3f  F1 %.3f  AUC %.3f  at confidence %.2f; %d sentences, %d tuples, gold %d\n",
			part, b.precision, b.recall, b.f1(), area(points), b.confidence, len(f), count(f), count(g))
		switch {
		case part == "even":
			tuned = b.confidence
		case part == "odd":
			b = at(points, tuned)
			fmt.Fprintf(out, "      P %.3f  R %.3f  F1 %.3f  at the even sentences' confidence %.2f\n", b.precision, b.recall, b.f1(), tuned)
		case withCurve:
			for _, p := range points {
				fmt.Fprintf(out, "      P %.3f  R %.3f  F1 %.3f  at confidence %.2f\n", p.precision, p.recall, p.f1(), p.confidence)
			}
		}
	}
	return nil
}

// half is all of a list, or what has an even or an odd number, from 0.
func half[T any](list []T, part string) []T {
	if part == "all" {
		return list
	}
	var out []T
	for i := range list {
		if (i%2 == 0) == (part == "even") {
			out = append(out, list[i])
		}
	}
	return out
}

func count(list [][]tuple) int {
	n := 0
	for _, tuples := range list {
		n += len(tuples)
	}
	return n
}

func readLines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w; --data says where the data is", err)
	}
	return strings.Split(strings.TrimRight(string(b), "\n"), "\n"), nil
}

// readGold reads the hand-made tuples, one a line: sentence, relation, first
// argument, the others, with tabs between them.
func readGold(path string, sentences []string) ([][]tuple, error) {
	number := map[string]int{}
	for i, s := range sentences {
		number[key(s)] = i
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	gold := make([][]tuple, len(sentences))
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		at, ok := number[key(fields[0])]
		if !ok || len(fields) < 3 {
			return nil, fmt.Errorf("%s:%d: not a tuple of one of the sentences", path, n)
		}
		gold[at] = append(gold[at], tuple{relation: fields[1], args: fields[2:]})
	}
	return gold, lines.Err()
}

// key is what finds a sentence again: the two files differ in spaces.
func key(sentence string) string { return strings.Join(strings.Fields(sentence), "") }

// carbTrees parses the sentences, or reads their trees from a file.
func carbTrees(ctx context.Context, sentences []string, path string) ([]syntax.Tree, error) {
	trees := make([]syntax.Tree, 0, len(sentences))
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if err := conllu.Read(f, func(t syntax.Tree) error { trees = append(trees, t); return nil }); err != nil {
			return nil, err
		}
		if len(trees) != len(sentences) {
			return nil, fmt.Errorf("%s has %d trees, want %d", path, len(trees), len(sentences))
		}
		return trees, nil
	}
	parse, err := defaultParser()
	if err != nil {
		return nil, err
	}
	for _, s := range sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		trees = append(trees, parse(plainTokens(strings.Fields(s))))
	}
	return trees, nil
}

// plain undoes the escapes of the Penn Treebank's tokens.
var plain = map[string]string{"``": `"`, "''": `"`, "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}

// plainTokens makes tokens of a sentence's words, one each.
func plainTokens(words []string) []sentence.Token {
	tokens := make([]sentence.Token, len(words))
	at := 0
	for i, w := range words {
		if p, ok := plain[w]; ok {
			w = p
		}
		w = strings.ReplaceAll(w, `\/`, "/")
		tokens[i] = sentence.Token{Text: w, Start: at, End: at + len(w)}
		at += len(w) + 1
	}
	return tokens
}

func listTuples(out io.Writer, sentences []string, gold, found [][]tuple) {
	for i, s := range sentences {
		fmt.Fprintln(out, s)
		for _, t := range gold[i] {
			fmt.Fprintf(out, "  = %s | %s\n", t.relation, strings.Join(t.args, " | "))
		}
		for _, t := range found[i] {
			fmt.Fprintf(out, "  + %.2f %s: %s | %s\n", t.confidence, t.kind, t.relation, strings.Join(t.args, " | "))
		}
	}
}
