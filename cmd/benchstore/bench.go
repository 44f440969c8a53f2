package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"quipu/cmd/internal/bench"
)

// measuring measures, one thing after the other.
type measuring struct {
	quipu  string // the program
	dir    string
	sizes  []bench.Quantity
	runs   int
	cayley bool
	log    io.Writer // what is being done

	table table
	first time.Duration // what the first load took for a million quads
}

// once: more quads than this are loaded and exported only once, and with
// little memory too.
const once = 10_000_000

func (b *measuring) run(ctx context.Context, out io.Writer) (err error) {
	if len(b.sizes) == 0 || b.runs < 1 {
		return errors.New("there is nothing to measure")
	}
	if b.dir == "" {
		if b.dir, err = os.MkdirTemp("", "benchstore-*"); err != nil {
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	// All that runs the program comes first: on Linux the peak memory of a
	// child is at least what this process had when it started it.
	slices.Sort(b.sizes)
	for _, n := range b.sizes {
		if err := b.load(ctx, n); err != nil {
			return fmt.Errorf("%s quads: %w", n.String(), err)
		}
	}
	for _, n := range b.sizes {
		for _, step := range []func(context.Context, bench.Quantity) error{b.open, b.read, b.export, b.commit} {
			if err := step(ctx, n); err != nil {
				return fmt.Errorf("%s quads: %w", n.String(), err)
			}
		}
		if err := os.Remove(b.store(n)); err != nil {
			return err
		}
	}
	if b.cayley {
		if err := b.others(ctx, b.sizes[0]); err != nil {
			return err
		}
	}
	return b.table.write(out)
}

func (b *measuring) input(n bench.Quantity) string { return filepath.Join(b.dir, n.String()+".nq") }
func (b *measuring) store(n bench.Quantity) string { return filepath.Join(b.dir, n.String()+".quipu") }

func (b *measuring) say(format string, args ...any) {
	fmt.Fprintf(b.log, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// generate makes the input unless it is there.
func (b *measuring) generate(n bench.Quantity) error {
	b.say("generating or reading %s", b.input(n))
	_, err := bench.Generate(b.dir, n)
	return err
}

// firstLine returns the subject and predicate of an input's first line.
func (b *measuring) firstLine(n bench.Quantity) (s, p string, err error) {
	f, err := os.Open(b.input(n))
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	_, err = fmt.Fscan(bufio.NewReader(f), &s, &p)
	return s, p, err
}
