package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"
)

// measure measures row after row. One that fails is told, and the others go on.
func (s *settings) measure(ctx context.Context, out, log io.Writer) (err error) {
	say := func(format string, args ...any) {
		fmt.Fprintf(log, time.Now().Format("15:04:05 ")+format+"\n", args...)
	}
	chosen := s.choose()
	if len(chosen) == 0 {
		return errors.New("no row has such a name: -list shows them")
	}
	if s.list {
		for _, r := range chosen {
			fmt.Fprintln(out, r.name)
		}
		return nil
	}
	sets := newDatasets(s.dir, s.n, say)
	defer func() { err = errors.Join(err, sets.close()) }()
	if err := s.prepare(ctx, sets, chosen); err != nil {
		return err
	}
	if s.profile != "" {
		f, err := os.Create(s.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	var rep report
	for _, r := range chosen {
		say("measuring: %s", r.name)
		if err := s.measureRow(ctx, sets[r.on], r, &rep); err != nil {
			return err
		}
	}
	if err := rep.write(out, s.n); err != nil {
		return err
	}
	return errors.Join(rep.failed...)
}

// choose returns the rows whose names were asked for.
func (s *settings) choose() (chosen []*row) {
	for _, r := range rows() {
		if s.which.MatchString(r.name) {
			chosen = append(chosen, r)
		}
	}
	return chosen
}

// prepare makes all tasks and opens what the first row needs, so that nothing
// of it is in the profile. Cayley's memory store is filled when its rows come:
// before, the collector would go through it while others are measured.
func (s *settings) prepare(ctx context.Context, sets datasets, chosen []*row) error {
	for _, r := range chosen {
		if _, err := sets[r.on].task(r); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	for _, d := range sets {
		d.lines = nil
	}
	return sets[chosen[0].on].openFor(ctx, chosen[0])
}

// measureRow adds a row to the report. The error is not the row's.
func (s *settings) measureRow(ctx context.Context, d *dataset, r *row, rep *report) error {
	t, err := d.task(r)
	if err != nil {
		return err
	}
	if err := d.openFor(ctx, r); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	all, err := r.measure(limited, d, t, s.repeat)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	rep.add(r, t, all, err)
	return nil
}
