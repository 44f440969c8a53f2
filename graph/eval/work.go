package eval

import (
	"context"

	"quipu/graph/source"
)

// Work counts what a run did, so that tests can guard performance.
type Work struct {
	Seeks int64 // patterns scanned
	Quads int64 // quads scanned
	Rows  int64 // rows joined: what scans, paths and hash joins put out
	Names int64 // terms looked up
}

// counted is a source that counts what is scanned.
type counted struct {
	source.Source
	work *Work
}

func (c counted) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	c.work.Seeks += int64(len(patterns))
	return countedCursor{c.Source.Scan(ctx, patterns...), c.work}
}

type countedCursor struct {
	source.Cursor
	work *Work
}

func (c countedCursor) Next(buf []source.Match) (int, error) {
	n, err := c.Cursor.Next(buf)
	c.work.Quads += int64(n)
	return n, err
}
