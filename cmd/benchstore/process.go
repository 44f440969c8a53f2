package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"quipu/cmd/internal/bench"
)

// usage is what a process took.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory at most
}

// execute runs a program to its end.
func execute(ctx context.Context, name string, args ...string) (usage, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	u := usage{wall: time.Since(start)}
	if err != nil {
		return u, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, said.String())
	}
	u.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	u.peak = peakOf(cmd.ProcessState)
	return u, nil
}

// load loads the input of a size: as often as asked for with the memory that
// the program takes by default, and once with little.
func (b *measuring) load(ctx context.Context, n bench.Quantity) error {
	if err := b.generate(n); err != nil {
		return err
	}
	runs := b.runs
	if n > once {
		runs = 1
	}
	var all []usage
	for range runs {
		u, err := b.loadOnce(ctx, n)
		if err != nil {
			return err
		}
		all = append(all, u)
	}
	u := middle(all)
	if b.first == 0 {
		b.first = time.Duration(float64(u.wall) / float64(n) * 1e6)
	}
	column := n.String()
	b.table.set(column, loadRate, "%s", bench.Grouped(float64(n)/u.wall.Seconds()))
	b.table.set(column, loadTime, "%.2f s; %.2f s", u.wall.Seconds(), u.cpu.Seconds())
	b.table.set(column, loadPeak, "%s", mebibytes(u.peak))
	b.table.set(column, loadGrowth, "%.2f ×", float64(u.wall)/float64(n)*1e6/float64(b.first))

	if n > once {
		u, err := b.loadOnce(ctx, n, "--memory", "1GiB")
		if err != nil {
			return err
		}
		b.table.set(column, lowRate, "%s", bench.Grouped(float64(n)/u.wall.Seconds()))
		b.table.set(column, lowPeak, "%s", mebibytes(u.peak))
	}
	return nil
}

func (b *measuring) loadOnce(ctx context.Context, n bench.Quantity, flags ...string) (usage, error) {
	if err := os.Remove(b.store(n)); err != nil && !os.IsNotExist(err) {
		return usage{}, err
	}
	syncDisks()
	b.say("loading %s %s", n.String(), strings.Join(flags, " "))
	args := append([]string{"load", "--db", b.store(n)}, flags...)
	u, err := execute(ctx, b.quipu, append(args, b.input(n))...)
	b.say("… %v, %s", u.wall.Round(time.Millisecond), mebibytes(u.peak))
	return u, err
}

// middle returns the one of the median wall time.
func middle(all []usage) usage {
	walls := make([]time.Duration, len(all))
	for i, u := range all {
		walls[i] = u.wall
	}
	wall := bench.Median(walls)
	for _, u := range all {
		if u.wall == wall {
			return u
		}
	}
	return usage{}
}

// export writes the sorted lines to a file, to nowhere, and copies the file.
func (b *measuring) export(ctx context.Context, n bench.Quantity) error {
	to := b.store(n) + ".nq"
	defer os.Remove(to)
	defer os.Remove(to + ".copy")
	column := n.String()
	for _, step := range []struct {
		row  measure
		args []string
	}{
		{exportTime, []string{b.quipu, "export", "--db", b.store(n), "--to", to}},
		{exportNull, []string{b.quipu, "export", "--db", b.store(n), "-o", "nquads"}},
		{copyTime, []string{"dd", "if=" + to, "of=" + to + ".copy", "bs=1M"}},
	} {
		var walls []time.Duration
		for range 3 {
			if err := os.Remove(to + ".copy"); err != nil && !os.IsNotExist(err) {
				return err
			}
			if step.row == exportTime {
				os.Remove(to)
			}
			syncDisks()
			b.say("%s", strings.Join(step.args, " "))
			u, err := execute(ctx, step.args[0], step.args[1:]...)
			if err != nil {
				return err
			}
			walls = append(walls, u.wall)
			if n > once {
				break
			}
		}
		b.table.set(column, step.row, "%.2f s", bench.Median(walls).Seconds())
	}
	return nil
}

func mebibytes(n int64) string { return bench.Grouped(float64(n)/(1<<20)) + " MiB" }
