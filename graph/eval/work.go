package eval

import (
	"context"
	"sync/atomic"

	"quipu/graph/source"
)

// Work counts what a run did, so that tests can guard performance.
type Work struct {
	Seeks int64 // patterns scanned
	Quads int64 // quads scanned
	Rows  int64 // rows joined: what scans, paths and hash joins put out
	Names int64 // terms looked up
}

func (w *Work) add(v Work) {
	w.Seeks += v.Seeks
	w.Quads += v.Quads
	w.Rows += v.Rows
	w.Names += v.Names
}

// counted is a source that counts what is scanned, by several goroutines
// perhaps.
type counted struct {
	source.Source
	work *Work
}

func (c counted) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	atomic.AddInt64(&c.work.Seeks, int64(len(patterns)))
	return countedCursor{c.Source.Scan(ctx, patterns...), c.work}
}

// Range implements source.Ranger.
func (c counted) Range(ctx context.Context, prefix []byte) (source.Range, error) {
	return source.RangeOf(ctx, c.Source, prefix)
}

type countedCursor struct {
	source.Cursor
	work *Work
}

func (c countedCursor) Next(buf []source.Match) (int, error) {
	n, err := c.Cursor.Next(buf)
	atomic.AddInt64(&c.work.Quads, int64(n))
	return n, err
}

// Counted returns a source that counts in work what is scanned of src. It is a
// source.Distincter and a source.Lexicon if src is both.
func Counted(src source.Source, work *Work) source.Source {
	d, skips := src.(source.Distincter)
	l, spells := src.(source.Lexicon)
	c := counted{src, work}
	if !skips || !spells {
		return c
	}
	return struct {
		counted
		skipping
		spelling
	}{c, skipping{d, work}, spelling{l}}
}

type skipping struct {
	of   source.Distincter
	work *Work
}

// Distinct implements source.Distincter.
func (s skipping) Distinct(ctx context.Context, p source.Pattern, place int, f func(source.ID, int64) bool) error {
	return s.of.Distinct(ctx, p, place, func(id source.ID, quads int64) bool {
		atomic.AddInt64(&s.work.Seeks, 1)
		return f(id, quads)
	})
}

type spelling struct{ of source.Lexicon }

// Forms implements source.Lexicon.
func (s spelling) Forms(ctx context.Context, prefix []byte, f func(source.ID, []byte) bool) error {
	return s.of.Forms(ctx, prefix, f)
}
