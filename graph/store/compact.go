package store

import (
	"context"
	"io/fs"
	"path/filepath"

	"quipu/graph/store/bulk"
)

// CompactOptions are the settings of Compact.
type CompactOptions struct {
	// ForgetBefore drops the history before a commit: it becomes the first
	// that can be asked for. 0 keeps all.
	ForgetBefore uint64
	Memory       int64 // bytes that may be used; 0 means a quarter of the machine's
	Progress     func(done, of int64)
}

// Compact rewrites the file without what nothing needs any more. Others may
// read meanwhile; who begins a transaction waits.
func (s *Store) Compact(ctx context.Context, o CompactOptions) error {
	t, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if o.ForgetBefore > t.from.commit {
		return &CommitError{Number: o.ForgetBefore, Last: t.from.commit}
	}
	if s.path != "" && s.file == nil && t.from.size.Terms == 0 {
		return &FileError{Path: s.path, Err: fs.ErrNotExist}
	}
	_, err = s.rewrite(ctx, rewriting{
		from: t.from, forget: o.ForgetBefore, options: s.bulkOptions(o.Memory, 0), progress: o.Progress,
	})
	return err
}

func (s *Store) bulkOptions(memory int64, workers int) bulk.Options {
	o := bulk.Options{Memory: memory, Workers: workers}
	if s.path != "" {
		o.Dir = filepath.Dir(s.path)
	}
	return o
}
