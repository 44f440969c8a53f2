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

	"quipu/graph/store/storetest"
)

// bench measures, one thing after the other.
type bench struct {
	quipu  string // the program
	dir    string
	sizes  []quantity
	runs   int
	cayley bool
	log    io.Writer // what is being done

	table table
	first time.Duration // what the first load took for a million quads
}

const seed = 1

// once: more quads than this are loaded and exported only once, and with
// little memory too.
const once = 10_000_000

func (b *bench) run(ctx context.Context, out io.Writer) (err error) {
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
		for _, step := range []func(context.Context, quantity) error{b.open, b.read, b.export, b.commit} {
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

func (b *bench) input(n quantity) string { return filepath.Join(b.dir, n.String()+".nq") }
func (b *bench) store(n quantity) string { return filepath.Join(b.dir, n.String()+".quipu") }

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.log, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// generate makes the input unless it is there, and reads it, so that it is in
// the system's memory as far as it fits.
func (b *bench) generate(n quantity) error {
	path := b.input(n)
	if f, err := os.Open(path); err == nil {
		b.say("reading %s", path)
		_, err = io.Copy(io.Discard, f)
		return errors.Join(err, f.Close())
	}
	b.say("generating %s", path)
	f, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	if _, err := storetest.Generate(f, int(n), seed); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// firstLine returns the subject and predicate of an input's first line.
func (b *bench) firstLine(n quantity) (s, p string, err error) {
	f, err := os.Open(b.input(n))
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	_, err = fmt.Fscan(bufio.NewReader(f), &s, &p)
	return s, p, err
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
