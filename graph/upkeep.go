package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"quipu/graph/store"
	"quipu/quads"
)

// CompactOptions are the settings of Compact.
type CompactOptions struct {
	// ForgetBefore, if it is not nil, drops the history before a commit, which
	// becomes the first that can be asked for. A time stands for the last
	// commit before its beginning, so that all from then on can be asked for.
	ForgetBefore *Moment
	Progress     func(done, of int64) // called now and then; nil is fine
}

// Compact rewrites the file of a store without what nothing needs any more.
func (g *Graph) Compact(ctx context.Context, o CompactOptions) error {
	if g.history == nil {
		return ErrNoHistory
	}
	so := store.CompactOptions{Progress: o.Progress}
	if o.ForgetBefore != nil {
		var err error
		if so.ForgetBefore, err = g.firstKept(ctx, *o.ForgetBefore); err != nil {
			return err
		}
	}
	return g.history.Compact(ctx, so)
}

// firstKept returns the commit before which a moment lets all be forgotten, 0
// where there is nothing before it.
func (g *Graph) firstKept(ctx context.Context, m Moment) (uint64, error) {
	if m.IsTime() {
		c, _, err := g.lastBefore(ctx, m.from)
		return c.Number, err
	}
	_, err := g.Commit(ctx, m.number)
	return m.number, err
}

// Verify checks the whole file of a store and reports each fault. Progress, if
// not nil, is told how much of the work is done.
func (g *Graph) Verify(ctx context.Context, report func(error), progress func(done, of int64)) error {
	if g.history == nil {
		return ErrNoHistory
	}
	return g.history.Verify(ctx, report, progress)
}

// BackupOptions are the settings of Backup.
type BackupOptions struct {
	Overwrite bool                 // a store that has the name is replaced
	Progress  func(done, of int64) // called now and then; nil is fine
}

// Backup writes a copy of a store's newest state and history to another file,
// which appears under its name when it is whole. Others may read and write the
// store meanwhile. The error wraps fs.ErrExist where there is a file of that
// name that may not be replaced.
func (g *Graph) Backup(ctx context.Context, to string, o BackupOptions) error {
	if g.history == nil {
		return ErrNoHistory
	}
	switch info, err := os.Stat(to); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a directory: name a file in it", quads.Printable(to))
	case !o.Overwrite:
		return &fs.PathError{Op: "backup", Path: to, Err: fs.ErrExist}
	default:
		if is, err := IsFile(to); err != nil || !is {
			return errors.Join(err, fmt.Errorf("%s is no store, so it is not replaced: name another file", quads.Printable(to)))
		}
	}
	return g.history.Backup(ctx, to, o.Overwrite, o.Progress)
}
